import type { Issue } from '../../../contracts/issue.ts';
import {
  type DeclaredFunctions,
  functionsModule,
  listFunctions,
  signatureText,
} from '../../program/declared-functions.ts';
import { dottedPath, importedModule } from '../../program/imported-names.ts';
import { type PythonProgram, patternAttributes } from '../../program/program.ts';
import { quote } from '../../program/source-text.ts';
import { childByField, childrenByField, type SyntaxNode } from '../../program/syntax-node.ts';
import { nearestName } from '../../references/nearest-name.ts';
import { readableDunders } from '../internals.ts';
import { complain, type PolicyRule } from '../rule.ts';

/** What a program may read from a function beside calling it. */
const readable = new Set(['__name__', '__qualname__', '__doc__']);

/** Nothing is taken from the module of declared functions but the functions, and nothing is read from those. */
export const checkFunctions: PolicyRule = (program, { functions: declared }) => {
  if (declared === undefined) return [];
  const imports = program.nodesOf('import_statement').flatMap((node) => childrenByField(node, 'name'));
  const reads = [...program.nodesOf('attribute'), ...program.nodesOf('call'), ...patternAttributes(program)];
  return [
    ...imports.flatMap((name) => checkModule(program, name)),
    ...program.nodesOf('import_from_statement').flatMap((node) => checkFromImport(program, node, declared)),
    ...reads.flatMap((node) => checkRead(program, node, declared)),
    ...program.nodesOf('call').flatMap((node) => checkDynamicRead(program, node)),
  ];
};

function checkModule(program: PythonProgram, module: SyntaxNode): Issue[] {
  const path = importedModule(module, program.source);
  if (!path.startsWith(`${functionsModule}.`)) return [];
  return [
    complain(program, module, {
      rule: 'unknown-function',
      severity: 'blocking',
      message: `\`import ${quote(path)}\` fails: \`${functionsModule}\` is one module, without modules inside.`,
      suggestion: `Write from ${functionsModule} import ${quote(path.split('.').at(-1) ?? '')}.`,
    }),
  ];
}

function checkFromImport(program: PythonProgram, node: SyntaxNode, declared: DeclaredFunctions): Issue[] {
  const module = childByField(node, 'module_name');
  if (module === undefined || module.type === 'relative_import') return [];
  const below = checkModule(program, module);
  if (below.length > 0 || dottedPath(module, program.source) !== functionsModule) return below;
  if (node.children.some(({ type }) => type === 'wildcard_import')) return [starImport(program, node)];
  return childrenByField(node, 'name').flatMap((name) =>
    checkPath(program, name, {
      path: `${functionsModule}.${importedModule(name, program.source)}`,
      declared,
    }),
  );
}

/** Whatever an expression may read, through whatever alias. */
function checkRead(program: PythonProgram, node: SyntaxNode, declared: DeclaredFunctions): Issue[] {
  return program
    .evaluate(node)
    .flatMap((value) =>
      value.kind === 'name' ? checkPath(program, node, { path: value.path, declared }) : [],
    )
    .slice(0, 1);
}

interface Read {
  path: string;
  declared: DeclaredFunctions;
}

function checkPath(program: PythonProgram, node: SyntaxNode, { path, declared }: Read): Issue[] {
  const [module, name, member] = path.split('.');
  if (module !== functionsModule || name === undefined) return [];
  const isFunction = declared.has(name);
  const read = isFunction ? member : name;
  if (read === undefined || readable.has(read) || isInternal(read)) return [];
  return isFunction || read.startsWith('_')
    ? [unreadable(program, node, isFunction ? `${name}.${read}` : path)]
    : [unknown(program, node, { name, declared })];
}

/** The rule about the interpreter's internals complains about it, whatever it is read from. */
function isInternal(name: string): boolean {
  return /^__\w+__$/.test(name) && !readableDunders.has(name);
}

/** `getattr(functions, name)` where nobody can know the name. */
function checkDynamicRead(program: PythonProgram, call: SyntaxNode): Issue[] {
  const callee = childByField(call, 'function');
  const isReader = (node: SyntaxNode) =>
    program.evaluate(node).some((value) => value.kind === 'name' && value.path === 'builtins.getattr');
  if (callee === undefined || !isReader(callee)) return [];
  const [object, name] = program.given(call).positional;
  const isKnown = name?.values.some((value) => value.kind === 'text' && value.exact);
  const read = object?.values.find(
    (value) => value.kind === 'name' && value.path.split('.')[0] === functionsModule,
  );
  return read?.kind === 'name' && !isKnown ? [unreadable(program, call, `getattr(${read.path}, …)`)] : [];
}

function unknown(
  program: PythonProgram,
  node: SyntaxNode,
  { name, declared }: { name: string; declared: DeclaredFunctions },
): Issue {
  const near = declared.get(nearestName(name, declared.keys()) ?? '');
  return complain(program, node, {
    rule: 'unknown-function',
    severity: 'blocking',
    message: `\`${functionsModule}.${quote(name)}\` does not exist: no function of this name is declared. ${near ? `The nearest is ${near.name}. ${signatureText(near)}` : listFunctions(declared)}`,
    suggestion: near ? `Use ${near.name}.` : 'Use one of those that are declared, or do without.',
  });
}

function unreadable(program: PythonProgram, node: SyntaxNode, what: string): Issue {
  return complain(program, node, {
    rule: 'function-internals',
    severity: 'blocking',
    message: `\`${quote(what)}\` is not allowed: a declared function may be called and handed on, and nothing else is read from it or its module.`,
    suggestion: `Write from ${functionsModule} import <name>, call the function and use what it returns.`,
  });
}

function starImport(program: PythonProgram, node: SyntaxNode): Issue {
  return complain(program, node, {
    rule: 'functions-star-import',
    severity: 'major',
    message: `\`from ${functionsModule} import *\` hides which functions the program calls, so their calls can't be checked.`,
    suggestion: `Import each function by its name: from ${functionsModule} import <name>.`,
  });
}
