import type { Reading, TextSource } from './reading/text-source.ts';
import type { OfferedTool, ToolCallParser, WrittenCall, WrittenFault } from './tool-call-parser.ts';

/** What stands at one place of a text: calls, or what was meant as some; without either it is a marker that nobody should see. */
export interface Found {
  /** The first position behind it. */
  end: number;
  calls: WrittenCall[];
  faults: WrittenFault[];
  /** That it is none of them but text, read to its end. */
  isText?: true;
}

/** What is known where a form is looked for. */
export interface FormContext {
  readonly offered: ReadonlyMap<string, OfferedTool> | null;
  /** Characters of broken JSON that may still be mended in this text. */
  repairs: { left: number };
  /** Lines that may still be read on for the end of a string in which a fence stands. */
  ahead: { lines: number };
  /** Whether only space, thoughts and calls stand before. */
  isFirst: boolean;
  /** Whether only space stands before on the line. */
  isFreshLine: boolean;
}

/** One way to write a call. Reads on from where one of its openings stands; null says that there is none. */
export interface CallForm {
  readonly opens: readonly string[];
  read(source: TextSource, at: number, context: FormContext): Reading<Found | null>;
}

/** What a fenced block holds, for whoever takes it for a call. */
export interface Fenced {
  language: string;
  /** The code as Markdown reads it. */
  code: string;
  isClosed: boolean;
  /** What stands between the fences, unchanged. */
  inside: string;
  insideAt: number;
  at: number;
  end: number;
}

/** A fenced block that is a call as a whole. */
export interface FenceForm {
  takes(language: string): boolean;
  read(fenced: Fenced, context: FormContext): Found | null;
}

/** A parser made of forms; several of them become one that reads a text once. */
export interface FormParser extends ToolCallParser {
  readonly forms: readonly CallForm[];
  readonly fences: readonly FenceForm[];
}
