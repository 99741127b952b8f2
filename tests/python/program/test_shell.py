"""How the process above a shell ends."""

import os
import signal
import subprocess

import pytest

import forked
from program import shell
from program.request import Program


@pytest.mark.parametrize(('script', 'code'), [('exit 0', 0), ('exit 7', 7), ('kill -9 $$', 137), ('kill -15 $$', 143)])
def test_the_exit_code_is_the_one_a_shell_tells(script: str, code: int) -> None:
    child = os.posix_spawn('/bin/sh', ['sh', '-c', script], {})
    assert shell.exit_code_of(child) == code


def test_another_child_that_ends_first_is_waited_for() -> None:
    def both() -> int:
        stray = os.posix_spawn('/bin/sh', ['sh', '-c', 'exit 9'], {})
        os.waitid(os.P_PID, stray, os.WEXITED | os.WNOWAIT)
        code = shell.exit_code_of(os.posix_spawn('/bin/sh', ['sh', '-c', 'exit 4'], {}))
        with pytest.raises(ChildProcessError):
            os.waitpid(stray, os.WNOHANG)
        return code

    assert forked.run(both) == 4


def test_other_code_than_was_sent_is_not_run() -> None:
    request = Program('echo', 'ab', limits=None, seed=None, environment=(), endpoints=None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='not the code'):
        shell.run(request)


def test_signals_that_python_ignores_have_their_usual_effect() -> None:
    # A pipe whose reader is gone: `yes` dies of it instead of complaining.
    program = 'import os; from program import shell; p = os.posix_spawn("/bin/sh", ["sh", "-c", "yes | head -n1"], dict(os.environ), setsigdef=shell.DEFAULT_SIGNALS); os._exit(shell.exit_code_of(p))'
    ended = subprocess.run(
        [os.sys.executable, '-c', program],  # type: ignore[attr-defined]
        capture_output=True,
        check=False,
        env={**os.environ, 'PYTHONPATH': os.path.dirname(os.path.dirname(shell.__file__))},
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b'y\n', b'')
    assert signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN
