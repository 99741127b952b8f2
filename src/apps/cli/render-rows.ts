import { wrapToWidth } from './display-width.ts';
import type { Row } from './event-rows.ts';
import type { Page, Palette } from './page.ts';

const labelWidth = 9;
const indent = ' '.repeat(labelWidth + 3);

const marks: Record<Row['mark'], (palette: Palette) => string> = {
  done: (palette) => palette.green('✓'),
  problem: (palette) => palette.red('✗'),
  note: (palette) => palette.dim('·'),
  none: () => ' ',
};

const tones: Record<string, keyof Pick<Palette, 'red' | 'yellow' | 'dim'>> = {
  blocking: 'red',
  major: 'yellow',
  minor: 'dim',
  Warning: 'yellow',
};

/** Rows as lines: marked, coloured and wrapped for a terminal, one plain line each elsewhere. */
export function renderRows(rows: Row[], page: Page): string[] {
  return rows.flatMap((row) => (page.columns === null ? [plainLine(row)] : wrappedLines(row, page)));
}

function plainLine({ mark, label, text }: Row): string {
  return `${mark === 'none' ? '  ' : ''}${label}${label === '' ? '' : ': '}${text}`;
}

function wrappedLines({ mark, label, text }: Row, { palette, columns }: Page): string[] {
  const tone = tones[label];
  const head = label.padEnd(labelWidth);
  const [first, ...rest] = wrapToWidth(text, Math.max((columns ?? 80) - indent.length, 20));
  return [
    `${marks[mark](palette)} ${tone ? palette[tone](head) : head} ${first}`,
    ...rest.map((line) => indent + line),
  ];
}
