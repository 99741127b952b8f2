import { allGiven, givenAt } from '../program/given.ts';
import { type Evaluate, elementsOf, type Given, isText, type Value } from '../program/value.ts';
import { type Denial, denials } from './denial.ts';
import { deniedAttributes, internalNames } from './internals.ts';
import { judgePath } from './judge-path.ts';
import { allowedMembers } from './members.ts';

/** A function that is harmless but for certain arguments. */
export interface CallRule {
  functions: RegExp;
  denial: Denial;
  /** Whether the call, with these arguments, is the harmful form. */
  applies(given: Given, evaluate: Evaluate): boolean;
}

const matching = (names: string) =>
  new RegExp(`^(?:${names.trim().replace(/[.()]/g, '\\$&').replace(/\s+/g, '|').replaceAll('*', '\\S+')})$`);
const isFalse = (values: readonly Value[]) =>
  values.every(
    (it) => (it.kind === 'constant' && it.value !== true) || (it.kind === 'number' && it.value === 0),
  );
const isTrue = (values: readonly Value[] | undefined) =>
  (values ?? []).some(
    (it) => (it.kind === 'constant' && it.value === true) || (it.kind === 'number' && it.value !== 0),
  );
const texts = (values: readonly Value[] | undefined) =>
  (values ?? []).flatMap((it) => (isText(it) ? [it.prefix] : []));
/** Texts that a call is given, by themselves or in lists. */
const allTexts = (given: Given, evaluate: Evaluate) => {
  const values = allGiven(given).flatMap((one) => one.values);
  return [
    ...texts(values),
    ...texts(
      elementsOf(
        values.filter(({ kind }) => kind === 'list'),
        evaluate,
      ),
    ),
  ];
};
const screens = /^(?:tk|qt|gtk|wx|macosx|nbagg|webagg)/i;

