import type { FunctionSignature } from '../../contracts/function-library.ts';
import type { PythonProgram } from './program.ts';
import { quote, textOf } from './source-text.ts';
import { childByField, type SyntaxNode } from './syntax-node.ts';

/** The module that declared functions are imported from. */
export const functionsModule = 'functions';

/** The functions that are declared for a program, by name. */
export type DeclaredFunctions = ReadonlyMap<string, FunctionSignature>;

const signatureChars = 300;
const shownNames = 12;
const maxAliases = 8;

/** What a model is told to call a function by. */
export function signatureText({ signature }: FunctionSignature): string {
  return `Its signature is ${quote(signature, signatureChars)}.`;
}

/** The names that can be imported, or how many more there are. */
export function listFunctions(declared: DeclaredFunctions): string {
  if (declared.size === 0) return 'No functions are declared here.';
  const names = [...declared.keys()];
  const rest = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
  return `The declared functions are ${names.slice(0, shownNames).join(', ')}${rest}.`;
}

/** The declared function that an expression stands for however the program goes; undefined where that can't be told. */
export function functionAt(
  program: PythonProgram,
  node: SyntaxNode,
  declared: DeclaredFunctions,
): FunctionSignature | undefined {
  const [module, name = '', ...members] = certainPath(program, node)?.split('.') ?? [];
  return module === functionsModule && members.length === 0 ? declared.get(name) : undefined;
}

/** A dotted name through imports and aliases that nothing else can be bound to. */
function certainPath(program: PythonProgram, node: SyntaxNode, aliases = 0): string | null {
  const { source, scopes } = program;
  if (node.type === 'attribute') {
    const [object, attribute] = [childByField(node, 'object'), childByField(node, 'attribute')];
    const owner = object && certainPath(program, object, aliases);
    return owner && attribute ? `${owner}.${textOf(source, attribute)}` : null;
  }
  if (node.type !== 'identifier' || aliases > maxAliases) return null;
  const [binding, ...others] = scopes.bindingsOf(textOf(source, node), node);
  if (binding?.kind === 'value' && others.length === 0)
    return certainPath(program, binding.node, aliases + 1);
  if (binding?.kind !== 'import') return null;
  const { path } = binding;
  return others.every((other) => other.kind === 'import' && other.path === path) ? path : null;
}
