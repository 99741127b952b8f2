import { describe, expect, it } from 'vitest';
import { createFormParser } from '../../../src/tools/parsing/form-parser.ts';
import { createPythonToolParser } from '../../../src/tools/parsing/python-tool-parser.ts';
import { markedValues } from '../../../src/tools/parsing/reading/marked-values.ts';
import { createToolParser } from '../../../src/tools/parsing/tool-parser.ts';

describe('a stream', () => {
  it('gives text as soon as it can be no call, and a call once it is whole', () => {
    const stream = createToolParser().stream();
    const pieces = [
      'Hello <',
      'b>. ',
      'Now <tool',
      '_call>{"name": "f", "arguments": {"a"',
      ': 1}}',
      '</tool_call>',
      ' Done.',
    ];
    const given = pieces.map((piece) => {
      const { calls, text } = stream.push(piece);
      return [calls.map(({ name }) => name), text];
    });
    expect(given).toEqual([
      [[], 'Hello'],
      [[], ' <b>.'],
      [[], ' Now'],
      [[], ''],
      [[], ''],
      [['f'], ''],
      [[], ' Done.'],
    ]);
    expect(stream.end()).toEqual({ calls: [], text: '', faults: [] });
  });

  it('gives the lines of a fenced block that can be no call', () => {
    const stream = createToolParser().stream();
    expect(stream.push('```sh\nls\n').text).toBe('```sh\nls');
  });

  it('gives all faults at its end', () => {
    const stream = createToolParser().stream();
    stream.push('<tool_call>{"arguments": {}}</tool_call> Sorry.');
    expect(stream.end().faults).toHaveLength(1);
  });
});

it('ignores the thought in which a prompt ended, up to its closing tag', () => {
  const text = 'Maybe {"name": "f", "arguments": {}}?</think>\nYes: {"name": "g", "arguments": {}}';
  const { calls, text: left } = createToolParser().parse(text, { startsInThought: true });
  expect(calls.map(({ name }) => name)).toEqual(['g']);
  expect(left).toBe('Yes:');
});

it('reads the form of a caller together with others, in the order of the text', () => {
  const own = createFormParser({ name: 'own', forms: [markedValues({ opens: ['CALL'], closes: ['END'] })] });
  const parser = createToolParser({ parsers: [own, createPythonToolParser()] });
  const { calls, text } = parser.parse('```python\n1\n```\nCALL {"name": "f"} END and\n```python\n2\n```');
  expect(calls.map(({ arguments: values }) => values)).toEqual([{ code: '1' }, {}, { code: '2' }]);
  expect(text).toBe('and');
});
