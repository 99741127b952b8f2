import type { CallForm } from '../call-form.ts';
import { createDialect } from '../dialect.ts';
import { bareValues } from '../json-forms.ts';
import { executePythonName } from '../python-tool-parser.ts';
import { values } from '../reading/marked-values.ts';
import { pythonCalls } from '../reading/python-calls.ts';
import { answerText, exampleCall, type RenderedCall, toolsText } from '../reading/render.ts';
import { functionElements } from './qwen-coder.ts';

const marker = '<|python_tag|>';
const ends = ['<|eom_id|>', '<|eot_id|>', marker];

/** Calls as JSON, a built-in tool as `brave_search.call(query="…")`, or Python to run. */
const pythonTag: CallForm = {
  opens: [marker],
  *read(source, from, context) {
    const at = yield* source.afterSpace(from + marker.length);
    const listed = yield* values(source, at, {
      closes: ['<|eom_id|>', '<|eot_id|>'],
      between: [';', ','],
      context,
    });
    if (listed !== null || !context.isFreshLine) return listed;
    const close = yield* source.find(at, ends);
    const end = close === null ? source.end : close.at;
    const code = source.slice(at, end).trim();
    if (code === '') return null;
    const span = { start: at, end };
    const builtIn = /^\w+\.call\(/.test(code) ? pythonCalls(code)?.[0] : undefined;
    const call =
      builtIn !== undefined && 'name' in builtIn
        ? { ...builtIn, name: builtIn.name.replace(/\.call$/, ''), span }
        : { name: executePythonName, arguments: { code }, repairs: [], span };
    return { end, calls: [call], faults: [] };
  },
};

const renderCalls = (calls: readonly RenderedCall[]) =>
  marker + calls.map((call) => JSON.stringify({ name: call.name, parameters: call.arguments })).join('; ');

export const llama3 = createDialect({
  name: 'llama3',
  models: 'Llama 3.1, 3.2 and 3.3',
  forms: [pythonTag, functionElements, bareValues],
  renderTools: (tools) => toolsText(tools, { list: '%', call: renderCalls([exampleCall]) }),
  renderCalls,
  renderResult: (answer) => JSON.stringify({ output: answerText(answer) }),
});
