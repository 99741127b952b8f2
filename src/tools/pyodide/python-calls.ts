import type {
  PyodideExecuteOptions,
  PyodideExecution,
  PyodideLimits,
  PyodidePackage,
  PyodideRuntime,
  WorkspaceSync,
} from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { relativeNameProblem } from '../../filesystem/relative-name.ts';
import { cleanText } from '../../text/clean-text.ts';
import type { ExecutionStats } from './execution-stats.ts';
import type { PythonInput, PythonToolName } from './python-declarations.ts';
import { executedResult, type PythonToolResult, packagesResult, syncResult } from './python-result.ts';

/** What people must not be shown and operators need: the whole traceback, or the error of the host. */
export interface PythonToolLogEntry {
  tool: PythonToolName;
  message: string;
  /** Untrusted text of the interpreter; null where there is none. */
  traceback: string | null;
  cause?: unknown;
}

export interface PythonToolOptions {
  runtime: PyodideRuntime;
  log?: ((entry: PythonToolLogEntry) => void) | undefined;
  /** Of each tool that runs code, where they are less or more than the runtime's own. */
  limits?: Partial<Record<PythonToolName, Partial<PyodideLimits>>> | undefined;
}

export type PythonToolCall = Pick<PyodideExecuteOptions, 'signal' | 'onOutput'>;

type Calls = {
  [Name in PythonToolName]: (input: PythonInput<Name>, call: PythonToolCall) => Promise<PythonToolResult>;
};

type Preparation = Pick<PythonInput<'execute_python'>, 'install_packages' | 'sync_workspace'>;

interface Source {
  tool: 'execute_python' | 'execute_python_file';
  code: string;
  fileName?: string | undefined;
}

/** What each tool does; faults of the host and the caller are thrown. */
export function pythonCalls(options: PythonToolOptions, stats: ExecutionStats): Calls {
  const { runtime, log, limits = {} } = options;
  const run = async (source: Source, input: Preparation, call: PythonToolCall): Promise<PythonToolResult> => {
    await prepare(runtime, input, call);
    const before = input.sync_workspace ? await runtime.syncWorkspace({ signal: call.signal }) : null;
    const execution = await runtime.execute(source.code, {
      ...call,
      limits: limits[source.tool],
      fileName: source.fileName,
    });
    stats.add(execution.status === 'succeeded', execution.executionMs);
    report(source.tool, execution);
    const result = executedResult(execution);
    if (before === null) return result;
    const after = await runtime.syncWorkspace({ signal: call.signal });
    return { ...result, workspace: syncResult(joined(before, after)) };
  };
  const report = (tool: PythonToolName, { status, error }: PyodideExecution): void => {
    if (status === 'succeeded') return;
    log?.({ tool, message: error?.message ?? status, traceback: error?.traceback ?? null });
  };
  return {
    execute_python: ({ code, ...input }, call) => run({ tool: 'execute_python', code }, input, call),
    execute_python_file: async ({ path, ...input }, call) => {
      const problem = relativeNameProblem(path);
      if (problem !== null) throw unusable(`The path ${problem}.`);
      return run({ tool: 'execute_python_file', code: runFile(path), fileName: path }, input, call);
    },
    install_python_package: async (input, { signal }) => {
      await runtime.init({ signal });
      return packagesResult(await runtime.installPackage(input.package, { signal }));
    },
    list_python_packages: async (_input, { signal }) => {
      await runtime.init({ signal });
      return packagesResult(await runtime.listPackages());
    },
  };
}

/** Stops at the first package that can't be had, with what the installer said. */
async function prepare(
  runtime: PyodideRuntime,
  { install_packages = [] }: Preparation,
  { signal }: PythonToolCall,
): Promise<void> {
  await runtime.init({ signal });
  const done: PyodidePackage[] = [];
  for (const requirement of install_packages) {
    try {
      done.push(...(await runtime.installPackage(requirement, { signal })));
    } catch (error) {
      if (!(error instanceof CoderError)) throw error;
      const before = done.map(({ name, version }) => `${name} ${version}`).join(', ') || 'none';
      throw new CoderError(
        `${cleanText(requirement, 200)} was not installed, and nothing was run: ${error.message}\nInstalled before it: ${before}.`,
        { code: error.code, cause: error },
      );
    }
  }
}

/** As a program, from a file whose name is a literal of Python and JSON alike. */
function runFile(path: string): string {
  return `import runpy\nrunpy.run_path(${JSON.stringify(`/workspace/${path}`)}, run_name='__main__')\nNone`;
}

/** What two syncs did: conflicts and refusals of the later one still stand. */
function joined(before: WorkspaceSync, after: WorkspaceSync): WorkspaceSync {
  const either = (one: string[], other: string[]): string[] => [...new Set([...one, ...other])];
  return {
    ...after,
    brought: either(before.brought, after.brought),
    written: either(before.written, after.written),
    removed: either(before.removed, after.removed),
  };
}

function unusable(problem: string): CoderError {
  return new CoderError(problem, { code: 'input-invalid' });
}
