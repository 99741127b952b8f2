import { type SourceText, textOf } from './source-text.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';

/** What is put into a list or dict after it was made. */
export interface Growth {
  items: SyntaxNode[];
  /** Lists and dicts whose content is taken over. */
  whole: SyntaxNode[];
  entries: { key: SyntaxNode; value: SyntaxNode }[];
}

/** Where calls, members and contents of one name stand, whatever objects they belong to. */
export interface ProgramIndex {
  /** Calls of a function or method of this name; `name()` are calls of what its call returned. */
  callsOf(name: string): readonly SyntaxNode[];
  /** Calls that are given a function of this name. */
  callsWith(name: string): readonly SyntaxNode[];
  /** Values, functions and classes that objects and classes hold under this name. */
  membersOf(name: string): readonly SyntaxNode[];
  growthOf(name: string): Growth | undefined;
}

const adding = new Map([
  ['append', 0],
  ['add', 0],
  ['appendleft', 0],
  ['put', 0],
  ['insert', 1],
]);
const taking = new Set(['extend', 'update']);

export function indexProgram(nodes: readonly SyntaxNode[], source: SourceText): ProgramIndex {
  const calls = new Map<string, SyntaxNode[]>();
  const givenTo = new Map<string, SyntaxNode[]>();
  const members = new Map<string, SyntaxNode[]>();
  const growth = new Map<string, Growth>();
  for (const node of nodes) {
    if (node.type === 'call') readCall(node);
    else if (node.type === 'assignment') readAssignment(node);
    else if (node.type === 'augmented_assignment') readAugmented(node);
    else if (node.type === 'function_definition') readDefinition(node);
  }
  return {
    callsOf: (name) => calls.get(name) ?? [],
    callsWith: (name) => givenTo.get(name) ?? [],
    membersOf: (name) => members.get(name) ?? [],
    growthOf: (name) => growth.get(name),
  };

  function readCall(call: SyntaxNode): void {
    const callee = childByField(call, 'function');
    const given = childByField(call, 'arguments')?.children ?? [];
    if (callee === undefined) return;
    push(calls, nameOf(callee), call);
    for (const argument of given) {
      const value = argument.type === 'keyword_argument' ? childByField(argument, 'value') : argument;
      if (value?.type === 'identifier' || value?.type === 'attribute') push(givenTo, nameOf(value), call);
    }
    if (callee.type === 'attribute') readMethod(callee, given);
    if (textOf(source, callee) === 'setattr') readSetter(given);
  }

  function readSetter([, name, value]: readonly SyntaxNode[]): void {
    const content =
      name?.type === 'string' ? name.children.find(({ type }) => type === 'string_content') : undefined;
    if (content && value) push(members, textOf(source, content), value);
  }

  function readMethod(callee: SyntaxNode, given: readonly SyntaxNode[]): void {
    const method = nameOf(callee);
    const object = childByField(callee, 'object');
    const name = object === undefined ? '' : nameOf(object);
    if (name === '' || given.length === 0) return;
    const added = given[adding.get(method) ?? -1];
    if (added !== undefined) grown(name).items.push(added);
    const [key, value] = given;
    if (method === 'setdefault' && key && value) grown(name).entries.push({ key, value });
    if (!taking.has(method)) return;
    for (const one of given) {
      if (one.type !== 'keyword_argument') grown(name).whole.push(one);
      else addEntry(name, childByField(one, 'name'), childByField(one, 'value'));
    }
  }

  function readAssignment(node: SyntaxNode): void {
    const left = childByField(node, 'left');
    const right = childByField(node, 'right');
    if (left === undefined || right === undefined) return;
    if (left.type === 'attribute') push(members, nameOf(left), right);
    if (left.type === 'identifier' && isInClass(node)) push(members, textOf(source, left), right);
    const object = left.type === 'subscript' ? childByField(left, 'value') : undefined;
    if (object !== undefined) addEntry(nameOf(object), childByField(left, 'subscript'), right);
  }

  function readAugmented(node: SyntaxNode): void {
    const left = childByField(node, 'left');
    const right = childByField(node, 'right');
    if (left && right && nameOf(left) !== '') grown(nameOf(left)).whole.push(right);
  }

  function readDefinition(node: SyntaxNode): void {
    const name = childByField(node, 'name');
    if (name !== undefined && classAround(node) !== undefined) push(members, textOf(source, name), node);
  }

  function addEntry(name: string, key: SyntaxNode | undefined, value: SyntaxNode | undefined): void {
    if (name !== '' && key && value) grown(name).entries.push({ key, value });
  }

  function grown(name: string): Growth {
    const known = growth.get(name) ?? { items: [], whole: [], entries: [] };
    growth.set(name, known);
    return known;
  }

  /** The last name of `a`, `a.b` and `a[i]`; `f()` for a call of `f`. */
  function nameOf(node: SyntaxNode): string {
    if (node.type === 'identifier') return textOf(source, node);
    const part = childByField(node, 'attribute') ?? childByField(node, 'value');
    if (part !== undefined && node.type !== 'call') return nameOf(part);
    const called = node.type === 'call' ? childByField(node, 'function') : undefined;
    return called === undefined ? '' : `${nameOf(called)}()`;
  }
}

function push(into: Map<string, SyntaxNode[]>, name: string, node: SyntaxNode): void {
  if (name === '') return;
  const known = into.get(name);
  if (known === undefined) into.set(name, [node]);
  else known.push(node);
}

function isInClass(node: SyntaxNode): boolean {
  return node.parent?.parent?.parent?.type === 'class_definition';
}

/** The class whose body holds the definition itself. */
export function classAround(definition: SyntaxNode): SyntaxNode | undefined {
  const outer = definition.parent?.type === 'decorated_definition' ? definition.parent : definition;
  const owner = outer.parent?.parent;
  return owner?.type === 'class_definition' ? owner : undefined;
}
