import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { PythonEnvironment } from '../../src/contracts/python-environment.ts';
import { testEnvironment } from '../helpers/python-environment.ts';

const standIn = path.join(import.meta.dirname, 'seatbelt_stand_in.py');

/** How the stand-in for macOS's `sandbox_init` behaves; only `holds` isolates, `missing` is a system that has none. */
export type StandInKind =
  | 'holds'
  | 'lies'
  | 'boasts'
  | 'forgets-all-but-files'
  | 'holds-too-much'
  | 'missing';

/** The test interpreter, started so that the production code meets a stand-in where it calls macOS. */
export async function seatbeltStandIn(
  kind: StandInKind,
): Promise<AsyncDisposable & { environment: PythonEnvironment; folder: string }> {
  const environment = await testEnvironment();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'seatbelt "test" '));
  const python = path.join(folder, 'python');
  const lines = [
    '#!/bin/sh',
    'case "$5" in */launcher.py) ;; *) head -c 4 <&3 >&2; exit 1 ;; esac', // no tier A or B: it ends once it was asked
    `exec '${environment.python}' "$1" -X utf8 -B '${standIn}' ${kind} "$5"`,
  ];
  await writeFile(python, `${lines.join('\n')}\n`);
  await chmod(python, 0o755);
  return {
    environment: { ...environment, python },
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
