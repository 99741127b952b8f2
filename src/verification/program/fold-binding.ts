import type { Binding } from './binding.ts';
import { joinBinary } from './fold-binary.ts';
import { parameterValues } from './fold-function.ts';
import { constantMember } from './fold-member.ts';
import { partOf } from './fold-subscript.ts';
import type { Folding } from './folding.ts';
import { textOf } from './source-text.ts';
import { childByField } from './syntax-node.ts';
import { elementsOf, isText, type Value } from './value.ts';

/** What a name may be for one of the places that give it a value. */
export function bindingValues(binding: Binding, folding: Folding): readonly Value[] {
  const { evaluate } = folding;
  switch (binding.kind) {
    case 'import':
      return [constantMember(binding.path, false)];
    case 'value':
      return evaluate(binding.node);
    case 'element':
      return elementsOf(evaluate(binding.node), evaluate);
    case 'part':
      return bindingValues(binding.of, folding).flatMap((value) => partOf(value, binding, evaluate));
    case 'parameter':
      return parameterValues(binding, folding);
    case 'definition':
      return [{ kind: binding.node.type === 'class_definition' ? 'class' : 'function', node: binding.node }];
    case 'augmented':
      return augmentedValues(binding, folding);
    default:
      return [];
  }
}

/** `path += '/x'` continues what the name was before, whatever it was. */
function augmentedValues({ node, before }: Binding & { kind: 'augmented' }, folding: Folding): Value[] {
  const right = childByField(node, 'right');
  if (right === undefined) return [];
  const earlier = before().filter(({ kind }) => kind !== 'augmented');
  const left = earlier.flatMap((binding) => bindingValues(binding, folding));
  return joinBinary(node.operator?.replace('=', '') ?? null, left, folding.evaluate(right));
}

const maxRepeated = 6;

/** `path = path / '..'` in a loop goes on from what it gave before, a few times over. */
export function repeatedValues(
  bindings: readonly Binding[],
  { name, first, folding }: { name: string; first: readonly Value[]; folding: Folding },
): Value[] {
  let values = first.filter(isText).filter(({ exact }) => exact);
  if (values.length === 0) return [];
  const near = bindings.filter(
    ({ kind, node }) => kind === 'value' && textOf(folding.source, node).includes(name),
  );
  if (near.length === 0) return [];
  const using = new RegExp(`(?<![\\w.])${name}(?!\\w)`);
  const again = near.filter(({ node }) => using.test(textOf(folding.source, node)));
  const known = new Set(values.map(({ prefix }) => prefix));
  const gathered: Value[] = [];
  for (let round = 0; again.length > 0 && values.length > 0 && round < maxRepeated; round += 1) {
    const evaluate = folding.within(new Map([[name, values.slice(0, 4)]]));
    // A text that only mentions the name gives the same again.
    values = again.flatMap(({ node }) => evaluate(node)).filter(isText);
    values = values.filter(({ prefix }) => !known.has(prefix));
    for (const { prefix } of values) known.add(prefix);
    gathered.push(...values);
  }
  return gathered;
}
