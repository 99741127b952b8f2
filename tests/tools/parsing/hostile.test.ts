import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../../src/tools/parsing/dialects.ts';
import { createJsonToolParser } from '../../../src/tools/parsing/json-tool-parser.ts';
import { createToolParser } from '../../../src/tools/parsing/tool-parser.ts';
import { getsThrough } from '../../helpers/gets-through.ts';

/** What makes each form read far and find nothing, when it stands there a hundred thousand times. */
const lures: Record<string, string[]> = {
  hermes: ['<tool_call>{"name": ', '<tool_call>{"x</tool_call>"'],
  'qwen-coder': ['<function=a>\n<parameter=b>\nx\n'],
  mistral: ['[TOOL_CALLS]a[ARGS]{'],
  llama3: ['<|python_tag|>', '{"a'],
  llama4: ["[f(a='"],
  deepseek: ['<｜tool▁call▁begin｜>function<｜tool▁sep｜>a\n```json\n{'],
  glm: ['<tool_call>a<arg_key>b</arg_key><arg_value>'],
  kimi: ['<|tool_call_begin|>a:0<|tool_call_argument_begin|>{"a":'],
  minimax: ['<invoke name="a"><parameter name="b">'],
  phi: ['functools['],
  granite: ['<|tool_call|>[{"name":"f","arguments":{"a":1,}}'],
  xlam: ['[{"name":"f",'],
  harmony: ['<|channel|>commentary to=a<|message|>{'],
  json: ['['],
};

it('gets through a megabyte of what each dialect looks for', async () => {
  expect(Object.keys(lures)).toEqual(dialectNames);
  const call = `(text) => {
    const [name, lure] = JSON.parse(text);
    module.dialects[name].parser.parse(lure.repeat(1_000_000 / lure.length));
  }`;
  const texts = Object.entries(lures).flatMap(([name, own]) =>
    own.map((lure) => JSON.stringify([name, lure])),
  );
  expect(await getsThrough({ file: 'tools/parsing/dialects.js', call }, texts)).toBe(true);
});

it('gets through a megabyte of fences, quotes and space, and through small pieces of one call', async () => {
  const texts = ['```python\nx = """\n```\n', '` ', '</s> ', '> {"', '<think>'].map((lure) =>
    lure.repeat(1_000_000 / lure.length),
  );
  const call = `(text) => {
    const parser = module.createToolParser();
    parser.parse(text);
    const stream = parser.stream();
    stream.push('<tool_call>{"name": "f", "arguments": {"a": "');
    for (let at = 0; at < text.length; at += 5) stream.push(text.slice(at, at + 5));
    stream.end();
  }`;
  expect(await getsThrough({ file: 'tools/parsing/tool-parser.js', call }, texts)).toBe(true);
});

describe('deep nesting', () => {
  it.each(['[', '{"a":', '<tool_call>[', '```json\n['])('does not throw on 100,000 of %j', (open) => {
    expect(createToolParser().parse(open.repeat(100_000)).calls).toEqual([]);
  });

  it('is a fault of a marked call, not an end of the process', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = `<tool_call>{"name": "f", "arguments": {"a": ${deep}}}</tool_call>`;
    expect(createJsonToolParser().parse(text)).toMatchObject({
      calls: [],
      faults: [{ reason: expect.stringContaining('nested too deep') }],
    });
  });
});
