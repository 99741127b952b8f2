import type { Program, RunOutcome } from '../../contracts/runtime.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { callProgram } from '../../workspace/calling/call-program.ts';
import { placeFiles } from '../../workspace/calling/place-files.ts';
import { type Outcome, readOutcome } from '../../workspace/calling/read-outcome.ts';
import { bindArguments } from '../bind/bind-arguments.ts';
import { secretParameters } from '../bind/bound-parameters.ts';
import { kindOfValue } from '../bind/describe-value.ts';
import { isMapping } from '../declare/find-list.ts';
import type { FunctionServices } from '../function-services.ts';
import type { Call } from './open-call.ts';

/** One attempt and the folder that holds what it left; `run` is null where no process came to its end. */
export interface EndedAttempt {
  outcome: Outcome;
  run: RunOutcome | null;
  runDir: string;
  wallMs: number;
}

/** Runs the function once in a process of its own. A lost or cancelled attempt is an outcome; other faults of the host throw. */
export async function attemptCall(services: FunctionServices, call: Call): Promise<EndedAttempt> {
  const startedMs = performance.now();
  const { values } = call;
  const hasFiles = (call.options.files ?? []).length > 0;
  const runDir = await (hasFiles ? services.newRunDir() : services.nextRunDir());
  const ended = (outcome: Outcome, run: RunOutcome | null): EndedAttempt => ({
    outcome,
    run,
    runDir,
    wallMs: performance.now() - startedMs,
  });
  if (!isMapping(values)) return ended(noObject(values), null);
  try {
    const program = await programOf(services, call, { values, runDir });
    const runtime = await services.runtime({ signal: call.signal });
    const run = await runtime.run(program);
    const { outcome, files } = readOutcome(run);
    return ended(outcome, { ...run, files });
  } catch (error) {
    if (!(error instanceof CoderError) || (error.code !== 'lost' && error.code !== 'cancelled')) {
      services.removeRunDir(runDir);
      throw error;
    }
    return ended(
      { status: error.code, result: null, problems: [], raised: null, reason: error.message, notes: [] },
      null,
    );
  }
}

function noObject(values: unknown): Outcome {
  const message = `A call takes an object with a value for each parameter, by its name, not ${kindOfValue(values)}`;
  const problems = [{ path: '', message, expected: 'object' }];
  return { status: 'arguments-invalid', result: null, problems, raised: null, reason: null, notes: [] };
}

interface Placed {
  values: Record<string, unknown>;
  runDir: string;
}

async function programOf(
  services: FunctionServices,
  call: Call,
  { values, runDir }: Placed,
): Promise<Program> {
  const { declaration, options, set } = call;
  const secrets = secretArguments(call);
  const { maxFileSizeMiB } = services.config;
  const placed = await placeFiles(options.files ?? [], {
    folder: runDir,
    maxFileSizeMiB,
    signal: call.signal,
  });
  call.files.splice(0, Infinity, ...placed.records);
  return {
    ...callProgram({
      function: declaration.name,
      arguments: { ...values, ...secrets },
      secret: Object.keys(secrets),
      ...(call.isProfiled && { profile: true }),
    }),
    inputs: placed.placements,
    limits: call.limits,
    seed: declaration.seed ?? undefined,
    library: set.library,
    network: call.network ?? undefined,
    environment: call.secrets,
    runDir,
    signal: call.signal,
    onOutput: ({ stream, text }) => options.onEvent?.({ type: 'output', stream, text }),
  };
}

/** What only the function gets to see; no record and no schema has it. */
function secretArguments({ declaration: { parameters }, state, secrets }: Call): Record<string, unknown> {
  const bound = secretParameters(parameters).map((name) => [name, parameters[name]] as const);
  return bindArguments(Object.fromEntries(bound), { state, env: secrets });
}
