/** Programs that print and end the same way everywhere, by what they show. */
export const scripts: Record<string, string> = {
  'print order on both streams': `
import sys
print("one"); print("two", file=sys.stderr); print("three", end=""); sys.stdout.write("four"); print(5, 6, sep="-")`,
  'output without a last newline': 'print("x", end="")',
  'bytes written to the buffer': 'import sys\nsys.stdout.buffer.write(b"raw \\xff bytes\\n")',
  'text and bytes in turn': `
import sys
print("a"); sys.stdout.flush(); sys.stdout.buffer.write(b"b\\n"); sys.stdout.flush(); print("c")`,
  'text beyond ASCII': 'print("größe 数 🎉")',
  'newlines in every style': 'print("a\\r\\nb\\rc")',
  'the names of the streams': `
import sys
for s in (sys.stdin, sys.stdout, sys.stderr): print(s.name, s.mode, s.encoding, s.isatty(), s.fileno(), s.newlines)`,
  'redirected output': `
import contextlib, io
with contextlib.redirect_stdout(io.StringIO()) as text: print("kept")
print(repr(text.getvalue()))`,
  'pretty printing': 'import pprint\npprint.pprint({"b": list(range(40)), "a": {"x": 1}})',
  'its own name': `
import os, sys
print(__name__, os.path.basename(__file__), os.path.isabs(__file__), os.path.dirname(__file__) == os.getcwd(), sys.argv)`,
  'a path beside its own file': `
import os, pathlib
(pathlib.Path(__file__).parent / "out.txt").write_text("x")
open(os.path.join(os.path.dirname(__file__), "more.txt"), "w").close()
print(sorted(n for n in os.listdir(os.path.dirname(__file__)) if n.endswith(".txt")))`,
  'its global names': 'print([n for n in dir() if n != "__annotations__"], __doc__, __package__, __spec__)',
  'annotations of the module': 'x: int = 3\nprint(__annotations__)',
  'a docstring': '"""What it does."""\nprint(__doc__)',
  'the builtins module': 'print(__builtins__.len([1]), type(__builtins__))',
  'a future import': 'from __future__ import annotations\ndef f(x: Missing): return x\nprint(f(1))',
  'the main guard': 'def main():\n    print("ran")\nif __name__ == "__main__":\n    main()',
  'no input to read': 'print(input("name? "))',
  'standard input that is empty': 'import sys\nprint(sys.stdin.readlines())',
  'exit codes': 'raise SystemExit(7)',
  'exit with a negative code': 'import sys\nsys.exit(-1)',
  'exit with a code past 255': 'import sys\nsys.exit(256 + 5)',
  'exit with a code past the range of C': 'import sys\nsys.exit(2 ** 70)',
  'exit with None': 'import sys\nprint("x")\nsys.exit()',
  'exit with True': 'import sys\nsys.exit(True)',
  'exit with a sentence': 'import sys\nsys.exit("no data")',
  'exit with an object': 'import sys\nsys.exit({"a": 1})',
  'exit from a function in a try': `
import sys
def stop():
    try: sys.exit(4)
    finally: print("finally")
stop()`,
  'the exit and quit words': 'print(exit, quit)\nexit(3)',
  'an immediate exit': 'import os\nprint("flushed", flush=True)\nos._exit(9)',
  'a traceback through functions': `
def inner(x):
    return 1 / x

def outer():
    return inner(0)

print("before")
outer()`,
  'a traceback with a cause': `
try:
    {}["key"]
except KeyError as error:
    raise ValueError("wrapped") from error`,
  'a traceback with a context': `
try:
    int("x")
except ValueError:
    [][3]`,
  'a traceback with a suppressed context': `
try:
    int("x")
except ValueError:
    raise RuntimeError("only this") from None`,
  'a traceback with a note': 'e = ValueError("x")\nif hasattr(e, "add_note"): e.add_note("a note")\nraise e',
  'a traceback with an exception group': `
import sys
if sys.version_info < (3, 11): raise SystemExit("none")
raise ExceptionGroup("several", [ValueError("a"), TypeError("b")])`,
  'a traceback through the standard library': 'import json\njson.loads("{bad")',
  'a traceback over several lines': 'value = {\n    "a": 1,\n    "b": [1][\n        5\n    ],\n}',
  'an exception whose text fails': `
class Bad(Exception):
    def __str__(self): raise RuntimeError("no text")
raise Bad()`,
  'an assertion': 'assert 1 == 2, "numbers differ"',
  'a deep recursion that is caught': `
def f(n): return f(n + 1)
try: f(0)
except RecursionError as error: print(type(error).__name__)`,
  'a syntax error': 'print("never")\nx = = 1\n',
  'a syntax warning': 'print(1 is 1)\n',
  'an unterminated string': 'x = "abc\n',
  'a traceback printed by the program': `
import traceback
def f():
    raise ValueError("x")
try: f()
except ValueError: traceback.print_exc()
print(traceback.format_stack()[-1])`,
  'a warning': 'import warnings\nwarnings.warn("careful")\nwarnings.warn("old", DeprecationWarning)',
  'a warning turned into an error': `
import warnings
warnings.simplefilter("error")
warnings.warn("careful")`,
  logging: `
import logging
logging.warning("%s rows", 3)
logging.basicConfig(level=logging.INFO, format="%(levelname)s %(filename)s:%(lineno)d %(message)s", force=True)
logging.info("info")
logging.exception("failed")`,
  'an exit handler':
    'import atexit\natexit.register(print, "first"); atexit.register(print, "second")\nprint("end")',
  'an exit handler after an exception':
    'import atexit\natexit.register(print, "handler")\nraise ValueError("x")',
  'a hook for exceptions': `
import sys
sys.excepthook = lambda kind, error, tb: print("hooked", kind.__name__, error, tb.tb_lineno)
raise ValueError("x")`,
  'a hook for exceptions that fails': `
import sys
def hook(kind, error, tb): raise RuntimeError("in hook")
sys.excepthook = hook
raise ValueError("x")`,
  'a file that is never closed': 'f = open("out.txt", "w")\nf.write("text")',
  'an object with a destructor': `
class Thing:
    def __del__(self): print("gone", self.name)
thing = Thing(); thing.name = "global"
cycle = Thing(); cycle.name = "cycle"; cycle.me = cycle`,
  'a thread that outlives the main program': `
import threading, time
def work():
    time.sleep(0.05); print("late")
threading.Thread(target=work).start()
print("main ends")`,
  'a daemon thread': `
import threading, time
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print("end")`,
  asyncio: `
import asyncio
async def fail():
    await asyncio.sleep(0)
    raise ValueError("in task")
async def main():
    print(await asyncio.gather(fail(), asyncio.sleep(0, "ok"), return_exceptions=True))
    await fail()
asyncio.run(main())`,
  'a coroutine nobody awaits': 'async def f(): pass\nf()\nprint("end")',
  'pickling its own classes': `
import pickle
class Point:
    def __init__(self, x): self.x = x
print(Point, Point(1).__class__.__module__, pickle.loads(pickle.dumps(Point(4))).x)`,
  'data classes and enums': `
import dataclasses, enum
@dataclasses.dataclass
class Row: a: int = 1
class Kind(enum.Enum): A = 1
print(Row(), Kind.A, repr(Kind.A))`,
  'type hints of its functions':
    'import typing\ndef f(x: "int") -> "list[str]": ...\nprint(typing.get_type_hints(f))',
  'inspecting its own source':
    'import inspect\ndef f():\n    return 1\nprint(inspect.getsource(f), inspect.getsourcefile(f) is None)',
  'doctests of its own': `
import doctest
def double(x):
    """
    >>> double(2)
    5
    """
    return 2 * x
print(doctest.testmod())`,
  'arguments of a command line':
    'import argparse\np = argparse.ArgumentParser()\np.add_argument("--n", type=int, default=3)\nprint(p.parse_args(), p.prog)\np.parse_args(["--x"])',
  'tables of pandas': `
import pandas as pd
df = pd.DataFrame({"name": ["é", "b"] * 40, "value": range(80), "share": 1 / 3})
print(df); df.info(); print(df.describe())`,
  'errors of pandas': 'import pandas as pd\npd.DataFrame({"a": [1]})["missing"]',
  'arrays and warnings of numpy':
    'import numpy as np\nprint(np.arange(2000).reshape(40, 50))\nprint(np.array([1.0]) / 0)',
  'locale and number formats':
    'import locale\nprint(f"{1234567.891:,.2f} {0.1 + 0.2}", locale.getpreferredencoding(False))',
  'dates and time zones': `
from datetime import datetime, timezone
from zoneinfo import ZoneInfo
import time
print(datetime(2024, 3, 31, 3, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(timezone.utc), time.tzname, datetime.fromtimestamp(0))`,
  'limits of the interpreter':
    'import sys\nprint(sys.getrecursionlimit(), sys.get_int_max_str_digits() if hasattr(sys, "get_int_max_str_digits") else 4300, sys.getswitchinterval(), sys.maxsize)',
  'models of scikit-learn over several jobs': `
import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import cross_val_score
x = np.arange(60.0).reshape(-1, 1)
print(cross_val_score(RandomForestRegressor(5, random_state=0, n_jobs=2), x, x.ravel(), n_jobs=2).round(3))`,
};
