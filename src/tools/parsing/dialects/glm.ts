import type { CallForm } from '../call-form.ts';
import { createDialect } from '../dialect.ts';
import { brokenOff, typedCall, withoutBreaks } from '../reading/elements.ts';
import { word } from '../reading/named-value.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';
import { plainValue } from '../reading/typed-value.ts';

const tag = { open: '<tool_call>', close: '</tool_call>' };
const key = { open: '<arg_key>', close: '</arg_key>' };
const value = { open: '<arg_value>', close: '</arg_value>' };

/** A name, then keys and values in turn. */
const keysAndValues: CallForm = {
  opens: [tag.open],
  *read(source, from, context) {
    const start = yield* source.afterSpace(from + tag.open.length);
    const name = yield* word(source, start);
    if (name === '') return null;
    let at = yield* source.afterSpace(start + name.length);
    const values: [string, string][] = [];
    while (yield* source.startsWith(at, key.open)) {
      const keyEnd = yield* source.find(at, [key.close]);
      if (keyEnd === null) return brokenOff(source, start);
      const name = source.slice(at + key.open.length, keyEnd.at).trim();
      const valueAt = yield* source.afterSpace(keyEnd.at + key.close.length);
      if (!(yield* source.startsWith(valueAt, value.open))) return null;
      const valueEnd = yield* source.find(valueAt, [value.close]);
      if (valueEnd === null) return brokenOff(source, start);
      values.push([name, withoutBreaks(source.slice(valueAt + value.open.length, valueEnd.at))]);
      at = yield* source.afterSpace(valueEnd.at + value.close.length);
    }
    const isClosed = yield* source.startsWith(at, tag.close);
    if (!isClosed && values.length === 0) return null;
    const repairs = isClosed ? [] : ['a call that was not closed'];
    return typedCall(
      { name, values, repairs },
      { start, end: isClosed ? at + tag.close.length : at },
      context,
    );
  },
};

const renderCall = (call: RenderedCall) =>
  [
    `${tag.open}${call.name}`,
    ...Object.entries(call.arguments).map(
      ([name, item]) => `${key.open}${name}${key.close}\n${value.open}${plainValue(item)}${value.close}`,
    ),
    tag.close,
  ].join('\n');

const renderCalls = (calls: readonly RenderedCall[]) => calls.map(renderCall).join('\n');

export const glm = createDialect({
  name: 'glm',
  models: 'GLM 4.5, 4.6 and 4.7',
  forms: [keysAndValues],
  renderTools: (tools) =>
    toolsText(tools, { list: '<tools>\n%\n</tools>', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: (answer) => `<tool_response>\n${answerText(answer)}\n</tool_response>`,
});
