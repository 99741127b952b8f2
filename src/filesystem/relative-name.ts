const maxFolders = 8;
const maxPartBytes = 240;
const maxBytes = 1_024;

interface Rule {
  pattern: RegExp;
  problem: string;
}

/** What a part of a name may not be, on any system the files may be taken to. */
const rules: readonly Rule[] = [
  { pattern: /^$/, problem: 'has an empty part: leave out slashes at its ends and doubled ones' },
  { pattern: /^\./, problem: 'has a part that begins with a dot, which would be hidden or lead elsewhere' },
  { pattern: /[\p{C}\p{Zl}\p{Zp}]/u, problem: 'has characters that can not be seen' },
  { pattern: /[\\:]/, problem: 'has a backslash or a colon, which lead elsewhere on other systems' },
  { pattern: /^\s|[\s.]$/u, problem: 'has a part with a space at its ends or a dot at its end' },
];

/** Why a name is none that a file below a folder may have, with "/" between its folders; null for a good one. */
export function relativeNameProblem(name: string): string | null {
  if (bytesOf(name) > maxBytes) return `has more than ${maxBytes} bytes`;
  const parts = name.split('/');
  if (parts.length > maxFolders + 1) return `has more than ${maxFolders} folders`;
  if (parts.some((part) => bytesOf(part) > maxPartBytes))
    return `has a part of more than ${maxPartBytes} bytes`;
  return rules.find(({ pattern }) => parts.some((part) => pattern.test(part)))?.problem ?? null;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
