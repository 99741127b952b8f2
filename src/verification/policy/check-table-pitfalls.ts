import type { Issue } from '../../contracts/issue.ts';
import { readArguments } from '../program/call.ts';
import type { PythonProgram } from '../program/program.ts';
import { quote, textOf } from '../program/source-text.ts';
import { ancestor, childByField, type SyntaxNode } from '../program/syntax-node.ts';
import type { Value } from '../program/value.ts';
import { complain, type PolicyContext, type PolicyRule } from './rule.ts';

/** Methods of pandas that return a changed copy and leave the table as it was. */
const copying = new Set(
  'dropna fillna sort_values sort_index reset_index set_index drop_duplicates astype'.split(' '),
);

/** Further ones that also belong to other objects, where they work in place. */
const copyingTables = new Set(['rename', 'drop']);

const tableMakers =
  /^pandas\.(?:read_(?:csv|table|fwf|parquet|feather)|DataFrame|concat|merge|json_normalize|pivot_table)$/;

/** Code that runs without an error and silently does nothing to the table. */
export const checkTablePitfalls: PolicyRule = (program, context) => [
  ...program.nodesOf('expression_statement').flatMap((node) => discardedResult(program, node)),
  ...program.nodesOf('assignment').flatMap((node) => chainedAssignment(program, node, context)),
];

function discardedResult(program: PythonProgram, statement: SyntaxNode): Issue[] {
  const call = methodCall(program, statement);
  if (call === undefined || call.onModule) return [];
  if (!copying.has(call.method) && !(call.onTable && copyingTables.has(call.method))) return [];
  const { keywords, spread } = readArguments(call.node, program.source);
  if (keywords.has('inplace') || spread || !isRelyingOn(program, statement, call.receiver)) return [];
  if (ancestor(statement, ['try_statement', 'with_statement']) !== undefined) return [];
  return [
    complain(program, statement, {
      rule: 'discarded-result',
      severity: 'major',
      message: `.${call.method}() returns a changed copy, and this statement throws it away.`,
      suggestion: `Assign it: ${quote(call.receiver, 40)} = ${quote(call.receiver, 40)}.${call.method}(…).`,
    }),
  ];
}

/** A statement that is nothing but `name.method(…)`. */
function methodCall({ source, evaluate }: PythonProgram, statement: SyntaxNode) {
  const [node] = statement.children;
  const callee = node?.type === 'call' ? childByField(node, 'function') : undefined;
  const object = callee?.type === 'attribute' ? childByField(callee, 'object') : undefined;
  const attribute = callee?.type === 'attribute' ? childByField(callee, 'attribute') : undefined;
  if (node === undefined || object?.type !== 'identifier' || attribute === undefined) return undefined;
  const receivers = evaluate(object);
  const onModule = receivers.some(({ kind }) => kind === 'name');
  const onTable = receivers.some(isTable);
  return { node, onModule, onTable, receiver: textOf(source, object), method: textOf(source, attribute) };
}

/** Whether the program goes on to use the name for more than further statements of that kind. */
function isRelyingOn(program: PythonProgram, statement: SyntaxNode, name: string): boolean {
  return program.nodesOf('identifier').some((node) => {
    if (node.start < statement.end || textOf(program.source, node) !== name) return false;
    const user = ancestor(node, [
      'expression_statement',
      'return_statement',
      'for_statement',
      'if_statement',
    ]);
    return user?.type !== 'expression_statement' || methodCall(program, user)?.receiver !== name;
  });
}

function isTable(value: Value): boolean {
  return value.kind === 'result' && tableMakers.test(value.of);
}

/** The table of `table.loc`. */
function withoutIndexer({ source }: PythonProgram, node: SyntaxNode): SyntaxNode | undefined {
  const attribute = node.type === 'attribute' ? childByField(node, 'attribute') : undefined;
  const isIndexer = attribute !== undefined && /^i?loc$/.test(textOf(source, attribute));
  return isIndexer ? childByField(node, 'object') : node;
}

/** With pandas 3 `df['a'][mask] = x` changes a copy. */
function chainedAssignment(program: PythonProgram, node: SyntaxNode, { installed }: PolicyContext): Issue[] {
  if (Number.parseInt(installed?.get('pandas') ?? '3', 10) < 3) return [];
  const target = childByField(node, 'left');
  const inner = target?.type === 'subscript' ? childByField(target, 'value') : undefined;
  const indexed = inner?.type === 'subscript' ? childByField(inner, 'value') : undefined;
  const table = indexed && withoutIndexer(program, indexed);
  if (target === undefined || table === undefined || !program.evaluate(table).some(isTable)) return [];
  return [
    complain(program, target, {
      rule: 'chained-assignment',
      severity: 'major',
      message:
        'Assigning through two brackets changes a copy of the table; with pandas 3 the table stays as it was.',
      suggestion: "Write df.loc[rows, 'column'] = value.",
    }),
  ];
}
