"""Runs a script by the system's shell, below a process that stays the first of its own process ids."""

import hashlib
import os
import signal
from typing import NoReturn

from isolation import shell
from program.request import Program

SCRIPT = 'script.sh'
# What Python ignores, and programs expect not to be.
DEFAULT_SIGNALS = (signal.SIGPIPE, signal.SIGXFSZ)


def run(request: Program) -> NoReturn:
    """Ends with the shell's own exit code, and with it every process that the script left behind."""
    if hashlib.sha256(request.code.encode()).hexdigest() != request.sha256:
        raise ValueError('this is not the code that was sent')
    tmp = os.environ['TMPDIR']
    script = os.path.join(tmp, SCRIPT)
    with open(script, 'x', encoding='utf-8', newline='') as file:
        file.write(request.code)
    environment = {'PATH': shell.PATH, 'HOME': os.getcwd(), 'TMPDIR': tmp, 'LANG': 'C.UTF-8'}
    child = os.posix_spawn(shell.SHELL, ['sh', script], environment, setsigdef=DEFAULT_SIGNALS)
    os._exit(exit_code_of(child))


def exit_code_of(child: int) -> int:
    """As a shell tells it, once that process has ended; those that lost their parent are waited for meanwhile."""
    while True:
        ended, status = os.wait()
        if ended == child:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code
