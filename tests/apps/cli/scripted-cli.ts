import type { CoderOptions, World } from '../../../src/apps/cli/world.ts';
import type { Audit } from '../../../src/contracts/audit.ts';
import type { CodeTaskResult } from '../../../src/contracts/code-task.ts';
import type { FileInput } from '../../../src/contracts/file-input.ts';
import type { Isolation } from '../../../src/contracts/isolation.ts';
import type { Approvals, Diagnosis, PythonCoder } from '../../../src/contracts/python-coder.ts';
import type { TaskEvent } from '../../../src/contracts/task-event.ts';
import type { Templates } from '../../../src/contracts/template-rendering.ts';
import { cliInMemory } from '../../helpers/cli-in-memory.ts';
import { describedFile } from '../../helpers/described-file.ts';

/** What the command line printed and asked for. */
export interface Transcript {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** The calls the coder received, in order; `dispose` is one of them. */
  calls: unknown[][];
}

export interface Script {
  events?: TaskEvent[];
  result?: Partial<CodeTaskResult>;
  describe?: PythonCoder['describeFiles'];
  verify?: PythonCoder['verifyCode'];
  diagnosis?: Diagnosis;
  audit?: Partial<Audit>;
  /** Replaces the scripted answer of `executeCodeTask`. */
  execute?: PythonCoder['executeCodeTask'];
  createCoder?: (options: CoderOptions) => PythonCoder;
  createFunctions?: World['createFunctions'];
  stdin?: string;
  tty?: { stdout?: boolean; stderr?: boolean; columns?: number; colors?: boolean };
  signal?: AbortSignal;
  onStderr?: (text: string) => void;
}

/** Runs one command line against a coder that answers from a script, with streams in memory. */
export async function cli(argv: string[], script: Script = {}): Promise<Transcript> {
  const calls: unknown[][] = [];
  const createCoder = (options: CoderOptions): PythonCoder => {
    calls.push(['create', options]);
    return script.createCoder?.(options) ?? scriptedCoder(script, calls);
  };
  return { ...(await cliInMemory(argv, { ...script, createCoder })), calls };
}

function scriptedCoder(script: Script, calls: unknown[][]): PythonCoder {
  return {
    async executeCodeTask(query, options = {}) {
      const { signal, onEvent, ...plain } = options;
      calls.push(['execute', query, plain]);
      for (const event of script.events ?? []) onEvent?.(event);
      return (await script.execute?.(query, options)) ?? { ...succeeded, ...script.result };
    },
    executeCode: unscripted,
    async describeFiles(files: FileInput[], observer) {
      calls.push(['describe', files]);
      return (await script.describe?.(files, observer)) ?? [employees];
    },
    async verifyCode(code, options) {
      calls.push(['verify', code, options?.files]);
      return (await script.verify?.(code, options)) ?? { code, issues: [] };
    },
    async diagnose() {
      return script.diagnosis ?? healthy;
    },
    approvals: scriptedApprovals,
    templates: scriptedTemplates,
    audit: { ...scriptedAudit, ...script.audit },
    async [Symbol.asyncDispose]() {
      calls.push(['dispose']);
    },
  };
}

const unscripted = () => Promise.reject(new Error('The script has no answer for this.'));

export const scriptedApprovals: Approvals = {
  grant: () => {
    throw new Error('The script has no answer for this.');
  },
  resume: unscripted,
};

export const scriptedTemplates: Templates = { render: unscripted, validate: unscripted };

export const scriptedAudit: Audit = {
  list: unscripted,
  show: unscripted,
  verify: unscripted,
  replay: unscripted,
};

const isolation: Isolation = {
  tier: 'B',
  layers: {
    namespaces: { active: false, detail: 'user namespaces are denied on this host' },
    filesystem: { active: false, detail: 'needs a mount namespace' },
    landlock: { active: true, detail: 'ABI 4' },
    seccomp: { active: true, detail: '312 rules' },
    capabilities: { active: true, detail: 'all dropped' },
    rlimits: { active: true, detail: 'memory, processes, files' },
    cgroup: { active: false, detail: 'not delegated' },
  },
};

export const employees = describedFile('csv', {
  name: 'employees.csv',
  bytes: 2150,
  load: "pd.read_csv('employees.csv')",
  imports: ['import pandas as pd'],
  columns: [
    { name: 'name', dtype: 'str', nullCount: 0, examples: ['Ann', 'Bob'] },
    { name: 'salary', dtype: 'float64', nullCount: 2, min: 41000, max: 128500.5, examples: [41000, 52000] },
  ],
  rowCount: 60,
});

export const succeeded: CodeTaskResult = {
  success: true,
  status: 'succeeded',
  code: 'print(1)\n',
  output: '{"mean": 52000.5}\n',
  result: { mean: 52000.5 },
  error: null,
  stderr: '',
  iterations: 1,
  modifications: [],
  executionTime: 0.31,
  inputFiles: ['employees.csv'],
  fileMetadata: {},
  verificationHistory: [],
  artifacts: [],
  findings: [],
  warnings: [],
  generator: { kind: 'template', name: 'aggregate', understood: 'mean of salary' },
  run: {
    status: 'finished',
    reason: null,
    exitCode: 0,
    signal: null,
    wallMs: 310,
    cpuMs: 290,
    peakMemoryMiB: 88,
    isolation,
    removedInputs: [],
    leftBehind: [],
  },
  usage: { calls: 0, inputTokens: 0, outputTokens: 0, model: null },
  timings: { totalMs: 840 },
  auditId: 'a1b2',
};

export const healthy: Diagnosis = {
  version: '0.1.0',
  node: { version: 'v20.20.2', platform: 'linux-x64' },
  python: {
    found: true,
    environment: {
      python: '/opt/python/bin/python',
      version: '3.12.4',
      source: 'managed',
      packages: { numpy: '2.4.0', pandas: '3.1.0' },
      missing: ['xlrd'],
      matplotlibCache: null,
    },
  },
  model: { found: false, problem: 'No model is configured.\nSet OPENAI_API_KEY, or start Ollama.' },
  state: { found: true, folder: '/home/ada/.local/state/python-coder' },
  isolation: { found: true, isolation, minimumTier: 'B' },
};
