/** Runs the given actions in turn, `rounds` times, so that every one of them meets the same noise. */
export async function interleave(actions, rounds) {
  const samples = Object.fromEntries(Object.keys(actions).map((name) => [name, []]));
  const failures = Object.fromEntries(Object.keys(actions).map((name) => [name, 0]));
  for (const action of Object.values(actions)) await action(); // warm caches before anything counts
  for (let index = 0; index < rounds; index += 1) {
    for (const [name, action] of Object.entries(actions)) {
      const start = performance.now();
      const succeeded = await action();
      samples[name].push(performance.now() - start);
      if (!succeeded) failures[name] += 1;
    }
  }
  return { samples, failures };
}

/** Keeps `callers` loops of one action going for `seconds`. */
export async function throughput(action, { callers, seconds }) {
  const samples = [];
  let failures = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const loop = async () => {
    while (performance.now() < end) {
      const before = performance.now();
      if (!(await action())) failures += 1;
      samples.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: callers }, loop));
  return { samples, failures, perSecond: (samples.length * 1000) / (performance.now() - start) };
}

/** The value below which `share` of the samples lie. */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** One digit after the point. */
export function round(value) {
  return Math.round(value * 10) / 10;
}

/** Lets the machine come to rest between measurements. */
export function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
