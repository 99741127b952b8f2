import { endTokens, thoughtTags } from '../../llm/thought-tags.ts';
import { anyOf } from '../../text/any-of.ts';
import type { CallForm, FenceForm, FormContext } from './call-form.ts';
import { type Findings, keep } from './findings.ts';
import type { TextOutput } from './reading/text-output.ts';
import { maxWastedChars, type Reading, type TextSource } from './reading/text-source.ts';
import { scanFence } from './scan-fence.ts';

const fenceMarks = ['```', '~~~'];
const backtick = 96;
const brace = 123;
/** The end of a text where nothing follows; anywhere else it may be a tag. */
const lastTag = '</s>';
const closesThought = thoughtTags.flatMap(({ closes }) => closes);
/** What stands before a marker that is only spoken of. */
const quotes = new Set([...'`"\'“‘«']);

interface Scan {
  forms: readonly CallForm[];
  /** Null inside a fenced block. */
  fences: readonly FenceForm[] | null;
}

interface ScanStart {
  context: FormContext;
  /** Whether the text begins in a thought. */
  startsInThought?: boolean;
}

/** Reads a text from its beginning to its end, and puts what it finds where it is sure of it. */
export type CallScanner = (source: TextSource, findings: Findings, start: ScanStart) => Reading<void>;

export function createCallScanner(scan: Scan): CallScanner {
  const opening = nextOpening([
    ...scan.forms.flatMap(({ opens }) => opens),
    ...thoughtTags.flatMap(({ opens }) => opens),
    ...closesThought,
    ...endTokens,
    lastTag,
    ...(scan.fences === null ? [] : ['`', ...fenceMarks]),
  ]);
  const formsAt = new Map<number, CallForm[]>();
  for (const form of scan.forms) {
    for (const code of new Set(form.opens.map((open) => open.charCodeAt(0)))) {
      formsAt.set(code, [...(formsAt.get(code) ?? []), form]);
    }
  }
  return function* (source, findings, { context, startsInThought = false }) {
    const { text } = findings;
    let at = startsInThought ? yield* endOfThought(source, 0, closesThought) : 0;
    for (;;) {
      const start = yield* opening(source, at, text);
      if (start === null) return;
      context.isFreshLine = text.lineHead.trim() === '';
      context.isFirst = text.isEmpty;
      source.release(start);
      source.seen = start;
      const end = yield* take(source, start, {
        forms: formsAt.get(source.codeAt(start)) ?? [],
        fences: scan.fences,
        context,
        findings,
      });
      if (end === 'over') return;
      if (end !== null) {
        at = end;
        source.goTo(at);
        continue;
      }
      source.goTo(start);
      source.wasted += source.seen - start;
      at = source.wasted > maxWastedChars ? Math.max(source.seen, start + 1) : start + 1;
      text.write(source.slice(start, at));
    }
  };
}

/** Finds where the next of these begins, and gives away the text before it as soon as it can't be a part of one. */
function nextOpening(literals: readonly string[]) {
  const pattern = anyOf(literals);
  const longest = Math.max(...literals.map(({ length }) => length));
  const beginnings = new Set(literals.flatMap((literal) => prefixes(literal)));
  return function* (source: TextSource, from: number, text: TextOutput): Reading<number | null> {
    for (let at = from; ; ) {
      pattern.lastIndex = at - source.nearAt;
      const found = pattern.exec(source.near);
      let safe = found === null ? source.end : source.nearAt + found.index;
      if (found === null && !source.hasEnded) {
        for (let length = Math.min(longest - 1, source.end - at); length > 0; length -= 1) {
          if (!beginnings.has(source.slice(source.end - length, source.end))) continue;
          safe = source.end - length;
          break;
        }
      }
      text.write(source.slice(at, safe));
      if (found !== null) return safe;
      if (source.hasEnded) return null;
      at = safe;
      source.passBy(at);
      source.release(at);
      yield;
    }
  };
}

function prefixes(literal: string): string[] {
  return Array.from({ length: literal.length - 1 }, (_, index) => literal.slice(0, index + 1));
}

/** What begins here and is no text: the position behind it, `over` when nothing after it counts, null when it is text. */
function* take(
  source: TextSource,
  at: number,
  { forms, fences, context, findings }: Scan & { context: FormContext; findings: Findings },
): Reading<number | 'over' | null> {
  const { text } = findings;
  const isQuoted = quotes.has(text.last) || text.lineHead.trimStart().startsWith('>');
  for (const form of forms) {
    if ((yield* source.oneOf(at, form.opens)) === null) continue;
    const found = yield* form.read(source, at, context);
    if (found !== null && (isQuoted || found.isText)) text.write(source.slice(at, found.end));
    else if (found !== null) keep(found, findings);
    if (found !== null) return found.end;
    source.goTo(at);
  }
  if (fences !== null && source.codeAt(at) !== brace && (yield* source.oneOf(at, fenceMarks)) !== null) {
    const end = yield* scanFence(source, at, { context, fences, findings });
    if (end !== null) return end;
    source.goTo(at);
  }
  const code = source.codeAt(at);
  if (code === brace) return null;
  const inline = code !== backtick ? null : yield* inlineCode(source, at);
  if (inline !== null) text.write(source.slice(at, inline));
  if (isQuoted || inline !== null) return inline;
  if (yield* endsHere(source, at)) return 'over';
  for (const { opens, closes } of thoughtTags) {
    const open = yield* source.oneOf(at, opens);
    if (open === null || !context.isFreshLine) continue;
    const end = yield* endOfThought(source, at + open.length, closes);
    text.cut();
    return end;
  }
  const close = yield* source.oneOf(at, closesThought);
  if (close === null) return null;
  text.cut();
  return at + close.length;
}

function* endsHere(source: TextSource, at: number): Reading<boolean> {
  if ((yield* source.oneOf(at, endTokens)) !== null) return true;
  if (!(yield* source.startsWith(at, lastTag))) return false;
  return !(yield* source.reaches(yield* source.afterSpace(at + lastTag.length), 1));
}

/** The end of what stands between two rows of backticks on one line; what it shows is no call. */
function* inlineCode(source: TextSource, from: number): Reading<number | null> {
  let at = from;
  while ((yield* source.reaches(at, 1)) && source.codeAt(at) === backtick) at += 1;
  const end = yield* source.find(at, ['\n', source.slice(from, at)]);
  return end === null || end.literal === '\n' ? null : end.at + end.literal.length;
}

/** A thought that never ends takes the rest of the text. */
function* endOfThought(source: TextSource, from: number, closes: readonly string[]): Reading<number> {
  const close = yield* source.find(from, closes);
  return close === null ? source.end : close.at + close.literal.length;
}
