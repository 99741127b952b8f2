import { nothingOpen, scanPython } from '../../llm/scan-python.ts';
import { givesAnswer, isStatement, mayContinue } from './python-lines.ts';

/** The program in a reply without fences: from the first statement to the first sentence after it; null when that gives no answer. */
export function unfencedCode(reply: string): string | null {
  const lines = reply.replaceAll('\r\n', '\n').split('\n');
  const start = lines.findIndex(isStatement);
  if (start === -1) return null;
  let open = nothingOpen;
  let end = start;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    const isInside = open.string !== null || open.depth > 0;
    if (!isInside && !mayContinue(line) && !isStatement(line)) break;
    open = scanPython(line, open);
  }
  const code = lines.slice(start, end).join('\n').trim();
  return givesAnswer(code) ? code : null;
}
