import { describe, expect, it } from 'vitest';
import { CoderError } from '../../src/errors/coder-error.ts';
import { sharedResource } from '../../src/errors/shared-resource.ts';

describe('a shared resource', () => {
  it('is made once for all who ask at the same time', async () => {
    let made = 0;
    const ask = sharedResource(async (_: string) => {
      made += 1;
      return made;
    });
    expect(await Promise.all([ask('a'), ask('b')])).toEqual([1, 1]);
    expect(await ask('c')).toBe(1);
  });

  it('is made again by those who waited for an attempt that somebody else cancelled', async () => {
    const ask = sharedResource(async (name: string) => {
      if (name === 'cancelled') throw new CoderError('cancelled', { code: 'cancelled' });
      return name;
    });
    const [first, second] = await Promise.allSettled([ask('cancelled'), ask('patient')]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    expect(second).toEqual({ status: 'fulfilled', value: 'patient' });
  });

  it('fails for all who waited when the attempt failed for a reason of the host', async () => {
    let attempts = 0;
    const ask = sharedResource(async (_: string) => {
      attempts += 1;
      throw new CoderError('no python', { code: 'python-missing' });
    });
    const settled = await Promise.allSettled([ask('a'), ask('b')]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(attempts).toBe(1);
  });
});
