import type { CallResult, StateCall, StateCallOptions } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { bindArguments } from '../bind/bind-arguments.ts';
import { secretParameters } from '../bind/bound-parameters.ts';
import { placeResult } from '../bind/place-result.ts';
import { type Placement, readPlacements } from '../bind/read-placements.ts';
import type { FunctionServices } from '../function-services.ts';
import { type LoadedSet, loadedFunction } from '../load/loaded-set.ts';
import { callFunction } from './call-function.ts';

interface StateCallRequest {
  name: string;
  state: Record<string, unknown>;
  options: StateCallOptions;
}

/** See `FunctionRegistry.callWithState`. Variables of the environment are bound for parameters that the declaration binds to them, and for no others. */
export async function callWithState(
  services: FunctionServices,
  set: LoadedSet,
  { name, state, options: { parameters = {}, result, ...options } }: StateCallRequest,
): Promise<StateCall> {
  const { declaration } = loadedFunction(set, name);
  const secret = new Set(secretParameters(declaration.parameters));
  const declared = Object.entries(declaration.parameters).filter(([parameter]) => !secret.has(parameter));
  const values = bindArguments({ ...Object.fromEntries(declared), ...parameters }, { state, env: {} });
  const placements = result === undefined ? declaration.result : placementsOf(result);
  const call = await callFunction(services, set, { name, values, options, state });
  return call.success ? placed(state, placements, call) : { state, call };
}

function placementsOf(result: unknown): Placement[] {
  const { placements, problems } = readPlacements(result);
  const [problem] = problems;
  if (problem === undefined) return placements;
  throw new CoderError(`The place of the result can't be read: ${problem.message}.`, {
    code: 'input-invalid',
  });
}

/** A result that the state has no place for is as good as none, though the call itself is on record as it ended. */
function placed(state: Record<string, unknown>, placements: Placement[], call: CallResult): StateCall {
  const place = placeResult(state, placements, call.result);
  if (place.status === 'placed') return { state: place.state, call };
  const { problems } = place;
  const message = `The result of ${call.name} does not fit into the state: ${problems.map((problem) => problem.message).join('; ')}.`;
  const error = { message, type: null, traceback: null, problems };
  return { state, call: { ...call, success: false, status: 'result-invalid', result: null, error } };
}
