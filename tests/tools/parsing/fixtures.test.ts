import { describe, expect, it } from 'vitest';
import { Random } from '../../files/fuzz/random.ts';
import { streamed, toolCallFixtures } from './tool-call-fixtures.ts';

describe.each(toolCallFixtures)('$file: $trait', ({ parser, text, tools, ...expected }) => {
  it('is read', () => {
    const { calls, text: left, faults } = parser.parse(text, { tools });
    expect(calls.map((call) => ({ name: call.name, arguments: call.arguments }))).toEqual(expected.calls);
    expect(left).toBe(expected.left ?? '');
    expect(faults).toHaveLength(expected.faults ?? 0);
    if (expected.repairs) expect(calls.map(({ repairs }) => repairs)).toContainEqual(expected.repairs);
  });

  it('is read the same in pieces', () => {
    const whole = parser.parse(text, { tools });
    const random = new Random(text.length);
    for (let round = 0; round < 10; round += 1) {
      expect(streamed(parser, text, { random, tools })).toEqual(whole);
    }
  });
});
