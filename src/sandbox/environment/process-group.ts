const deadlySignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const groups = new Set<number>();

/** Kills a process and everything it started; a group that is already gone is fine. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: it ended by itself.
  }
}

/** Makes a detached group end with this process, however that ends short of SIGKILL; call the result once the group is gone. */
export function tieGroupToProcess(pid: number | undefined): () => void {
  if (pid === undefined) return () => {};
  if (groups.size === 0) listen();
  groups.add(pid);
  return () => {
    groups.delete(pid);
    if (groups.size === 0) unlisten();
  };
}

function listen(): void {
  process.on('exit', killAll);
  for (const signal of deadlySignals) process.on(signal, dieOf);
}

function unlisten(): void {
  process.off('exit', killAll);
  for (const signal of deadlySignals) process.off(signal, dieOf);
}

function killAll(): void {
  for (const pid of groups) killGroup(pid);
}

/** Where the program handles the signal itself, it decides; else this process dies of it as if nobody had listened. */
function dieOf(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  unlisten();
  process.kill(process.pid, signal);
}
