import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Parser, TreeCursor } from 'web-tree-sitter';
import { packageRoot } from '../../config/package-root.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** A parsed source, whole or with the place where the grammar gave up. */
export interface ParsedSource {
  root: SyntaxNode;
  /** All named nodes but comments, parents first. */
  nodes: SyntaxNode[];
  comments: SyntaxNode[];
  /** Offset of the first place the grammar did not understand. */
  firstError: number | null;
  /** Levels of the tree. */
  depth: number;
  /** Tokens inside errors that could open a level; a recursive parser may go as deep as this. */
  swallowed: number;
}

export type ParsePython = (source: string) => ParsedSource;

const nesting = new Set([
  '(',
  '[',
  '{',
  'not',
  '-',
  '+',
  '~',
  'lambda',
  'if',
  'await',
  '**',
  '.',
  'else',
  'ERROR',
]);
const dropped = new Set(['comment', 'line_continuation']);

/** Loads the grammar once; the returned function keeps no memory of the sources it parsed. */
export async function loadParser(): Promise<ParsePython> {
  const treeSitter = await import('web-tree-sitter');
  await treeSitter.Parser.init();
  const grammar = await readFile(path.join(packageRoot, 'vendor/tree-sitter-python.wasm'));
  const language = await treeSitter.Language.load(grammar);
  const parser = new treeSitter.Parser().setLanguage(language);
  return (source) => parse(parser, source);
}

function parse(parser: Parser, text: string): ParsedSource {
  const tree = parser.parse(text);
  if (tree === null) throw new TypeError('The parser has no language.');
  const cursor = tree.walk();
  try {
    return copyTree(cursor, tree.rootNode.hasError);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

function copyTree(cursor: TreeCursor, hasError: boolean): ParsedSource {
  const root = readNode(cursor, null);
  const source: ParsedSource = {
    root,
    nodes: [root],
    comments: [],
    firstError: null,
    depth: 0,
    swallowed: 0,
  };
  const open = [root];
  let more = cursor.gotoFirstChild();
  while (more) {
    const parent = open.at(-1) as SyntaxNode;
    if (hasError) noteError(cursor, parent, source);
    const node = addNode(cursor, parent, source);
    if (node !== null && cursor.gotoFirstChild()) {
      open.push(node);
      source.depth = Math.max(source.depth, open.length);
      continue;
    }
    more = cursor.gotoNextSibling();
    while (!more && open.length > 1) {
      cursor.gotoParent();
      open.pop();
      more = cursor.gotoNextSibling();
    }
  }
  if (hasError) source.firstError ??= 0;
  return source;
}

/** The node to go down into, or null where nothing below matters. */
function addNode(cursor: TreeCursor, parent: SyntaxNode, source: ParsedSource): SyntaxNode | null {
  if (!cursor.nodeIsNamed) {
    const field = cursor.currentFieldName;
    if (field === 'operator' || field === 'operators') {
      parent.operator = parent.operator === null ? cursor.nodeType : `${parent.operator} ${cursor.nodeType}`;
    }
    return null;
  }
  const node = readNode(cursor, parent);
  if (node.type === 'comment') source.comments.push(node);
  if (dropped.has(node.type)) return null;
  parent.children.push(node);
  source.nodes.push(node);
  return node;
}

function readNode(cursor: TreeCursor, parent: SyntaxNode | null): SyntaxNode {
  return {
    type: cursor.nodeType,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    parent,
    children: [],
    operator: null,
  };
}

/** Error recovery flattens what it skips, so its tokens count as levels: the real nesting can't be deeper. */
function noteError(cursor: TreeCursor, parent: SyntaxNode, source: ParsedSource): void {
  if (cursor.nodeType !== 'ERROR' && !cursor.nodeIsMissing && parent.type !== 'ERROR') return;
  source.firstError ??= cursor.startIndex;
  if (parent.type === 'ERROR' && nesting.has(cursor.nodeType)) source.swallowed += 1;
}
