import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { createPythonFunctions } from '../../dist/index.js';
import { settledFootprint } from '../../scripts/lib/host-footprint.mjs';
import { pause, quantile, round } from '../measure.mjs';

const declared = path.resolve(import.meta.dirname, '../../examples/functions/functions.yaml');

/** Calls that come before the first look: everything is warm then and Node has grown to its working size. */
const warmUpCalls = 200;
const maxRenewalSeconds = 30;

/** Every example that the samples declare, in turn: how many were right, and what is held before and after. */
export async function benchMixedCalls({ calls, settings }) {
  const { executionDir } = settings;
  const examples = declaredExamples();
  const functions = createPythonFunctions({ config: declared, settings });
  const callOne = async (index) => {
    const { name, arguments: given, files, result = null, raises = null } = examples[index % examples.length];
    const start = performance.now();
    const call = await functions.call(name, given, { files });
    const came = { result: call.result, raises: call.error?.type ?? null };
    return { isRight: isDeepStrictEqual(came, { result, raises }), ms: performance.now() - start };
  };
  try {
    for (let index = 0; index < warmUpCalls; index += 1) await callOne(index);
    const before = await settledFootprint({ executionDir });
    const ends = [];
    for (let index = 0; index < calls; index += 1) ends.push(await callOne(index));
    const after = await footprintAfterRenewal(before, { executionDir });
    return [row(ends), ...held(before, after)];
  } finally {
    await functions[Symbol.asyncDispose]();
  }
}

/** An interpreter that takes over from a used one is held beside it until it is warm; what is held for good is still there later. */
async function footprintAfterRenewal(before, where) {
  for (let seconds = 0; ; seconds += 1) {
    const after = await settledFootprint(where);
    const hasGrown = Object.keys(before).some((name) => !name.endsWith('MiB') && after[name] > before[name]);
    if (!hasGrown || seconds === maxRenewalSeconds) return after;
    await pause(1_000);
  }
}

function declaredExamples() {
  const { functions } = parse(readFileSync(declared, 'utf8'));
  return functions.python_functions.flatMap(({ name, examples = [] }) =>
    examples.map((example) => ({
      ...example,
      name,
      files: (example.files ?? []).map((file) => path.join(path.dirname(declared), file)),
    })),
  );
}

function row(ends) {
  const samples = ends.map(({ ms }) => ms);
  const wrong = ends.filter(({ isRight }) => !isRight).length;
  return {
    name: `${ends.length} mixed calls in a row`,
    oursMs: round(quantile(samples, 0.5)),
    p95Ms: round(quantile(samples, 0.95)),
    failures: wrong,
  };
}

/** One row for everything that is counted: before, after. */
function held(before, after) {
  return Object.keys(before)
    .filter((name) => before[name] !== 0 || after[name] !== 0)
    .map((name) => ({ name: `held: ${name}`, before: before[name], after: after[name] }));
}
