import { createDialect } from '../dialect.ts';
import { bareValues, taggedValues } from '../json-forms.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';
import { toolCallsMarker } from './mistral.ts';

const renderCalls = (calls: readonly RenderedCall[]) =>
  JSON.stringify(calls.map((call) => ({ name: call.name, arguments: call.arguments })));

export const xlam = createDialect({
  name: 'xlam',
  models: 'xLAM and xLAM 2',
  forms: [toolCallsMarker, ...taggedValues, bareValues],
  renderTools: (tools) => toolsText(tools, { list: '%', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: (answer) => `Result of ${answer.name}:\n${answerText(answer)}`,
});
