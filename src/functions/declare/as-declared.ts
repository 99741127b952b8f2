import type { DeclaredFunction } from '../../contracts/python-functions.ts';
import type { FunctionDeclaration } from './function-declaration.ts';

export function asDeclared({ name, parameters, result }: FunctionDeclaration): DeclaredFunction {
  return {
    name,
    parameters: structuredClone(parameters),
    writes: [...new Set(result.map(({ to: [first] }) => String(first)))],
  };
}
