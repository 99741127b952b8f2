import type { FunctionFinding } from '../../contracts/python-functions.ts';
import type { FunctionDeclaration } from '../declare/function-declaration.ts';
import type { Introspection } from './introspect.ts';

const slowImportMs = 5_000;

/** What the interpreter found wrong: modules that can't be imported, and functions that can't be called with JSON. */
export function introspectionFindings(
  introspection: Introspection,
  declarations: readonly FunctionDeclaration[],
): FunctionFinding[] {
  const place = { file: declarations[0]?.file ?? '', line: null, column: null, function: null };
  if (introspection.status === 'died') {
    const { reason, stderr } = introspection;
    const said = stderr === '' ? '' : `\n${stderr}`;
    return [
      {
        ...place,
        rule: 'import-died',
        severity: 'blocking',
        message: `Importing the functions did not come to an end: ${reason}${said}`,
        suggestion: 'A module that is imported should only define: move work into a function.',
      },
    ];
  }
  const { modules, functions } = introspection.description;
  const ofModules = Object.entries(modules).flatMap(([name, module]): FunctionFinding[] => {
    if (module.status === 'failed') {
      const { type, message, file, line } = module;
      return [
        {
          ...place,
          file: file ?? place.file,
          line,
          rule: 'import-failed',
          severity: 'blocking',
          message: `Importing ${name} raised ${type}${type === 'MemoryError' ? ': it needs more memory than a function may have' : `: ${message}`}`,
          suggestion:
            'A module is imported without network, without files and without variables of the environment: move what needs them into the function.',
        },
      ];
    }
    if (module.milliseconds < slowImportMs) return [];
    const seconds = (module.milliseconds / 1000).toFixed(1);
    return [
      {
        ...place,
        rule: 'slow-import',
        severity: 'minor',
        message: `Importing ${name} takes ${seconds} s, which the first call and every reload wait for.`,
        suggestion: null,
      },
    ];
  });
  const refused = functions.flatMap((found): FunctionFinding[] => {
    if (found.status === 'found') return [];
    const declaration = declarations.find(({ name }) => name === found.name);
    return [
      {
        rule: 'function-refused',
        severity: 'blocking',
        message: found.reason,
        suggestion: found.suggestion,
        file: declaration?.file ?? place.file,
        line: declaration?.position?.line ?? null,
        column: declaration?.position?.column ?? null,
        function: found.name,
      },
    ];
  });
  const told = new Set(functions.map(({ name }) => name));
  const untold = declarations
    .filter(({ name }) => !told.has(name))
    .map(
      ({ name, file, position }): FunctionFinding => ({
        rule: 'function-refused',
        severity: 'blocking',
        message: 'Importing its module left nothing that could be told of it.',
        suggestion: 'A module that is imported should only define: move work into a function.',
        file,
        line: position?.line ?? null,
        column: position?.column ?? null,
        function: name,
      }),
    );
  // Where its module could not be imported, a function is not known to be wrong itself.
  return ofModules.some(({ severity }) => severity === 'blocking')
    ? ofModules
    : [...ofModules, ...refused, ...untold];
}
