import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import type { PlanState } from '../../../src/agents/graph/plan-state.ts';
import { auditRecords } from '../../helpers/audit-records.ts';

/** What one process does with one conversation. */
export interface GraphUse {
  checkpoints: string;
  thread: string;
  /** Null goes on with what is there. */
  input: { query: string } | null;
  decision?: object;
  /** The plan's steps, each with its program. */
  programs: Record<string, string>;
  approval?: string;
  files?: string[];
  env?: Record<string, string>;
}

export interface GraphEnd {
  values: PlanState;
  interrupts: { value: { request: object; problem: string | null } }[];
}

type Line = { type?: string; phase?: string } | GraphEnd;

/** One folder that several processes share, each using the built graph. */
export class GraphRoom implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<GraphRoom> {
    return new GraphRoom(await mkdtemp(path.join(os.tmpdir(), 'graph-test-')));
  }

  get records(): Record<string, unknown>[] {
    return auditRecords(path.join(this.folder, 'audit'));
  }

  /** Runs a process to its end and gives the state it left. */
  async use(use: GraphUse): Promise<GraphEnd> {
    const { stdout } = await this.#start(use);
    return JSON.parse(stdout.trim().split('\n').at(-1) as string);
  }

  /** Kills a process with SIGKILL when the program numbered `run` has started. */
  async useUntilKilled(use: GraphUse, { run }: { run: number }): Promise<void> {
    const child = this.#start(use, false);
    let started = 0;
    for await (const text of createInterface({ input: child.stdout })) {
      const line: Line = JSON.parse(text);
      if ('type' in line && line.type === 'phase-started' && line.phase === 'execute') started += 1;
      if (started === run) child.kill('SIGKILL');
    }
    await child;
  }

  #start({ env = {}, programs, ...use }: GraphUse, reject = true) {
    const argument = JSON.stringify({ ...use, programs, folder: this.folder, tasks: Object.keys(programs) });
    const script = path.join(import.meta.dirname, 'graph-user.mjs');
    return execa(process.execPath, [script, argument], { env, reject });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
