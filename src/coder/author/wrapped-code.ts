import { fencedBlocks } from '../../llm/fenced-blocks.ts';
import { jsonObjects } from '../../llm/json-objects.ts';
import { givesAnswer } from './python-lines.ts';

const names = ['code', 'python', 'program', 'script', 'source', 'python_code', 'input'];
const wrappers = ['arguments', 'parameters', 'args', 'function'];

/** The program a model wrapped in JSON, as if it called a tool; null without one. */
export function wrappedCode(reply: string): string | null {
  for (const value of jsonObjects(reply)) {
    const code = codeIn(value, 0);
    if (code !== null && givesAnswer(code)) return unfenced(code);
  }
  return null;
}

/** A fence that is no Python one and does not begin the code stands in a string of it. */
function unfenced(code: string): string {
  const [block] = fencedBlocks(code);
  const isFenced = /^\s*(?:```|~~~)/.test(code) || /^py/.test(block?.language ?? '');
  return block !== undefined && isFenced ? block.text : code;
}

function codeIn(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null || depth > 2) return null;
  const fields = new Map(Object.entries(value));
  for (const name of names) {
    const code = fields.get(name);
    if (typeof code === 'string') return code;
  }
  for (const name of wrappers) {
    const inner = fields.get(name);
    const found = codeIn(typeof inner === 'string' ? jsonObjects(inner)[0] : inner, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
