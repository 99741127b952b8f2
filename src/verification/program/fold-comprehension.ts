import type { Environment, Folding } from './folding.ts';
import { textOf } from './source-text.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';
import {
  asList,
  type Entry,
  type Evaluate,
  type Item,
  isListing,
  list,
  type Value,
  valuesOf,
} from './value.ts';

const maxItems = 128;

/** A comprehension over what is known, round by round; conditions count as true. */
export function foldComprehension(node: SyntaxNode, folding: Folding): readonly Value[] {
  const body = childByField(node, 'body');
  const clauses = node.children.filter(({ type }) => type === 'for_in_clause');
  if (body === undefined || clauses.length === 0) return [];
  const listed = clauses.flatMap((clause) => {
    const right = childByField(clause, 'right');
    return right ? folding.evaluate(right).filter(isListing) : [];
  });
  if (listed.length > 0 && body.type === 'identifier') return listed;
  const rounds = roundsOf(clauses, folding);
  if (rounds === undefined) return [];
  if (node.type !== 'dictionary_comprehension') {
    return [list(rounds.map((environment): Item => folding.within(environment)(body)))];
  }
  const key = childByField(body, 'key');
  const value = childByField(body, 'value');
  if (key === undefined || value === undefined) return [];
  const entries = rounds.map((environment): Entry => {
    const evaluate = folding.within(environment);
    return { key: evaluate(key), value: evaluate(value) };
  });
  return [{ kind: 'dict', entries }];
}

/** What the names of the clauses are in each round; undefined where nobody knows. */
function roundsOf(clauses: readonly SyntaxNode[], folding: Folding): Environment[] | undefined {
  let rounds: Environment[] = [new Map()];
  for (const clause of clauses) {
    const left = childByField(clause, 'left');
    const right = childByField(clause, 'right');
    if (left === undefined || right === undefined) return undefined;
    const next: Environment[] = [];
    for (const round of rounds) {
      const evaluate = round.size === 0 ? folding.evaluate : folding.within(round);
      const items = asList(evaluate(right));
      if (items === undefined || next.length + items.length > maxItems) return undefined;
      for (const item of items) {
        const values = valuesOf(item, evaluate);
        next.push(new Map([...round, ...namesIn(left, { values, evaluate, folding })]));
      }
    }
    rounds = next;
  }
  return rounds;
}

function namesIn(
  target: SyntaxNode,
  { values, evaluate, folding }: { values: readonly Value[]; evaluate: Evaluate; folding: Folding },
): (readonly [string, readonly Value[]])[] {
  if (target.type === 'identifier') return [[textOf(folding.source, target), values]];
  const items = asList(values) ?? [];
  return target.children.flatMap((part, at) => {
    const item = items[at];
    const known = item === undefined ? [] : valuesOf(item, evaluate);
    return namesIn(part, { values: known, evaluate, folding });
  });
}
