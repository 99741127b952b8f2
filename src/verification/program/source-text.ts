import type { Issue } from '../../contracts/issue.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** A source with the offsets of its lines. */
export interface SourceText {
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export function sourceText(text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { text, lineStarts };
}

/** 1-based line and column of an offset, column in UTF-16 units. */
export function positionAt({ lineStarts }: SourceText, offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] as number) + 1 };
}

export function textOf({ text }: SourceText, node: SyntaxNode): string {
  return text.slice(node.start, node.end);
}

/** Text of the program made safe to quote in a message: one line, printable, short. */
export function quote(text: string, limit = 80): string {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

/** An issue without the place where it was found. */
export type Complaint = Omit<Issue, 'line' | 'column'>;

export function issueAt(source: SourceText, offset: number, complaint: Complaint): Issue {
  return { ...complaint, ...positionAt(source, offset) };
}
