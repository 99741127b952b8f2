import type { AuditProblem } from '../contracts/audit.ts';
import { sha256 } from '../text/sha256.ts';
import { beginning, type ChainedLine, type ChainNote, readChainedLine } from './chained-line.ts';
import { auditIdIn, type Place, problemAt, span } from './problems.ts';
import type { Line } from './read-lines.ts';
import { type Heads, keptHeadNotes, keptHeadProblem, type Witness, witnessesOf } from './witnesses.ts';

/** Record numbers that should stand before `place`. */
interface Gap {
  from: number;
  to: number;
  place: Place;
}

interface Unread {
  place: Place;
  line: Pick<Line, 'status' | 'length'>;
  sha256: string;
  /** The number of the record that should stand here. */
  seq: number;
}

/** Follows the chain through all lines in order and reports each fault once; what stands after a fault is still checked. */
export class ChainCheck {
  last: { seq: number; sha256: string; place: Place } | null = null;
  readonly notes: string[] = [];
  readonly #heads: Heads;
  readonly #witnesses: Witness[];
  readonly #report: (problem: AuditProblem) => void;
  readonly #gaps: Gap[] = [];
  readonly #unread: Unread[] = [];
  /** Lines since the last genuine record that may have been records. */
  #doubtful = 0;

  constructor(heads: Heads, report: (problem: AuditProblem) => void) {
    this.#heads = heads;
    this.#witnesses = witnessesOf(heads);
    this.#report = report;
  }

  /** The line when it is as it was written. */
  take(line: Line, place: Place): ChainedLine | null {
    const read = readChainedLine(line.bytes);
    if (line.status === 'ended' && read.status === 'genuine') {
      this.#takeGenuine(read.line, place);
      return read.line;
    }
    this.#doubtful += 1;
    if (line.status === 'ended' && read.status === 'edited') {
      this.#fault('edited', place, { line: read.line, says: 'was changed: it does not match its own hash' });
      return null;
    }
    const seq = (this.last?.seq ?? 0) + this.#doubtful;
    const { status, length } = line;
    this.#unread.push({ place, line: { status, length }, sha256: sha256(line.bytes), seq });
    return null;
  }

  /** Call after the last line. */
  finish(): void {
    for (const { from, to, place } of this.#gaps) {
      this.#report(problemAt('missing', place, { seq: from, says: `${span(from, to)} missing before it` }));
    }
    const isComplete = this.#checkEnd();
    const rest = this.#unread.at(-1);
    const isUnfinished = isComplete && rest?.line.status === 'torn' && this.#doubtful === 1;
    for (const unread of this.#unread) {
      if (unread === rest && isUnfinished)
        this.notes.push(`${where(rest.place)}: a record that was not finished. The next one will note it.`);
      else
        this.#report(
          problemAt('unreadable', unread.place, {
            seq: unread.seq,
            says: `what stands here is no record, where record ${unread.seq} belongs`,
          }),
        );
    }
  }

  #takeGenuine(line: ChainedLine, place: Place): void {
    for (const note of line.notes) this.#takeNote(note, { line, place });
    if (line.day !== place.day)
      this.#fault('misplaced', place, { line, says: `belongs into ${line.day}.jsonl` });
    const expected = (this.last?.seq ?? 0) + 1;
    if (line.seq < expected) {
      const isMoved = this.#takeOut(line.seq);
      const says = isMoved ? `stands after record ${expected - 1}` : 'stands here once more';
      this.#fault(isMoved ? 'reordered' : 'repeated', place, { line, says });
      return;
    }
    const first = expected + this.#doubtful;
    if (line.seq > first) this.#gaps.push({ from: first, to: line.seq - 1, place });
    const follows = line.previous === (this.last?.sha256 ?? beginning);
    if (line.seq === expected && this.#doubtful === 0 && !follows)
      this.#fault('unlinked', place, {
        line,
        says: 'does not follow the record before it: one of them was replaced',
      });
    const doubted = this.#witnesses.find(({ count, sha256 }) => line.seq === count && line.sha256 !== sha256);
    if (doubted !== undefined) this.#fault('head', place, { line, says: doubted.saysReplaced });
    this.#doubtful = 0;
    this.last = { seq: line.seq, sha256: line.sha256, place };
  }

  /** A record vouches for the torn text it notes, and for nothing where it found no head. */
  #takeNote(note: ChainNote, { line, place }: { line: ChainedLine; place: Place }): void {
    if (note.kind === 'head-lost') {
      const says = 'found no usable head.json when it was written, so records before it may be missing';
      this.#fault('head', place, { line, says });
      return;
    }
    const index = this.#unread.findIndex(
      ({ line: torn, sha256: hash }) => hash === note.sha256 && torn.length === note.bytes,
    );
    const [torn] = index === -1 ? [] : this.#unread.splice(index, 1);
    if (torn === undefined) return;
    this.#doubtful -= 1;
    this.notes.push(
      `${where(torn.place)}: ${note.bytes} bytes of a record that was never finished, as record ${line.seq} notes.`,
    );
  }

  /** False when records are missing at the end, or may be. */
  #checkEnd(): boolean {
    const count = this.last?.seq ?? 0;
    const problem = keptHeadProblem(this.#heads);
    if (problem !== null) this.#report(problem);
    if (count > 0) this.notes.push(...keptHeadNotes(this.#heads));
    const isTold = this.#checkHead(count);
    const [farthest] = this.#witnesses.toSorted((one, other) => other.count - one.count);
    if (farthest === undefined || farthest.count <= count) return isTold;
    const first = count + this.#doubtful + 1;
    if (farthest.count < first) return false;
    const place = this.last?.place ?? { file: farthest.file, day: '', line: null };
    const says = `${span(first, farthest.count)} missing after it: ${farthest.saysMissing}`;
    this.#report(problemAt('missing', place, { seq: first, says }));
    return false;
  }

  /** False when the log has no usable head where it must have one. */
  #checkHead(count: number): boolean {
    const { found } = this.#heads;
    if (found.status === 'found') {
      const behind = count - found.head.count;
      if (behind > 0)
        this.notes.push(
          `${behind} of the records are not in head.json yet: they are being written, or their writer was stopped. The next record takes them in.`,
        );
      return true;
    }
    if (count === 0 && found.status === 'missing') return true;
    const says = `head.json is ${found.status}, so nothing tells whether records are missing after record ${count}`;
    this.#report(problemAt('head', { file: 'head.json', day: '', line: null }, { seq: null, says }));
    return false;
  }

  /** True when the number was missing until now. */
  #takeOut(seq: number): boolean {
    const index = this.#gaps.findIndex(({ from, to }) => from <= seq && seq <= to);
    const gap = this.#gaps[index];
    if (gap === undefined) return false;
    const rest = [
      { ...gap, to: seq - 1 },
      { ...gap, from: seq + 1 },
    ];
    this.#gaps.splice(index, 1, ...rest.filter(({ from, to }) => from <= to));
    return true;
  }

  #fault(
    kind: AuditProblem['kind'],
    place: Place,
    { line, says }: { line: ChainedLine; says: string },
  ): void {
    this.#report(problemAt(kind, place, { seq: line.seq, auditId: auditIdIn(line.record), says }));
  }
}

function where({ file, line }: Place): string {
  return `${file}, line ${line}`;
}
