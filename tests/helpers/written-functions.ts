import { mkdtempSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import type { PythonFunctionsOptions } from '../../src/tools/create-python-functions.ts';
import { type TestFunctions, testFunctions } from './test-functions.ts';

export interface WrittenFunctions extends TestFunctions {
  /** Holds functions.yaml and the sources. */
  readonly folder: string;
  /** Writes a file of the folder anew. */
  write(name: string, text: string): Promise<void>;
  declare(declarations: object[]): Promise<void>;
}

/** Functions whose declarations and sources are written for one test, on a real interpreter. */
export async function writtenFunctions(
  sources: Record<string, string>,
  declarations: object[],
  options: Partial<PythonFunctionsOptions> = {},
): Promise<WrittenFunctions> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'written-functions-'));
  const write = async (name: string, text: string): Promise<void> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const declare = (declared: object[]): Promise<void> =>
    write('functions.yaml', stringify({ functions: declared }));
  for (const [name, text] of Object.entries(sources)) await write(name, text);
  await declare(declarations);
  const functions = testFunctions({ config: path.join(folder, 'functions.yaml'), ...options });
  return {
    ...functions,
    folder,
    write,
    declare,
    [Symbol.asyncDispose]: async () => {
      await functions[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A declaration of the function of that name in tools.py. */
export function inTools(name: string, more: object = {}): object {
  return { name, file: 'tools.py', function: name, ...more };
}
