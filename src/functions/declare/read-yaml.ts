import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  visit,
} from 'yaml';
import type { Path } from '../bind/path.ts';
import type { Position } from './function-declaration.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Problem } from './problem.ts';

/** A value as it was read, and where its parts stand. */
export interface ReadValue {
  value: unknown;
  problems: Problem[];
  locate: Locate;
}

/** Where the key or the value at a path stands, or the nearest thing around it; null where nothing is known. */
export type Locate = (path: Path, at?: 'key' | 'value') => Position | null;

interface Place {
  key: Position | null;
  value: Position | null;
}

/** Reads only what `wanted` says of the top level; everything else there is null. */
export function readYaml(text: string, wanted: readonly string[]): ReadValue {
  const { document, lines, problems } = parseYaml(text);
  if (document === null) return { value: undefined, problems, locate: () => null };
  const reader = new YamlReader({ document, lines, wanted });
  const value = reader.valueOf(document.contents, []);
  return { value, problems: reader.problems, locate: reader.locator(value, document.contents) };
}

const mostProblems = 1000;

class YamlReader {
  readonly problems: Problem[] = [];
  readonly #lines: LineCounter;
  readonly #wanted: readonly string[];
  readonly #targets: Map<Alias, Node | undefined>;
  readonly #values = new Map<Node, object>();
  readonly #places = new WeakMap<object, Map<string | number, Place>>();

  constructor(given: { document: Document.Parsed; lines: LineCounter; wanted: readonly string[] }) {
    this.#lines = given.lines;
    this.#wanted = given.wanted;
    this.#targets = aliasTargets(given.document);
  }

  /** An alias is the very value of its anchor, which may contain itself. */
  valueOf(given: unknown, path: Path): unknown {
    const node = isAlias(given) ? this.#targets.get(given) : given;
    if (isAlias(given) && node === undefined)
      this.#report(given, path, `There is no anchor &${given.source} before it`);
    if (isScalar(node)) return this.#scalar(node, path);
    if (!isMap(node) && !isSeq(node)) return null;
    const known = this.#values.get(node);
    if (known !== undefined) return known;
    if (isTagged(node)) this.#report(node, path, `The tag ${node.tag} means nothing here`);
    return isMap(node) ? this.#mapping(node, path) : this.#list(node, path);
  }

  #scalar(node: Node & { value?: unknown; source?: string }, path: Path): unknown {
    if (isTagged(node)) this.#report(node, path, `The tag ${node.tag} means nothing here`);
    return node.value ?? null;
  }

  #list(node: Node & { items: unknown[] }, path: Path): unknown[] {
    const list: unknown[] = [];
    this.#values.set(node, list);
    const places = this.#placesOf(list);
    for (const [index, item] of node.items.entries()) {
      places.set(index, { key: null, value: this.#position(item) });
      list.push(this.valueOf(item, [...path, index]));
    }
    return list;
  }

  #mapping(node: Node & { items: { key: unknown; value: unknown }[] }, path: Path): object {
    const mapping: Record<string, unknown> = Object.create(null);
    this.#values.set(node, mapping);
    const places = this.#placesOf(mapping);
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
      const position = this.#position(pair.key);
      const isWanted = path.length > 0 || this.#wanted.includes(key);
      const first = places.get(key);
      if (first !== undefined) {
        if (isWanted && this.problems.length < mostProblems)
          this.problems.push(duplicate({ path: [...path, key], position, first: first.key }));
        continue;
      }
      places.set(key, { key: position, value: this.#position(pair.value) ?? position });
      mapping[key] = isWanted ? this.valueOf(pair.value, [...path, key]) : null;
    }
    return mapping;
  }

  locator(root: unknown, contents: unknown): Locate {
    const start = this.#position(contents);
    return (path, at = 'value') => {
      let [position, inside] = [start, root];
      for (const [depth, part] of path.entries()) {
        const place = typeof inside === 'object' && inside !== null && this.#places.get(inside)?.get(part);
        if (!place) return position;
        position = (at === 'key' && depth === path.length - 1 ? place.key : null) ?? place.value;
        inside = (inside as Record<string | number, unknown>)[part];
      }
      return position;
    };
  }

  #placesOf(container: object): Map<string | number, Place> {
    const places = new Map<string | number, Place>();
    this.#places.set(container, places);
    return places;
  }

  #position(node: unknown): Position | null {
    const offset = (node as Node | null)?.range?.[0];
    if (offset === undefined) return null;
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  #report(node: Node, path: Path, message: string): void {
    const suggestion = 'write the value out';
    this.problems.push({ rule: 'yaml-syntax', message, suggestion, path, position: this.#position(node) });
  }
}

function duplicate(found: { path: Path; position: Position | null; first: Position | null }): Problem {
  const { path, position, first } = found;
  const message = `"${path.at(-1)}" stands here for the second time; the first is in line ${first?.line ?? 1}`;
  return { rule: 'duplicate-key', message, suggestion: 'keep one of them', path, position };
}

/** What each alias stands for: the last anchor of its name before it. */
function aliasTargets(document: Document.Parsed): Map<Alias, Node | undefined> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) targets.set(node, anchors.get(node.source));
      else if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** The tags of the core schema say what a plain value says anyway. */
function isTagged(node: Node): boolean {
  return node.tag !== undefined && !/^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/.test(node.tag);
}
