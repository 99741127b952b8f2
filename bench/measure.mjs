/** Runs the given actions in turn, `rounds` times, so that every one of them meets the same noise. */
export async function interleave(actions, rounds) {
  const samples = Object.fromEntries(Object.keys(actions).map((name) => [name, []]));
  const failures = Object.fromEntries(Object.keys(actions).map((name) => [name, 0]));
  for (const action of Object.values(actions)) await action(); // warm caches before anything counts
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, action] of Object.entries(actions)) {
      const start = performance.now();
      const succeeded = await action();
      samples[name].push(performance.now() - start);
      if (succeeded === false) failures[name] += 1;
    }
  }
  return { samples, failures };
}

/** The value below which `share` of the samples lie. */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export function round(milliseconds) {
  return Math.round(milliseconds * 10) / 10;
}
