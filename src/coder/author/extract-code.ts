import { type FencedBlock, fencedBlocks } from '../../llm/fenced-blocks.ts';
import { nothingOpen, scanPython } from '../../llm/scan-python.ts';
import { givesAnswer, isProse, isStatement } from './python-lines.ts';
import { unfencedCode } from './unfenced-code.ts';
import { wrappedCode } from './wrapped-code.ts';

const pythonNames = new Set(['python', 'python3', 'py', 'py3', 'ipython', 'tool_code']);
const otherNames = new Set(
  'json bash sh shell console csv yaml text txt output markdown md diff sql html javascript js'.split(' '),
);

const notebookCommand =
  /^(?:!\s*(?:pip3?|conda|apt|apt-get|python3?)|%%?\s*(?:pip|conda|matplotlib|time|timeit|capture|load_ext|config))\b.*\n?/gm;

export interface ExtractedCode {
  code: string;
  /** Whether something marks the end of the program, it looks complete without, or it looks as if its end is missing. */
  end: 'marked' | 'plausible' | 'missing';
}

/** The program in a chatty reply: in Python blocks, else in blocks that may be code, in JSON, or in the open; null without one. */
export function extractCode(reply: string): ExtractedCode | null {
  const blocks = fencedBlocks(reply);
  const python = blocks.filter(({ language }) => pythonNames.has(language));
  const candidates = python.length > 0 ? python : blocks.filter(({ language }) => !otherNames.has(language));
  const chosen = chooseBlock(candidates.map(tidyBlock).filter(mayBeProgram));
  if (chosen !== null) {
    return { code: `${chosen.text}\n`, end: chosen.isClosed ? 'marked' : plausibleEnd(chosen.text) };
  }
  const wrapped = wrappedCode(reply);
  if (wrapped !== null) return { code: `${wrapped.trim()}\n`, end: 'marked' };
  const code = unfencedCode(reply);
  return code === null ? null : { code: `${code}\n`, end: plausibleEnd(code) };
}

/** The last complete program, for models correct themselves; else the steps of one that was given in pieces; else the longest block. */
function chooseBlock(blocks: FencedBlock[]): FencedBlock | null {
  const complete = blocks.findLast(({ text }) => imports(text) && /print\s*\(\s*json\.dumps/.test(text));
  if (complete) return complete;
  const first = blocks.findIndex(({ text }) => imports(text));
  const steps = first === -1 ? [] : blocks.slice(first);
  if (steps.length > 1 && steps.slice(1).every(({ text }) => !imports(text))) {
    const text = steps.map((step) => step.text).join('\n\n');
    return { language: 'python', text, isClosed: steps.every(({ isClosed }) => isClosed) };
  }
  return blocks.reduce<FencedBlock | null>(
    (best, block) => (best === null || block.text.length > best.text.length ? block : best),
    null,
  );
}

function imports(text: string): boolean {
  return /^(?:import|from) /m.test(text);
}

/** A block that says it is Python is believed unless it holds nothing but sentences. */
function mayBeProgram({ language, text }: FencedBlock): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.some(isStatement)) return true;
  return pythonNames.has(language) && lines.length > 0 && !lines.some(isProse);
}

/** Nothing is left open, and something is printed or written. */
function plausibleEnd(code: string): ExtractedCode['end'] {
  const open = code.split('\n').reduce((before, line) => scanPython(line, before), nothingOpen);
  const isOpen = open.string !== null || open.depth > 0 || /[:,=\\]\s*$/.test(code);
  return !isOpen && givesAnswer(code) ? 'plausible' : 'missing';
}

function tidyBlock(block: FencedBlock): FencedBlock {
  return { ...block, text: dropCommands(dropPrompts(stripLineNumbers(block.text))).trim() };
}

/** Programs are shown to models with numbered lines, and some copy the numbers. */
function stripLineNumbers(code: string): string {
  const lines = code.split('\n');
  const number = /^\s*\d+\| ?/;
  const numbered = lines.every((line) => line.trim() === '' || number.test(line));
  return numbered ? lines.map((line) => line.replace(number, '')).join('\n') : code;
}

/** A session of the interactive interpreter without its prompts and answers. */
function dropPrompts(code: string): string {
  const lines = code.split('\n');
  const prompt = /^(?:>>>|\.\.\.)(?: |$)/;
  if (!lines.find((line) => line.trim() !== '')?.startsWith('>>> ')) return code;
  return lines.flatMap((line) => (prompt.test(line) ? line.replace(prompt, '') : [])).join('\n');
}

/** Commands of notebooks, which are no Python. */
function dropCommands(code: string): string {
  return code.replace(notebookCommand, '');
}
