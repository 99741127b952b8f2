import { readFileSync } from 'node:fs';

/** An id no distribution assigns. */
const unassigned = 64_001;
/** CAP_CHOWN, CAP_SETGID and CAP_SETUID: what it takes to become another user and to give it its files. */
const needed = (1n << 0n) | (1n << 6n) | (1n << 7n);

/**
 * Whom root becomes before it runs a program; null for everybody else, for the "root" of a container that has no other
 * users (user_namespaces(7)), and for a root without the capabilities to become one: those are ordinary users already.
 */
export function sandboxUser(): number | null {
  return process.getuid?.() === 0 && isMapped(unassigned) && isCapable() ? unassigned : null;
}

function isMapped(id: number): boolean {
  try {
    return readFileSync('/proc/self/uid_map', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .some(([first = 0, , count = 0]) => id >= first && id < first + count);
  } catch {
    return true;
  }
}

function isCapable(): boolean {
  try {
    const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return effective === undefined || (BigInt(`0x${effective}`) & needed) === needed;
  } catch {
    return true;
  }
}
