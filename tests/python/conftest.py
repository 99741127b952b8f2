"""What all tests of the Python half share."""

import os
from collections.abc import Iterator

import pytest

from program import execute

# As in the processes that programs run in: a second thread would make forking unsafe, and no test has a display.
os.environ |= {**dict.fromkeys(execute.ONE_THREAD, '1'), 'ARROW_DEFAULT_MEMORY_POOL': 'system', 'MPLBACKEND': 'Agg'}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that needs what this host does not have is skipped, or fails where everything is required."""
    for marker in item.iter_markers('needs'):
        what, is_there = marker.args
        if is_there:
            continue
        if os.environ.get('REQUIRE_ALL') == '1':
            pytest.fail(f'this host has no {what}, and REQUIRE_ALL is set', pytrace=False)
        pytest.skip(f'this host has no {what}')


@pytest.fixture
def proc() -> Iterator[int]:
    """A descriptor of this host's /proc."""
    descriptor = os.open('/proc', os.O_PATH | os.O_DIRECTORY)
    yield descriptor
    os.close(descriptor)
