/** What one program leaves for the next. */
export interface Leftover {
  name: string;
  plant: string;
  /** True where it finds what `plant` left. */
  look: string;
  imports?: string;
  /** No rule of the verifier is against it. */
  passesVerifier?: true;
}

/** Modules every case may use. */
export const standardModules =
  'builtins, decimal, gc, importlib.util, json, os, random, resource, signal, sys, tempfile, threading, time';

export const leftovers: Leftover[] = [
  {
    name: 'a file in its folder',
    passesVerifier: true,
    plant: 'open("left", "w").close()',
    look: 'os.path.exists("left")',
  },
  {
    name: 'a file in its temporary folder',
    passesVerifier: true,
    plant: 'open(tmp + "/left", "w").close()',
    look: 'os.path.exists(tmp + "/left")',
  },
  {
    name: 'a module in its temporary folder',
    plant: 'open(tmp + "/left.py", "w").close(); sys.path.append(tmp)',
    look: 'importlib.util.find_spec("left") is not None',
  },
  {
    name: 'a start-up file',
    passesVerifier: true,
    plant: 'open(tmp + "/.pythonrc", "w").close()',
    look: 'os.path.exists(os.path.expanduser("~/.pythonrc"))',
  },
  { name: 'a changed module', passesVerifier: true, plant: 'json.dumps = None', look: 'json.dumps is None' },
  { name: 'a changed built-in', plant: 'builtins.len = max', look: 'builtins.len is max' },
  { name: 'a changed import system', plant: 'sys.meta_path.clear()', look: 'len(sys.meta_path) == 0' },
  { name: 'a module of its own', plant: 'sys.modules["left"] = json', look: '"left" in sys.modules' },
  { name: 'a search path', plant: 'sys.path.insert(0, "/box")', look: '"/box" in sys.path' },
  {
    name: 'an environment variable',
    passesVerifier: true,
    plant: 'os.environ["LEFT"] = "x"',
    look: '"LEFT" in os.environ',
  },
  { name: 'a working folder', passesVerifier: true, plant: 'os.chdir(tmp)', look: 'os.getcwd() == tmp' },
  { name: 'a file mask', plant: 'os.umask(0o777)', look: 'os.umask(0) == 0o777' },
  { name: 'a signal handler', plant: 'signal.signal(15, print)', look: 'signal.getsignal(15) is print' },
  {
    name: 'a lowered limit',
    plant: 'resource.setrlimit(resource.RLIMIT_NOFILE, (50, 50))',
    look: 'resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 50',
  },
  {
    name: 'a recursion limit',
    passesVerifier: true,
    plant: 'sys.setrecursionlimit(77)',
    look: 'sys.getrecursionlimit() == 77',
  },
  { name: 'a switched-off collector', plant: 'gc.disable()', look: 'not gc.isenabled()' },
  {
    name: 'a number context',
    passesVerifier: true,
    plant: 'decimal.getcontext().prec = 3',
    look: 'decimal.getcontext().prec == 3',
  },
  {
    name: 'a seed',
    passesVerifier: true,
    plant: 'random.seed(7)',
    look: 'random.getstate() == random.Random(7).getstate()',
  },
  {
    name: 'a seed of numpy',
    passesVerifier: true,
    plant: 'numpy.random.seed(7)',
    look: 'numpy.random.random() == numpy.random.RandomState(7).random()',
    imports: 'numpy',
  },
  {
    name: 'an option of pandas',
    passesVerifier: true,
    plant: 'pandas.options.display.max_rows = 3',
    look: 'pandas.options.display.max_rows == 3',
    imports: 'numpy, pandas',
  },
  {
    name: 'an open file',
    plant: 'os.dup2(os.open("/dev/null", 0), 200)',
    look: 'os.isatty(200) or os.fstat(200) is not None',
  },
  {
    name: 'a running thread',
    passesVerifier: true,
    plant: 'threading.Thread(target=time.sleep, args=(2,), daemon=True).start()',
    look: 'threading.active_count() > 1',
  },
  {
    name: 'a secret in memory',
    passesVerifier: true,
    plant: 'kept = ["secret " + str(7 ** 99)]',
    look: 'any(isinstance(one, list) and one and one[0] == "secret " + str(7 ** 99) for one in gc.get_objects())',
  },
];

/** The planting as a model would write it: with the imports it uses and no others. */
export function planting({ plant, imports }: Leftover): string {
  const text = plant.includes('tmp') ? `tmp = tempfile.gettempdir()\n${plant}` : plant;
  const used = [...standardModules.split(', '), ...(imports?.split(', ') ?? [])].filter((name) =>
    new RegExp(`\\b${name}\\.`).test(text),
  );
  return `${used.map((name) => `import ${name}\n`).join('')}${text}`;
}
