"""How a process ended, as its supervisor is told."""

import os
import signal
from collections.abc import Callable

import pytest

from isolation import endings


@pytest.mark.parametrize(
    ('leave', 'told'),
    [
        (lambda: os._exit(0), {'exitCode': 0, 'signal': None}),
        (lambda: os._exit(70), {'exitCode': 70, 'signal': None}),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), {'exitCode': None, 'signal': 'SIGKILL'}),
        (lambda: os.kill(os.getpid(), 40), {'exitCode': None, 'signal': 'number 40'}),
    ],
    ids=['well', 'by exit code', 'by a signal', 'by a signal without a name'],
)
def test_a_real_end_is_told(leave: Callable[[], None], told: dict[str, object]) -> None:
    child = os.fork()
    if child == 0:
        leave()
        os._exit(1)
    assert endings.tell(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])) == told
