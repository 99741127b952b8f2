import type { CallForm } from '../call-form.ts';
import { createDialect } from '../dialect.ts';
import { values } from '../reading/marked-values.ts';
import { namedValue, word } from '../reading/named-value.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';

const marker = '[TOOL_CALLS]';

/** A list of calls, or since version 11 of the tokenizer a name and its arguments. */
export const toolCallsMarker: CallForm = {
  opens: [marker],
  *read(source, from, context) {
    const at = yield* source.afterSpace(from + marker.length);
    const listed = yield* values(source, at, { closes: ['[/TOOL_CALLS]'], between: [','], context });
    if (listed !== null) return listed;
    const name = yield* word(source, at);
    if (name === '') return null;
    let behind = yield* source.afterSpace(at + name.length);
    if (yield* source.startsWith(behind, '[CALL_ID]')) {
      const id = yield* word(source, behind + '[CALL_ID]'.length);
      behind += '[CALL_ID]'.length + id.length;
    }
    if (yield* source.startsWith(behind, '[ARGS]')) behind += '[ARGS]'.length;
    return yield* namedValue(source, behind, { name, closes: [], context });
  },
};

const renderCalls = (calls: readonly RenderedCall[]) =>
  calls.map((call) => `${marker}${call.name}[ARGS]${JSON.stringify(call.arguments)}`).join('');

export const mistral = createDialect({
  name: 'mistral',
  models: 'Mistral, Mixtral, Ministral, Magistral, Devstral, Codestral, Pixtral',
  forms: [toolCallsMarker],
  renderTools: (tools) =>
    toolsText(tools, { list: '[AVAILABLE_TOOLS]%[/AVAILABLE_TOOLS]', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: (answer) => `[TOOL_RESULTS]${answerText(answer)}[/TOOL_RESULTS]`,
});
