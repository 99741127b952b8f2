import { randomBytes } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import {
  createRequestStateCodec,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { FunctionCore } from '../../contracts/function-core.ts';
import type { ApprovalMode } from '../../contracts/policies.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { type ServedFunctions, serveFunctions } from './served-functions.ts';

export interface ServiceOptions {
  coder: PythonCoder;
  /** Folders whose files clients may name by path. */
  folders: string[];
  /** When a person is asked; the configuration's policy unless given. */
  approval?: ApprovalMode | undefined;
  /** Lets clients that can't ask a person decide by calling a tool. */
  approveByTool?: boolean | undefined;
  outputDir?: string | undefined;
  /** Functions that clients may call as tools, and that programs may import. */
  functions?: FunctionCore | undefined;
  /** Offers nothing but the functions. */
  onlyFunctions?: boolean | undefined;
  /** Takes changes of the functions over while clients are connected. */
  watchFunctions?: boolean | undefined;
  /** Fires when the service is told to stop. */
  signal: AbortSignal;
  /** Told of faults no client hears the details of. */
  onError(error: Error): void;
}

/** What a question to a person carries through the client and back. */
export interface ApprovalState {
  callId: string;
  tool: string;
}

/** What every connection of one server shares. */
export interface Service extends Omit<ServiceOptions, 'functions'>, AsyncDisposable {
  functions: ServedFunctions | null;
  states: RequestStateCodec<ApprovalState>;
  /** Runs the work of one request, which ends when the client cancels it, its connection closes or the service stops. */
  serve<Value>(context: ServerContext, work: (signal: AbortSignal) => Promise<Value>): Promise<Value>;
  /** Resolves when no request is at work any more. */
  settled(): Promise<void>;
}

const stateSeconds = 86_400;

/** Throws `config-invalid` for a folder that is not there or functions that can't be served. */
export async function openService(options: ServiceOptions): Promise<Service> {
  const { functions, onlyFunctions = false, watchFunctions: watch = false, onError } = options;
  const folders = options.folders.map(realFolder);
  const served =
    functions === undefined
      ? null
      : await serveFunctions(functions, { isAlone: onlyFunctions, watch, onError });
  const working = new Set<Promise<unknown>>();
  return {
    ...options,
    functions: served,
    folders,
    states: createRequestStateCodec<ApprovalState>({
      key: randomBytes(32),
      ttlSeconds: stateSeconds,
      bind: ({ mcpReq, sessionId = '' }) => `${mcpReq.method}\n${sessionId}`,
    }),
    serve: async ({ mcpReq }, work) => {
      const done = work(AbortSignal.any([mcpReq.signal, options.signal]));
      working.add(done);
      return await done.finally(() => working.delete(done));
    },
    settled: async () => {
      while (working.size > 0) await Promise.allSettled(working);
    },
    [Symbol.asyncDispose]: async () => {
      await served?.[Symbol.asyncDispose]();
    },
  };
}

function realFolder(folder: string): string {
  try {
    if (statSync(folder).isDirectory()) return realpathSync(folder);
  } catch {
    // said below
  }
  throw new CoderError(`The folder ${folder} is not there or is no folder: name another with --folder.`, {
    code: 'config-invalid',
  });
}
