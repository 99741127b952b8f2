import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { FunctionFinding } from '../../contracts/python-functions.ts';
import type { SourceReader } from '../../verification/verify-source.ts';
import type { DeclaredSource, Installed } from './declared-source.ts';
import { findEntry } from './find-entry.ts';
import { type FoundModule, ModuleFinder } from './find-module.ts';
import { findingAt } from './finding.ts';
import { exportedNames, importStatements } from './import-statements.ts';
import { outsideModules } from './installed-modules.ts';
import { nameModules } from './name-modules.ts';
import { type ReadSoFar, type ReadSource, readSource, type SourceText, textBelow } from './read-source.ts';
import { resolveImport } from './resolve-import.ts';
import { showPath } from './show-path.ts';
import type { Entry, ResolvedImport, SourceModule } from './source-module.ts';

/** Every file that the declared functions bring, and where each function is. */
export interface CollectedSources {
  modules: readonly SourceModule[];
  entries: readonly Entry[];
  findings: readonly FunctionFinding[];
}

/** Reads the functions' files and, once each, every own module that they import anywhere. */
export async function collectSources(
  declarations: readonly DeclaredSource[],
  { read, installed }: { read: SourceReader; installed: Installed },
): Promise<CollectedSources> {
  const collection = new Collection(read, installed);
  const entries: Entry[] = [];
  for (const declaration of declarations) entries.push(await collection.add(declaration));
  const modules = [...collection.modules.values()];
  shareReach(modules);
  const named = nameModules(modules, outsideModules(installed.packages));
  return { modules, entries, findings: [...collection.findings, ...named] };
}

class Collection {
  readonly modules = new Map<string, SourceModule>();
  readonly findings: FunctionFinding[] = [];
  readonly #finder = new ModuleFinder();
  readonly #sources = new Map<string, Promise<ReadSource>>();
  readonly #soFar: ReadSoFar = { files: 0, bytes: 0 };
  readonly #read: SourceReader;
  readonly #installed: Installed;

  constructor(read: SourceReader, installed: Installed) {
    this.#read = read;
    this.#installed = installed;
  }

  async add(declaration: DeclaredSource): Promise<Entry> {
    const outside = outsideModules(this.#installed.packages);
    const entry = await findEntry(declaration, { finder: this.#finder, outside });
    if (entry.status === 'missing') this.findings.push(entry.finding);
    if (entry.status === 'missing') return { of: declaration, status: 'missing' };
    if (entry.status === 'outside') return { of: declaration, status: 'outside', module: entry.module };
    const { roots, found } = entry;
    const pending: { found: FoundModule; isImported: boolean }[] = found.map((one) => ({
      found: one,
      isImported: entry.isImported || one !== found.at(-1),
    }));
    let last: SourceModule | null = null;
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      const module = await this.#module(next.found, { declaration, roots });
      if (next.found === found.at(-1)) last = module;
      if (module === null) continue;
      module.isImported ||= next.isImported;
      if (module.reachedBy.has(declaration)) continue;
      module.reachedBy.add(declaration);
      for (const inner of await this.#importedBy(module, { roots, outside }))
        pending.push({ found: inner, isImported: true });
    }
    return last === null
      ? { of: declaration, status: 'missing' }
      : { of: declaration, status: 'own', module: last };
  }

  /** Null for a namespace, and for what can't be read, which is said. */
  async #module(
    { name, file, root }: FoundModule,
    { declaration, roots }: { declaration: DeclaredSource; roots: readonly string[] },
  ): Promise<SourceModule | null> {
    if (file === null) return null;
    const shownAs = showPath(file, declaration.folder);
    const source = await this.#text(file, roots);
    if (source.status === 'unusable') {
      const { rule, message, suggestion } = source;
      const place = { file: shownAs, line: null, column: null };
      const said = { rule, message: `${shownAs} can't be used: ${message}.`, suggestion };
      this.findings.push(findingAt(place, said, declaration));
      return null;
    }
    const key = `${name}\0${file}`;
    const known = this.modules.get(key);
    if (known !== undefined) return known;
    const { program, issues } = this.#read(source.text, this.#installed.python);
    const module: SourceModule = {
      name,
      file,
      root,
      shownAs,
      text: source.text,
      program,
      issues,
      imports: [],
      reachedBy: new Set(),
      isImported: false,
    };
    this.modules.set(key, module);
    return module;
  }

  /** Read once; whether it may be used is asked anew for each declaration, whose roots may be others. */
  async #text(file: string, roots: readonly string[]): Promise<SourceText> {
    const reading = this.#sources.get(file) ?? readSource(file, this.#soFar);
    this.#sources.set(file, reading);
    const real = await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
    return textBelow(await reading, real);
  }

  async #importedBy(
    module: SourceModule,
    { roots, outside }: { roots: readonly string[]; outside: ReturnType<typeof outsideModules> },
  ): Promise<FoundModule[]> {
    if (module.program === null) return [];
    const { name, file } = module;
    const from = { name, file, isPackage: path.basename(file) === '__init__.py' };
    const results = [];
    for (const statement of importStatements(module.program)) {
      const searched = {
        finder: this.#finder,
        roots,
        exported: (found: FoundModule) => this.#exportedBy(found, roots),
        isElsewhere: (top: string) => outside(top).status !== 'absent',
      };
      results.push(await resolveImport(statement, from, searched));
    }
    const before = module.imports;
    module.imports = results.map(({ resolved }, index) => furthest(before[index] ?? resolved, resolved));
    return results.flatMap(({ found }) => found);
  }

  async #exportedBy({ file }: FoundModule, roots: readonly string[]): Promise<readonly string[]> {
    if (file === null || path.basename(file) !== '__init__.py') return [];
    const source = await this.#text(file, roots);
    const read = source.status === 'read' ? this.#read(source.text, this.#installed.python) : null;
    return read?.program ? exportedNames(read.program) : [];
  }
}

/** One interpreter searches the roots of all declarations: what is found from those of one is there. */
function furthest(one: ResolvedImport, other: ResolvedImport): ResolvedImport {
  return other.own.length > one.own.length ? other : one;
}

/** Who brings a module brings what it imports, whichever declaration's roots find that. */
function shareReach(modules: readonly SourceModule[]): void {
  const pending = [...modules];
  for (let module = pending.shift(); module !== undefined; module = pending.shift()) {
    const own = new Set(module.imports.flatMap((statement) => statement.own));
    for (const inner of modules.filter(({ name }) => own.has(name))) {
      const missing = [...module.reachedBy].filter((declaration) => !inner.reachedBy.has(declaration));
      for (const declaration of missing) inner.reachedBy.add(declaration);
      if (missing.length > 0) pending.push(inner);
    }
  }
}
