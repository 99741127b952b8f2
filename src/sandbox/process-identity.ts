import { readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import { z } from 'zod';

export const processIdentitySchema = z.object({
  /** Host, start of the kernel and space of process ids: numbers mean the same process only where all are the same. */
  place: z.string(),
  pid: z.number().int().positive(),
  /** When it started, in the kernel's words; numbers of processes that ended are given out again. */
  started: z.string().nullable(),
});

/** Names one process for good, for others that find what it left. */
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

export function ownIdentity(): ProcessIdentity {
  return { place: ownPlace(), pid: process.pid, started: startOf(process.pid) };
}

/** `unknown` for a process of another host or container, whose life can't be seen from here. */
export function fateOf({ place, pid, started }: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (place !== ownPlace()) return 'unknown';
  const now = startOf(pid);
  if (started !== null && now !== null) return now === started ? 'alive' : 'dead';
  return isThere(pid) ? 'alive' : 'dead';
}

/** Containers may share a host name and a folder while each has numbers of its own. */
function ownPlace(): string {
  return [os.hostname(), linux(bootOf), linux(pidSpaceOf)].join(' ');
}

function bootOf(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function pidSpaceOf(): string {
  return readlinkSync('/proc/self/ns/pid');
}

/** The 22nd field of proc_pid_stat(5), counted behind the program's name, which may hold anything; null where it can't be read. */
function startOf(pid: number): string | null {
  const fields = linux(() => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19]);
  return fields === '-' || fields === undefined ? null : fields;
}

/** What Linux tells, or a dash where nothing does. */
function linux<Value>(read: () => Value): Value | '-' {
  try {
    return read();
  } catch {
    return '-';
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
