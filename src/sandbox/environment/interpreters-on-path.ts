import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

const names = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
] as const;

/** Every command that may be a Python, best first; starts nothing, so some of them may turn out to be broken. */
export function interpretersOnPath(searchPath: readonly string[]): string[] {
  const found = names.flatMap((name) =>
    searchPath.map((folder) => path.join(folder, name)).filter(isCommand),
  );
  return [...new Set(found)];
}

/** The first command of that name, or null. */
export function commandOnPath(name: string, searchPath: readonly string[]): string | null {
  return searchPath.map((folder) => path.join(folder, name)).find(isCommand) ?? null;
}

function isCommand(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
