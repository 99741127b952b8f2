import type { Issue } from '../../contracts/issue.ts';
import { type Arguments, argumentAt, readArguments } from '../program/call.ts';
import type { PythonProgram } from '../program/program.ts';
import { childByField, type SyntaxNode } from '../program/syntax-node.ts';
import { isText, type Value } from '../program/value.ts';
import { type Denial, denials } from './denial.ts';
import { internalNames } from './internals.ts';
import { denied, type PolicyRule } from './rule.ts';

interface CallRule {
  functions: ReadonlySet<string>;
  denial: Denial;
  /** Whether this call, with these arguments, is the harmful form. */
  applies(call: { given: Arguments; values(node: SyntaxNode | undefined): readonly Value[] }): boolean;
}

const isFalse = (values: readonly Value[]) =>
  values.every((it) => it.kind === 'constant' && it.value !== true);
const screens = /^(?:tk|qt|gtk|wx|macosx|nbagg|webagg)/i;

/** Functions that run a text of theirs with `eval`. */
const evaluating = new Set(
  `sympy.sympify sympy.S sympy.core.sympify.sympify sympy.parse_expr sympy.parsing.sympy_parser.parse_expr
   numexpr.evaluate pandas.eval`.split(/\s+/),
);

/** Functions that are harmless but for certain arguments. */
const callRules: CallRule[] = [
  {
    functions: new Set(['numpy.load', 'numpy.lib.format.read_array', 'numpy.lib.npyio.load']),
    denial: denials.unpickling,
    applies: ({ given, values }) => {
      const allow = given.keywords.get('allow_pickle') ?? given.positional[2];
      if (allow === undefined) return given.spread;
      return values(allow).length === 0 || !isFalse(values(allow));
    },
  },
  {
    functions: new Set(['nltk.data.load']),
    denial: denials.unpickling,
    applies: ({ given, values }) =>
      values(argumentAt(given, 0, 'resource_url')).some(
        (it) => isText(it) && /\.(?:pickle|pkl)$/.test(it.prefix),
      ),
  },
  {
    functions: evaluating,
    denial: denials.dynamicCode,
    applies: ({ given, values }) =>
      values(given.positional[0]).some((it) => isText(it) && it.prefix.includes('__')),
  },
  {
    functions: new Set(['timeit.timeit', 'timeit.repeat', 'timeit.Timer']),
    denial: denials.dynamicCode,
    applies: ({ given, values }) =>
      [0, 1].some((at) => values(given.positional[at]).some(isText)) ||
      values(given.keywords.get('setup')).some(isText) ||
      values(given.keywords.get('stmt')).some(isText),
  },
  {
    functions: new Set(['builtins.getattr', 'builtins.setattr', 'builtins.delattr']),
    denial: denials.introspection,
    applies: ({ given, values }) =>
      values(given.positional[1]).some((it) => isText(it) && internalNames.has(it.prefix)),
  },
  {
    functions: new Set(['operator.attrgetter', 'operator.methodcaller']),
    denial: denials.introspection,
    applies: ({ given, values }) =>
      given.positional.some((node) =>
        values(node).some((it) => isText(it) && it.prefix.split('.').some((part) => internalNames.has(part))),
      ),
  },
  {
    functions: new Set(['matplotlib.use', 'matplotlib.pyplot.switch_backend']),
    denial: {
      ...denials.display,
      severity: 'major',
      instead: "Use matplotlib.use('Agg') and save the figure.",
    },
    applies: ({ given, values }) =>
      values(argumentAt(given, 0, 'backend')).some((it) => isText(it) && screens.test(it.prefix)),
  },
];

export const checkCalls: PolicyRule = (program) =>
  program.nodesOf('call').flatMap((call) => {
    const callee = childByField(call, 'function');
    if (callee === undefined) return [];
    return program
      .evaluate(callee)
      .flatMap((value) => (value.kind === 'name' ? checkCall(program, call, value.path) : []))
      .slice(0, 1);
  });

function checkCall(program: PythonProgram, call: SyntaxNode, path: string): Issue[] {
  const values = (node: SyntaxNode | undefined) => (node === undefined ? [] : program.evaluate(node));
  return callRules.flatMap(({ functions, denial, applies }) =>
    functions.has(path) && applies({ given: readArguments(call, program.source), values })
      ? [denied(program, call, { name: `${path}(…)`, denial })]
      : [],
  );
}
