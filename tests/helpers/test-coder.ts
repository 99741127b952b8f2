import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { assembleServices } from '../../src/coder/assemble-services.ts';
import type { CoderServices } from '../../src/coder/coder-services.ts';
import { pythonCoderApi } from '../../src/coder/python-coder-api.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { ConfigOverrides } from '../../src/config/schema.ts';
import type { ChatModel } from '../../src/contracts/chat-model.ts';
import type { PythonCoder } from '../../src/contracts/python-coder.ts';
import { auditRecords } from './audit-records.ts';
import { sharedRuntime } from './shared-runtime.ts';

/** A coder with folders of its own below one temporary folder that disposal removes. */
export interface TestCoder extends AsyncDisposable {
  coder: PythonCoder;
  folder: string;
  executionDir: string;
  /** Writes an input file and gives its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Names in the folder of running tasks: empty whenever nothing runs. */
  taskFolders(): string[];
  auditRecords(): Record<string, unknown>[];
}

/** A real coder on real Python; only the model is a script, and null means none. Its sandbox is the one of all tests, unless its settings need another. */
export async function testCoder(model: ChatModel | null, config: ConfigOverrides = {}): Promise<TestCoder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'coder-test-'));
  const executionDir = path.join(folder, 'execution');
  const auditDir = path.join(folder, 'audit');
  const places = { outputDir: path.join(folder, 'artifacts'), stateDir: path.join(folder, 'state') };
  const overrides = { executionDir, auditDir, ...places, ...config };
  const own = assembleServices(loadConfig({ overrides }), { model, unsafelyRunWithoutIsolation: false });
  const coder = pythonCoderApi(
    ownSettings.some((name) => config[name] !== undefined) ? own : onSharedRuntime(own),
  );
  return {
    coder,
    folder,
    executionDir,
    file: async (name, content) => {
      await writeFile(path.join(folder, name), content);
      return path.join(folder, name);
    },
    taskFolders: () => (existsSync(executionDir) ? readdirSync(executionDir) : []),
    auditRecords: () => auditRecords(auditDir),
    [Symbol.asyncDispose]: async () => {
      await coder[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a sandbox is made of. */
const ownSettings = ['isolation', 'output', 'python'] as const;

/** The same coder with the sandbox of all tests. */
export function onSharedRuntime(coder: CoderServices): CoderServices {
  return {
    ...coder,
    runtime: async (waiting) => {
      await coder.environment(waiting);
      return sharedRuntime();
    },
  };
}

/** A model's reply that holds one program. */
export function program(code: string): string {
  return `\`\`\`python\n${code}\n\`\`\``;
}

/** A model's reply to a request for changes. */
export function correction(
  code: string,
  note: {
    changes?: string[];
    fixed?: { issue: number; change: string }[];
    overrides?: { issue: number; explanation: string }[];
  } = {},
): string {
  const said = { fixed: [], overrides: [], changes: [], ...note };
  return `${program(code)}\n\`\`\`json\n${JSON.stringify(said)}\n\`\`\``;
}

export const approval = { approved: true, issues: [] };

/** A reviewer's objection. */
export function objection(
  severity: 'blocking' | 'major' | 'minor',
  message: string,
  line: number | null = 1,
) {
  return { approved: false, issues: [{ kind: 'wrong-answer', severity, line, message, suggestion: null }] };
}
