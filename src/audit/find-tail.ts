import { statSync } from 'node:fs';
import { sha256 } from '../text/sha256.ts';
import { auditPaths, recordedDays } from './audit-folder.ts';
import { type ChainNote, readChainedLine } from './chained-line.ts';
import { emptyHead, type Head, readHead } from './head.ts';
import { readLines } from './read-lines.ts';

/** Where the next record goes. */
export interface Tail {
  count: number;
  sha256: string;
  /** The newest day with a file; null before the first record. */
  day: string | null;
  /** The day's file ends inside a line. */
  endsTorn: boolean;
  /** What the next record has to tell. */
  notes: ChainNote[];
}

/** Goes on where the head says; takes in what a crashed writer still wrote after it, and notes what it left unfinished. */
export async function findTail(folder: string): Promise<Tail> {
  const days = recordedDays(folder);
  const found = await readHead(folder);
  const head = found.status === 'found' ? found.head : emptyHead;
  const isLost = found.status !== 'found' && days.length > 0;
  const tail: Tail = {
    count: head.count,
    sha256: head.sha256,
    day: days.at(-1) ?? null,
    endsTorn: false,
    notes: isLost ? [{ kind: 'head-lost' }] : [],
  };
  if (isUpToDate(folder, head, tail.day)) return tail;
  for (const day of days) {
    if (head.day !== null && day < head.day) continue;
    await takeIn(tail, auditPaths.day(folder, day), { from: day === head.day ? head.bytes : 0, isLost });
  }
  return tail;
}

function isUpToDate(folder: string, head: Head, newest: string | null): boolean {
  if (head.day === null || head.day !== newest) return false;
  return statSync(auditPaths.day(folder, head.day)).size === head.bytes;
}

/** Where the head is lost, the last record that can be read is the best guess; what does not fit stays for `verify` to find. */
async function takeIn(
  tail: Tail,
  file: string,
  { from, isLost }: { from: number; isLost: boolean },
): Promise<void> {
  tail.endsTorn = statSync(file).size < from && !(await endsWithNewline(file));
  for await (const { bytes, length, status } of readLines(file, from)) {
    tail.endsTorn = status !== 'ended';
    if (status === 'torn') tail.notes.push({ kind: 'torn', bytes: length, sha256: sha256(bytes) });
    const read = readChainedLine(bytes);
    if (status !== 'ended' || read.status !== 'genuine') continue;
    const { seq, previous, sha256: hash } = read.line;
    const follows = seq === tail.count + 1 && previous === tail.sha256;
    if (follows || (isLost && seq > tail.count)) Object.assign(tail, { count: seq, sha256: hash });
  }
}

async function endsWithNewline(file: string): Promise<boolean> {
  let ended = true;
  for await (const line of readLines(file)) ended = line.status !== 'torn';
  return ended;
}
