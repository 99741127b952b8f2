import { type Binding, firstName, pairedWith, starOf, valueBinding } from './binding.ts';
import { importedNames } from './imported-names.ts';
import { type SourceText, textOf } from './source-text.ts';
import { ancestor, childByField, descendants, type SyntaxNode } from './syntax-node.ts';

interface Scope {
  readonly node: SyntaxNode;
  readonly parent: Scope | null;
  readonly bindings: Map<string, Binding[]>;
  /** Names declared `global` here. */
  readonly globals: Set<string>;
}

/** Where each name of a program gets its values. */
export interface Scopes {
  /** Bindings a use of `name` at `node` may see; empty when the name is a builtin or undefined. */
  bindingsOf(name: string, node: SyntaxNode): readonly Binding[];
}

const scopeTypes = new Set([
  'module',
  'function_definition',
  'class_definition',
  'lambda',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);

export function buildScopes(nodes: readonly SyntaxNode[], source: SourceText): Scopes {
  const scopes = new Map<SyntaxNode, Scope>();
  const around = new Map<SyntaxNode, Scope>();
  const root = newScope(nodes[0] as SyntaxNode, null);
  scopes.set(root.node, root);
  for (const node of nodes) {
    if (scopeTypes.has(node.type) && node !== root.node) scopes.set(node, newScope(node, scopeAt(node)));
    if (node.type === 'global_statement') {
      for (const name of node.children) scopeAt(node).globals.add(textOf(source, name));
    }
  }
  for (const node of nodes) bind(node);
  return { bindingsOf };

  /** The scope a node stands in; kept, because its ancestors come first and have theirs. */
  function scopeAt(node: SyntaxNode): Scope {
    const { parent } = node;
    if (parent === null) return root;
    const before = around.get(node);
    if (before !== undefined) return before;
    const own = evaluatedOutside(parent, node) ? undefined : scopes.get(parent);
    const scope = own ?? scopeAt(parent);
    around.set(node, scope);
    return scope;
  }

  function bindingsOf(name: string, node: SyntaxNode): readonly Binding[] {
    const start = scopeAt(node);
    for (let scope: Scope | null = start; scope !== null; scope = scope.parent) {
      if (scope.node.type === 'class_definition' && scope !== start) continue;
      const found = (scope.globals.has(name) ? root : scope).bindings.get(name);
      if (found !== undefined) return found;
    }
    return [];
  }

  function bindingsAt(target: SyntaxNode | undefined): readonly Binding[] {
    return target?.type === 'identifier' ? bindingsOf(textOf(source, target), target) : [];
  }

  function add(target: SyntaxNode, binding: Binding, scope = scopeAt(target)): void {
    const name = textOf(source, target);
    const { bindings } = scope.globals.has(name) ? root : scope;
    const known = bindings.get(name);
    if (known === undefined) bindings.set(name, [binding]);
    else known.push(binding);
  }

  /** Binds every name in a target; only a single name is known to take the value itself. */
  function addTargets(target: SyntaxNode | undefined, binding: Binding): void {
    if (target === undefined) return;
    if (target.type === 'identifier') add(target, binding);
    if (target.type === 'identifier' || target.type === 'attribute' || target.type === 'subscript') return;
    for (const part of target.children) addTargets(part, pairedWith(target, part, binding));
  }

  function bind(node: SyntaxNode): void {
    switch (node.type) {
      case 'assignment':
        addTargets(childByField(node, 'left'), valueBinding(node));
        break;
      case 'augmented_assignment':
        bindAugmented(node);
        break;
      case 'for_statement':
      case 'for_in_clause':
        bindElement(node);
        break;
      case 'named_expression':
        bindWalrus(node);
        break;
      case 'function_definition':
      case 'class_definition':
        bindDefinition(node);
        break;
      case 'parameters':
      case 'lambda_parameters':
        bindParameters(node);
        break;
      case 'as_pattern':
        bindAlias(node);
        break;
      case 'delete_statement':
        for (const part of descendants(node, (at) => at.type !== 'subscript' && at.type !== 'attribute')) {
          if (part.type === 'identifier') add(part, { kind: 'deleted', node });
        }
        break;
      case 'case_pattern':
      case 'splat_pattern':
        bindCapture(node);
        break;
      case 'import_statement':
      case 'import_from_statement':
        for (const { target, path } of importedNames(node, source))
          add(target, { kind: 'import', path, node });
    }
  }

  function bindAugmented(node: SyntaxNode): void {
    const left = childByField(node, 'left');
    addTargets(left, { kind: 'augmented', node, before: () => bindingsAt(left) });
  }

  function bindElement(node: SyntaxNode): void {
    const right = childByField(node, 'right');
    addTargets(
      childByField(node, 'left'),
      right ? { kind: 'element', node: right } : { kind: 'unknown', node },
    );
  }

  function bindDefinition(node: SyntaxNode): void {
    const name = childByField(node, 'name');
    if (name !== undefined) add(name, { kind: 'definition', node }, scopeAt(node));
  }

  function bindWalrus(node: SyntaxNode): void {
    const name = childByField(node, 'name');
    const value = childByField(node, 'value');
    if (name === undefined || value === undefined) return;
    let scope = scopeAt(node);
    while (/comprehension|generator/.test(scope.node.type) && scope.parent !== null) scope = scope.parent;
    add(name, { kind: 'value', node: value }, scope);
  }

  function bindParameters(node: SyntaxNode): void {
    const scope = node.parent === null ? undefined : scopes.get(node.parent);
    if (scope === undefined) return;
    const parameters = node.children.filter(({ type }) => !type.endsWith('_separator'));
    for (const [at, parameter] of parameters.entries()) {
      const name = childByField(parameter, 'name') ?? firstName(parameter);
      const value = childByField(parameter, 'value');
      if (name === undefined) continue;
      const star = starOf(parameter);
      add(name, { kind: 'parameter', name: textOf(source, name), at, star, node: scope.node }, scope);
      if (value !== undefined) add(name, { kind: 'value', node: value }, scope);
    }
  }

  function bindAlias(node: SyntaxNode): void {
    const alias = childByField(node, 'alias') ?? node.children.at(-1);
    const value = node.children[0];
    if (alias === undefined || value === undefined || alias === value) return;
    const kind = ancestor(node, ['except_clause', 'with_item', 'case_clause', 'block'])?.type;
    const binding: Binding =
      kind === 'except_clause'
        ? { kind: 'exception', node }
        : kind === 'with_item'
          ? { kind: 'value', node: value }
          : { kind: 'unknown', node };
    addTargets(alias, binding);
  }

  function bindCapture(node: SyntaxNode): void {
    const only = node.children[0];
    if (node.children.length !== 1 || only === undefined) return;
    const clause = node.parent?.type === 'case_clause' ? node.parent : undefined;
    const subject = clause && childByField(clause.parent?.parent ?? clause, 'subject');
    const binding: Binding = subject ? { kind: 'value', node: subject } : { kind: 'unknown', node };
    if (only.type === 'identifier') add(only, binding);
    if (only.type === 'dotted_name' && only.children.length === 1) add(only, binding);
  }
}

function newScope(node: SyntaxNode, parent: Scope | null): Scope {
  return { node, parent, bindings: new Map(), globals: new Set() };
}

/** Defaults, annotations and base classes belong to the scope around a definition. */
function evaluatedOutside(scope: SyntaxNode, child: SyntaxNode): boolean {
  return scope.type !== 'module' && ['parameters', 'return_type', 'superclasses'].includes(child.field ?? '');
}
