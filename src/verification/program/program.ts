import { foldConstants } from './fold-constants.ts';
import type { ParsedSource } from './parse-python.ts';
import { indexProgram, type ProgramIndex } from './program-index.ts';
import { buildScopes, type Scopes } from './scopes.ts';
import type { SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax-node.ts';
import type { Evaluate, Given } from './value.ts';

/** A program ready for rules: its tree, where its names come from, and what its expressions may be. */
export interface PythonProgram {
  source: SourceText;
  parsed: ParsedSource;
  scopes: Scopes;
  index: ProgramIndex;
  evaluate: Evaluate;
  /** What a call is given, as far as its arguments are known. */
  given(call: SyntaxNode): Given;
  /** The nodes of one type, in the order of the source. */
  nodesOf(type: string): readonly SyntaxNode[];
}

export function readProgram(parsed: ParsedSource, source: SourceText): PythonProgram {
  const byType = new Map<string, SyntaxNode[]>();
  for (const node of parsed.nodes) {
    const known = byType.get(node.type);
    if (known === undefined) byType.set(node.type, [node]);
    else known.push(node);
  }
  const scopes = buildScopes(parsed.nodes, source);
  const index = indexProgram(parsed.nodes, source);
  const { evaluate, given } = foldConstants({ source, scopes, index });
  return {
    source,
    parsed,
    scopes,
    index,
    evaluate,
    given,
    nodesOf: (type) => byType.get(type) ?? [],
  };
}

/** The dotted names of `case a.b:` and `case a.b(…):`, which read attributes like any expression. */
export function patternAttributes({ nodesOf }: PythonProgram): readonly SyntaxNode[] {
  return nodesOf('dotted_name').filter(
    ({ parent, children }) => children.length > 1 && /pattern$/.test(parent?.type ?? ''),
  );
}
