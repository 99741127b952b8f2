import type { ExampleResult, ExamplesReport } from '../../contracts/function-core.ts';
import type { CallOptions, CallResult } from '../../contracts/python-functions.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { type LoadedSet, loadedFunction } from '../load/loaded-set.ts';
import { compareExample } from './compare-example.ts';

type CallFunction = (
  name: string,
  values: Record<string, unknown>,
  options: CallOptions,
) => Promise<CallResult>;

/** Calls every declared example, of one function when it is named, one after the other. Throws `input-invalid` for an unknown name, `cancelled` when the signal fires. */
export async function runExamples(
  set: LoadedSet,
  call: CallFunction,
  { name, signal }: { name: string | undefined; signal: AbortSignal },
): Promise<ExamplesReport> {
  const chosen = name === undefined ? [...set.functions.values()] : [loadedFunction(set, name)];
  const examples: ExampleResult[] = [];
  for (const { declaration } of chosen) {
    for (const { name: example, arguments: values, expects, files } of declaration.examples) {
      const ended = await call(declaration.name, values, { files, signal });
      throwIfCancelled(signal);
      const difference = compareExample(ended, expects ?? {});
      const expected = expects !== null && 'result' in expects ? expects.result : null;
      examples.push({
        function: declaration.name,
        example,
        passed: difference === null,
        difference,
        expected,
        call: ended,
      });
    }
  }
  return {
    ok: examples.every(({ passed }) => passed),
    examples,
    untested: chosen
      .filter(({ declaration }) => declaration.examples.length === 0)
      .map(({ found }) => found.name),
  };
}
