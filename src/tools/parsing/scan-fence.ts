import { blockOf, FenceWatch, openingFence } from '../../llm/fenced-blocks.ts';
import type { FenceForm, FormContext } from './call-form.ts';
import { type Findings, keep } from './findings.ts';
import type { Reading, TextSource } from './reading/text-source.ts';

interface Line {
  at: number;
  /** Behind its line break. */
  end: number;
  text: string;
}

interface FenceScan {
  context: FormContext;
  fences: readonly FenceForm[];
  findings: Findings;
}

/** Reads over a fenced block: a call where a parser takes it for one, else text; null where none begins. */
export function* scanFence(source: TextSource, at: number, scanning: FenceScan): Reading<number | null> {
  const { text } = scanning.findings;
  if (text.lineHead.trimStart().startsWith('>')) return null;
  const first = yield* readLine(source, at);
  const opening = openingFence(text.lineHead + first.text);
  if (opening === null) return null;
  const takers = scanning.fences.filter((form) => form.takes(opening.language));
  const watch = new FenceWatch(opening, scanning.context.ahead);
  const lines: Line[] = [];
  let end: ReturnType<FenceWatch['take']> = null;
  let written = at;
  for (let next = first.end; end === null; ) {
    if (!(yield* source.reaches(next, 1))) break;
    const line = yield* readLine(source, next);
    end = watch.take(line.text);
    lines.push(line);
    next = line.end;
    if (end !== null || takers.length > 0) continue;
    const sure = watch.sureLines === lines.length ? next : (lines[watch.sureLines]?.at ?? next);
    text.write(source.slice(written, sure));
    written = Math.max(written, sure);
    source.release(written);
  }
  const { lines: count, tail } = end ?? watch.end();
  const isClosed = count < lines.length;
  const inside = {
    at: first.end,
    end: isClosed ? (lines[count]?.at ?? source.end) + (tail?.length ?? 0) : source.end,
  };
  const blockEnd = isClosed ? endOfFence(lines[count] as Line) : source.end;
  if (takers.length > 0) {
    const body = lines.slice(0, count).map((line) => line.text);
    const fenced = {
      language: opening.language,
      code: blockOf(opening, { body, tail, isClosed }).text,
      isClosed,
      inside: source.slice(inside.at, inside.end),
      insideAt: inside.at,
      at,
      end: blockEnd,
    };
    for (const form of takers) {
      const found = form.read(fenced, scanning.context);
      if (found === null) continue;
      keep(found, scanning.findings);
      return found.end;
    }
  }
  text.write(source.slice(written, blockEnd));
  return blockEnd;
}

/** A fence is its line without the line break, which belongs to the text behind. */
function endOfFence({ at, text }: Line): number {
  return at + text.length;
}

function* readLine(source: TextSource, at: number): Reading<Line> {
  const found = yield* source.find(at, ['\n']);
  const end = found === null ? source.end : found.at;
  const text = source.slice(at, end);
  source.goTo(end);
  return { at, end: found === null ? end : end + 1, text: text.endsWith('\r') ? text.slice(0, -1) : text };
}
