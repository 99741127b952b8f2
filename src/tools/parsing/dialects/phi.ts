import { createDialect } from '../dialect.ts';
import { markedValues } from '../reading/marked-values.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';

/** A marker that also Granite writes. */
export const toolCallToken = markedValues({
  opens: ['<|tool_call|>'],
  closes: ['<|/tool_call|>'],
  between: [',', ';'],
});

const renderCalls = (calls: readonly RenderedCall[]) =>
  `functools${JSON.stringify(calls.map((call) => ({ name: call.name, arguments: call.arguments })))}`;

export const phi = createDialect({
  name: 'phi',
  models: 'Phi-4-mini and Phi-4',
  forms: [markedValues({ opens: ['functools'] }), toolCallToken],
  renderTools: (tools) =>
    toolsText(tools, { list: '<|tool|>\n%\n<|/tool|>', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: answerText,
});
