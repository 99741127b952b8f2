import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { assembleServices } from '../../src/coder/assemble-services.ts';
import { pythonCoderApi } from '../../src/coder/python-coder-api.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { auditRecords } from './audit-records.ts';
import { cliInMemory } from './cli-in-memory.ts';
import { type FakeOpenAiServer, type FakeReply, fakeOpenAiServer } from './fake-openai-server.ts';
import { onSharedRuntime } from './test-coder.ts';

export const mainFile = path.join(packageRoot, 'dist/apps/cli/main.js');

export interface CommandOptions {
  env?: Record<string, string>;
  /** Null leaves standard input open, for the test to write to. */
  stdin?: string | null;
  /** Words before `node`, for a command that is started by another one. */
  through?: string[];
}

/** What a command printed until it ended. */
export interface EndedCommand {
  exitCode: number | undefined;
  signal: string | undefined;
  stdout: string;
  stderr: string;
}

/** Only what a command needs that has its settings and its state in this folder: neither the keys nor the settings of who runs the tests. */
export function commandEnvironment(folder: string): Record<string, string> {
  const { PATH = '', HOME = '', XDG_CACHE_HOME, PYTHON_CODER_PYTHON } = process.env;
  return {
    PATH,
    HOME,
    ...(XDG_CACHE_HOME === undefined ? {} : { XDG_CACHE_HOME }),
    ...(PYTHON_CODER_PYTHON === undefined ? {} : { PYTHON_CODER_PYTHON }),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_STATE_HOME: path.join(folder, 'state'),
  };
}

/** One folder in which the built command is run as users run it; disposal fails when a task left anything behind. */
export class CommandRoom implements AsyncDisposable {
  readonly folder: string;
  readonly server: FakeOpenAiServer;

  private constructor(folder: string, server: FakeOpenAiServer) {
    this.folder = folder;
    this.server = server;
  }

  /** A model server with these replies answers for the room's commands. */
  static async open(replies: FakeReply[] = []): Promise<CommandRoom> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'cli-'));
    await Promise.all(['tmp', 'config'].map((name) => mkdir(path.join(folder, name))));
    return new CommandRoom(folder, await fakeOpenAiServer({ replies }));
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  async write(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(this.path(name), content);
    return name;
  }

  /** Starts `python-coder` with these words; awaiting it gives how it ended, whatever that was. */
  start(words: string[], { env = {}, stdin = '', through = [] }: CommandOptions = {}) {
    const [command = '', ...rest] = [...through, process.execPath, mainFile, ...words];
    return execa(command, rest, {
      cwd: this.folder,
      env: { ...this.#environment(), ...env },
      extendEnv: false,
      ...(stdin === null ? { stdin: 'pipe' } : { input: stdin }),
      reject: false,
      stripFinalNewline: false,
    });
  }

  async run(words: string[], options: CommandOptions = {}): Promise<EndedCommand> {
    const { exitCode, signal, stdout, stderr } = await this.start(words, options);
    return { exitCode, signal, stdout, stderr };
  }

  /** Runs a command with `--json` and gives its one object; anything else on standard output fails. */
  async ask(words: string[], options: CommandOptions = {}) {
    const ended = await this.run([...words, '--json'], options);
    return { ...ended, value: JSON.parse(ended.stdout) };
  }

  /** Does in this process, with the sandbox of all tests, what `ask` has a command do; files need whole paths. */
  async askHere(words: string[]) {
    const ended = await cliInMemory([...words, '--json'], {
      createCoder: ({ config }) => {
        const folders = {
          executionDir: this.path('data/code_execution'),
          auditDir: this.path('data/audit'),
          outputDir: this.path('data/artifacts'),
        };
        const loaded = loadConfig({ env: this.#environment(), overrides: { ...folders, ...config } });
        const coder = assembleServices(loaded, { model: undefined, unsafelyRunWithoutIsolation: false });
        return pythonCoderApi(onSharedRuntime(coder));
      },
    });
    return { ...ended, value: JSON.parse(ended.stdout) };
  }

  /** Everything tasks have left behind that is not a result. */
  leftovers(): string[] {
    return [...this.#names('data/code_execution'), ...this.#names('tmp')];
  }

  auditRecords(): Record<string, unknown>[] {
    return auditRecords(this.path('data/audit'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const left = this.leftovers();
    await this.server[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
    expect(left).toEqual([]);
  }

  #environment(): Record<string, string> {
    return {
      ...commandEnvironment(this.folder),
      TMPDIR: this.path('tmp'),
      OPENAI_BASE_URL: this.server.baseUrl,
      OPENAI_API_KEY: 'sk-test-key',
    };
  }

  #names(folder: string): string[] {
    return existsSync(this.path(folder)) ? readdirSync(this.path(folder)) : [];
  }
}
