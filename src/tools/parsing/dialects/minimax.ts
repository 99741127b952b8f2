import { createDialect } from '../dialect.ts';
import { taggedValues } from '../json-forms.ts';
import { type ElementTags, elements } from '../reading/elements.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';
import { renderElements } from '../reading/render-elements.ts';

const tags: ElementTags = {
  begins: ['<minimax:tool_call>', '<function_calls>'],
  ends: ['</minimax:tool_call>', '</function_calls>'],
  call: { open: '<invoke name=', close: '</invoke>' },
  parameter: { open: '<parameter name=', close: '</parameter>' },
};

const renderCalls = (calls: readonly RenderedCall[]) =>
  [
    '<minimax:tool_call>',
    ...calls.map((call) => renderElements(call, tags, (name) => `"${name}"`)),
    '</minimax:tool_call>',
  ].join('\n');

/** M2 writes elements, M1 lines of JSON between tags. */
export const minimax = createDialect({
  name: 'minimax',
  models: 'MiniMax M1, M2 and M2.1',
  forms: [elements(tags), ...taggedValues],
  renderTools: (tools) =>
    toolsText(tools, { list: '<tools>\n%\n</tools>', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: (answer) => `<response>\n${answerText(answer)}\n</response>`,
});
