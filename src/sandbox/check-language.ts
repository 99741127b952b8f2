import type { Program } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';

/** Throws `config-invalid` for a shell program with what only Python programs can be given. */
export function checkLanguage({ language, library, network, environment }: Program): void {
  if (language !== 'shell') return;
  const given = Object.entries({ library, network, environment }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  const names = given.map(([name]) => name).join(' and no ');
  throw new CoderError(`A shell program can be given no ${names}.`, { code: 'config-invalid' });
}
