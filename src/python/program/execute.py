"""Executes the received code as a script would run, then leaves without giving it another chance to act."""

import atexit
import gc
import hashlib
import io
import linecache
import os
import random
import resource
import signal
import sys
import threading
import traceback
import types
import warnings

from isolation import frames
from program import figures

SCRIPT = 'script.py'
MAX_MESSAGE = 2_000

ONE_THREAD = ('OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMEXPR_NUM_THREADS', 'LOKY_MAX_CPU_COUNT')


def set_environment(tmp):
    """Replaces the environment by a fixed one; libraries read it when they are imported later."""
    os.environ.clear()
    os.environ.update(dict.fromkeys(ONE_THREAD, '1'))
    os.environ.update(
        HOME=tmp,
        TMPDIR=tmp,
        LANG='C.UTF-8',
        MPLBACKEND='Agg',
        MPLCONFIGDIR=os.path.join(tmp, 'matplotlib'),
        ARROW_DEFAULT_MEMORY_POOL='system',
        JE_ARROW_MALLOC_CONF='background_thread:false',
        JOBLIB_MULTIPROCESSING='0',
        PYTHONDONTWRITEBYTECODE='1',
    )


def reseed():
    """Makes the random state of a forked process its own."""
    random.seed()
    if 'numpy' in sys.modules:
        sys.modules['numpy'].random.seed()


def run(request, control, resident_before=0):
    """Runs `request['code']` and ends this process; the supervisor learns of the end early through `control`.

    `resident_before` is what a forked process already held, in the unit of ru_maxrss, so that only growth is reported.
    """
    code = request['code']
    if hashlib.sha256(code.encode()).hexdigest() != request['sha256']:
        os._exit(70)
    _fresh_streams()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.argv = [SCRIPT]
    sys.path[:] = [entry for entry in sys.path if entry not in ('', os.getcwd())]
    linecache.cache[SCRIPT] = (len(code), None, code.splitlines(True), SCRIPT)
    figures.watch()
    gc.enable()
    exit_code, exception = _execute(code)
    exit_code = _finish(exit_code)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    try:
        os.close(1)
        os.close(2)
        frames.write(
            control,
            {
                'type': 'outcome',
                'exception': exception,
                'exitCode': exit_code,
                'cpuSeconds': usage.ru_utime + usage.ru_stime,
                'peakBytes': max(0, usage.ru_maxrss - resident_before) * 1024,
            },
        )
    finally:
        os._exit(exit_code)


def _execute(code):
    main = types.ModuleType('__main__')
    main.__file__ = SCRIPT
    main.__builtins__ = __builtins__
    sys.modules['__main__'] = main
    try:
        exec(compile(code, SCRIPT, 'exec', dont_inherit=True), main.__dict__)
    except SystemExit as error:
        return _exit_code(error.code), None
    except BaseException as error:
        return 1, _report(error)
    return 0, None


def _exit_code(value):
    if value is None:
        return 0
    if isinstance(value, int):
        return value & 0xFF
    print(value, file=sys.stderr)
    return 1


def _report(error):
    own_frames = error.__traceback__.tb_next if error.__traceback__ else None
    try:
        traceback.print_exception(type(error), error, own_frames)
        message = str(error)
    except BaseException:
        message = 'the exception could not be printed'
    lines = [frame.lineno for frame in traceback.extract_tb(own_frames) if frame.filename == SCRIPT]
    line = error.lineno if isinstance(error, SyntaxError) and error.filename == SCRIPT else lines[-1] if lines else None
    names = [kind.__name__ for kind in type(error).__mro__]
    kind = 'MemoryError' if 'MemoryError' in names else type(error).__name__
    return {'type': kind[:100], 'message': message[:MAX_MESSAGE], 'line': line}


def _finish(exit_code):
    try:
        if exit_code == 0:
            figures.save_open()
        threading._shutdown()
        atexit._run_exitfuncs()
    except BaseException:
        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            exit_code = exit_code or 120
    return exit_code


def _fresh_streams():
    def text(descriptor, mode, errors):
        raw = io.FileIO(descriptor, mode, closefd=False)
        buffered = io.BufferedReader(raw) if mode == 'r' else io.BufferedWriter(raw)
        return io.TextIOWrapper(buffered, encoding='utf-8', errors=errors, line_buffering=True)

    sys.stdin = sys.__stdin__ = text(0, 'r', 'surrogateescape')
    sys.stdout = sys.__stdout__ = text(1, 'w', 'backslashreplace')
    sys.stderr = sys.__stderr__ = text(2, 'w', 'backslashreplace')
    warnings.filterwarnings('ignore', message='FigureCanvasAgg is non-interactive')
