import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { FunctionFinding } from '../../../src/contracts/python-functions.ts';
import type { DeclaredSource, Installed } from '../../../src/functions/validate/declared-source.ts';
import { validateFunctions } from '../../../src/functions/validate/validate-functions.ts';

export const installed: Installed = {
  python: '3.11.7',
  packages: Object.fromEntries(
    `pydantic typing-extensions pandas numpy scipy scikit-learn requests urllib3 httpx boto3 botocore matplotlib
     openpyxl beautifulsoup4 pyyaml sqlalchemy`
      .split(/\s+/)
      .map((name) => [name, '2.1.0']),
  ),
};

/** A folder with these files, gone after the test. */
export async function folderWith(files: Record<string, string | Buffer>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'declared-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** A declaration as the YAML in this folder makes it; a file is named from there. */
export function declare(folder: string, given: Partial<DeclaredSource> = {}): DeclaredSource {
  const { file, ...others } = given;
  return {
    name: 'main',
    function: 'main',
    folder,
    pythonPath: [],
    allowedImports: null,
    requiresPython: null,
    requires: [],
    network: false,
    position: { file: 'functions.yaml', line: 3, column: 5 },
    ...(file && { file: path.resolve(folder, file) }),
    ...others,
  };
}

/** What is found of functions whose files these are; `main` of main.py unless something else is declared. */
export async function validate(
  files: Record<string, string | Buffer>,
  ...declared: Partial<DeclaredSource>[]
) {
  const folder = await folderWith(files);
  const declarations = (declared.length === 0 ? [{ file: 'main.py' }] : declared).map((one) =>
    declare(folder, one),
  );
  return { folder, ...(await validateFunctions(declarations, installed)) };
}

export const blocking = (findings: readonly FunctionFinding[]): FunctionFinding[] =>
  findings.filter(({ severity }) => severity === 'blocking');

/** Where and by which rule something was found, such as "forbidden-module main.py:1". */
export const places = (findings: readonly FunctionFinding[]): string[] =>
  findings.map(({ rule, file, line }) => `${rule} ${file}${line === null ? '' : `:${line}`}`);
