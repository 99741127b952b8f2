import type { FunctionFinding } from '../../contracts/python-functions.ts';
import type { PythonProgram } from '../../verification/program/program.ts';
import { positionAt, quote, textOf } from '../../verification/program/source-text.ts';
import { childByField, descendants, type SyntaxNode } from '../../verification/program/syntax-node.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import type { DeclaredSource } from './declared-source.ts';
import { findingAt } from './finding.ts';
import { placeIn, type SourceModule } from './source-module.ts';
import { topLevelNames } from './top-level-names.ts';

const maxNames = 12;

/** What syntax tells about the declared function itself; what only the interpreter can know is left to it. */
export function judgeFunction(module: SourceModule, of: DeclaredSource): FunctionFinding[] {
  const { program } = module;
  if (program === null) return [];
  const { names, isOpen } = topLevelNames(program);
  const node = names.get(of.function);
  if (node === undefined) return isOpen ? [] : [notDefined(module, of, names)];
  const place = placeIn(module, positionAt(program.source, node.start));
  const complain = (rule: string, message: string, suggestion: string) => [
    findingAt(place, { rule, message: `${of.function} in ${module.shownAs} ${message}.`, suggestion }, of),
  ];
  if (node.type === 'class_definition') {
    return complain(
      'is-a-class',
      'is a class and no function',
      'Declare a function that makes one and returns data.',
    );
  }
  if (node.type !== 'function_definition' || node.parent?.type === 'decorated_definition') return [];
  if (yieldsItself(node)) {
    return complain(
      'is-a-generator',
      'yields, so that calling it runs nothing',
      'Return a list of what it yields.',
    );
  }
  const refused = refusedParameter(program, node);
  if (refused === null) return [];
  return complain(
    refused.rule,
    `has the parameter ${quote(refused.name)}, which a call can't give by name`,
    'Give every parameter a name of its own; for any number of values take a list.',
  );
}

function notDefined(
  module: SourceModule,
  of: DeclaredSource,
  names: ReadonlyMap<string, SyntaxNode>,
): FunctionFinding {
  const defined = [...names].filter(([, { type }]) => type === 'function_definition').map(([name]) => name);
  const listed = defined.slice(0, maxNames).map((name) => quote(name));
  const more = defined.length > maxNames ? `, and ${defined.length - maxNames} more` : '';
  const near = nearestName(of.function, defined);
  return findingAt(
    of.position,
    {
      rule: 'function-not-found',
      message: `${module.shownAs} has no function ${of.function}; it defines ${listed.join(', ') || 'none'}${more}.`,
      suggestion: near === null ? null : `Did you mean ${quote(near)}?`,
    },
    of,
  );
}

const otherScopes = new Set(['function_definition', 'class_definition', 'lambda']);

function yieldsItself(definition: SyntaxNode): boolean {
  const body = childByField(definition, 'body');
  if (body === undefined) return false;
  return [...descendants(body, ({ type }) => !otherScopes.has(type))].some(({ type }) => type === 'yield');
}

/** `*args`, and what stands before `/` without a default. */
function refusedParameter(
  { source }: PythonProgram,
  definition: SyntaxNode,
): { rule: string; name: string } | null {
  const parameters = childByField(definition, 'parameters')?.children ?? [];
  const slash = parameters.findIndex(({ type }) => type === 'positional_separator');
  for (const [index, parameter] of parameters.entries()) {
    const name = textOf(source, parameter);
    if (/^\*(?!\*)./.test(name)) return { rule: 'variable-arguments', name };
    const hasDefault = parameter.type.includes('default');
    if (index < slash && !hasDefault) return { rule: 'positional-only', name };
  }
  return null;
}
