import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseCommandLine } from '../../src/apps/cli/command-line.ts';
import { packageRoot } from '../../src/config/package-root.ts';

/** One page in Markdown. */
export interface Document {
  /** Relative to the package, such as `docs/cli.md`. */
  name: string;
  text: string;
}

export function readDocument(name: string): Document {
  return { name, text: readFileSync(path.join(packageRoot, name), 'utf8') };
}

export const handbookPages = readdirSync(path.join(packageRoot, 'docs'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file}`)
  .sort();

/** The README and every page below docs/. */
export const handbook = ['README.md', ...handbookPages].map(readDocument);

/** Everything written for people who use or change the package. */
export const documents = [
  ...handbook,
  ...['AGENTS.md', 'CONTRIBUTING.md', 'SECURITY.md', 'data/samples/README.md'].map(readDocument),
];

/** The text of every fenced block of a language. */
export function blocks(language: string, pages: Document[] = handbook): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms');
  return pages.flatMap(({ text }) => [...text.matchAll(fence)].map(([, block]) => block ?? ''));
}

/** What is not inside fenced blocks. */
export function proseOf({ text }: Document): string {
  return text.replace(/^```.*?^```/gms, '');
}

/** The cells of the rows below a table's header, without their code marks; a header must stand on exactly one page. */
export function tableBelow(header: string): string[][] {
  const found = handbook.filter(({ text }) => `\n${text}`.includes(`\n${header}\n`));
  if (found.length !== 1) throw new Error(`"${header}" stands on ${found.length} pages.`);
  const [, rest = ''] = (found[0] as Document).text.split(`${header}\n`);
  const [, ...lines] = rest.split('\n\n')[0]?.split('\n') ?? [];
  return lines
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

/** What `--help` prints for a verb, or for the command itself. */
export function helpOf(...words: string[]): string {
  let text = '';
  parseCommandLine([...words, '--help'], { write: (part) => (text += part) });
  return text;
}
