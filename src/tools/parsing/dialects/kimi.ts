import { createDialect } from '../dialect.ts';
import { namedValue, word } from '../reading/named-value.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';
import { section } from '../reading/section.ts';

const separator = '<|tool_call_argument_begin|>';

const calls = section({
  begins: ['<|tool_calls_section_begin|>', '<|tool_call_section_begin|>'],
  ends: ['<|tool_calls_section_end|>', '<|tool_call_section_end|>'],
  opens: ['<|tool_call_begin|>'],
  *readCall(source, from, context) {
    const start = yield* source.afterSpace(from);
    const id = yield* word(source, start);
    const at = yield* source.afterSpace(start + id.length);
    const name = id.replace(/^functions\./, '').replace(/:\d+$/, '');
    if (name === '' || !(yield* source.startsWith(at, separator))) return null;
    return yield* namedValue(source, at + separator.length, { name, closes: ['<|tool_call_end|>'], context });
  },
});

const renderCalls = (rendered: readonly RenderedCall[]) =>
  [
    '<|tool_calls_section_begin|>',
    ...rendered.map(
      (call, index) =>
        `<|tool_call_begin|>functions.${call.name}:${index}${separator}${JSON.stringify(call.arguments)}<|tool_call_end|>`,
    ),
    '<|tool_calls_section_end|>',
  ].join('');

export const kimi = createDialect({
  name: 'kimi',
  models: 'Kimi K2',
  forms: [calls],
  renderTools: (tools) => toolsText(tools, { list: '%', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: (answer) => `## Return of ${answer.name}\n${answerText(answer)}`,
});
