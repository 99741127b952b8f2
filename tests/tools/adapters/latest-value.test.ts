import { describe, expect, it } from 'vitest';
import { LatestValue } from '../../../src/tools/adapters/latest-value.ts';

describe('the latest value', () => {
  it('is all a slow reader sees, and the one before the end is not lost', async () => {
    const values = new LatestValue<number>();
    values.put(1);
    values.put(2);
    const seen: number[] = [];
    for await (const value of values) {
      seen.push(value);
      if (value !== 2) continue;
      values.put(3);
      values.put(4);
      values.close();
    }
    expect(seen).toEqual([2, 4]);
  });

  it('wakes a reader that waits, and so does the end', async () => {
    const values = new LatestValue<string>();
    const reader = values[Symbol.asyncIterator]();
    const first = reader.next();
    values.put('now');
    expect(await first).toEqual({ done: false, value: 'now' });
    const last = reader.next();
    values.close();
    expect(await last).toEqual({ done: true, value: undefined });
  });
});
