import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { findingAt } from './finding.ts';
import { isSurelyThere, type OutsideModule } from './installed-modules.ts';
import { isIdentifier } from './python-names.ts';
import { placeIn, type SourceModule } from './source-module.ts';

/** Our own modules beside those of the operator. */
const reserved = new Set(['function_library', 'functions']);

/** Finds modules that can't have their names in one interpreter, and gives those that nobody imports names that they can have. */
export function nameModules(
  modules: readonly SourceModule[],
  outside: (module: string) => OutsideModule,
): FunctionFinding[] {
  const imported = modules.filter(({ isImported }) => isImported);
  const taken = new Map(imported.map((module) => [topOf(module), module.file]));
  for (const module of modules.filter(({ isImported }) => !isImported)) {
    const isFree = (name: string) =>
      isIdentifier(name) &&
      !reserved.has(name) &&
      outside(name).status === 'absent' &&
      [undefined, module.file].includes(taken.get(name));
    const slug = module.name.replace(/[^A-Za-z0-9_]+/g, '_');
    for (let count = 0; !isFree(module.name); count += 1) {
      module.name = count === 0 ? `file_${slug}` : `file_${slug}_${count + 1}`;
    }
    taken.set(module.name, module.file);
  }
  return [
    ...conflicts(imported),
    ...imported.filter(isTop).flatMap((module) => checkTop(module, outside(module.name))),
    ...namespaces(imported).flatMap((module) => checkNamespace(module, outside(topOf(module)))),
  ];
}

function conflicts(modules: readonly SourceModule[]): FunctionFinding[] {
  const first = new Map<string, SourceModule>();
  const packages = new Map(modules.filter(isTop).map((module) => [module.name, module]));
  return modules.flatMap((module) => {
    const own = isTop(module) ? undefined : packages.get(topOf(module));
    const other = own && own.root !== module.root ? own : (first.get(module.name) ?? module);
    if (!first.has(module.name)) first.set(module.name, module);
    if (other.file === module.file) return [];
    return [
      findingAt(placeIn(module), {
        rule: 'module-conflict',
        message: `${other.shownAs} and ${module.shownAs} are both found as ${topOf(module)}, and one interpreter has only one module or package of that name.`,
        suggestion: `Rename one of them, put them into packages and import those (a.${topOf(module)}, b.${topOf(module)}), or declare the functions in two YAML files.`,
      }),
    ];
  });
}

function checkTop(module: SourceModule, known: OutsideModule): FunctionFinding[] {
  const { name, shownAs } = module;
  const suggestion = `Rename ${shownAs}.`;
  if (name === 'function_library') {
    const message = 'function_library is the module that calls the functions; yours would take its place.';
    return [findingAt(placeIn(module), { rule: 'reserved-module', message, suggestion })];
  }
  if (name === 'functions') {
    const message =
      'Programs that a model writes import this set as `functions`; they can’t while your own module has that name.';
    return [findingAt(placeIn(module), { rule: 'reserved-module', severity: 'minor', message, suggestion })];
  }
  const whose = ownerOf(known);
  if (whose === null) return [];
  return [
    findingAt(placeIn(module), {
      rule: 'shadows-module',
      severity: isSurelyThere(known) ? 'blocking' : 'minor',
      message: `${shownAs} hides the module ${name} of ${whose} from everything that needs it.`,
      suggestion,
    }),
  ];
}

/** Where a folder without `__init__.py` has the name of another module, Python never looks into the folder. */
function checkNamespace(module: SourceModule, known: OutsideModule): FunctionFinding[] {
  const whose = ownerOf(known);
  if (whose === null) return [];
  const top = topOf(module);
  return [
    findingAt(placeIn(module), {
      rule: 'shadows-module',
      severity: isSurelyThere(known) ? 'blocking' : 'minor',
      message: `${module.shownAs} is not found as ${module.name}: ${top} is a module of ${whose}, which comes first.`,
      suggestion: `Rename the folder ${top}.`,
    }),
  ];
}

/** Null where no module is known to have that name; one that is only alike is most often another. */
function ownerOf(known: OutsideModule): string | null {
  if (known.status === 'standard') return 'the standard library';
  if (known.status === 'absent' || known.certainty === 'alike') return null;
  return `the package ${known.distribution}`;
}

/** The first module below each top folder that is no package. */
function namespaces(modules: readonly SourceModule[]): SourceModule[] {
  const tops = new Set(modules.filter(isTop).map(({ name }) => name));
  return modules.filter((module) => {
    const isFirst = !tops.has(topOf(module));
    tops.add(topOf(module));
    return isFirst;
  });
}

function isTop({ name }: SourceModule): boolean {
  return !name.includes('.');
}

function topOf({ name }: SourceModule): string {
  return name.split('.')[0] as string;
}
