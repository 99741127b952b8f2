import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import type {
  CallResult,
  FunctionRegistry,
  StateCall,
  ValueProblem,
} from '../../contracts/python-functions.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { checkGivenBindings } from '../../functions/bind/check-bindings.ts';
import { lookUp, type Path } from '../../functions/bind/path.ts';
import { placeResult } from '../../functions/bind/place-result.ts';
import { readPlacements } from '../../functions/bind/read-placements.ts';
import { cleanText } from '../../text/clean-text.ts';

export interface PythonFunctionNodeOptions {
  registry: FunctionRegistry;
  /** The declared name of the function. */
  function: string;
  /** Bound to the graph's state in place of the declared parameters of these names, such as { orders: '${state.orders}' }. */
  parameters?: Record<string, unknown> | undefined;
  /** Where the result goes, such as 'state.report'; where the declaration says unless given. */
  result?: unknown;
  /**
   * `throw` unless given: a call that did not succeed throws a `CoderError` of the code `function-failed` with the
   * `CallResult` as its cause, for the retry policy or the error handler of the graph. With `to` the failure is a value
   * of the state, and null there again once a call succeeds.
   */
  onFailure?: 'throw' | { to: string } | undefined;
}

/** What a state keeps of a call that did not succeed: plain data of bounded size; everything else is in the audit record. */
export interface FunctionFailure {
  function: string;
  status: CallResult['status'];
  message: string;
  /** Name of the exception's class. */
  type: string | null;
  problems: ValueProblem[];
  auditId: string;
}

type Values = Record<string, unknown>;

const maxMessageChars = 2_000;
const maxProblems = 20;

/**
 * A node for any graph that calls one declared function with the values of the state. Only the keys that the result
 * changes come back; events of the call go to the `custom` stream. A cancelled call throws `cancelled`; faults of the
 * host, and paths that the state does not have, throw as everywhere.
 */
export function createPythonFunctionNode<State extends object = Values>({
  registry,
  function: name,
  parameters,
  result,
  onFailure = 'throw',
}: PythonFunctionNodeOptions): (state: State, config: LangGraphRunnableConfig) => Promise<Partial<State>> {
  checkWritten({ parameters, result, to: onFailure === 'throw' ? undefined : onFailure.to });
  return async (given, { signal, writer }) => {
    const state = given as Values;
    const onEvent = (event: TaskEvent) => writer?.(event);
    const ended = await registry.callWithState(name, state, { parameters, result, signal, onEvent });
    notCancelled(ended.call, signal);
    if (onFailure === 'throw' && !ended.call.success) throw functionFailed(ended.call);
    const after = onFailure === 'throw' ? ended.state : withFailure(ended, onFailure.to);
    return changedIn(after, state) as Partial<State>;
  };
}

/** Throws `config-invalid` for texts that no state could be bound to. */
function checkWritten({
  parameters,
  result,
  to,
}: {
  parameters?: Record<string, unknown> | undefined;
  result?: unknown;
  to?: unknown;
}): void {
  const places = [result, to].filter((place) => place !== undefined);
  const problems = [
    ...(parameters === undefined ? [] : checkGivenBindings(parameters)),
    ...places.flatMap((place) => readPlacements(place).problems),
  ];
  if (problems.length === 0) return;
  const lines = problems.map(
    ({ message, suggestion }) => `${message}${suggestion === null ? '' : `: ${suggestion}`}`,
  );
  throw new CoderError(`The node of a function can't be used: ${lines.join('; ')}.`, {
    code: 'config-invalid',
  });
}

/** A cancelled call is no result of a graph: the run stops, and its last checkpoint is where it goes on. */
export function notCancelled({ name, status }: CallResult, signal: AbortSignal | undefined): void {
  if (status !== 'cancelled') return;
  throw new CoderError(`The call of ${name} was cancelled.`, { code: 'cancelled', cause: signal?.reason });
}

/** The state with the failure at its place, or without the one of an earlier call that stands there. */
export function withFailure({ state, call }: StateCall, to: string): Values {
  const { placements } = readPlacements(to);
  if (call.success && placements.every(({ to: path }) => isEmptyAt(state, path))) return state;
  const placed = placeResult(state, placements, call.success ? null : functionFailure(call));
  if (placed.status === 'placed') return { ...placed.state };
  const why = placed.problems.map(({ message }) => message).join('; ');
  throw new CoderError(`The failure of ${call.name} can't be put at ${to}: ${why}.`, {
    code: 'input-invalid',
  });
}

function isEmptyAt(state: Values, path: Path): boolean {
  const found = lookUp(state, path);
  return found.status === 'missing' || found.value == null;
}

/** What a graph is told by of a call that did not succeed. */
export function functionFailed(call: CallResult): CoderError {
  const { message, status } = functionFailure(call);
  return new CoderError(`The function ${call.name} ended as ${status}: ${message}`, {
    code: 'function-failed',
    cause: call,
  });
}

export function functionFailure({ name, status, error, auditId }: CallResult): FunctionFailure {
  return {
    function: name,
    status,
    message: cleanText(error?.message ?? '', maxMessageChars),
    type: error?.type ?? null,
    problems: (error?.problems ?? []).slice(0, maxProblems),
    auditId,
  };
}

/** The keys whose values are other ones than before. */
export function changedIn(after: Values, before: Values): Values {
  return Object.fromEntries(Object.entries(after).filter(([key, value]) => value !== before[key]));
}
