import { createHash } from 'node:crypto';
import type { FunctionLibrary } from '../../src/contracts/function-library.ts';

/** A library of one module, `tools.py`, that declares every function defined at its top by its own name. */
export function libraryOf(source: string, more: Partial<FunctionLibrary> = {}): FunctionLibrary {
  const names = [...source.matchAll(/^(?:async )?def (\w+)/gm)].map((match) => match[1] as string);
  const library = {
    files: { '0/tools.py': source },
    roots: ['0'],
    functions: names.map((name) => ({ name, module: 'tools', function: name, defaults: {} })),
    shownAs: {},
    imports: [],
    preload: true,
    signatures: [],
    ...more,
  };
  return { id: createHash('sha256').update(JSON.stringify(library)).digest('hex'), ...library };
}
