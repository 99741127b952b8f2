import { fencedBlocks } from '../llm/fenced-blocks.ts';

const pythonNames = new Set(['python', 'python3', 'py', 'py3']);
const otherNames = new Set(
  'json bash sh shell console csv yaml text txt output markdown md diff sql html javascript js'.split(' '),
);

/** The program in a chatty reply: the longest Python block, else the longest block that may be code, else a reply that plainly is Python; null without one. */
export function extractCode(reply: string): string | null {
  const blocks = fencedBlocks(reply);
  const python = blocks.filter(({ language }) => pythonNames.has(language));
  const candidates = python.length > 0 ? python : blocks.filter(({ language }) => !otherNames.has(language));
  const longest = candidates.reduce((best, { text }) => (text.length > best.length ? text : best), '');
  const code = blocks.length === 0 && isPlainlyPython(reply) ? reply : longest;
  return code.trim() === '' ? null : `${stripLineNumbers(code).trim()}\n`;
}

function isPlainlyPython(reply: string): boolean {
  const lines = reply.split('\n');
  const hasStatement = lines.some((line) => /^(import [\w.]+|from [\w.]+ import \w|print\(.*\))/.test(line));
  const hasProse = lines.some((line) => /^[A-Z][a-z']+,? [\w']+,? [\w']+ /.test(line));
  return hasStatement && !hasProse;
}

/** Programs are shown to models with numbered lines, and some copy the numbers. */
function stripLineNumbers(code: string): string {
  const lines = code.split('\n');
  const number = /^\s*\d+\| ?/;
  const numbered = lines.every((line) => line.trim() === '' || number.test(line));
  return numbered ? lines.map((line) => line.replace(number, '')).join('\n') : code;
}
