import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { type Document, documents, handbookPages, proseOf, readDocument } from '../helpers/documents.ts';

/** A link to something of this repository: what it leads to, relative to the package, and the heading there. */
interface Link {
  target: string;
  anchor: string | undefined;
}

function linksOf({ name, text }: Document): Link[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link as string)
    .filter((link) => !/^\w+:/.test(link))
    .map((link) => {
      const [file = '', anchor] = link.split('#');
      return { target: file === '' ? name : path.join(path.dirname(name), file), anchor };
    });
}

function headingsOf(page: Document): string[] {
  return [...proseOf(page).matchAll(/^(#+ .+)$/gm)].map(([, line]) => line as string);
}

/** The anchor a heading gets on the pages of a repository. */
function anchorOf(heading: string): string {
  const words = heading.replace(/^#+ /, '').toLowerCase();
  return words.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}

/** Sentences on links of a page that lead nowhere. */
function brokenLinks(page: Document): string[] {
  return linksOf(page).flatMap(({ target, anchor }) => {
    const link = `${page.name}: ${target}${anchor === undefined ? '' : `#${anchor}`}`;
    if (!existsSync(path.join(packageRoot, target))) return [link];
    if (anchor === undefined) return [];
    return headingsOf(readDocument(target)).some((heading) => anchorOf(heading) === anchor) ? [] : [link];
  });
}

describe('every page', () => {
  it('links only to pages, files and headings that exist', () => {
    expect(documents.flatMap(linksOf).length).toBeGreaterThan(50);
    expect(documents.flatMap(brokenLinks)).toEqual([]);
  });

  it('would be told of a file and a heading that do not exist', () => {
    const text = '[a](nowhere.md) [b](cli.md#nowhere) [c](cli.md#exit-codes) [d](https://example.com/x)';
    expect(brokenLinks({ name: 'docs/x.md', text })).toEqual([
      'docs/x.md: docs/nowhere.md',
      'docs/x.md: docs/cli.md#nowhere',
    ]);
  });

  it('names only files that exist', () => {
    const folders = 'src|tests|config|data|prompts|scripts|bench|docs|examples|vendor';
    const file = new RegExp(`(?<![\\w/~.@-])(?:${folders})/[\\w./-]*\\w`, 'g');
    const made = /^data\/(audit|artifacts|code_execution)\b/;
    const named = documents.flatMap((page) => page.text.match(file) ?? []);
    const known = (name: string) => made.test(name) || existsSync(path.join(packageRoot, name));
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((name) => !known(name))).toEqual([]);
  });

  it('has one title, and headings that skip no level', () => {
    for (const page of documents) {
      const levels = headingsOf(page).map((heading) => heading.indexOf(' '));
      expect(page.text, page.name).toMatch(/^# \S/);
      expect(
        levels.filter((level) => level === 1),
        page.name,
      ).toHaveLength(1);
      const steps = levels.map((level, index) => level - (levels[index - 1] ?? 0));
      expect(Math.max(...steps), page.name).toBeLessThanOrEqual(1);
    }
  });
});

describe('the handbook', () => {
  const pages = handbookPages.filter((name) => path.dirname(name) === 'docs' && name !== 'docs/README.md');
  const decisions = handbookPages.filter((name) => /^docs\/decisions\/\d{4}-/.test(name));

  it.each(['README.md', 'docs/README.md'])('is linked whole from %s', (index) => {
    const targets = linksOf(readDocument(index)).map(({ target }) => target);
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.filter((page) => !targets.includes(page))).toEqual([]);
    expect(targets).toContain('docs/decisions/README.md');
  });

  it('lists every decision in the index of decisions, in order', () => {
    const listed = linksOf(readDocument('docs/decisions/README.md')).map(({ target }) => target);
    expect(listed).toEqual(decisions);
  });

  it('gives each decision a date, a context, what was decided and what follows', () => {
    expect(decisions.length).toBeGreaterThan(8);
    for (const name of decisions) {
      const { text } = readDocument(name);
      expect(text, name).toMatch(/^# \d{4} \S[^\n]*\n\n\d{4}-\d\d-\d\d, \w+\n/);
      for (const part of ['Context', 'Decision', 'Consequences'])
        expect(text, name).toContain(`**${part}.**`);
    }
  });

  it('keeps the README to what fits a few screens', () => {
    expect(readDocument('README.md').text.split('\n').length).toBeLessThanOrEqual(150);
  });

  it('shows pictures that say what they show and load at once', () => {
    const { text } = readDocument('README.md');
    const shown = [...text.matchAll(/!\[(.*)\]\((.+)\)/g)];
    const folder = path.join(packageRoot, 'docs/images');
    expect(shown.map(([, , file]) => path.basename(file as string)).sort()).toEqual(
      readdirSync(folder).sort(),
    );
    for (const [, words = '', file = ''] of shown) {
      expect(words.split(' ').length).toBeGreaterThan(5);
      expect(statSync(path.join(packageRoot, file)).size).toBeLessThan(150 * 1024);
      expect(readFileSync(path.join(packageRoot, file)).subarray(1, 4).toString()).toBe('PNG');
    }
  });
});

describe('until the name is published', () => {
  /** What would fetch whatever package has our name by then. */
  const fetched = /\bnpx\b.{0,60}python-coder|npm (?:i|install|exec)\s(?:-\S+\s+)*python-coder(?![\w.-])/;

  it('nothing tells people to fetch it by its name', () => {
    const places = ['src', 'examples', 'docs', 'config', 'prompts', 'scripts', 'data/samples'];
    const files = places.flatMap((place) =>
      readdirSync(path.join(packageRoot, place), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|mjs|md|yaml|py)$/.test(file))
        .map((file) => path.join(place, file)),
    );
    const texts = [...files, ...documents.map(({ name }) => name)].map(readDocument);
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter(({ text }) => fetched.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it.each([
    'npx -y python-coder mcp',
    '"command": "npx", "args": ["-y", "python-coder", "mcp"]',
    'npm install --save python-coder\n',
  ])('would notice %j', (text) => {
    expect(text).toMatch(fetched);
  });
});
