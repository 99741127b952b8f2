import { nothingOpen, scanPython } from './scan-python.ts';

export interface FencedBlock {
  /** Lower case; empty when the fence names none. */
  language: string;
  text: string;
  /** False when the reply ended before the block did. */
  isClosed: boolean;
}

export interface Fence {
  fence: string;
  indent: number;
  language: string;
  /** What stands behind the language and is code, as in "```python import json". */
  rest: string;
}

/** Where a block ends: before its line of this number, behind what stands before the fence on that line. */
interface BlockEnd {
  lines: number;
  tail: string | null;
}

/** Lines that are read on, in one reply, for the end of a string in which a fence stands. */
export const maxLinesInStrings = 5_000;

const notPython = /^(?:(?:ba|z)?sh|json|console|csv|ya?ml|text|txt|html|sql|md|markdown)$/;

/**
 * The fenced blocks of a reply as Markdown reads them; a last one without its closing fence counts, an indented fence takes
 * its indent along, and a fence inside a string of a Python program belongs to the string.
 */
export function fencedBlocks(reply: string): FencedBlock[] {
  const lines = reply.replaceAll('\r\n', '\n').split('\n');
  const blocks: FencedBlock[] = [];
  const ahead = { lines: maxLinesInStrings };
  for (let at = 0; at < lines.length; at += 1) {
    const opening = openingFence(lines[at] ?? '');
    if (opening === null) continue;
    const watch = new FenceWatch(opening, ahead);
    let end: BlockEnd | null = null;
    for (let next = at + 1; next < lines.length && end === null; next += 1)
      end = watch.take(lines[next] ?? '');
    const { lines: count, tail } = end ?? watch.end();
    const isClosed = at + 1 + count < lines.length;
    blocks.push(blockOf(opening, { body: lines.slice(at + 1, at + 1 + count), tail, isClosed }));
    at += 1 + count;
  }
  return blocks;
}

/** The block of a fence, from the lines in it. */
export function blockOf(
  { indent, language, rest }: Fence,
  { body, tail, isClosed }: { body: readonly string[]; tail: string | null; isClosed: boolean },
): FencedBlock {
  const lines = [...body, ...(tail === null ? [] : [tail])].map((line) => outdent(line, indent));
  return { language, text: (rest === '' ? lines : [rest, ...lines]).join('\n'), isClosed };
}

export function openingFence(line: string): Fence | null {
  const opening =
    /^(\s*)(`{3,}|~{3,})\s*([\w+-]*)(.*)$/.exec(line) ?? /^()[^`]*(`{3,})(py\w*)(\s*)$/i.exec(line);
  if (!opening) return null;
  const [, indent = '', fence = '', word = '', after = ''] = opening;
  const isCode = /^(?:import|from)$/.test(word);
  const language = isCode ? '' : word.toLowerCase();
  const rest = isCode ? word + after : /^\s+(?:import|from) /.test(after) ? after.trim() : '';
  return { fence, indent: indent.length, language, rest };
}

/** Takes the lines behind an opening fence one by one and says which closes the block. */
export class FenceWatch {
  #fence: string;
  #mayHoldStrings: boolean;
  #ahead: { lines: number };
  #open = nothingOpen;
  #count = 0;
  #first: number | null = null;

  constructor({ fence, language }: Fence, ahead: { lines: number }) {
    this.#fence = fence;
    this.#mayHoldStrings = !notPython.test(language);
    this.#ahead = ahead;
  }

  /** The lines that are in the block whatever follows. */
  get sureLines(): number {
    return this.#first ?? this.#count;
  }

  take(line: string): BlockEnd | null {
    if (this.#first !== null && --this.#ahead.lines < 0) return this.end();
    if (isBareFence(line, this.#fence)) {
      if (this.#open.string === null || !this.#mayHoldStrings) return { lines: this.#count, tail: null };
      this.#first ??= this.#count;
    } else if (this.#mayHoldStrings && line.trimEnd().endsWith(this.#fence)) {
      const tail = beforeFence(line);
      if (scanPython(tail, this.#open).string === null) return { lines: this.#count, tail };
    }
    this.#open = scanPython(line, this.#open);
    this.#count += 1;
    return null;
  }

  /** Where it ends when no further line comes. */
  end(): BlockEnd {
    return { lines: this.sureLines, tail: null };
  }
}

/** A line without the fence at its end. */
function beforeFence(line: string): string {
  let end = line.trimEnd().length;
  while (end > 0 && '`~'.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
}

function isBareFence(line: string, fence: string): boolean {
  return line.trim().startsWith(fence) && /^(`+|~+)$/.test(line.trim());
}

function outdent(line: string, indent: number): string {
  return line.slice(0, indent).trim() === '' ? line.slice(indent) : line;
}
