import type { CallStatus } from '../../contracts/python-functions.ts';
import type { RetryPolicy } from '../declare/function-declaration.ts';

/** How an attempt ended. */
export interface EndedAttempt {
  /** 1 for the first. */
  attempt: number;
  status: CallStatus;
  /** The class of the exception and all classes above it; empty where none was raised. */
  exceptionTypes: readonly string[];
}

/** However a policy came to be: nothing is called more often, and nobody waits longer. */
const mostAttempts = 10;
const longestPauseMs = 3_600_000;

/** Ends that nothing can be retried for: there is a result, nobody waits for one, or the same arguments would be refused again. */
const final: readonly CallStatus[] = ['succeeded', 'cancelled', 'arguments-invalid'];

/** Milliseconds to wait before the next attempt, or null where there is none. */
export function pauseBeforeRetry(policy: RetryPolicy | null, ended: EndedAttempt): number | null {
  if (policy === null || ended.attempt >= Math.min(policy.attempts, mostAttempts)) return null;
  if (final.includes(ended.status)) return null;
  const ends: readonly string[] = [ended.status, ...ended.exceptionTypes];
  if (!policy.on.some((word) => ends.includes(word))) return null;
  const grown = policy.initialMs * policy.factor ** (ended.attempt - 1);
  return Math.round(Math.min(grown, policy.maxMs, longestPauseMs));
}
