import type { Binding } from './binding.ts';
import type { Folding } from './folding.ts';
import { classAround } from './program-index.ts';
import { textOf } from './source-text.ts';
import { childByField, descendants, type SyntaxNode } from './syntax-node.ts';
import { type Evaluate, elementsOf, type Given, list, text, type Value } from './value.ts';

const otherScopes = new Set(['function_definition', 'class_definition', 'lambda']);
const maxCalls = 40;

/** What a function of the program returns, or a list of what it yields. */
export function returnsOf(definition: SyntaxNode, { evaluate }: { evaluate: Evaluate }): readonly Value[] {
  const body = childByField(definition, 'body');
  if (body === undefined) return [];
  if (definition.type === 'lambda') return evaluate(body);
  const returned: Value[] = [];
  const yielded: SyntaxNode[] = [];
  for (const node of descendants(body, (at) => !otherScopes.has(at.type))) {
    const [value] = node.children;
    if (value === undefined) continue;
    if (node.type === 'return_statement') returned.push(...evaluate(value));
    if (node.type === 'yield') yielded.push(value);
  }
  return yielded.length > 0 ? [list(yielded), ...returned] : returned;
}

/** What calling a function of the program with these arguments returns. */
export function applyFunction(
  definition: SyntaxNode,
  given: readonly (readonly Value[])[],
  folding: Folding,
): readonly Value[] {
  const parameters = childByField(definition, 'parameters')?.children ?? [];
  const names = parameters.map((parameter) =>
    textOf(folding.source, childByField(parameter, 'name') ?? parameter),
  );
  const environment = new Map(names.map((name, at) => [name, given[at] ?? []] as const));
  return returnsOf(definition, { evaluate: folding.within(environment) });
}

/** Everything a parameter is given wherever the program calls its function, by itself or through another one. */
export function parameterValues(
  parameter: Binding & { kind: 'parameter' },
  folding: Folding,
): readonly Value[] {
  const { node } = parameter;
  const owner = classAround(node);
  const shift = owner === undefined || isStatic(node, folding) ? 0 : 1;
  if (parameter.at < shift) return [];
  const { calls, handing } = callsOf(node, folding);
  return [
    ...calls.flatMap((call) => argumentOf(parameter, folding.given(call), shift)),
    ...handing.flatMap((call) => handedOn(call, parameter, folding)),
  ];
}

function isStatic({ parent }: SyntaxNode, { source }: Folding): boolean {
  return parent?.type === 'decorated_definition' && /@staticmethod\b/.test(textOf(source, parent));
}

/** Calls of a function, and calls that are given the function. */
function callsOf(node: SyntaxNode, { source, index }: Folding): Record<'calls' | 'handing', SyntaxNode[]> {
  const names = namesOf(node, source.text);
  const calls = names.flatMap((name) => index.callsOf(name));
  if (node.type === 'lambda') {
    const around = node.parent?.type === 'parenthesized_expression' ? node.parent : node;
    if (around.parent?.type === 'call' && around.field === 'function') calls.push(around.parent);
    const given = around.parent?.type === 'keyword_argument' ? around.parent : around;
    if (given.parent?.type === 'argument_list' && given.parent.parent) {
      return { calls: calls.slice(0, maxCalls), handing: [given.parent.parent] };
    }
  }
  return {
    calls: calls.slice(0, maxCalls),
    handing: names.flatMap((name) => index.callsWith(name)).slice(0, maxCalls),
  };
}

/** Under which names a function is called: its own, those of its class, that of the variable it is in. */
function namesOf(node: SyntaxNode, source: string): string[] {
  const spelled = (at: SyntaxNode | undefined) => (at === undefined ? '' : source.slice(at.start, at.end));
  if (node.type === 'lambda') {
    const left = node.parent?.type === 'assignment' ? childByField(node.parent, 'left') : undefined;
    return left === undefined ? [] : [spelled(childByField(left, 'attribute') ?? left)];
  }
  const name = spelled(childByField(node, 'name'));
  const owner = classAround(node);
  if (owner === undefined || !/^__(?:init|new|call)__$/.test(name)) return [name];
  const ownerName = spelled(childByField(owner, 'name'));
  return name === '__call__' ? [`${ownerName}()`] : [name, ownerName];
}

function argumentOf(
  { name, at, star }: Binding & { kind: 'parameter' },
  { positional, keywords }: Given,
  shift: number,
): readonly Value[] {
  const place = at - shift;
  if (star === '*') return [list(positional.slice(place).map(({ values }) => values))];
  if (star === '**') {
    const entries = [...keywords].map(([key, { values }]) => ({ key: [text(key)], value: values }));
    return [{ kind: 'dict', entries }];
  }
  return positional[place]?.values ?? keywords.get(name)?.values ?? [];
}

/** `map(f, values)`, `submit(f, value)`, `Thread(target=f, args=(value,))`, `values.apply(f)`: what else the call is given. */
function handedOn(
  call: SyntaxNode,
  { star }: Binding & { kind: 'parameter' },
  folding: Folding,
): readonly Value[] {
  const { positional, keywords } = folding.given(call);
  const callee = childByField(call, 'function');
  const object = callee && childByField(callee, 'object');
  const given = [...positional, ...keywords.values()].flatMap(({ values }) => values);
  const all = [...given, ...(object ? folding.evaluate(object) : [])].filter(
    ({ kind }) => kind !== 'function' && kind !== 'name' && kind !== 'result',
  );
  const values = [
    ...all,
    ...elementsOf(
      all.filter(({ kind }) => kind === 'list'),
      folding.evaluate,
    ),
  ];
  return star === '*' ? [list(values.map((value) => [value]))] : values;
}
