import { createDialect } from '../dialect.ts';
import { bareValues, taggedValues } from '../json-forms.ts';
import { answerText, exampleCall, toolsText } from '../reading/render.ts';
import { renderTagged } from './hermes.ts';

export const json = createDialect({
  name: 'json',
  models: 'any other model',
  forms: [...taggedValues, bareValues],
  renderTools: (tools) => toolsText(tools, { list: '%', call: renderTagged([exampleCall]) }),
  renderCalls: renderTagged,
  renderResult: (answer) => `Result of ${answer.name}:\n${answerText(answer)}`,
});
