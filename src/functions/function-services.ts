import { existsSync } from 'node:fs';
import { ChainedLog } from '../audit/chained-log.ts';
import type { Config } from '../config/schema.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import type { Runtime } from '../contracts/runtime.ts';
import { sharedResource } from '../errors/shared-resource.ts';
import { removeTree } from '../filesystem/remove-tree.ts';
import { createCPythonRuntime } from '../sandbox/cpython-runtime.ts';
import { ensurePythonEnvironment } from '../sandbox/environment/ensure-python-environment.ts';
import type { SetupObserver } from '../workspace/setup-observer.ts';
import { type TaskFolder, TaskFolders } from '../workspace/task-folders.ts';
import { newTaskId } from '../workspace/task-id.ts';

/** The long-lived collaborators of every call; each is made when first needed and shared from then on. */
export interface FunctionServices extends AsyncDisposable {
  readonly config: Config;
  readonly auditLog: ChainedLog;
  /** Fires with their disposal, so that what is being set up or loaded ends. */
  readonly closing: AbortSignal;
  environment(observer?: SetupObserver): Promise<PythonEnvironment>;
  runtime(observer?: SetupObserver): Promise<Runtime>;
  /** Names the folder of one run, which is made when the first file goes there. */
  nextRunDir(): Promise<string>;
  /** An empty folder for one run, below a folder that all calls share and that is removed with these services. */
  newRunDir(): Promise<string>;
  /** Removes the folder of a run; nobody waits for it but the disposal of these services. */
  removeRunDir(runDir: string): void;
}

export function assembleFunctionServices(config: Config): FunctionServices {
  const environment = sharedResource((observer: SetupObserver) =>
    ensurePythonEnvironment({ config, signal: observer.signal, onProgress: observer.onProgress }),
  );
  const closing = new AbortController();
  const runtimes: Runtime[] = [];
  const folders: TaskFolder[] = [];
  const removals = new Set<Promise<void>>();
  const runtime = sharedResource(async (observer: SetupObserver): Promise<Runtime> => {
    const started = createCPythonRuntime({
      environment: await environment(observer),
      minimumTier: config.isolation.minimumTier,
      maxFiles: config.output.maxFiles,
      runtimeDir: config.runtimeDir,
      maxInterpreters: config.functions.maxInterpreters,
    });
    runtimes.push(started);
    return started;
  });
  const taskFolders = new TaskFolders(config);
  const auditLog = new ChainedLog(config);
  const folder = sharedResource(async (_: undefined): Promise<TaskFolder> => {
    const opened = await taskFolders.open(newTaskId());
    folders.push(opened);
    return opened;
  });
  return {
    config,
    auditLog,
    closing: closing.signal,
    environment: (observer = {}) => environment(observer),
    runtime: (observer = {}) => runtime(observer),
    nextRunDir: async () => (await folder(undefined)).nextRunDir(),
    newRunDir: async () => (await folder(undefined)).newRunDir(),
    removeRunDir: (runDir) => {
      if (!existsSync(runDir)) return; // a call without files needs none
      const removal = removeTree(runDir)
        .catch(() => undefined) // what can't go now goes with the folder around it
        .finally(() => removals.delete(removal));
      removals.add(removal);
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      const ended = await Promise.allSettled(runtimes.map((made) => made[Symbol.asyncDispose]()));
      await Promise.all(removals);
      await auditLog.settled();
      for (const opened of folders) await opened[Symbol.asyncDispose]();
      for (const { reason } of ended.filter((end) => end.status === 'rejected')) throw reason;
    },
  };
}
