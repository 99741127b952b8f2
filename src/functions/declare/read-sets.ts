import type { FunctionFinding } from '../../contracts/python-functions.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import { readDeclarations } from './read-declarations.ts';

export interface ReadSets {
  declarations: FunctionDeclaration[];
  findings: FunctionFinding[];
  /** As they were named. */
  files: string[];
  /** Absolute; of each file. */
  folders: string[];
}

/** Reads a YAML file, several whose functions become one set, or an object of the same shape. */
export async function readSets(config: string | object): Promise<ReadSets> {
  const read = await Promise.all(filesOf(config).map((source) => readDeclarations(source)));
  const declarations = read.flatMap((one) => one.declarations);
  return {
    declarations,
    findings: [...read.flatMap(({ findings }) => findings), ...declaredTwice(declarations)],
    files: read.map(({ file }) => file),
    folders: read.map(({ folder }) => folder),
  };
}

/** A list of texts names files; every other object is what a file would hold. */
export function filesOf(config: string | object): (string | object)[] {
  const isList = Array.isArray(config) && config.length > 0;
  return isList && config.every((file) => typeof file === 'string') ? [...new Set(config)] : [config];
}

/** Inside of one file that is told with the file. */
function declaredTwice(declarations: readonly FunctionDeclaration[]): FunctionFinding[] {
  const first = new Map<string, string>();
  return declarations.flatMap(({ name, file, position }) => {
    const other = first.get(name) ?? file;
    first.set(name, other);
    if (other === file) return [];
    const message = `${JSON.stringify(name)} is declared in ${other} already`;
    return [
      {
        rule: 'duplicate-name',
        severity: 'blocking' as const,
        message,
        suggestion: 'give it a name of its own',
        file,
        line: position?.line ?? null,
        column: position?.column ?? null,
        function: name,
      },
    ];
  });
}
