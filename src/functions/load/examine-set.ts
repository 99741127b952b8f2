import path from 'node:path';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { constantsOf, secretParameters, stateBound } from '../bind/bound-parameters.ts';
import type { FunctionDeclaration } from '../declare/function-declaration.ts';
import { readDeclarations } from '../declare/read-declarations.ts';
import { assembleLibrary } from '../validate/assemble-library.ts';
import type { DeclaredSource, Installed } from '../validate/declared-source.ts';
import { validateFunctions } from '../validate/validate-functions.ts';

export interface SetSource {
  /** The path of a YAML file, or what it would hold. */
  config: string | object;
  allowNetwork: boolean;
  /** Where declared variables are looked up; the environment of this process unless given. */
  variables: Record<string, string | undefined> | undefined;
}

/** What can be told of a set without running anything of it. */
export interface ExaminedSet {
  /** What declares them, as its owner names it. */
  file: string;
  /** Those that can be understood. */
  declarations: FunctionDeclaration[];
  findings: FunctionFinding[];
  /** Every Python file that would be loaded, as its owner names it. */
  files: string[];
  /** Absolute paths of every file it was made of and of their folders. */
  watched: string[];
  /** Null where something blocks. */
  library: FunctionLibrary | null;
}

/** Reads the declarations and every source they bring, and judges both. */
export async function examineSet({ config }: SetSource, installed: Installed): Promise<ExaminedSet> {
  const { declarations, findings: ofDeclarations, file, folder } = await readDeclarations(config);
  const { report, sources } = await validateFunctions(declarations.map(sourceOf), installed);
  const findings = [...ofDeclarations, ...report.findings];
  const read = sources.modules.map(({ file }) => file);
  const folders = [
    folder,
    ...read.map((file) => path.dirname(file)),
    ...declarations.flatMap(({ pythonPath }) => pythonPath),
  ];
  const own = typeof config === 'string' ? [path.resolve(config)] : [];
  const ofEach = <Of>(take: (parameters: FunctionDeclaration['parameters']) => Of) =>
    Object.fromEntries(declarations.map(({ name, parameters }) => [name, take(parameters)]));
  const declared = {
    defaults: ofEach(constantsOf),
    secrets: ofEach(secretParameters),
    bound: ofEach(stateBound),
  };
  return {
    file,
    declarations,
    findings,
    files: report.files,
    watched: [...new Set([...own, ...read, ...folders])],
    library: findings.some(isBlocking) ? null : assembleLibrary(sources, declared),
  };
}

export function isBlocking({ severity }: FunctionFinding): boolean {
  return severity === 'blocking';
}

function sourceOf(declaration: FunctionDeclaration): DeclaredSource {
  const { source, file, position, ...known } = declaration;
  return {
    ...known,
    module: 'module' in source ? source.module : null,
    file: 'file' in source ? source.file : null,
    position: { file, line: position?.line ?? null, column: position?.column ?? null },
  };
}
