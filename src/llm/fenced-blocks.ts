import { nothingOpen, scanPython } from './scan-python.ts';

export interface FencedBlock {
  /** Lower case; empty when the fence names none. */
  language: string;
  text: string;
  /** False when the reply ended before the block did. */
  isClosed: boolean;
}

interface Fence {
  fence: string;
  indent: number;
  language: string;
  /** What stands behind the language and is code, as in "```python import json". */
  rest: string;
}

/** Lines that are read on, in one reply, for the end of a string in which a fence stands. */
const maxLinesInStrings = 5_000;

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
    const { end, tail } = closingFence(lines, at + 1, { ...opening, ahead });
    const body = lines.slice(at + 1, end).map((line) => outdent(line, opening.indent));
    const text = [opening.rest, ...body, ...(tail === null ? [] : [outdent(tail, opening.indent)])];
    blocks.push({
      language: opening.language,
      text: (opening.rest === '' ? text.slice(1) : text).join('\n'),
      isClosed: end < lines.length,
    });
    at = end;
  }
  return blocks;
}

function openingFence(line: string): Fence | null {
  const opening =
    /^(\s*)(`{3,}|~{3,})\s*([\w+-]*)(.*)$/.exec(line) ?? /^()[^`]*(`{3,})(py\w*)(\s*)$/i.exec(line);
  if (!opening) return null;
  const [, indent = '', fence = '', word = '', after = ''] = opening;
  const isCode = /^(?:import|from)$/.test(word);
  const language = isCode ? '' : word.toLowerCase();
  const rest = isCode ? word + after : /^\s+(?:import|from) /.test(after) ? after.trim() : '';
  return { fence, indent: indent.length, language, rest };
}

/** The line that closes the block, and what of its code stands before the fence on it. */
function closingFence(
  lines: string[],
  from: number,
  { fence, language, ahead }: Fence & { ahead: { lines: number } },
): { end: number; tail: string | null } {
  let open = nothingOpen;
  let first = lines.length;
  for (let at = from; at < lines.length; at += 1) {
    if (first < lines.length && --ahead.lines < 0) break;
    const line = lines[at] ?? '';
    if (isBareFence(line, fence)) {
      if (open.string === null || notPython.test(language)) return { end: at, tail: null };
      first = Math.min(first, at);
    } else if (line.trimEnd().endsWith(fence) && !notPython.test(language)) {
      const tail = beforeFence(line);
      if (scanPython(tail, open).string === null) return { end: at, tail };
    }
    open = scanPython(line, open);
  }
  return { end: first, tail: null };
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
