import { createDialect } from '../dialect.ts';
import { taggedValues } from '../json-forms.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';

export function renderTagged(calls: readonly RenderedCall[]): string {
  return calls
    .map(
      (call) =>
        `<tool_call>\n${JSON.stringify({ name: call.name, arguments: call.arguments })}\n</tool_call>`,
    )
    .join('\n');
}

export const hermes = createDialect({
  name: 'hermes',
  models: 'Hermes 2 Pro and 3, Qwen 2.5, Qwen 3, QwQ, Granite 4, and many that were trained on their replies',
  forms: taggedValues,
  renderTools: (tools) =>
    toolsText(tools, { list: '<tools>\n%\n</tools>', call: renderTagged([exampleCall]) }),
  renderCalls: renderTagged,
  renderResult: (answer) => `<tool_response>\n${answerText(answer)}\n</tool_response>`,
});