/** What an expression for calculating never holds, and one that breaks out does. */
export const breakingOut =
  /__\w+__|\b(?:open|exec|eval|compile|getattr|setattr|globals|locals|vars|input|breakpoint|print|dir|help|type)\s*\(|\b(?:os|sys|subprocess|builtins|importlib|shutil|socket)\s*\./;

const evaluators = matching(`
  sympy.sympify sympy.S sympy.parse_expr sympy.simplify sympy.expand sympy.factor sympy.solve sympy.solveset sympy.diff
  sympy.integrate sympy.limit sympy.series sympy.lambdify sympy.Matrix sympy.N sympy.nsimplify sympy.Integer sympy.Rational
  sympy.Float sympy.Eq sympy.latex sympy.pretty sympy.plot sympy.Poly sympy.collect sympy.cancel sympy.apart sympy.together
  sympy.core.sympify.* sympy.parsing.* sympy.utilities.lambdify.* sympy.matrices.* numexpr.* pandas.eval
  pandas.core.computation.* patsy.* formulaic.* statsmodels.formula.* statsmodels.*.from_formula`);

/** Modules that a text names, so that it can be imported. */
const importers = matching('sympy.external.import_module sympy.external.importtools.import_module');

const isModuleName = (name: string) =>
  judgePath(name) !== undefined || allowedMembers.has(name.split('.')[0] ?? '');

export const callRules: readonly CallRule[] = [
  {
    functions: matching('numpy.load numpy.lib.npyio.load numpy.lib.npyio.NpzFile numpy.ma.load'),
    denial: denials.unpickling,
    applies: (given) => {
      const allow = givenAt(given, 2, 'allow_pickle');
      return allow === undefined ? given.open && given.positional.length < 2 : !isKnownFalse(allow.values);
    },
  },
  {
    functions: matching(
      'numpy.lib.format.read_array numpy.lib.format.write_array numpy.lib.npyio.format.read_array',
    ),
    denial: denials.unpickling,
    applies: (given) => {
      const allow = givenAt(given, 1, 'allow_pickle');
      return allow === undefined ? given.open : !isKnownFalse(allow.values);
    },
  },
  {
    functions: matching('nltk.data.load'),
    denial: denials.unpickling,
    applies: (given) => {
      const named = texts(givenAt(given, 0, 'resource_url')?.values);
      return (
        named.some((name) => /^pickle:|\.(?:pickle|pkl)$/.test(name)) ||
        texts(givenAt(given, 1, 'format')?.values).includes('pickle')
      );
    },
  },
  {
    functions: evaluators,
    denial: denials.dynamicCode,
    applies: (given, evaluate) => allTexts(given, evaluate).some((it) => breakingOut.test(it)),
  },
  {
    functions: matching('timeit.timeit timeit.repeat timeit.Timer timeit.main numpy.testing.measure'),
    denial: denials.dynamicCode,
    applies: (given) =>
      allGiven(given).some(({ values }) => values.some((it) => isText(it) || it.kind === 'list')),
  },
  {
    functions: matching('inspect.signature inspect.get_annotations inspect.Signature.from_callable'),
    denial: denials.dynamicCode,
    applies: ({ keywords }) => isTrue(keywords.get('eval_str')?.values),
  },
  {
    functions: matching(
      'unittest.mock.patch unittest.mock.patch.dict unittest.mock.patch.multiple unittest.main pandas.set_option',
    ),
    denial: denials.loader,
    applies: (given) => {
      const [name, value] = given.positional.map(({ values }) => texts(values)[0] ?? '');
      const module = texts(given.keywords.get('module')?.values)[0] ?? name ?? '';
      const isBackend = /^plotting\.backend$/.test(name ?? '') && value !== 'matplotlib';
      return isBackend || isModuleName(module);
    },
  },
  {
    functions: importers,
    denial: denials.loader,
    applies: ({ positional }) => texts(positional[0]?.values).some(isModuleName),
  },
  {
    functions: matching('statsmodels.*.load statsmodels.*.load_pickle'),
    denial: denials.unpickling,
    applies: ({ positional }) => positional.length > 0,
  },
  {
    functions: matching('joblib.Parallel joblib.parallel_backend joblib.parallel_config joblib.parallel.*'),
    denial: denials.worker,
    applies: (given) => allGiven(given).some(({ values }) => texts(values).includes('multiprocessing')),
  },
  {
    functions: matching('tarfile.*.extractall tarfile.*.extract'),
    denial: denials.system,
    applies: ({ keywords }) => texts(keywords.get('filter')?.values).includes('fully_trusted'),
  },
  {
    functions: matching('xml.sax.make_parser xml.dom.getDOMImplementation'),
    denial: denials.loader,
    applies: (given) => given.positional.length > 0,
  },
  {
    functions: matching('xml.sax.make_parser().setFeature xml.sax.expatreader.create_parser().setFeature'),
    denial: denials.entities,
    applies: (given) => isTrue(given.positional[1]?.values),
  },
  {
    functions: matching(
      'lxml.etree.XMLParser lxml.etree.ETCompatXMLParser lxml.etree.iterparse lxml.html.XHTMLParser',
    ),
    denial: denials.entities,
    applies: ({ keywords }) =>
      ['load_dtd', 'dtd_validation', 'resolve_entities'].some((name) => isTrue(keywords.get(name)?.values)) ||
      (keywords.has('no_network') && isFalse(keywords.get('no_network')?.values ?? [])),
  },
  {
    functions: /^builtins\.(?:getattr|setattr|delattr|hasattr)$/,
    denial: denials.introspection,
    applies: ({ positional }) =>
      (positional[1]?.values ?? []).some(
        (it) =>
          (isText(it) && (internalNames.has(it.prefix) || deniedAttributes.has(it.prefix))) ||
          (it.kind === 'result' && it.of === 'builtins.dir'),
      ),
  },
  {
    functions: matching('operator.attrgetter operator.methodcaller'),
    denial: denials.introspection,
    applies: (given) =>
      given.positional
        .flatMap(({ values }) => texts(values))
        .some((it) => it.split('.').some((part) => internalNames.has(part))),
  },
  {
    functions: matching('matplotlib.use matplotlib.pyplot.switch_backend'),
    denial: {
      ...denials.display,
      severity: 'major',
      instead: "Use matplotlib.use('Agg') and save the figure.",
    },
    applies: (given) => texts(givenAt(given, 0, 'backend')?.values).some((it) => screens.test(it)),
  },
  {
    functions: matching('matplotlib.use matplotlib.pyplot.switch_backend'),
    denial: denials.loader,
    applies: (given) => texts(givenAt(given, 0, 'backend')?.values).some((it) => /^module:/i.test(it)),
  },
  {
    functions: /^(?:matplotlib|matplotlib\.pyplot)\.rc(?:Params\.(?:update|__setitem__))?$/,
    denial: denials.process,
    applies: ({ keywords }) => isTrue(keywords.get('usetex')?.values),
  },
];

/** Whether any rule speaks of a function. */
export const hasRule = new RegExp(callRules.map(({ functions }) => functions.source).join('|'));

/** Nothing known of a flag counts as true. */
function isKnownFalse(values: readonly Value[]): boolean {
  return values.length > 0 && isFalse(values);
}
