import type { CallForm, Found } from '../call-form.ts';
import { createDialect } from '../dialect.ts';
import { executePythonName } from '../python-tool-parser.ts';
import { namedValue } from '../reading/named-value.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';
import type { Reading, TextSource } from '../reading/text-source.ts';

const message = '<|message|>';
const ends = ['<|call|>', '<|end|>', '<|return|>'];
const begins = ['<|start|>', '<|channel|>'];

/** The head of a message says who gets it: a tool, the model itself (analysis), or a person. */
const channels: CallForm = {
  opens: [...begins, ...ends],
  *read(source, from, context) {
    const end = yield* source.oneOf(from, ends);
    if (end !== null) return nothing(from + end.length);
    const head = yield* source.find(from, [message, '\n']);
    if (head?.literal !== message) return null;
    const at = head.at + message.length;
    const [, recipient] = /to=([\w.:/-]{1,200})/.exec(source.slice(from, head.at)) ?? [];
    if (recipient === undefined) {
      const isThought = /<\|channel\|>\s*analysis/.test(source.slice(from, head.at));
      return nothing(isThought ? yield* endOfMessage(source, at) : at);
    }
    if (recipient === 'python') {
      const stop = yield* source.find(at, [...ends, ...begins]);
      const span = { start: at, end: stop === null ? source.end : stop.at };
      const code = source.slice(span.start, span.end);
      return {
        ...nothing(span.end),
        calls: [{ name: executePythonName, arguments: { code }, repairs: [], span }],
      };
    }
    const name = recipient.replace(/^functions\./, '');
    const found = yield* namedValue(source, at, { name, closes: ends, context });
    if (found !== null) return found;
    const stop = yield* endOfMessage(source, at);
    const reason = `The call of ${name} has no JSON object as its arguments.`;
    return { ...nothing(stop), faults: [{ reason, span: { start: at, end: stop } }] };
  },
};

function nothing(end: number): Found {
  return { end, calls: [], faults: [] };
}

/** Where the next message begins or this one ends. */
function* endOfMessage(source: TextSource, from: number): Reading<number> {
  const stop = yield* source.find(from, [...ends, ...begins]);
  return stop === null ? source.end : stop.at;
}

const renderCalls = (calls: readonly RenderedCall[]) =>
  calls
    .map(
      (call) =>
        `<|start|>assistant<|channel|>commentary to=functions.${call.name} <|constrain|>json${message}${JSON.stringify(call.arguments)}<|call|>`,
    )
    .join('');

export const harmony = createDialect({
  name: 'harmony',
  models: 'gpt-oss',
  forms: [channels],
  renderTools: (tools) => toolsText(tools, { list: '%', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: (answer) =>
    `<|start|>functions.${answer.name} to=assistant<|channel|>commentary${message}${answerText(answer)}<|end|>`,
});
