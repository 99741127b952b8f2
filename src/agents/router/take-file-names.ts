import { SUPPORTED_FILE_TYPES } from '../../files/formats.ts';

const maxFiles = 50;
const maxNameChars = 200;
const extensions = SUPPORTED_FILE_TYPES.map((extension) => extension.slice(1)).join('|');
/** Letters of languages that write no spaces end a name, so only Latin ones belong to it. */
const mention = new RegExp(
  `[\\w\\p{Script=Latin}-]+(?:\\.[\\w\\p{Script=Latin}-]+)*\\.(?:${extensions})(?!\\w)`,
  'giu',
);

/**
 * Takes file names out of a query and counts them. A name counts by standing in the query and its words are never read,
 * whatever a stranger wrote into it.
 */
export function takeFileNames(query: string, files: readonly string[]): { text: string; named: number } {
  const names = files
    .slice(0, maxFiles)
    .map(baseName)
    .filter((name) => name.length > 0 && name.length <= maxNameChars)
    .sort((a, b) => b.length - a.length);
  let named = 0;
  let text = query;
  for (const name of new Set(names)) {
    const rest = withoutName(text, name);
    if (rest !== text) named += 1;
    text = rest;
  }
  named += text.match(mention)?.length ?? 0;
  return { text: text.replace(mention, ' '), named };
}

function baseName(file: string): string {
  return file.split(/[/\\]/).at(-1) ?? '';
}

/** Only a name with an extension counts: a file called "then" would take a word of the language away. */
function withoutName(text: string, name: string): string {
  if (!/.\.[\p{L}\p{N}]{1,10}$/u.test(name)) return text;
  const literal = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w.-])${literal}(?!\\w)`, 'giu'), ' ');
}
