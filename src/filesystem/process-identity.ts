import { readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import { z } from 'zod';

export const processIdentitySchema = z.object({
  host: z.string(),
  /** One start of one kernel; containers share it, virtual machines do not. */
  boot: z.string(),
  /** Where process ids are counted: containers that share a host's name each have numbers of their own. */
  pidSpace: z.string(),
  pid: z.number().int().positive(),
  /** When it started, in the kernel's words; numbers of processes that ended are given out again. */
  started: z.string().nullable(),
});

/** Names one process for good, for others that find what it left. */
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

export function ownIdentity(): ProcessIdentity {
  lasting ??= {
    boot: linux(bootOf),
    pidSpace: linux(pidSpaceOf),
    pid: process.pid,
    started: startOf(process.pid),
  };
  return { host: os.hostname(), ...lasting };
}

/** What stays the same for as long as this process lives; a host may get another name. */
let lasting: Omit<ProcessIdentity, 'host'> | null = null;

/** `unknown` for a process of another host or container, whose life can't be seen from here. */
export function fateOf({
  host,
  boot,
  pidSpace,
  pid,
  started,
}: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  const own = ownIdentity();
  if (host !== own.host || boot !== own.boot || pidSpace !== own.pidSpace) return 'unknown';
  const now = startOf(pid);
  if (started !== null && now !== null) return now === started ? 'alive' : 'dead';
  return isThere(pid) ? 'alive' : 'dead';
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
