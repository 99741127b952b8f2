import type { Issue } from '../../contracts/issue.ts';
import type { PythonProgram } from '../program/program.ts';
import { childByField, type SyntaxNode } from '../program/syntax-node.ts';
import { isText, type Value, valuesOf } from '../program/value.ts';
import { calledBy } from './called.ts';
import { type Denial, denials } from './denial.ts';
import { denied, type PolicyRule } from './rule.ts';

/** A setting that has a library start programs or load code. */
interface Setting {
  holder: RegExp;
  key: RegExp;
  denial: Denial;
  isHarmless(values: readonly Value[]): boolean;
}

const never = () => false;
const isOff = (values: readonly Value[]) =>
  values.length > 0 && values.every((it) => it.kind === 'constant' && it.value !== true);

const settings: readonly Setting[] = [
  {
    holder: /^(?:matplotlib|pylab)\S*\.rcParams(?:Default)?$/,
    key: /^animation\.\w+_(?:path|args)$/,
    denial: denials.process,
    isHarmless: never,
  },
  {
    holder: /^(?:matplotlib|pylab)\S*\.rcParams(?:Default)?$/,
    key: /^text\.usetex$/,
    denial: { ...denials.process, severity: 'major' },
    isHarmless: isOff,
  },
  {
    holder: /^os\.environb?$/,
    key: /^(?:LD_\w+|DYLD_\w+|PYTHON(?!HASHSEED|WARNINGS|IOENCODING|UTF8|UNBUFFERED|OPTIMIZE)\w+|PATH|BASH_ENV|ENV|IFS|GCONV_PATH|BROWSER|EDITOR|NODE_OPTIONS|PERL5\w+)$/,
    denial: denials.system,
    isHarmless: never,
  },
  {
    holder: /^pandas\.options\.plotting$/,
    key: /^backend$/,
    denial: denials.loader,
    isHarmless: (values) => values.every((it) => isText(it) && /^(?:matplotlib|plotly)$/.test(it.prefix)),
  },
];

/** Settings by subscript, by attribute, and by `update`, `setdefault` or `rc_context`. */
export const checkSettings: PolicyRule = (program) => [
  ...program.nodesOf('assignment').flatMap((node) => checkAssignment(program, node)),
  ...program.nodesOf('call').flatMap((node) => checkUpdate(program, node)),
  ...program.nodesOf('call').flatMap((node) => checkPlot(program, node)),
];

interface Given {
  node: SyntaxNode;
  holders: readonly string[];
  keys: readonly string[];
  values: readonly Value[];
}

function checkAssignment(program: PythonProgram, node: SyntaxNode): Issue[] {
  const left = childByField(node, 'left');
  const right = childByField(node, 'right');
  if (left === undefined || right === undefined) return [];
  const isSubscript = left.type === 'subscript';
  const holder = childByField(left, isSubscript ? 'value' : 'object');
  const key = childByField(left, isSubscript ? 'subscript' : 'attribute');
  if (holder === undefined || key === undefined) return [];
  const keys = isSubscript ? textsOf(program.evaluate(key)) : [program.source.text.slice(key.start, key.end)];
  return judge(program, {
    node,
    holders: pathsOf(program.evaluate(holder)),
    keys,
    values: program.evaluate(right),
  });
}

const updating = /^(.+)\.(?:update|setdefault|__setitem__)$/;
const contexts = /^matplotlib(?:\.pyplot)?\.rc_context$/;

function checkUpdate(program: PythonProgram, node: SyntaxNode): Issue[] {
  return calledBy(program, node).flatMap(({ path, given }) => {
    const holder = contexts.test(path) ? 'matplotlib.rcParams' : updating.exec(path)?.[1];
    if (holder === undefined) return [];
    const [first, second] = given.positional;
    const pairs = (first?.values ?? []).flatMap((value) =>
      value.kind === 'dict'
        ? value.entries.map(({ key, value: item }) => ({
            keys: textsOf(valuesOf(key, program.evaluate)),
            values: valuesOf(item, program.evaluate),
          }))
        : [{ keys: textsOf([value]), values: second?.values ?? [] }],
    );
    const named = [...given.keywords].map(([key, { values }]) => ({ keys: [key], values }));
    return [...pairs, ...named].flatMap((pair) => judge(program, { node, holders: [holder], ...pair }));
  });
}

const plotters = new Set(['matplotlib', 'plotly', 'hvplot', 'holoviews', 'altair', 'bokeh']);

/** `frame.plot(backend='x')` imports the module x. */
function checkPlot(program: PythonProgram, node: SyntaxNode): Issue[] {
  const callee = childByField(node, 'function');
  if (callee?.type !== 'attribute' || !/\.plot$/.test(program.source.text.slice(callee.start, callee.end)))
    return [];
  const backend = textsOf(program.given(node).keywords.get('backend')?.values ?? []);
  const isForeign = backend.some((name) => !plotters.has(name.split('.')[0] ?? ''));
  return isForeign ? [denied(program, node, { name: `backend=${backend[0]}`, denial: denials.loader })] : [];
}

function judge(program: PythonProgram, { node, holders, keys, values }: Given): Issue[] {
  return settings.flatMap(({ holder, key, denial, isHarmless }) => {
    const found = keys.find((one) => key.test(one));
    const isHeld = holders.some((one) => holder.test(one));
    if (found === undefined || !isHeld || isHarmless(values)) return [];
    return [denied(program, node, { name: found, denial })];
  });
}

function textsOf(values: readonly Value[]): string[] {
  return values.flatMap((value) => (isText(value) ? [value.prefix] : []));
}

function pathsOf(values: readonly Value[]): string[] {
  return values.flatMap((value) => (value.kind === 'name' ? [value.path] : []));
}
