import { importedModule } from '../../../src/verification/program/imported-names.ts';
import { loadParser } from '../../../src/verification/program/parse-python.ts';
import { type PythonProgram, readProgram } from '../../../src/verification/program/program.ts';
import { sourceText, textOf } from '../../../src/verification/program/source-text.ts';
import {
  childByField,
  childrenByField,
  type SyntaxNode,
} from '../../../src/verification/program/syntax-node.ts';
import { isText } from '../../../src/verification/program/value.ts';

/** How often each import, name, attribute, call and string of a program is visible to the rules, in the words of `python_view.py`. */
export async function loadOurView(): Promise<(code: string) => Map<string, number>> {
  const parse = await loadParser();
  return (code) => {
    const program = readProgram(parse(code), sourceText(code));
    const seen = new Map<string, number>();
    for (const node of program.parsed.nodes) {
      for (const sight of sights(program, node)) seen.set(sight, (seen.get(sight) ?? 0) + 1);
    }
    return seen;
  };
}

function sights(program: PythonProgram, node: SyntaxNode): string[] {
  const { source } = program;
  const field = (name: string): string => {
    const child = childByField(node, name);
    return child === undefined ? '' : textOf(source, child);
  };
  switch (node.type) {
    case 'import_statement':
      return childrenByField(node, 'name').map((name) => `import ${importedModule(name, source)}`);
    case 'import_from_statement':
      return fromImport(program, node);
    case 'future_import_statement':
      return childrenByField(node, 'name').map((name) => `import __future__:${importedModule(name, source)}`);
    case 'identifier':
      return [`name ${textOf(source, node)}`, `read ${textOf(source, node)}`];
    case 'print_statement':
      return ['name print', 'read print'];
    case 'attribute':
      return [`attribute ${field('attribute')}`];
    case 'keyword_argument':
      return [`keyword ${field('name')}`];
    case 'keyword_pattern':
      return node.children[0] ? [`pattern ${textOf(source, node.children[0])}`] : [];
    case 'call':
      return ['call', ...called(program, childByField(node, 'function'))];
    case 'function_definition':
    case 'class_definition':
      return [`definition ${field('name')}`];
    case 'string':
    case 'concatenated_string':
      return program
        .evaluate(node)
        .filter(isText)
        .map(({ prefix }) => `string ${prefix}`);
    case 'dotted_name':
      return patternAttributes(program, node);
    default:
      return [];
  }
}

function fromImport({ source }: PythonProgram, node: SyntaxNode): string[] {
  const module = childByField(node, 'module_name');
  const from = module === undefined ? '' : textOf(source, module).replace(/[\s\\]/g, '');
  const names = childrenByField(node, 'name').map((name) => importedModule(name, source));
  if (node.children.some(({ type }) => type === 'wildcard_import')) names.push('*');
  return names.map((name) => `import ${from}:${name}`);
}

function called({ source }: PythonProgram, callee: SyntaxNode | undefined): string[] {
  if (callee?.type === 'parenthesized_expression')
    return called({ source } as PythonProgram, callee.children[0]);
  if (callee?.type === 'identifier') return [`call ${textOf(source, callee)}`];
  const attribute = callee?.type === 'attribute' ? childByField(callee, 'attribute') : undefined;
  return attribute === undefined ? [] : [`call .${textOf(source, attribute)}`];
}

/** `case a.b:` reads an attribute although the grammar calls it a dotted name. */
function patternAttributes({ source }: PythonProgram, node: SyntaxNode): string[] {
  if (!/pattern/.test(node.parent?.type ?? '')) return [];
  return node.children.slice(1).map((part) => `attribute ${textOf(source, part)}`);
}
