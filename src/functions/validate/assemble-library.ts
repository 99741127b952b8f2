import path from 'node:path';
import { canonicalJson } from '../../audit/canonical-json.ts';
import type { FunctionLibrary, LibraryFunction } from '../../contracts/function-library.ts';
import { sha256 } from '../../text/sha256.ts';
import type { CollectedSources } from './collect-sources.ts';
import type { SourceModule } from './source-module.ts';

interface Assembling {
  /** By the function's declared name, values for parameters that a call does not give. */
  defaults?: Readonly<Record<string, Record<string, unknown>>>;
  /** By the function's declared name, parameters that the environment gives. */
  secrets?: Readonly<Record<string, string[]>>;
  /** By the function's declared name, parameters that a state gives. */
  bound?: Readonly<Record<string, string[]>>;
  preload?: boolean;
}

/** Puts the sources that were judged together as what an interpreter gets, each file as its name wants it. */
export function assembleLibrary(
  { modules, entries }: CollectedSources,
  { defaults = {}, secrets = {}, bound = {}, preload = true }: Assembling = {},
): FunctionLibrary {
  const roots = [...new Set(modules.map(({ root }) => root))];
  const placed = modules.map((module) => ({ module, place: placeOf(module, roots) }));
  const own = new Set(modules.map(({ name }) => name.split('.')[0]));
  const imports = modules.flatMap((module) => module.imports.filter((one) => one.own.length === 0));
  const outside = entries.flatMap((entry) => (entry.status === 'outside' ? [entry.module] : []));
  const tops = [...imports.flatMap(({ absolute }) => absolute ?? []), ...outside].map(topOf);
  return sealLibrary({
    files: Object.fromEntries(placed.map(({ module, place }) => [place, module.text])),
    roots: roots.map((_, index) => String(index)),
    functions: entries.flatMap((entry) => {
      if (entry.status === 'missing') return [];
      const { name, function: called } = entry.of;
      const module = entry.status === 'own' ? entry.module.name : entry.module;
      const given = { ...named('secrets', secrets[name]), ...named('bound', bound[name]) };
      return [{ name, module, function: called, defaults: defaults[name] ?? {}, ...given }];
    }),
    shownAs: Object.fromEntries(placed.map(({ module, place }) => [place, module.shownAs])),
    imports: [...new Set(tops)].filter((name) => !own.has(name)).sort(),
    preload,
    signatures: [],
  });
}

type Unsealed = Omit<FunctionLibrary, 'id'> & { id?: string };

/** Gives a library the id of its content, in place of the one that it had before it was changed. */
export function sealLibrary({ id: _, ...content }: Unsealed): FunctionLibrary {
  return { id: sha256(canonicalJson(content)), ...content };
}

/** Where Python looks for a module of this name below the root's folder. */
function placeOf({ name, file, root }: SourceModule, roots: readonly string[]): string {
  const isPackage = path.basename(file) === '__init__.py';
  const below = `${name.replaceAll('.', '/')}${isPackage ? '/__init__' : ''}.py`;
  return `${roots.indexOf(root)}/${below}`;
}

/** Left out where it is empty, so that the same functions keep their id. */
function named(key: 'secrets' | 'bound', names: string[] = []): Partial<LibraryFunction> {
  return names.length === 0 ? {} : { [key]: names };
}

function topOf(name: string): string {
  return name.split('.')[0] as string;
}
