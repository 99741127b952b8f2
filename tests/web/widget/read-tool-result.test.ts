import { expect, it } from 'vitest';
import { readToolResult } from '../../../src/web/widget/read-tool-result.ts';

it('reads what the tools answer', () => {
  const answer = { success: true, result: { a: [1] }, stdout: 'x\n', stderr: '', executionTime: 12 };
  expect(readToolResult(answer)).toMatchObject({
    success: true,
    result: '{\n  "a": [\n    1\n  ]\n}',
    stdout: 'x\n',
    executionMs: 12,
    error: '',
  });
});

it.each([undefined, null, 'yes', 7, [], {}, { success: 'true' }, { success: false, error: 5 }])(
  'takes %j for a fault of the tool',
  (answer) => {
    expect(readToolResult(answer)).toMatchObject({ success: false, error: 'The tool gave no answer.' });
  },
);
