/** Code as the prompts show it; no line begins with a fence, so the code can't leave its block. */
export function numberLines(code: string): string {
  const lines = code.replace(/\n$/, '').split('\n');
  const width = String(lines.length).length;
  return lines.map((line, index) => `${String(index + 1).padStart(width)}| ${line}`).join('\n');
}
