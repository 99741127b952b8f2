import type { Binding } from '../../program/binding.ts';
import { allGiven } from '../../program/given.ts';
import type { PythonProgram } from '../../program/program.ts';
import { textOf } from '../../program/source-text.ts';
import { descendants, type SyntaxNode } from '../../program/syntax-node.ts';
import {
  type Given,
  type GivenValue,
  type Item,
  isText,
  type TextValue,
  type Value,
  valuesOf,
} from '../../program/value.ts';

/** Places of a machine that no data set has for values: whoever hands them to a library means the files there. */
const systemPlace =
  /^(?:file:\/\/\/|(?:\/(?:etc|proc|root|boot|dev|var\/(?:log|run|lib|spool|mail)|usr\/(?:bin|lib|local|share)|sys\/(?:class|kernel|fs|devices)|home\/[\w.-]+\/)(?:\/|$|(?<=\/))|~\/\.?\w|[a-z]:\\(?:windows|users|program)))/i;
const harmlessDevices = /^\/dev\/(?:null|std\w+)$/;

/** Functions that take texts for texts: what they are given is data, whatever it looks like. */
const textFunctions =
  /^(?:builtins\.(?!open|getattr)|re\.|regex\.|json\.|collections\.|string\.|textwrap\.|difflib\.|fnmatch\.|shlex\.|hashlib\.|urllib\.parse\.|html\.|pprint\.|logging\.(?!FileHandler|basicConfig)|warnings\.|typing\.|enum\.|dataclasses\.|functools\.|itertools\.|operator\.|copy\.|os\.path\.(?:basename|dirname|splitext|split|normpath|commonpath|commonprefix)|pandas\.(?:DataFrame|Series|Index|Categorical|MultiIndex|concat|isna|unique|array)|numpy\.(?:array|asarray|char|strings|where|isin|unique|select)|matplotlib\.pyplot\.(?:title|xlabel|ylabel|text|annotate|legend|suptitle|figtext)|sklearn\.feature_extraction|nltk\.(?!data|corpus)|textblob\.|tabulate\.|tqdm\.|io\.(?:StringIO|BytesIO)|argparse\.)/;

/** System places that a library function is given, alone or inside lists and dicts. */
export function systemPlaces(program: PythonProgram, callee: SyntaxNode, given: Given): GivenValue[] {
  const values = program.evaluate(callee);
  const called = values.flatMap((value) => (value.kind === 'name' ? [value.path] : []));
  const isUnknown =
    values.length === 0 && (callee.type !== 'attribute' || handingOn.test(textOf(program.source, callee)));
  if (!isUnknown && (called.length === 0 || called.some((path) => textFunctions.test(path)))) return [];
  return allGiven(given).flatMap((argument) => placesIn(program, argument));
}

/** Methods that hand what they are given to functions out of our sight. */
const handingOn = /\.(?:send|asend|submit|apply_async|apply|run_in_executor|call_soon|enter)$/;

function isSystemPlace({ prefix }: TextValue): boolean {
  return systemPlace.test(prefix) && !harmlessDevices.test(prefix);
}

function placesIn(program: PythonProgram, { node, values }: GivenValue): GivenValue[] {
  const found = textsIn(program, values, 3).filter(isSystemPlace);
  return found.length === 0 ? [] : [{ node, values: found }];
}

function textsIn(program: PythonProgram, values: readonly Value[], depth: number): TextValue[] {
  if (depth === 0) return [];
  const inner = (items: readonly Item[]) =>
    items.slice(0, 64).flatMap((item) => textsIn(program, valuesOf(item, program.evaluate), depth - 1));
  return values.flatMap((value) => {
    if (isText(value)) return [value];
    if (value.kind === 'list') return inner(value.items);
    return value.kind === 'dict' ? inner(value.entries.map((entry) => entry.value)) : [];
  });
}

const maxNodes = 400;

/** System places among the texts from which an expression is computed by functions nobody knows, such as `re.match(…).group()`. */
export function derivedPlaces(program: PythonProgram, node: SyntaxNode): TextValue[] {
  const seen = new Set<SyntaxNode>();
  const places: TextValue[] = [];
  const pending = [node];
  for (let next = pending.pop(); next !== undefined && seen.size < maxNodes; next = pending.pop()) {
    for (const part of descendants(next)) {
      if (seen.has(part)) continue;
      seen.add(part);
      if (part.type === 'string') places.push(...program.evaluate(part).filter(isText).filter(isSystemPlace));
      if (part.type === 'identifier') pending.push(...sourcesOf(program, part));
    }
  }
  return places;
}

/** The expressions from which a name takes its values. */
function sourcesOf(program: PythonProgram, name: SyntaxNode): SyntaxNode[] {
  return program.scopes.bindingsOf(textOf(program.source, name), name).flatMap((binding) => {
    const origin = originOf(binding);
    if (origin.kind === 'exception') return [...program.nodesOf('raise_statement')];
    return origin.kind === 'value' || origin.kind === 'element' ? [origin.node] : [];
  });
}

function originOf(binding: Binding): Binding {
  return binding.kind === 'part' ? originOf(binding.of) : binding;
}
