import type { Arguments } from '../../program/call.ts';
import { functionsModule } from '../../program/declared-functions.ts';
import { textOf } from '../../program/source-text.ts';
import { childByField, type SyntaxNode } from '../../program/syntax-node.ts';
import type { Call } from '../calls.ts';
import { readQuery } from '../files/read-query.ts';
import { workbookMethod } from '../files/sheets.ts';
import { listMethods, mappingMethods } from '../functions/container-methods.ts';
import { namedFunctions } from '../functions/named-functions.ts';
import { textMethods } from '../functions/text-methods.ts';
import type { Session } from '../session.ts';
import { columnMethod } from '../tables/column-methods.ts';
import { groupMethod } from '../tables/group-methods.ts';
import { labelMethod } from '../tables/label-methods.ts';
import { plotTable } from '../tables/plots.ts';
import { tableMethod } from '../tables/table-methods.ts';
import { unknown, type Value } from '../values/value.ts';
import { applyFunction } from './apply-function.ts';
import { loseSight, openRoot } from './assign.ts';
import { attributeOf } from './attributes.ts';

/** The result of a call, with everything it reads checked. */
export function evaluateCall(session: Session, node: SyntaxNode, written: Arguments): Value {
  const callee = childByField(node, 'function');
  if (callee === undefined) return unknown;
  const object = callee.type === 'attribute' ? childByField(callee, 'object') : undefined;
  const attribute = callee.type === 'attribute' ? childByField(callee, 'attribute') : undefined;
  if (object === undefined || attribute === undefined) {
    return callValue(session.evaluate(callee), readCall(session, node, written));
  }
  const receiver = session.evaluate(object);
  const call = readCall(session, node, written);
  if (receiver.kind === 'name') return callValue(attributeOf(session, receiver, attribute), call);
  return callMethod(receiver, { object, attribute }, call);
}

function readCall(session: Session, node: SyntaxNode, written: Arguments): Call {
  const positional = written.positional.map(session.evaluate);
  const keywords = new Map(
    [...written.keywords].map(([name, value]) => [name, session.evaluate(value)] as const),
  );
  let spread = false;
  const list = childByField(node, 'arguments');
  for (const argument of written.spread ? (list?.children ?? []) : []) {
    if (!argument.type.endsWith('_splat')) continue;
    const value = argument.children[0] === undefined ? unknown : session.evaluate(argument.children[0]);
    if (value.kind === 'dict' && argument.type === 'dictionary_splat' && !value.open) {
      for (const [name, item] of value.entries) keywords.set(name, item);
    } else spread = true;
  }
  return { session, node, written, positional, keywords, spread };
}

function callValue(callee: Value, call: Call): Value {
  if (callee.kind === 'function') return applyFunction(call.session, callee, call);
  const known = callee.kind === 'name' ? namedFunctions.get(callee.path) : undefined;
  if (known !== undefined && callee.kind === 'name') return known(callee.path, call);
  const values = [...call.positional, ...call.keywords.values()];
  if (callee.kind === 'name' && ![callee, ...values].some(mayChangeArguments)) return unknown;
  for (const value of values) loseSight(value);
  return unknown;
}

/** What libraries are given stays as it is; functions of the program and declared ones may do anything. */
function mayChangeArguments(value: Value): boolean {
  return value.kind === 'function' || (value.kind === 'name' && value.path.startsWith(`${functionsModule}.`));
}

function callMethod(
  receiver: Value,
  { object, attribute }: { object: SyntaxNode; attribute: SyntaxNode },
  call: Call,
): Value {
  const { session } = call;
  const name = textOf(session.program.source, attribute);
  switch (receiver.kind) {
    case 'table':
      return tableMethod(receiver, name, call) ?? unknown;
    case 'column':
      return columnMethod(receiver, name, call);
    case 'groups':
      return groupMethod(receiver, name, call);
    case 'labels':
    case 'string methods':
      return labelMethod(receiver, name, call);
    case 'indexer':
      return receiver.of === 'plot' ? plotTable(receiver.table, name, call) : unknown;
    case 'text':
    case 'path':
    case 'choice':
      return textMethods.get(name)?.(receiver, call) ?? unknown;
    case 'list':
      return listMethods.get(name)?.(receiver, call) ?? changedUnseen(receiver);
    case 'dict':
      return mappingMethods.get(name)?.(receiver, call) ?? changedUnseen(receiver);
    case 'workbook':
      return workbookMethod(receiver, name, call);
    case 'database':
      return readQuery(receiver, name, call);
    case 'handle':
      return name === 'read' ? receiver : unknown;
    case 'tree':
      receiver.changed ||= /^(?:update|setdefault|pop|append|extend|insert)$/.test(name);
      return name === 'copy' ? receiver : unknown;
    default:
      if (session.ownNames.has(name)) {
        for (const value of [...call.positional, ...call.keywords.values()]) loseSight(value);
      }
      if (call.keywords.has('inplace') || name === 'rename' || name === 'set_names')
        openRoot(session, object);
      return unknown;
  }
}

function changedUnseen(receiver: Value): Value {
  loseSight(receiver);
  return unknown;
}
