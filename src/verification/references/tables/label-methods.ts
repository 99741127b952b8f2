import { argument, type Call, givenValue } from '../calls.ts';
import { knownText, labelTexts, sequence, textValue, unknown, type Value } from '../values/value.ts';
import { namesIn } from './read-columns.ts';

type Labels = Extract<Value, { kind: 'labels' }>;

const changes: ReadonlyMap<string, (label: string) => string> = new Map(
  Object.entries({
    strip: (label) => label.trim(),
    lower: (label) => label.toLowerCase(),
    upper: (label) => label.toUpperCase(),
    casefold: (label) => label.toLowerCase(),
    title: (label) => label.toLowerCase().replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase()),
    capitalize: (label) => label.slice(0, 1).toUpperCase() + label.slice(1).toLowerCase(),
  } satisfies Record<string, (label: string) => string>),
);

const testing = new Set([
  'isin',
  'intersection',
  'difference',
  'union',
  'get_loc',
  'get_indexer',
  'issuperset',
]);

/** `df.columns.tolist()`, and `df.columns.str.lower()` and its like. */
export function labelMethod(
  receiver: Labels | Extract<Value, { kind: 'string methods' }>,
  name: string,
  call: Call,
): Value {
  if (receiver.kind === 'labels') {
    if (testing.has(name)) rememberTested(call);
    if (['tolist', 'to_list', 'copy', 'astype', 'map'].includes(name)) {
      return name === 'map' ? mapped(receiver, call) : receiver;
    }
    return unknown;
  }
  const { labels } = receiver;
  const change =
    name === 'replace' ? replacement(call) : call.positional.length > 0 ? undefined : changes.get(name);
  if (change === undefined || labels.table.open) return unknown;
  const before = labels.change;
  return { ...labels, change: (label) => change(before === null ? label : before(label)) };
}

function mapped(labels: Labels, call: Call): Value {
  const [callee] = call.positional;
  if (callee === undefined || labels.table.open) return unknown;
  if (callee.kind === 'name' && callee.path === 'builtins.str') return labels;
  if (callee.kind === 'name' && callee.path.startsWith('builtins.str.')) {
    const change = changes.get(callee.path.slice('builtins.str.'.length));
    return change === undefined
      ? unknown
      : sequence(
          [...labelTexts(labels)].map((text) => textValue(change(text))),
          false,
        );
  }
  const results = [...labelTexts(labels)].map((text) => call.session.apply(callee, [textValue(text)]));
  return sequence(results, false);
}

/** A constant replacement; with `regex` only where the pattern is plain text or a class of characters. */
function replacement(call: Call): ((label: string) => string) | undefined {
  const [from, to] = [knownText(givenValue(call, 0, 'pat')), knownText(givenValue(call, 1, 'repl'))];
  if (from === undefined || to === undefined || from === '' || from.length > 40) return undefined;
  const regex = call.keywords.get('regex');
  if (regex?.kind !== 'constant' || regex.value !== true) return (label) => label.replaceAll(from, to);
  if (
    !/^(?:[\w -]|\\[sWwd]|\[[^\][\\]*(?:\\[sWwd][^\][\\]*)*\]|\+)+$/.test(from) ||
    /[\\$]/.test(to) ||
    from.split('+').length > 3
  )
    return undefined;
  try {
    const pattern = new RegExp(from, 'gu');
    return (label) => label.replace(pattern, to);
  } catch {
    return undefined;
  }
}

export function rememberTested(call: Call): void {
  const given = argument(call, 0, 'values') ?? argument(call, 0, 'other');
  if (given === undefined) return;
  for (const { name } of namesIn(given.value, given.node)) call.session.tested.add(name);
}
