import { type LiteralValue, pythonLiteral } from '../../../templates/python-literal.ts';
import type { CallForm, Found } from '../call-form.ts';
import { createDialect } from '../dialect.ts';
import { word } from '../reading/named-value.ts';
import { pythonCalls } from '../reading/python-calls.ts';
import { rawValue } from '../reading/raw-value.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';

const starts = ['<|python_start|>', '<|tool_call_start|>'];
const stops = ['<|python_end|>', '<|tool_call_end|>'];

/** A Python list of calls, between markers or as a line of its own. */
const callList: CallForm = {
  opens: [...starts, '['],
  *read(source, from, context) {
    const marker = yield* source.oneOf(from, starts);
    const at = yield* source.afterSpace(from + (marker ?? '').length);
    if (!(yield* source.startsWith(at, '[')) || (marker === null && !context.isFreshLine)) return null;
    const nameAt = yield* source.afterSpace(at + 1);
    const name = yield* word(source, nameAt);
    const isCall =
      name !== '' && (yield* source.startsWith(yield* source.afterSpace(nameAt + name.length), '('));
    if (!isCall) return null;
    const raw = yield* rawValue(source, at, marker === null ? [] : stops);
    const calls = pythonCalls(raw.text);
    const isMarked = marker !== null;
    if (calls === null && !isMarked) return null;
    const isOffered = (calls ?? []).every(
      (call) => 'fault' in call || (context.offered?.has(call.name) ?? context.isFirst),
    );
    if (!isMarked && !isOffered) return null;
    const span = { start: at, end: raw.end };
    const found: Found = { end: raw.end, calls: [], faults: [] };
    for (const call of calls ?? [
      { fault: "The calls can't be read. Write them again as a Python list of calls." },
    ]) {
      if ('fault' in call) found.faults.push({ reason: call.fault, span });
      else found.calls.push({ ...call, span });
    }
    const behind = yield* source.afterSpace(raw.end);
    const stop = yield* source.oneOf(behind, stops);
    return stop === null ? found : { ...found, end: behind + stop.length };
  },
};

function renderCall({ name, arguments: values }: RenderedCall): string {
  const named = Object.entries(values).map(([key, value]) => {
    const literal = pythonLiteral(value as LiteralValue);
    return /^[A-Za-z_]\w*$/.test(key) ? `${key}=${literal}` : `**{${pythonLiteral(key)}: ${literal}}`;
  });
  return `${name}(${named.join(', ')})`;
}

const renderCalls = (calls: readonly RenderedCall[]) =>
  `<|python_start|>[${calls.map(renderCall).join(', ')}]<|python_end|>`;

export const llama4 = createDialect({
  name: 'llama4',
  models: 'Llama 4, Llama 3.2 by its own example, LFM2, and others that write calls as Python',
  forms: [callList],
  renderTools: (tools) => toolsText(tools, { list: '%', call: `[${renderCall(exampleCall)}]` }),
  renderCalls,
  renderResult: (answer) => JSON.stringify({ output: answerText(answer) }),
});
