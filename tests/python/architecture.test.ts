import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** Imports only go down these lists; names in one row never import each other. A new package needs a row. */
const packages = [
  ['zygote', 'launcher'],
  ['pool', 'describers', 'environment', 'function_library', 'templates', 'rendering', 'pyodide_guest'],
  ['program'],
  ['isolation'],
];
const describers = [
  ['main'],
  ['registry', 'request'],
  ['arrays', 'columnar', 'documents', 'images', 'messages', 'sheets', 'text', 'trees', 'unpacking'],
  ['containers', 'outlines'],
  ['tables'],
  ['encoding'],
  ['base'],
];

const source = path.resolve(import.meta.dirname, '../../src/python');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.py'),
);
/** Module to its text, as `describers.tables.dialect`. */
const modules = new Map(files.map((file) => [nameOf(file), readFileSync(path.join(source, file), 'utf8')]));

function nameOf(file: string): string {
  return file
    .replace(/(?:\/__init__)?\.py$/, '')
    .split(path.sep)
    .join('.');
}

/** The modules of ours that `text` imports, wherever in it; a relative import is given as it stands. */
function importsOf(text: string): string[] {
  const found: string[] = [];
  const statements = text.matchAll(/^[ \t]*(?:from (\S+) import (?:\(([^)]*)\)|(.+))|import (.+))$/gm);
  for (const [, from, inParentheses, onLine, plain] of statements) {
    const names = (inParentheses ?? onLine ?? plain ?? '').replace(/#.*/g, '').split(',');
    for (const name of names.map((each) => each.trim().split(' ')[0]).filter(Boolean))
      found.push(from?.startsWith('.') ? from : ourModule(from ? `${from}.${name}` : (name as string)));
  }
  return found.filter(Boolean);
}

/** The longest beginning of a dotted name that is a module of ours, empty where there is none. */
function ourModule(name: string): string {
  const parts = name.split('.');
  const beginnings = parts.map((_, at) => parts.slice(0, parts.length - at).join('.'));
  return beginnings.find((beginning) => modules.has(beginning)) ?? '';
}

/** Sentences about every import of a module that goes up or sideways, or does not give the full name. */
function violations(module: string, text: string): string[] {
  return importsOf(text).flatMap((target) => {
    if (target.startsWith('.')) return [`${module} imports ${target} by a relative name`];
    const [own, inner] = module.split('.') as [string, string];
    const [other, otherInner] = target.split('.') as [string, string];
    const [rows, from, to] =
      own === 'describers' && other === own ? [describers, inner, otherInner] : [packages, own, other];
    if (from === to || rowOf(rows, from) < rowOf(rows, to)) return [];
    return [`${module} imports ${target}: ${from} may not know ${to}`];
  });
}

function rowOf(rows: string[][], name: string): number {
  return rows.findIndex((row) => row.includes(name));
}

/** The first modules that import each other in a circle, empty where there are none. */
function circle(graph: ReadonlyMap<string, string>): string[] {
  const done = new Set<string>();
  const visit = (module: string, way: string[]): string[] => {
    if (way.includes(module)) return [...way.slice(way.indexOf(module)), module];
    if (done.has(module)) return [];
    for (const target of importsOf(graph.get(module) ?? '')) {
      const found = visit(target, [...way, module]);
      if (found.length > 0) return found;
    }
    done.add(module);
    return [];
  };
  return [...graph.keys()].map((module) => visit(module, [])).find((found) => found.length > 0) ?? [];
}

describe('the architecture of the Python half', () => {
  it('has a layer for every package and every part of the describers', () => {
    const names = [...modules.keys()].map((module) => module.split('.'));
    const unknown = names.filter(
      ([own, inner]) =>
        rowOf(packages, own as string) === -1 ||
        (own === 'describers' && inner !== undefined && rowOf(describers, inner) === -1),
    );
    expect(unknown).toEqual([]);
  });

  it('only imports downwards, by full names', () => {
    const found = [...modules].flatMap(([module, text]) => violations(module, text));
    expect(found).toEqual([]);
  });

  it('has no modules that import each other in a circle', () => {
    expect(circle(modules)).toEqual([]);
  });

  it.each([
    ['pool.x', 'from describers.base import memory', 1],
    ['program.x', 'import pool.slots', 1],
    ['isolation.x', '    from program import (\n    execute,  # lazily\n)', 1],
    ['describers.text.x', 'from describers.trees import structured', 1],
    ['describers.text.x', 'from describers.registry import describe', 1],
    ['describers.tables.x', 'from describers.outlines.outline import headings_of', 1],
    ['describers.text.x', 'from . import log', 1],
    ['describers.text.x', 'from describers.text.log import describe', 0],
    ['describers.text.x', 'import json\nfrom describers.base.problem import FileProblem', 0],
    ['zygote', 'from pool import slots, forked_process', 0],
  ])('would notice that %s says `%s`', (module, text, count) => {
    expect(violations(module, text)).toHaveLength(count);
  });

  it('would notice a circle', () => {
    const changed = new Map(modules);
    changed.set('describers.base.problem', 'from describers.base.expansion import Bound');
    expect(circle(changed)).toContain('describers.base.problem');
  });
});
