import { createDialect } from '../dialect.ts';
import { type ElementTags, elements } from '../reading/elements.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';
import { renderElements } from '../reading/render-elements.ts';

export const functionTags: ElementTags = {
  begins: ['<tool_call>'],
  ends: ['</tool_call>'],
  call: { open: '<function=', close: '</function>' },
  parameter: { open: '<parameter=', close: '</parameter>' },
};

/** `<function=…>` with elements or JSON in it. */
export const functionElements = elements(functionTags);

const renderCalls = (calls: readonly RenderedCall[]) =>
  calls
    .map((call) => `<tool_call>\n${renderElements(call, functionTags, (name) => name)}\n</tool_call>`)
    .join('\n');

export const qwenCoder = createDialect({
  name: 'qwen-coder',
  models: 'Qwen3-Coder, Qwen 3.5, Seed-OSS, Nemotron 3',
  forms: [functionElements],
  renderTools: (tools) =>
    toolsText(tools, { list: '<tools>\n%\n</tools>', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: (answer) => `<tool_response>\n${answerText(answer)}\n</tool_response>`,
});
