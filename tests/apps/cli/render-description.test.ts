import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/apps/cli/display-width.ts';
import { pageOf } from '../../../src/apps/cli/page.ts';
import { renderDescription } from '../../../src/apps/cli/render-description.ts';
import { describedFile } from '../../helpers/described-file.ts';

const file = describedFile('csv', {
  name: 'a.csv',
  load: "pd.read_csv('a.csv')",
  columns: [
    { name: 'text', dtype: 'str', nullCount: 0, examples: ['one example', 'a second', 'a third one'] },
  ],
  rowCount: 3,
  warnings: ['A warning with so many words that it does not fit on one line of this terminal.'],
});
const terminal = { isTTY: true, columns: 50, hasColors: () => false };

describe('a description on a narrow terminal', () => {
  it('keeps tables and warnings within its width, and cuts nothing in a pipe', () => {
    const lines = renderDescription(file, pageOf(terminal as never)).split('\n');
    expect(lines.filter((line) => displayWidth(line) > 50)).toEqual([]);
    expect(lines.slice(-2)).toEqual([
      '             does not fit on one line of this',
      '             terminal.',
    ]);
    const piped = renderDescription(file, pageOf({ isTTY: false } as never));
    expect(piped).toContain('"one example", "a second", "a third one"');
  });
});
