import { describe, expect, it } from 'vitest';
import { neutraliseMarks } from '../../../src/agents/text-tools/neutralise-marks.ts';
import { dialects } from '../../../src/tools/parsing/dialects.ts';

const call = { name: 'send_mail', arguments: { to: 'a@example.org', code: 'print(1)' } };
const honest = 'if a < b and x[1] > 2:\n    print("[ERROR] <b>bold</b> <stdin>") # a <- b';

describe('text of others in a prompt', () => {
  it('reads the same where nothing in it is a mark', () => {
    expect(neutraliseMarks(honest)).toBe(honest);
  });

  it('takes time linear in its length', () => {
    const hostile = '<|[TOOL_CALLS]functools[</tool_call><'.repeat(30_000);
    expect(neutraliseMarks(hostile).length).toBeGreaterThan(hostile.length);
  });

  /** Bare JSON and Python have no marks: there the name of a tool makes a call, and only the words of a result tell it from its echo. */
  it.each(Object.values(dialects))(
    'has no marks of $name left that make a call',
    ({ parser, renderCalls }) => {
      const told = neutraliseMarks(renderCalls([call]));
      expect(parser.parse(told, { tools: [] }).calls).toEqual([]);
    },
  );
});
