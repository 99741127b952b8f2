import { ChainedLog } from '../audit/chained-log.ts';
import type { Config } from '../config/schema.ts';
import type { ChatModel } from '../contracts/chat-model.ts';
import type { RunLimits } from '../contracts/run-limits.ts';
import type { Runtime } from '../contracts/runtime.ts';
import { sharedResource } from '../errors/shared-resource.ts';
import { connectModel, type ModelConnection } from '../llm/connect-model.ts';
import { loadPrompts } from '../prompts/load-prompts.ts';
import { createCPythonRuntime } from '../sandbox/cpython-runtime.ts';
import { ensurePythonEnvironment, targetPython } from '../sandbox/environment/ensure-python-environment.ts';
import { importableModules } from '../verification/importable-modules.ts';
import { createStaticVerifier } from '../verification/verify-statically.ts';
import type { SetupObserver } from '../workspace/setup-observer.ts';
import { TaskFolders } from '../workspace/task-folders.ts';
import { createApprovalDesk } from './approval/approval-desk.ts';
import { CodeCache } from './cache/code-cache.ts';
import type { CoderServices } from './coder-services.ts';

/** Describing gets at least this much, and more where the configuration gives programs more: it tries what they will do. */
function describeLimitsOf({ timeoutSeconds, maxMemoryMiB, output }: Config): RunLimits {
  return {
    timeoutSeconds: Math.max(60, timeoutSeconds),
    memoryMiB: Math.max(2_048, maxMemoryMiB),
    outputMiB: 4,
    diskMiB: output.diskMiB,
  };
}

interface Choices {
  /** Replaces the configured one; null means never to use any. */
  model: ChatModel | null | undefined;
  unsafelyRunWithoutIsolation: boolean;
}

/** Puts the collaborators together: settings, and what only the calling program may choose. */
export function assembleServices(
  config: Config,
  { model, unsafelyRunWithoutIsolation }: Choices,
): CoderServices {
  const isPyodide = config.python.runtime === 'pyodide';
  const runtimes: Runtime[] = [];
  // Loaded only where it was chosen: no other start opens its files.
  const pyodide = sharedResource(async (_: undefined) => {
    const { createPyodideProgramRuntime } = await import('../sandbox/pyodide/pyodide-program-runtime.ts');
    const made = createPyodideProgramRuntime(config);
    runtimes.push(made);
    return made;
  });
  const environment = sharedResource(async (observer: SetupObserver) =>
    isPyodide
      ? (await pyodide(undefined)).environment()
      : ensurePythonEnvironment({ config, signal: observer.signal, onProgress: observer.onProgress }),
  );
  const runtime = sharedResource(async (observer: SetupObserver): Promise<Runtime> => {
    if (isPyodide) return pyodide(undefined);
    const made = createCPythonRuntime({
      environment: await environment(observer),
      minimumTier: config.isolation.minimumTier,
      unsafelyRunWithoutIsolation,
      maxFiles: config.output.maxFiles,
      maxInterpreters: config.functions.maxInterpreters,
      runtimeDir: config.runtimeDir,
    });
    runtimes.push(made);
    return made;
  });
  const verifier = sharedResource((_: undefined) => createStaticVerifier());
  const connection = sharedResource(async (signal: AbortSignal | undefined) =>
    connectModel(config, { signal }),
  );
  const connectModelOnce = async (signal: AbortSignal | undefined) =>
    model === undefined ? connection(signal) : given(model);
  const taskFolders = new TaskFolders(config);
  const auditLog = new ChainedLog(config);
  return {
    config,
    prompts: loadPrompts(),
    approvals: createApprovalDesk(config),
    auditLog,
    codeCache: new CodeCache(config),
    describeLimits: describeLimitsOf(config),
    environment: (observer = {}) => environment(observer),
    warmUp: () => {
      verifier(undefined).catch(() => undefined); // whoever needs it hears of the failure
    },
    runtime: (observer = {}) => runtime(observer),
    connectModel: connectModelOnce,
    target: () => (isPyodide ? environment({}) : targetPython({ config })),
    verifyStatically: async (code, { files, python, functions, ownFolders }) => {
      const { version, packages } = python;
      return (await verifier(undefined)).verify(code, {
        pythonVersion: version,
        files,
        ownFolders,
        ...(packages && { packages }),
        ...(functions && { functions }),
      });
    },
    brief: async ({ request, state, events }) => {
      const { version, packages } = await environment(events);
      const connected = await connectModelOnce(events.signal);
      return {
        query: request.query,
        context: request.context,
        files: state.descriptions,
        ...(state.library && { functions: state.library.signatures }),
        modules: importableModules(packages),
        limits: request.limits,
        pythonVersion: version,
        contextTokens: config.model.contextTokens ?? connected.model?.contextTokens,
      };
    },
    openTaskFolder: (id) => taskFolders.open(id),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(runtimes.map((made) => made[Symbol.asyncDispose]()));
      await auditLog.settled();
    },
  };
}

function given(model: ChatModel | null): ModelConnection {
  if (model === null) return { model: null, problem: 'The calling program chose to use no model.' };
  return { model, server: 'the calling program', chosenBy: 'caller' };
}
