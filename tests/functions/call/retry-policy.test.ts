import { describe, expect, it } from 'vitest';
import { callStatuses } from '../../../src/contracts/python-functions.ts';
import { type EndedAttempt, pauseBeforeRetry } from '../../../src/functions/call/retry-policy.ts';

const policy = { attempts: 4, initialMs: 100, factor: 3, maxMs: 500, on: ['timed-out', 'ConnectionError'] };
const timedOut: EndedAttempt = { attempt: 1, status: 'timed-out', exceptionTypes: [] };

function raised(...exceptionTypes: string[]): EndedAttempt {
  return { attempt: 1, status: 'failed', exceptionTypes };
}

describe('a call that ended', () => {
  it('is tried again after pauses that grow up to their cap, until its attempts are used up', () => {
    const pauses = [1, 2, 3, 4, 5].map((attempt) => pauseBeforeRetry(policy, { ...timedOut, attempt }));
    expect(pauses).toEqual([100, 300, 500, null, null]);
  });

  it.each([
    ['a status that is named', timedOut, 100],
    ['a class that is named', raised('ConnectionError', 'OSError', 'Exception'), 100],
    ['a class above it that is named', raised('ConnectionResetError', 'ConnectionError', 'OSError'), 100],
    ['a status that is not named', { ...timedOut, status: 'lost' } as const, null],
    ['a class that is not named', raised('ValueError', 'Exception'), null],
    ['a class that only sounds like it', raised('MyConnectionError', 'Exception'), null],
    ['an exception of no class', raised(), null],
  ])('with %s is tried again only where that says so', (_, ended, pause) => {
    expect(pauseBeforeRetry(policy, ended)).toBe(pause);
  });

  it.each(['succeeded', 'cancelled', 'arguments-invalid'] as const)(
    'as %s is final, whatever is named',
    (status) => {
      const named = { ...policy, on: [...callStatuses, 'Exception'] };
      expect(pauseBeforeRetry(named, { attempt: 1, status, exceptionTypes: ['Exception'] })).toBeNull();
    },
  );

  it('is not tried again without a policy', () => {
    expect(pauseBeforeRetry(null, timedOut)).toBeNull();
  });

  it('is never tried an eleventh time and never waits longer than an hour', () => {
    const endless = { ...policy, attempts: 1_000_000, factor: 1e9, maxMs: Number.POSITIVE_INFINITY };
    expect(pauseBeforeRetry(endless, { ...timedOut, attempt: 9 })).toBe(3_600_000);
    expect(pauseBeforeRetry(endless, { ...timedOut, attempt: 10 })).toBeNull();
  });
});
