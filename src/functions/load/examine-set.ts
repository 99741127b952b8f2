import path from 'node:path';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { sha256 } from '../../text/sha256.ts';
import { constantsOf, secretParameters, stateBound } from '../bind/bound-parameters.ts';
import type { FunctionDeclaration } from '../declare/function-declaration.ts';
import { filesOf, readSets } from '../declare/read-sets.ts';
import { assembleLibrary } from '../validate/assemble-library.ts';
import type { CollectedSources } from '../validate/collect-sources.ts';
import type { DeclaredSource, Installed } from '../validate/declared-source.ts';
import { validateFunctions } from '../validate/validate-functions.ts';

export interface SetSource {
  /** The path of a YAML file or of several, or what one would hold. */
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
  /** By function, one hash for all sources that it brings. */
  sources: ReadonlyMap<string, string>;
  /** Null where something blocks. */
  library: FunctionLibrary | null;
}

/** Reads the declarations and every source they bring, and judges both. */
export async function examineSet({ config }: SetSource, installed: Installed): Promise<ExaminedSet> {
  const { declarations, findings: ofDeclarations, files, folders: ofFiles } = await readSets(config);
  const { report, sources } = await validateFunctions(declarations.map(sourceOf), installed);
  const findings = [...ofDeclarations, ...report.findings];
  const read = sources.modules.map(({ file }) => file);
  const folders = [
    ...ofFiles,
    ...read.map((file) => path.dirname(file)),
    ...declarations.flatMap(({ pythonPath }) => pythonPath),
  ];
  const own = filesOf(config).flatMap((file) => (typeof file === 'string' ? [path.resolve(file)] : []));
  const ofEach = <Of>(take: (parameters: FunctionDeclaration['parameters']) => Of) =>
    Object.fromEntries(declarations.map(({ name, parameters }) => [name, take(parameters)]));
  const declared = {
    defaults: ofEach(constantsOf),
    secrets: ofEach(secretParameters),
    bound: ofEach(stateBound),
  };
  return {
    file: files.join(', '),
    declarations,
    findings,
    files: report.files,
    watched: [...new Set([...own, ...read, ...folders])],
    sources: new Map(declarations.map(({ name }) => [name, hashOf(sources, name)])),
    library: findings.some(isBlocking) ? null : assembleLibrary(sources, declared),
  };
}

function hashOf({ modules }: CollectedSources, name: string): string {
  const own = modules.filter(({ reachedBy }) => [...reachedBy].some((declared) => declared.name === name));
  return sha256(JSON.stringify(own.map(({ file, text }) => [file, text])));
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
