import { describe, expect, it } from 'vitest';
import { neutraliseMarks } from '../../../src/agents/text-tools/neutralise-marks.ts';
import { dialects } from '../../../src/tools/parsing/dialects.ts';
import { createToolParser } from '../../../src/tools/parsing/tool-parser.ts';

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

  it.each(Object.values(dialects))(
    'has no marks of $name left that make a call',
    ({ parser, renderCalls }) => {
      const written = renderCalls([call]);
      const told = neutraliseMarks(written);
      if (told === written) return expect(withoutMarks(written)).toBe(true);
      expect(parser.parse(told).calls).toEqual([]);
    },
  );
});

/** A dialect may have none, as bare JSON and Python have: there only the words of a result tell a call from its echo. */
function withoutMarks(text: string): boolean {
  return createToolParser().parse(text, { tools: [] }).calls.length === 0;
}
