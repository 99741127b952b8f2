import { displayWidth } from './display-width.ts';

/** Aligned lines without trailing spaces; column `index` is right-aligned where `rightAligned[index]` says so. */
export function renderTable(rows: string[][], rightAligned: boolean[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell));
    });
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - displayWidth(cell));
        return rightAligned[index] ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}
