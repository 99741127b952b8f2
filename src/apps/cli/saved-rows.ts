import path from 'node:path';
import type { Artifact } from '../../contracts/code-task.ts';
import { escapeLine } from './escape-terminal.ts';
import { formatBytes } from './format-units.ts';
import type { Page } from './page.ts';
import { renderRows } from './render-rows.ts';

/** One row per file that was written, with where it is. */
export function savedRows(artifacts: Artifact[], page: Page): string[] {
  return renderRows(
    artifacts.map((artifact) => ({ mark: 'done', label: 'Saved', text: savedText(artifact) })),
    page,
  );
}

/** Where a file was kept, and its size. */
export function savedText({ path: file, bytes }: Artifact): string {
  return `${displayPath(file)}  ${formatBytes(bytes)}`;
}

/** Relative inside the current folder, absolute elsewhere. */
function displayPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return escapeLine(relative.startsWith('..') || path.isAbsolute(relative) ? file : relative);
}
