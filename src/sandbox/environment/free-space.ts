import { statfs } from 'node:fs/promises';

const pollMs = 200;
const leastMiB = 32;

/** Watches how full a folder's disk gets while something is written to it: a failed installer tidies up, so afterwards is too late to look. */
export function watchFreeSpace(folder: string): AsyncDisposable & { ranOut(): Promise<boolean> } {
  let lowestMiB = Number.POSITIVE_INFINITY;
  const look = async () => {
    const disk = await statfs(folder).catch(() => null);
    if (disk !== null) lowestMiB = Math.min(lowestMiB, (disk.bavail * disk.bsize) / 2 ** 20);
  };
  const timer = setInterval(look, pollMs);
  timer.unref();
  return {
    async ranOut() {
      await look();
      return lowestMiB < leastMiB;
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
    },
  };
}
