import path from 'node:path';
import { quantile, round } from './measure.mjs';
import { withThrowawayCoder } from './throwaway-coder.mjs';

/** Where the time of a whole task goes: median milliseconds of each phase of the first command, answered by a template. */
export async function benchPhases({ rounds = 7 } = {}) {
  const file = path.resolve(import.meta.dirname, '../data/samples/employees.csv');
  const results = [];
  await withThrowawayCoder(async (coder) => {
    for (let index = 0; index <= rounds; index += 1) {
      results.push(
        await coder.executeCodeTask('What is the average salary by department?', { files: [file] }),
      );
    }
  });
  const counted = results.slice(1);
  const totalMs = quantile(
    counted.map((result) => result.timings.totalMs),
    0.5,
  );
  const phases = Object.keys(counted[0].timings);
  return phases.map((name) => {
    const medianMs = quantile(
      counted.map((result) => result.timings[name]),
      0.5,
    );
    return { name, medianMs: round(medianMs), share: Math.round((medianMs / totalMs) * 1000) / 1000 };
  });
}
