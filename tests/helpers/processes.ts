import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessEntry {
  pid: number;
  parent: number;
  /** The kernel's letter; a zombie only waits to be reaped. */
  state: string;
  /** Clock ticks since boot: with it a number that was given away again is not mistaken for the old process. */
  startedAt: string;
  residentMiB: number;
}

/** Every process below this one, seen from outside their namespaces, without those at or below the given ones. */
export function familyOf(pid: number, { without = new Set<number>() } = {}): ProcessEntry[] {
  const all = allProcesses().filter((entry) => !without.has(entry.pid));
  const below = (parent: number): ProcessEntry[] =>
    all.filter((entry) => entry.parent === parent).flatMap((entry) => [entry, ...below(entry.pid)]);
  return below(pid);
}

/** Those of a family that live. */
export function descendantsOf(pid: number): ProcessEntry[] {
  return familyOf(pid).filter(isLiving);
}

/** Those of the processes that still live. */
export function survivorsOf(processes: ProcessEntry[]): ProcessEntry[] {
  const living = allProcesses().filter(isLiving);
  return processes.filter(({ pid, startedAt }) =>
    living.some((entry) => entry.pid === pid && entry.startedAt === startedAt),
  );
}

/** Ends a process as the kernel or an operator would; one that has just ended by itself counts as ended. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it was gone already
  }
}

export function isLiving({ state }: ProcessEntry): boolean {
  return !'ZX'.includes(state);
}

function allProcesses(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readEntry(Number(name)));
}

/** Nothing for a process that ends while it is looked at. */
function readEntry(pid: number): ProcessEntry[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return [
      {
        pid,
        parent: Number(parent),
        state,
        startedAt: rest[17] ?? '',
        residentMiB: (Number(rest[19]) * 4096) / 2 ** 20,
      },
    ];
  } catch {
    return [];
  }
}
