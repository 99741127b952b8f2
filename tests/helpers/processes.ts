import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessEntry {
  pid: number;
  parent: number;
  /** Clock ticks since boot: with it a number that was given away again is not mistaken for the old process. */
  startedAt: string;
  residentMiB: number;
}

/** Every living process below this one, seen from outside their namespaces. */
export function descendantsOf(pid: number): ProcessEntry[] {
  const all = livingProcesses();
  const below = (parent: number): ProcessEntry[] =>
    all.filter((entry) => entry.parent === parent).flatMap((entry) => [entry, ...below(entry.pid)]);
  return below(pid);
}

/** Those of the processes that still live. */
export function survivorsOf(processes: ProcessEntry[]): ProcessEntry[] {
  const living = livingProcesses();
  return processes.filter(({ pid, startedAt }) =>
    living.some((entry) => entry.pid === pid && entry.startedAt === startedAt),
  );
}

function livingProcesses(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readEntry(Number(name)));
}

/** Nothing for a process that ends while it is looked at, or that only waits to be reaped. */
function readEntry(pid: number): ProcessEntry[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if ('ZX'.includes(state)) return [];
    return [
      {
        pid,
        parent: Number(parent),
        startedAt: rest[17] ?? '',
        residentMiB: (Number(rest[19]) * 4096) / 2 ** 20,
      },
    ];
  } catch {
    return [];
  }
}
