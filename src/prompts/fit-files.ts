import type { FileDescription } from '../contracts/file-description.ts';
import { layoutJson } from './layout-json.ts';
import { type Naming, namesNothing } from './named-in.ts';
import { reductions } from './reductions.ts';
import { tidyDescription } from './tidy-description.ts';

type Tree = { [key: string]: unknown };

const essentials: ReadonlySet<string> = new Set(['name', 'type', 'load', 'imports', 'problem']);

/** What a model needs to know about the files in at most `maxBytes` of laid-out JSON, what the question names first, with what had to be left out. */
export function fitFiles(
  files: FileDescription[],
  { maxBytes, naming = namesNothing }: { maxBytes: number; naming?: Naming },
): { files: unknown[]; leftOut: string[] } {
  let fitted = files.map(tidyDescription);
  let leftOut: string[] = [];
  let bytes = sizeOf(fitted);
  for (const { leftOut: name, apply } of reductions) {
    if (bytes <= maxBytes) return { files: fitted, leftOut };
    fitted = apply(fitted, naming) as unknown[];
    const before = bytes;
    bytes = sizeOf(fitted);
    if (bytes < before) leftOut = [...leftOut.filter((earlier) => kindOf(earlier) !== kindOf(name)), name];
  }
  const { files: kept, bare } = bareLargest(fitted as Tree[], maxBytes);
  if (bare > 0) leftOut.push(`all but name, type and \`load\` of ${bare} files`);
  if (kept.length < files.length) leftOut.push(`${files.length - kept.length} of ${files.length} files`);
  return { files: kept, leftOut };
}

/** Reduces the largest files to what opens them, one after the other; where that is not enough, the last files go. */
function bareLargest(files: Tree[], maxBytes: number): { files: Tree[]; bare: number } {
  const sizes = files.map(sizeOf);
  const kept = [...files];
  const order = [...sizes.keys()].sort((one, other) => (sizes[other] ?? 0) - (sizes[one] ?? 0));
  let bytes = sizeOf(files);
  let bare = 0;
  for (const at of order) {
    if (bytes <= maxBytes) return { files: kept, bare };
    const reduced = essence(files[at] as Tree);
    bytes -= (sizes[at] ?? 0) - sizeOf(reduced);
    kept[at] = reduced;
    bare += 1;
  }
  while (sizeOf(kept) > maxBytes && kept.length > 0) kept.length = Math.floor(kept.length * 0.9);
  return { files: kept, bare: kept.length };
}

/** Of several reductions of one kind the last one says it all. */
function kindOf(leftOut: string): string {
  return leftOut.replace(/ (?:past the \d+\w+|but the first)$/, '');
}

/** Bytes as it stands inside the data block, one step further in. */
function sizeOf(value: unknown): number {
  return Buffer.byteLength(layoutJson(value, ' '));
}

function essence(file: Tree): Tree {
  return Object.fromEntries(Object.entries(file).filter(([key]) => essentials.has(key)));
}
