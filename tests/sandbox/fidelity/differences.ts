import type { Ending } from './endings.ts';

/** Before Python 3.13, what the interpreter itself prints shows source lines only of files, and the program is none. */
const withoutSource = (text: string): string => text.replace(/^ {4}.*\n/gm, '');

export interface Difference {
  reason: string;
  code: string;
  /** What is left when the difference is taken away. */
  without: (text: string) => string;
}

/** Equal but for a detail that depends on the version of Python. */
export const details: Record<string, Difference> = {
  'a name suggested for a misspelt one': {
    reason:
      'before Python 3.12 only the interpreter itself, which needs the program as a file, adds suggestions',
    code: 'length = 3\nprint(lenght)',
    without: (text) => text.replace(/\. Did you mean: 'length'\?/, ''),
  },
  'an indentation error': {
    reason: 'the traceback module marks the whole word, the interpreter its first character',
    code: 'if True:\nprint("x")\n',
    without: (text) => text.replace(/^ +\^+$/m, ''),
  },
  'a failing thread': {
    reason: 'the interpreter itself prints it',
    code: `
import threading
def work(): raise ValueError("in thread")
t = threading.Thread(target=work, name="worker"); t.start(); t.join()
print("main goes on")`,
    without: withoutSource,
  },
  'a destructor that fails': {
    reason: 'the interpreter itself prints it',
    code: `
class Thing:
    def __del__(self): raise ValueError("in del")
Thing()
print("after")`,
    without: withoutSource,
  },
  'an exit handler that fails': {
    reason: 'the interpreter itself prints it',
    code: `
import atexit
def handler(): raise ValueError("in handler")
atexit.register(print, "other"); atexit.register(handler)
print("end")`,
    without: withoutSource,
  },
  'an exit handler that exits': {
    reason:
      'the interpreter itself prints it, with the frame that called the handlers where a script has none',
    code: 'import atexit, sys\natexit.register(sys.exit, 5)\nprint("end")',
    without: (text) => withoutSource(text).replace(/^Traceback .*\n {2}File .*execute\.py.*\n/m, ''),
  },
};

export interface Choice {
  reason: string;
  code: string;
  plain: Partial<Ending>;
  inside: Partial<Ending>;
}

/** Different on purpose. */
export const choices: Record<string, Choice> = {
  'the folder in tracebacks': {
    reason:
      'outside namespaces it would name a folder of the host, and no two runs would fail with the same text',
    code: 'import sys\nprint(sys._getframe().f_code.co_filename == __file__)',
    plain: { stdout: 'True\n' },
    inside: { stdout: 'False\n' },
  },
  'the program as a file': {
    reason: 'a program that goes through its folder finds its inputs and nothing else',
    code: 'import os\nprint(os.listdir("."))',
    plain: { stdout: "['script.py']\n" },
    inside: { stdout: '[]\n' },
  },
  'modules beside the program': {
    reason: 'only code that was verified runs, so input files are no modules',
    code: 'open("helper.py", "w").write("print(42)")\nimport helper',
    plain: { exitCode: 0, stdout: '42\n' },
    inside: { exitCode: 1, stdout: '' },
  },
  'text that is no text': {
    reason: 'half a character is no reason to lose the answer',
    code: 'print("a\\udc80b")',
    plain: { exitCode: 0, stdout: 'a\ufffdb\n' },
    inside: { exitCode: 0, stdout: 'a\\udc80b\n' },
  },
  'what was printed before a crash': {
    reason: 'output is shown while the program runs, line by line',
    code: 'import os\nprint("line")\nos._exit(3)',
    plain: { exitCode: 3, stdout: '' },
    inside: { exitCode: 3, stdout: 'line\n' },
  },
  'an interruption': {
    reason: 'a sandboxed process may send no signals, not even to itself',
    code: 'raise KeyboardInterrupt',
    plain: { exitCode: null },
    inside: { exitCode: 1 },
  },
  'processes of its own': {
    reason: 'a program is one process, and is told so where the library would name a missing file',
    code: 'import multiprocessing\nif __name__ == "__main__":\n    multiprocessing.Lock()\n    print("made")',
    plain: { exitCode: 0, stdout: 'made\n' },
    inside: { exitCode: 1, stdout: '' },
  },
};
