import { type Command, InvalidArgumentError } from 'commander';
import {
  type ApprovalMode,
  approvalModes,
  type ReviewPolicy,
  reviewPolicies,
  type ToolCallMode,
  toolCallModes,
} from '../../contracts/policies.ts';
import type { RunOptions } from './verbs/run.ts';
import type { CoderOptions } from './world.ts';

/** Flags every verb knows. */
export interface SharedFlags {
  json?: boolean;
  config?: string;
  /** Null: this machine does the work, whatever the settings say. */
  server?: string | null;
}

export interface RunFlags extends SharedFlags, RunOptions {
  model?: string;
  baseUrl?: string;
  toolCalls?: ToolCallMode;
  toolDialect?: string;
  timeout?: number;
  maxIterations?: number;
}

export function addSharedOptions(verb: Command): Command {
  return verb
    .option('--json', 'print one result object on standard output')
    .option('--config <file>', 'settings file to use');
}

export interface VerifyFlags extends SharedFlags {
  file?: string[];
}

/** Adds `--server`, to verbs whose work a service can do. */
export function addServerOption(verb: Command): Command {
  return verb.option('--server <url>', 'service that does the work instead of this machine', parseUrl);
}

/** Adds `--file`, which may be given several times. */
export function addFileOption(verb: Command, description: string): Command {
  return verb.option('--file <file>', description, collect);
}

/** Adds `--functions`, which may be given several times. */
export function addFunctionsOption(verb: Command, description: string): Command {
  return verb.option('--functions <file>', `${description} (repeatable)`, collect);
}

/** For an option that may be given several times. */
export function collect(value: string, values: string[] = []): string[] {
  return [...values, value];
}

/** Adds `--skip-bad-files`. */
export function addSkipOption(verb: Command): Command {
  return verb.option('--skip-bad-files', "go on without files that can't be used");
}

export function addRunOptions(verb: Command): Command {
  addSkipOption(addFileOption(verb, 'file to answer from (repeatable)'))
    .option('--context <text>', 'anything else worth knowing')
    .option('--model <name>', 'model that writes the code')
    .option('--base-url <url>', 'OpenAI-compatible server of the model')
    .option('--output-dir <dir>', 'folder for the files the program writes')
    .option('--save-code <file>', 'keep the final code, replacing the file')
    .option('--approve <when>', `ask before the program runs: ${approvalModes.join(', ')}`, parseApproval)
    .option('--review <when>', `when the model reviews the code: ${reviewPolicies.join(', ')}`, parseReview)
    .option('--no-cache', 'have the code written anew, and keep none of it')
    .option('--timeout <seconds>', 'longest run of the program', parseSeconds)
    .option('--max-iterations <number>', 'most verification rounds', parseRounds)
    .option('--seed <number>', 'draw the same random numbers in every run with it', parseSeed)
    .option('--unsafe-no-isolation', "run a model's code even where nothing isolates it")
    .option('--quiet', 'print only the answer and errors');
  return addServerOption(addSharedOptions(verb));
}

/** The settings the flags override; unnamed settings keep their value. */
export function coderOptionsOf(flags: RunFlags): CoderOptions {
  const { config, server, model, baseUrl, timeout, maxIterations, unsafeNoIsolation } = flags;
  const { toolCalls, toolDialect } = flags;
  const chosen = { name: model, baseUrl, toolCalls, toolDialect };
  return {
    ...(unsafeNoIsolation === true ? { unsafelyRunWithoutIsolation: true } : {}),
    ...(config === undefined ? {} : { configFile: config }),
    config: {
      ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
      ...(maxIterations === undefined ? {} : { maxIterations }),
      ...(server === undefined ? {} : { pythonTools: { url: server } }),
      ...(Object.values(chosen).some((value) => value !== undefined) ? { model: chosen } : {}),
    },
  };
}

export function parseSeconds(raw: string): number {
  if (/^\d+(\.\d+)?$/.test(raw) && Number(raw) > 0 && Number(raw) <= 86_400) return Number(raw);
  throw new InvalidArgumentError('It must be a number of seconds above 0 and at most 86400, such as 30.');
}

export function parseApproval(raw: string): ApprovalMode {
  const mode = approvalModes.find((name) => name === raw);
  if (mode !== undefined) return mode;
  throw new InvalidArgumentError(`It must be ${approvalModes.join(', ')}.`);
}

export function parseToolCalls(raw: string): ToolCallMode {
  const mode = toolCallModes.find((name) => name === raw);
  if (mode !== undefined) return mode;
  throw new InvalidArgumentError(`It must be ${toolCallModes.join(', ')}.`);
}

function parseUrl(raw: string): string {
  if (URL.canParse(raw) && /^https?:$/.test(new URL(raw).protocol)) return raw;
  throw new InvalidArgumentError('It must be a URL, such as http://127.0.0.1:8720.');
}

function parseReview(raw: string): ReviewPolicy {
  const policy = reviewPolicies.find((name) => name === raw);
  if (policy !== undefined) return policy;
  throw new InvalidArgumentError(`It must be ${reviewPolicies.join(', ')}.`);
}

function parseSeed(raw: string): number {
  if (/^\d{1,10}$/.test(raw) && Number(raw) < 2 ** 32) return Number(raw);
  throw new InvalidArgumentError('It must be a whole number from 0 to 4294967295.');
}

function parseRounds(raw: string): number {
  if (/^([1-9]|10)$/.test(raw)) return Number(raw);
  throw new InvalidArgumentError('It must be a whole number from 1 to 10.');
}
