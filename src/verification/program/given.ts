import { type SourceText, textOf } from './source-text.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';
import { asList, type Evaluate, type Given, type GivenValue, isText, type Value, valuesOf } from './value.ts';

/** What a call is given, as far as the values of its arguments are known. */
export function readGiven(
  call: SyntaxNode,
  { source, evaluate }: { source: SourceText; evaluate: Evaluate },
): Given {
  const positional: GivenValue[] = [];
  const keywords = new Map<string, GivenValue>();
  const given = { positional, keywords, open: false };
  const written = childByField(call, 'arguments');
  if (written === undefined) return given;
  if (written.type !== 'argument_list') positional.push({ node: written, values: evaluate(written) });
  else for (const argument of written.children) add(argument);
  return given;

  function add(node: SyntaxNode): void {
    const [first] = node.children;
    if (node.type === 'keyword_argument') {
      const value = childByField(node, 'value');
      const name = childByField(node, 'name');
      if (name && value) keywords.set(textOf(source, name), { node: value, values: evaluate(value) });
    } else if (node.type === 'list_splat' && first) addSpread(node, evaluate(first));
    else if (node.type === 'dictionary_splat' && first) addKeywords(node, evaluate(first));
    else positional.push({ node, values: evaluate(node) });
  }

  function addSpread(node: SyntaxNode, values: readonly Value[]): void {
    const items = asList(values);
    if (items === undefined) given.open = true;
    for (const item of items ?? []) positional.push({ node, values: valuesOf(item, evaluate) });
  }

  function addKeywords(node: SyntaxNode, values: readonly Value[]): void {
    if (!values.some(({ kind }) => kind === 'dict')) given.open = true;
    for (const value of values) {
      for (const { key, value: item } of value.kind === 'dict' ? value.entries : []) {
        for (const name of valuesOf(key, evaluate).filter(isText))
          keywords.set(name.prefix, { node, values: valuesOf(item, evaluate) });
      }
    }
  }
}

/** The argument a parameter takes, whether passed by position or by name. */
export function givenAt(
  { positional, keywords }: Given,
  position: number,
  name: string,
): GivenValue | undefined {
  return positional[position] ?? keywords.get(name);
}

/** First what is given to `functools.partial`, then what is given to its result. */
export function joinGiven(first: Given, then: Given): Given {
  return {
    positional: [...first.positional, ...then.positional],
    keywords: new Map([...first.keywords, ...then.keywords]),
    open: first.open || then.open,
  };
}

/** All arguments, whatever their names. */
export function allGiven({ positional, keywords }: Given): readonly GivenValue[] {
  return [...positional, ...keywords.values()];
}
