import { callCodes } from '../../../contracts/outcome-codes.ts';
import type { CallOptions, CallResult, FunctionRegistry } from '../../../contracts/python-functions.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { readJson } from '../read-json.ts';
import { renderCallError, renderCallRecord, renderJson } from '../render-call.ts';
import { usageError } from '../usage-error.ts';

export interface CallFlags extends FunctionFlags {
  args?: string;
  state?: string;
  file?: string[];
  timeout?: number;
  quiet?: boolean;
}

/** Calls one function and prints what it returns, or the state that its result gives. */
export async function call(name: string, flags: CallFlags, session: Session): Promise<Answer> {
  if (flags.args !== undefined && flags.state !== undefined)
    throw usageError('Give the arguments with --args or bind them to a state with --state, not both.');
  const { observer, stdin, err } = session;
  const source = { stdin, signal: observer.signal };
  const given =
    flags.state === undefined
      ? await readJson(flags.args ?? '{}', { ...source, option: '--args' })
      : await readJson(flags.state, { ...source, option: '--state' });
  await using registry = await openDeclared(flags, session);
  const { file: files, timeout, outputDir } = flags;
  const options: CallOptions = {
    files,
    outputDir,
    limits: timeout === undefined ? undefined : { timeoutSeconds: timeout },
    ...observer,
  };
  const isNew = (warning: string): boolean => !session.hasShown(escapeLine(warning));
  const { call: ended, shown } = await perform(registry, { name, given, flags, options });
  return {
    exitCode: callCodes[ended.status].exitCode,
    value: flags.state === undefined ? ended : { ...ended, state: shown },
    text: ended.success ? renderJson(shown) : '',
    problem: ended.status === 'cancelled' ? 'Cancelled.' : renderCallError(ended, err),
    notes: renderCallRecord({ ...ended, warnings: ended.warnings.filter(isNew) }, err),
  };
}

interface Wanted {
  name: string;
  given: Record<string, unknown>;
  flags: CallFlags;
  options: CallOptions;
}

async function perform(
  registry: FunctionRegistry,
  { name, given, flags, options }: Wanted,
): Promise<{ call: CallResult; shown: unknown }> {
  if (flags.state === undefined) {
    const ended = await registry.call(name, given, options);
    return { call: ended, shown: ended.result };
  }
  const { call: ended, state } = await registry.callWithState(name, given, options);
  return { call: ended, shown: state };
}
