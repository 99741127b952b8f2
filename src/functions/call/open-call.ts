import { namedVariables } from '../../config/named-variables.ts';
import type { Config } from '../../config/schema.ts';
import type { AuditFile } from '../../contracts/audit-record.ts';
import type { CallAttempt, CallOptions } from '../../contracts/python-functions.ts';
import type { RunLimits } from '../../contracts/run-limits.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { createRedactor, namedSecrets, type Redact } from '../../text/redact.ts';
import { checkLimits } from '../../workspace/check-limits.ts';
import { newTaskId } from '../../workspace/task-id.ts';
import { secretParameters } from '../bind/bound-parameters.ts';
import { hasMember } from '../bind/path.ts';
import type { FunctionDeclaration } from '../declare/function-declaration.ts';
import { type LoadedSet, loadedFunction } from '../load/loaded-set.ts';
import { plainArguments } from './plain-arguments.ts';

/** What is called with what. */
export interface CallRequest {
  name: string;
  values: Record<string, unknown>;
  options: CallOptions;
  /** What bindings of secrets may also ask for; empty unless the call was bound to a state. */
  state?: Readonly<Record<string, unknown>> | undefined;
  /** Has the process say where its time went. */
  isProfiled?: boolean | undefined;
}

/** One call while it is worked on. */
export interface Call {
  readonly id: string;
  readonly startedAt: Date;
  readonly startedMs: number;
  readonly set: LoadedSet;
  readonly declaration: FunctionDeclaration;
  /** JSON; what is no object is told as arguments that do not fit. */
  readonly values: unknown;
  readonly state: Readonly<Record<string, unknown>>;
  readonly options: CallOptions;
  readonly isProfiled: boolean;
  readonly limits: RunLimits;
  readonly signal: AbortSignal | undefined;
  /** What it may reach of the network; null is nothing. */
  readonly network: true | string[] | null;
  /** Values of the variables it is given, by name. */
  readonly secrets: Record<string, string>;
  /** Takes those values, and whatever looks like a key, out of what is told of the call. */
  readonly redact: Redact;
  readonly attempts: CallAttempt[];
  readonly files: AuditFile[];
  readonly warnings: string[];
  warn(message: string): void;
}

const limitNames: readonly string[] = [
  'timeoutSeconds',
  'memoryMiB',
  'outputMiB',
  'diskMiB',
] satisfies (keyof RunLimits)[];

/** Throws `input-invalid` for an unknown name or limit, `config-invalid` for limits out of range. */
export function openCall(
  config: Config,
  set: LoadedSet,
  { name, values, options, state = {}, isProfiled = false }: CallRequest,
): Call {
  const { declaration } = loadedFunction(set, name);
  refuseSecrets(declaration, values);
  const secrets = variablesOf(set, declaration);
  const hasNoNetwork = declaration.network !== false && !set.allowNetwork;
  const warnings: string[] = hasNoNetwork ? [withoutNetwork(name)] : [];
  return {
    id: newTaskId(),
    startedAt: new Date(),
    startedMs: performance.now(),
    set,
    declaration,
    values: plainArguments(values),
    state,
    options,
    isProfiled,
    limits: limitsOf(config, declaration, options),
    signal: options.signal,
    network: declaration.network !== false && set.allowNetwork ? declaration.network : null,
    secrets,
    redact: createRedactor([config.apiKey, config.approvalKey], namedSecrets(Object.values(secrets))),
    attempts: [],
    files: [],
    warnings,
    warn: (message) => {
      if (warnings.includes(message)) return;
      warnings.push(message);
      options.onEvent?.({ type: 'warning', message });
    },
  };
}

function withoutNetwork(name: string): string {
  return `${name} asks for network in its declaration, and the calling process does not allow it (allowNetwork, --allow-network).`;
}

function variablesOf({ variables }: LoadedSet, { name, env }: FunctionDeclaration): Record<string, string> {
  if (env.length === 0) return {};
  const { values, missing } = namedVariables(env, variables);
  if (missing.length === 0) return values;
  throw new CoderError(
    `The function ${name} needs ${missing.join(', ')} in the environment: set ${missing.length === 1 ? 'it' : 'them'} for the process that calls it.`,
    { code: 'config-invalid' },
  );
}

function refuseSecrets({ name, parameters }: FunctionDeclaration, values: unknown): void {
  const given = secretParameters(parameters).filter((parameter) => hasMember(values, parameter));
  if (given.length === 0) return;
  throw new CoderError(
    `${given.join(', ')} of ${name} comes from the environment, as its declaration says, and can't be given.`,
    { code: 'input-invalid' },
  );
}

/** What the declaration says, or the configuration where it says nothing; a call may only ask for less. */
function limitsOf(
  config: Config,
  { timeoutSeconds, memoryMiB }: FunctionDeclaration,
  { limits = {} }: CallOptions,
): RunLimits {
  const unknown = Object.keys(limits).filter((key) => !limitNames.includes(key));
  if (unknown.length > 0)
    throw new CoderError(
      `There is no limit ${unknown.map((key) => JSON.stringify(key.slice(0, 200))).join(', ')}. There are: ${limitNames.join(', ')}.`,
      { code: 'input-invalid' },
    );
  const declared = checkLimits(config, {
    limits: {
      ...(timeoutSeconds !== null && { timeoutSeconds }),
      ...(memoryMiB !== null && { memoryMiB }),
    },
  });
  const asked = checkLimits(config, { limits: { ...declared, ...limits } });
  return {
    timeoutSeconds: Math.min(declared.timeoutSeconds, asked.timeoutSeconds),
    memoryMiB: Math.min(declared.memoryMiB, asked.memoryMiB),
    outputMiB: Math.min(declared.outputMiB, asked.outputMiB),
    diskMiB: Math.min(declared.diskMiB, asked.diskMiB),
  };
}
