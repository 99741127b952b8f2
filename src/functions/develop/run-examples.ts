import type { CallOptions, CallResult } from '../../contracts/python-functions.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { type LoadedFunction, type LoadedSet, loadedFunction } from '../load/loaded-set.ts';
import { compareExample } from './compare-example.ts';

/** What one declared example came to. */
export interface ExampleOutcome {
  function: string;
  example: string;
  passed: boolean;
  /** What was otherwise than declared; null where it passed. */
  difference: string | null;
  call: CallResult;
}

type CallFunction = (
  name: string,
  values: Record<string, unknown>,
  options: CallOptions,
) => Promise<CallResult>;

interface Choice {
  /** Every function unless given. Throws `input-invalid` for an unknown one. */
  name: string | undefined;
  options: Pick<CallOptions, 'signal' | 'onEvent'>;
}

/** Calls every declared example, one after the other, and compares what it gives. */
export async function runExamples(
  set: LoadedSet,
  call: CallFunction,
  { name, options }: Choice,
): Promise<ExampleOutcome[]> {
  const chosen: LoadedFunction[] =
    name === undefined ? [...set.functions.values()] : [loadedFunction(set, name)];
  const outcomes: ExampleOutcome[] = [];
  for (const { declaration } of chosen) {
    for (const example of declaration.examples) {
      throwIfCancelled(options.signal);
      const ended = await call(declaration.name, example.arguments, { ...options, files: example.files });
      const difference = compareExample(ended, example.expects ?? {});
      outcomes.push({
        function: declaration.name,
        example: example.name,
        passed: difference === null,
        difference,
        call: ended,
      });
    }
  }
  return outcomes;
}
