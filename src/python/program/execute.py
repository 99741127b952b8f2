"""Executes the received code as a script would run, then leaves without giving it another chance to act."""

import atexit
import builtins
import gc
import hashlib
import linecache
import os
import resource
import signal
import sys
import threading
import traceback
import types
import warnings
from typing import Any, NoReturn

from isolation import frames
from program import event_waiting, excel_engines, failure, figures, network, randomness, redraws, streams, unavailable
from program.request import Program

SCRIPT = 'script.py'

ONE_THREAD = ('OPENBLAS_NUM_THREADS', 'OMP_NUM_THREADS', 'MKL_NUM_THREADS', 'NUMEXPR_NUM_THREADS', 'LOKY_MAX_CPU_COUNT')


def set_environment(tmp: str) -> None:
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
    tempfile: Any = sys.modules.get('tempfile')
    if tempfile:  # it keeps the folder it has once found
        tempfile.tempdir = None


def run(request: Program, control: int, resident_before: int | None = None) -> NoReturn:
    """Runs the program and ends this process; the supervisor learns of the end early through `control`.

    `resident_before` is what a forked process already held, in the unit of ru_maxrss, so that only growth is reported;
    a forked process then keeps what it holds until its watch has looked a last time and ends it.
    """
    exit_code = 70
    try:
        main = _begin(request)
        exit_code, exception = _execute(request.code, main)
        exit_code = _finish(exit_code, main)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        os.close(1)
        os.close(2)
        frames.write(
            control,
            {
                'type': 'outcome',
                'exception': exception,
                'exitCode': exit_code,
                'cpuSeconds': usage.ru_utime + usage.ru_stime,
                'peakBytes': max(0, usage.ru_maxrss - (resident_before or 0)) * 1024,
            },
        )
        if resident_before is not None:
            os.read(control, 1)
    finally:
        os._exit(exit_code)


def prepare() -> None:
    """Makes this process what a fresh interpreter is to a script, as far as that needs no script."""
    renew()
    adapt()


def adapt() -> None:
    """The part of it that a process can do for all that it forks: changes libraries, those that are there and those to come."""
    warnings.filterwarnings('ignore', message='FigureCanvasAgg is non-interactive')
    figures.watch()
    redraws.put_off()
    excel_engines.choose()
    event_waiting.choose()
    unavailable.explain()


def renew() -> None:
    """The part that each process does itself."""
    streams.renew()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.argv = [SCRIPT]
    sys.path[:] = [entry for entry in sys.path if entry not in ('', os.getcwd())]
    gc.enable()


def _begin(request: Program) -> types.ModuleType:
    """Takes the code, unless it is not what was sent, and returns the module it will run in."""
    code, seed = request.code, request.seed
    if hashlib.sha256(code.encode()).hexdigest() != request.sha256:
        raise ValueError('this is not the code that was sent')
    if (seed is None) != bool(sys.flags.hash_randomization):
        raise ValueError('fixed hashes are for runs with a seed, and for no others')
    linecache.cache[SCRIPT] = (len(code), None, [f'{line}\n' for line in code.split('\n')], SCRIPT)
    if seed is not None:
        randomness.fix(seed)
    os.environ.update({variable.name: variable.value for variable in request.environment})
    if request.endpoints is not None:
        network.hold_to(request.endpoints, os.environ['TMPDIR'])
    main: Any = types.ModuleType('__main__')
    main.__file__ = os.path.join(os.getcwd(), SCRIPT)
    main.__cached__ = None
    main.__builtins__ = builtins
    sys.modules['__main__'] = main
    return sys.modules['__main__']


def _execute(code: str, main: types.ModuleType) -> tuple[int, dict[str, Any] | None]:
    try:
        exec(compile(code, SCRIPT, 'exec', dont_inherit=True), main.__dict__)
    except SystemExit as error:
        return failure.exit_code_of(error.code), None
    except BaseException as error:
        failed = error
    else:
        return 0, None
    return failure.tell(failed, SCRIPT)  # here, where it is no context of what its telling may raise


def _finish(exit_code: int, main: types.ModuleType) -> int:
    threads: Any = threading
    try:
        if exit_code == 0:
            figures.save_open()
        threads._shutdown()
        atexit._run_exitfuncs()
    except BaseException:
        traceback.print_exc()
    complete = streams.flush()
    _clear(vars(main))
    complete = streams.flush() and complete
    return exit_code if complete else exit_code or 120


def _clear(names: dict[str, Any]) -> None:
    """Lets destructors run and unclosed files reach the disk, in the order in which Python itself ends a module."""
    known = [name for name in list(names) if isinstance(name, str) and name != '__builtins__']
    private = [name for name in known if name.startswith('_') and not name.startswith('__')]
    for name in private + known:
        names[name] = None
    gc.collect()
