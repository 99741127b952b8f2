import { type SourceText, textOf } from './source-text.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';

/** The arguments of a call as written; `spread` when `*` or `**` may add others. */
export interface Arguments {
  positional: SyntaxNode[];
  keywords: Map<string, SyntaxNode>;
  spread: boolean;
}

export function readArguments(call: SyntaxNode, source: SourceText): Arguments {
  const read: Arguments = { positional: [], keywords: new Map(), spread: false };
  const list = childByField(call, 'arguments');
  if (list === undefined) return read;
  if (list.type !== 'argument_list') return { ...read, positional: [list] };
  for (const argument of list.children) {
    if (argument.type === 'keyword_argument') {
      const name = childByField(argument, 'name');
      const value = childByField(argument, 'value');
      if (name !== undefined && value !== undefined) read.keywords.set(textOf(source, name), value);
    } else if (argument.type === 'list_splat' || argument.type === 'dictionary_splat') read.spread = true;
    else read.positional.push(argument);
  }
  return read;
}

/** The argument a parameter takes, whether passed by position or by name. */
export function argumentAt(
  { positional, keywords }: Arguments,
  position: number,
  name: string,
): SyntaxNode | undefined {
  return positional[position] ?? keywords.get(name);
}
