import path from 'node:path';
import { searchPath } from '../../config/search-path.ts';
import { commandOnPath } from './interpreters-on-path.ts';
import type { Interpreter } from './probe-interpreter.ts';
import type { Setup } from './setup.ts';

export interface Installer {
  name: 'uv' | 'pip';
  /** Commands that turn a folder that does not exist yet into a complete environment; each must end with 0. */
  steps(folder: string): string[][];
}

/** Ways to build an environment on this machine, fastest first; the next one is for when the one before fails. */
export function installersFor(interpreter: Interpreter, setup: Setup): Installer[] {
  const uv = commandOnPath('uv', searchPath(setup.env));
  const { file, lock } = setup.requirements;
  const wanted = ['--only-binary', ':all:', '-r', file, '-c', lock];
  const { base } = interpreter;
  const withUv = (command: string): Installer => ({
    name: 'uv',
    steps: (folder) => [
      [command, 'venv', '--no-project', '--no-python-downloads', '--python', base, folder],
      [command, 'pip', 'install', '--python', pythonIn(folder), '--compile-bytecode', ...wanted],
    ],
  });
  const withPip: Installer = {
    name: 'pip',
    steps: (folder) => [
      [base, '-I', '-m', 'venv', folder],
      [pythonIn(folder), '-I', '-m', 'pip', ...pipInstall, ...wanted],
    ],
  };
  return [...(uv === null ? [] : [withUv(uv)]), ...(interpreter.canCreateVenv ? [withPip] : [])];
}

/** Settings of a person's shell that would send packages somewhere else than into the environment. */
export const withoutRedirection = {
  PIP_USER: '0',
  PIP_TARGET: undefined,
  PIP_PREFIX: undefined,
  PIP_ROOT: undefined,
};

export function pythonIn(folder: string): string {
  return path.join(folder, 'bin/python');
}

const pipInstall = [
  'install',
  '--disable-pip-version-check',
  '--no-input',
  '--no-color',
  '--no-warn-script-location',
  '--progress-bar=off',
  '--no-compile',
];
