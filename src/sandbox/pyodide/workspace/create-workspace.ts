import type { PyodideFiles, PyodideWorkspace, WorkspaceSync } from '../../../contracts/pyodide.ts';
import { throwIfCancelled } from '../../../errors/throw-if-cancelled.ts';
import { NameRegister } from '../../../filesystem/name-register.ts';
import { relativeNameProblem } from '../../../filesystem/relative-name.ts';
import { contentHash } from '../content-hash.ts';
import { type Decision, decide } from './decide.ts';
import { type HostFile, type HostFiles, type SyncCaps, syncCaps } from './host-files.ts';
import { matchesPath } from './matches-path.ts';

export interface WorkspaceOptions {
  files: HostFiles;
  /** Patterns of names that may cross, such as "data/**"; everything but dot files by default. */
  paths?: readonly string[] | undefined;
  caps?: Partial<SyncCaps> | undefined;
}

const maxRefusals = 100;

/** Keeps `/workspace` of an interpreter and files of the host alike. */
export function createWorkspace({ files, paths = ['**'], caps = {} }: WorkspaceOptions): PyodideWorkspace {
  const before = new Map<string, string>();
  const allCaps = { ...syncCaps, ...caps };
  return {
    sync: async (inside, { paths: narrower = ['**'], signal }) => {
      const fits = (name: string, patterns: readonly string[]) =>
        patterns.some((pattern) => matchesPath(name, pattern));
      const isPermitted = (name: string): boolean =>
        relativeNameProblem(name) === null && fits(name, paths) && fits(name, narrower);
      const there = await files.list({ isPermitted, caps: allCaps, signal });
      const round = new Round({ files, inside, before, caps: allCaps }, there.files);
      for (const { name, reason } of there.refused) round.refuse(name, reason);
      const here = round.admit(await inside.list(), isPermitted);
      const both = new Set([...round.outside.keys(), ...here.keys()]);
      for (const name of before.keys()) if (isPermitted(name) && !both.has(name)) before.delete(name);
      for (const name of [...both].sort()) {
        throwIfCancelled(signal);
        const contents = {
          before: before.get(name),
          inside: here.get(name)?.sha256,
          outside: round.outside.get(name)?.sha256,
        };
        if (!round.leftOut.has(name)) await round.perform(decide(contents), name);
      }
      return round.done;
    },
  };
}

interface Sides {
  files: HostFiles;
  inside: PyodideFiles;
  before: Map<string, string>;
  caps: SyncCaps;
}

/** One sync while it goes on. */
class Round {
  readonly done: WorkspaceSync = { brought: [], written: [], removed: [], conflicts: [], refused: [] };
  readonly outside: Map<string, HostFile>;
  /** What is refused on one side stays as it is on both. */
  readonly leftOut = new Set<string>();
  readonly #sides: Sides;
  readonly #names = new NameRegister();
  #total: number;

  constructor(sides: Sides, outside: readonly HostFile[]) {
    this.#sides = sides;
    this.outside = new Map(outside.map((file) => [file.name, file]));
    this.#total = outside.reduce((total, { bytes }) => total + bytes, 0);
    for (const { name } of outside) this.#names.add(name);
  }

  refuse(name: string, reason: string): void {
    const { refused } = this.done;
    this.leftOut.add(name);
    if (refused.length < maxRefusals) refused.push({ name, reason });
    else if (refused.length === maxRefusals) refused.push({ name: '…', reason: 'and more were refused' });
  }

  /** The files of the interpreter that may cross. */
  admit(listed: readonly HostFile[], isPermitted: (name: string) => boolean): Map<string, HostFile> {
    const { files, fileBytes } = this.#sides.caps;
    const admitted = new Map<string, HostFile>();
    for (const file of listed) {
      const { name, bytes } = file;
      const bad =
        relativeNameProblem(name) ?? (isPermitted(name) ? null : 'is not among the permitted paths');
      const problem =
        bad ?? (bytes > fileBytes ? `has more than ${fileBytes} bytes` : this.#names.problem(name));
      if (problem !== null) this.refuse(name, problem);
      else if (admitted.size === files) this.refuse(name, `is more than ${files} files`);
      else {
        admitted.set(name, file);
        this.#names.add(name);
      }
    }
    return admitted;
  }

  async perform(decision: Decision, name: string): Promise<void> {
    const { before, inside } = this.#sides;
    if (decision === 'bring') await this.#bring(name);
    if (decision === 'write') await this.#write(name);
    if (decision === 'conflict') this.done.conflicts.push(name);
    if (decision === 'agreed') before.set(name, this.outside.get(name)?.sha256 ?? '');
    if (decision !== 'remove') return;
    await inside.remove(name);
    before.delete(name);
    this.done.removed.push(name);
  }

  async #bring(name: string): Promise<void> {
    const { files, inside, before, caps } = this.#sides;
    const bytes = await files.read(name, caps.fileBytes);
    if (bytes === null) return this.refuse(name, 'changed while it was read');
    await inside.write(name, bytes);
    before.set(name, await contentHash(bytes));
    this.done.brought.push(name);
  }

  async #write(name: string): Promise<void> {
    const { files, inside, before, caps } = this.#sides;
    const bytes = await inside.read(name);
    const growth = bytes.length - (this.outside.get(name)?.bytes ?? 0);
    if (bytes.length > caps.fileBytes) return this.refuse(name, `has more than ${caps.fileBytes} bytes`);
    if (this.#total + growth > caps.totalBytes)
      return this.refuse(name, `would make more than ${caps.totalBytes} bytes in all`);
    if (!this.outside.has(name) && this.outside.size + this.done.written.length >= caps.files)
      return this.refuse(name, `would make more than ${caps.files} files`);
    const now = await files.read(name, caps.fileBytes);
    if ((now === null ? undefined : await contentHash(now)) !== this.outside.get(name)?.sha256) {
      this.done.conflicts.push(name);
      return;
    }
    const problem = await files.write(name, bytes);
    if (problem !== null) return this.refuse(name, problem);
    this.#total += growth;
    before.set(name, await contentHash(bytes));
    this.done.written.push(name);
  }
}
