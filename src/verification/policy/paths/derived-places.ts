import type { PythonProgram } from '../../program/program.ts';
import type { Binding } from '../../program/scopes.ts';
import { textOf } from '../../program/source-text.ts';
import { descendants, type SyntaxNode } from '../../program/syntax-node.ts';
import { isText, type TextValue } from '../../program/value.ts';
import { isSystemPlace } from './system-places.ts';

const maxNodes = 400;

/** System places among the texts from which an expression is computed by functions nobody knows, such as `re.match(…).group()`. */
export function derivedPlaces(program: PythonProgram, node: SyntaxNode): TextValue[] {
  const seen = new Set<SyntaxNode>();
  const places: TextValue[] = [];
  const pending = [node];
  for (let next = pending.pop(); next !== undefined && seen.size < maxNodes; next = pending.pop()) {
    for (const part of descendants(next)) {
      if (seen.has(part)) continue;
      seen.add(part);
      if (part.type === 'string') places.push(...program.evaluate(part).filter(isText).filter(isSystemPlace));
      if (part.type === 'identifier') pending.push(...sourcesOf(program, part));
    }
  }
  return places;
}

/** The expressions from which a name takes its values. */
function sourcesOf(program: PythonProgram, name: SyntaxNode): SyntaxNode[] {
  return program.scopes.bindingsOf(textOf(program.source, name), name).flatMap((binding) => {
    const origin = originOf(binding);
    if (origin.kind === 'exception') return [...program.nodesOf('raise_statement')];
    return origin.kind === 'value' || origin.kind === 'element' ? [origin.node] : [];
  });
}

function originOf(binding: Binding): Binding {
  return binding.kind === 'part' ? originOf(binding.of) : binding;
}
