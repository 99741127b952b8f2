/** What a drawing shows beside a branch: every sign that could mean something to Mermaid is written as its number. */
export function branchLabel(when: string, to: string, all: string[]): string {
  const shown = when.replace(/[^\p{L}\p{N} _.]/gu, (sign) => `#${sign.codePointAt(0)};`);
  return all.length === 1 ? shown : `${shown} #8594; ${to}`;
}
