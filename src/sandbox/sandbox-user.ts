import { readFileSync } from 'node:fs';

/** An id no distribution assigns. */
const unassigned = 64_001;

/**
 * Whom root becomes before it enters the namespaces; null for everybody else, and for the "root" of a container that
 * has no other users (user_namespaces(7)): that one is an ordinary user already.
 */
export function sandboxUser(): number | null {
  return process.getuid?.() === 0 && isMapped(unassigned) ? unassigned : null;
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
