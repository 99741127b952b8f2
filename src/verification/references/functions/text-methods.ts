import { byName, type Call, givenValue, type Method } from '../calls.ts';
import { openPath } from '../files/open-file.ts';
import { knownText, sequence, textValue, unknown, type Value } from '../values/value.ts';

type Text = Extract<Value, { kind: 'text' | 'path' | 'choice' }>;
type TextMethod = Method<Text>;

const folded =
  (change: (text: string, given: readonly string[]) => string): TextMethod =>
  (receiver, call) => {
    const given = call.positional.map(knownText);
    if (given.includes(undefined) || call.spread || call.keywords.size > 0) return unknown;
    const parts = given as string[];
    if (receiver.kind === 'choice')
      return { kind: 'choice', texts: new Set([...receiver.texts].map((text) => change(text, parts))) };
    return receiver.kind === 'text' ? textValue(change(receiver.text, parts)) : unknown;
  };

const decided =
  (test: (text: string, given: string) => boolean): TextMethod =>
  (receiver, call) => {
    const given = knownText(call.positional[0]);
    const text = knownText(receiver);
    return given === undefined || text === undefined || call.positional.length > 1
      ? unknown
      : { kind: 'constant', value: test(text, given) };
  };

const readPath: TextMethod = (receiver, call) => {
  if (receiver.kind !== 'path') return unknown;
  const mode = knownText(givenValue(call, 0, 'mode')) ?? 'r';
  const isRead = call.positional.length === 0 || !/[wax+]/.test(mode);
  if (!isRead) return unknown;
  openPath(call, receiver.text);
  return { kind: 'handle', file: receiver.text };
};

const testPath: TextMethod = (receiver, call) => {
  const text = knownText(receiver);
  if (text !== undefined) call.session.tested.add(text);
  return unknown;
};

/** Methods of texts and paths that are folded where all is constant. */
export const textMethods = byName<TextMethod>([
  ['lower', folded((text) => text.toLowerCase())],
  ['upper', folded((text) => text.toUpperCase())],
  [
    'strip',
    (receiver, call) =>
      call.positional.length > 0 ? unknown : folded((text) => text.trim())(receiver, call),
  ],
  ['replace', replaced],
  ['split', splitText],
  ['startswith', decided((text, given) => text.startsWith(given))],
  ['endswith', decided((text, given) => text.endsWith(given))],
  ['resolve absolute', (receiver) => receiver],
  ['as_posix', (receiver) => (receiver.kind === 'path' ? textValue(receiver.text) : unknown)],
  ['joinpath', joined],
  ['open read_text read_bytes', readPath],
  ['exists is_file', testPath],
]);

function replaced(receiver: Text, call: Call): Value {
  if (call.positional.length !== 2) return unknown;
  return folded((text, [from = '', to = '']) => (from === '' ? text : text.replaceAll(from, to)))(
    receiver,
    call,
  );
}

function splitText(receiver: Text, call: Call): Value {
  const text = knownText(receiver);
  if (receiver.kind !== 'text' || text === undefined) return unknown;
  if (call.positional.length === 0) return sequence(text.trim().split(/\s+/).map(textValue));
  const by = knownText(call.positional[0]);
  return by === undefined || by === '' || call.positional.length > 1
    ? unknown
    : sequence(text.split(by).map(textValue));
}

function joined(receiver: Text, call: Call): Value {
  const parts = [receiver, ...call.positional].map(knownText);
  return parts.includes(undefined) ? unknown : { kind: 'path', text: parts.join('/') };
}
