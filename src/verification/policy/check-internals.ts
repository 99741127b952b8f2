import type { Issue } from '../../contracts/issue.ts';
import { type PythonProgram, patternAttributes } from '../program/program.ts';
import { textOf } from '../program/source-text.ts';
import { childByField, type SyntaxNode } from '../program/syntax-node.ts';
import { isText } from '../program/value.ts';
import { type Author, modelAuthor } from './author.ts';
import { denials } from './denial.ts';
import { deniedAttributes, internalNames, undefinableDunders } from './internals.ts';
import { denied, type PolicyRule } from './rule.ts';

const dunder = /^__\w+__$/;
const stringTypes = ['string', 'concatenated_string', 'binary_operator'];

/** No walks from an object into the interpreter: by attribute, by name, by string, by format string or by pattern. */
export const checkInternals: PolicyRule = (program, { author = modelAuthor }) => [
  ...program.nodesOf('attribute').flatMap((node) => checkAttribute(program, node, author)),
  ...patternAttributes(program).flatMap((node) => checkDotted(program, node, author)),
  ...program.nodesOf('identifier').flatMap((node) => checkName(program, node)),
  ...program.nodesOf('keyword_pattern').flatMap((node) => checkPattern(program, node, author)),
  ...[...stringTypes, 'call']
    .flatMap((type) => program.nodesOf(type))
    .flatMap((node) => checkString(program, node)),
];

function checkAttribute(program: PythonProgram, node: SyntaxNode, author: Author): Issue[] {
  const attribute = childByField(node, 'attribute');
  if (attribute === undefined) return [];
  const name = textOf(program.source, attribute);
  const hidden = dunder.test(name) && !author.readsDunder(name);
  if (hidden && isSuperCall(program, node)) return [];
  if (hidden || internalNames.has(name) || isExceptionObject(program, node, name)) {
    return [internal(program, attribute, `.${name}`)];
  }
  const denial = deniedAttributes.get(name);
  if (denial !== undefined) return [denied(program, attribute, { name: `.${name}`, denial })];
  return [];
}

/** The attributes a `case` reads. */
function checkDotted(program: PythonProgram, node: SyntaxNode, author: Author): Issue[] {
  const found = node.children.slice(1).find((part) => {
    const name = textOf(program.source, part);
    return internalNames.has(name) || (dunder.test(name) && !author.readsDunder(name));
  });
  return found === undefined ? [] : [internal(program, found, `.${textOf(program.source, found)}`)];
}

/** `super().__xyz__()` inside a class only forwards a method the class defines. */
function isSuperCall({ source }: PythonProgram, node: SyntaxNode): boolean {
  const object = childByField(node, 'object');
  return (
    object?.type === 'call' &&
    textOf(source, object) === 'super()' &&
    node.parent?.type === 'call' &&
    !internalNames.has(textOf(source, childByField(node, 'attribute') ?? node))
  );
}

/** `error.obj` of an AttributeError is the object that was looked at: a known way around attribute checks. */
function isExceptionObject(program: PythonProgram, node: SyntaxNode, name: string): boolean {
  const object = childByField(node, 'object');
  if (name !== 'obj' || object?.type !== 'identifier') return false;
  const bindings = program.scopes.bindingsOf(textOf(program.source, object), object);
  return bindings.some(({ kind }) => kind === 'exception');
}

function checkName(program: PythonProgram, node: SyntaxNode): Issue[] {
  const name = textOf(program.source, node);
  if (!dunder.test(name) || !(internalNames.has(name) || undefinableDunders.has(name))) return [];
  const { parent, field } = node;
  if (name === '__import__' || (parent?.type === 'attribute' && field === 'attribute')) return [];
  if (parent?.type === 'keyword_pattern') return [];
  const defines =
    (parent?.type === 'function_definition' && field === 'name') ||
    (parent?.type === 'assignment' && field === 'left');
  return defines === undefinableDunders.has(name) ? [internal(program, node, name)] : [];
}

function checkPattern(program: PythonProgram, node: SyntaxNode, author: Author): Issue[] {
  const [key] = node.children;
  const name = key === undefined ? '' : textOf(program.source, key);
  const walks = internalNames.has(name) || (dunder.test(name) && !author.readsDunder(name));
  return key !== undefined && (walks || name === 'obj') ? [internal(program, key, `${name}=`)] : [];
}

/** A string that is an internal name, or a format string that reads one. */
function checkString(program: PythonProgram, node: SyntaxNode): Issue[] {
  if (node.parent !== null && stringTypes.includes(node.parent.type)) return [];
  if (isDocumentation(node)) return [];
  for (const value of program.evaluate(node)) {
    if (!isText(value)) continue;
    const spelled = value.prefix.match(/(?<!\w)__\w+__(?!\w)/g)?.find((part) => internalNames.has(part));
    const name = spelled ?? formatFields(value.prefix);
    if (name !== undefined) return [internal(program, node, name)];
  }
  return [];
}

function formatFields(text: string): string | undefined {
  for (const [field] of text.matchAll(/\{[^{}]*\}/g)) {
    const found = field.match(/\w+/g)?.find((word) => internalNames.has(word));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Docstrings and other strings nobody reads. */
function isDocumentation(node: SyntaxNode): boolean {
  return node.parent?.type === 'expression_statement';
}

function internal(program: PythonProgram, node: SyntaxNode, name: string): Issue {
  return denied(program, node, { name, denial: denials.introspection });
}
