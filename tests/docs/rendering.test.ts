import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { processLimits, templateLimits } from '../../src/jinja/template-limits.ts';
import { readDocument, tableBelow } from '../helpers/documents.ts';

const python = (file: string) => readFileSync(path.join(packageRoot, 'src/python/rendering', file), 'utf8');
const page = readDocument('docs/rendering.md').text.replace(/\s+/g, ' ');

/** The words of a tuple in the table of the language. */
function wordsOf(name: string): string[] {
  const [, words = ''] = new RegExp(`^${name} = \\((.*)\\)$`, 'm').exec(python('language.py')) ?? [];
  return words.match(/\w+/g) ?? [];
}

describe('the page on templates', () => {
  it('lists what the language has', () => {
    const rows = new Map(
      tableBelow('| kind | available |').map(([kind, names = '']) => [kind, names.split(' ')]),
    );
    expect(wordsOf('FILTERS')).toHaveLength(6);
    expect(rows.get('filters')).toEqual(wordsOf('FILTERS'));
    expect(rows.get('functions')).toEqual(wordsOf('FUNCTIONS'));
    const tags = [...wordsOf('BLOCKS'), ...wordsOf('SHOWN_TAGS').filter((word) => word !== 'BLOCKS')];
    expect(rows.get('tags')).toEqual(tags.sort());
  });

  it('names the bounds as they are', () => {
    const bound = (name: string, file: string) =>
      Number(new RegExp(`^${name} = ([\\d_]+)`, 'm').exec(python(file))?.[1]?.replaceAll('_', ''));
    const english = (value: number) => value.toLocaleString('en');
    expect(page).toContain(`at most ${templateLimits.templateBytes / 1024} KiB`);
    expect(page).toContain(`its variables ${templateLimits.variablesBytes / 2 ** 20} MiB of JSON`);
    expect(page).toContain(`longer than ${templateLimits.textBytes / 2 ** 20} MiB`);
    expect(page).toContain(`longer than ${templateLimits.seconds} s`);
    expect(page).toContain(`more than ${processLimits.memoryMiB} MiB`);
    expect(page).toContain(`blocks stand ${bound('MAX_BLOCKS', 'language.py')} deep`);
    expect(page).toContain(`brackets ${bound('MAX_BRACKETS', 'language.py')}`);
    expect(page).toContain(`${english(bound('MAX_DIGITS', 'language.py'))} digits`);
  });

  it('lists every status', () => {
    expect(tableBelow('| status of a template | meaning |').map(([status]) => status)).toEqual([
      'rendered',
      'failed',
      'timed-out',
      'out-of-memory',
      'output-too-large',
    ]);
  });
});
