import path from 'node:path';

/** Every file with the files it imports, by paths relative to the same folder. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Reads every kind of import statement from the texts of files; one that is erased, such as `import type`, counts as well. */
export function importGraph(texts: ReadonlyMap<string, string>): ImportGraph {
  return new Map([...texts].map(([file, text]) => [file, importsIn(file, text)]));
}

/** What the text of `file` imports of its own package. */
export function importsIn(file: string, text: string): string[] {
  const specifiers = text.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+)["']/g);
  return [...specifiers].map(([, specifier]) => path.join(path.dirname(file), specifier as string));
}

/** Every file that `file` imports, and what those import; itself only where it is part of a circle. */
export function importedBelow(graph: ImportGraph, file: string): Set<string> {
  const found = new Set<string>();
  const next = [...(graph.get(file) ?? [])];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (found.has(one)) continue;
    found.add(one);
    next.push(...(graph.get(one) ?? []));
  }
  return found;
}

/** The groups of files that all import each other, directly or through others of the group. */
export function circlesIn(graph: ImportGraph): string[][] {
  const below = new Map([...graph.keys()].map((file) => [file, importedBelow(graph, file)]));
  const areMutual = (one: string, other: string): boolean =>
    below.get(one)?.has(other) === true && below.get(other)?.has(one) === true;
  const circles: string[][] = [];
  for (const file of graph.keys()) {
    if (!areMutual(file, file)) continue;
    const circle = circles.find(([first = '']) => areMutual(first, file));
    if (circle === undefined) circles.push([file]);
    else circle.push(file);
  }
  return circles;
}
