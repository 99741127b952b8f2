import { createDialect } from '../dialect.ts';
import { taggedValues } from '../json-forms.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';
import { toolCallToken } from './phi.ts';

const renderCalls = (calls: readonly RenderedCall[]) =>
  `<|tool_call|>${JSON.stringify(calls.map((call) => ({ name: call.name, arguments: call.arguments })))}`;

export const granite = createDialect({
  name: 'granite',
  models: 'Granite 3 and Granite 20B function calling',
  forms: [toolCallToken, ...taggedValues],
  renderTools: (tools) => toolsText(tools, { list: '%', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: answerText,
});
