"""The filter of a program whose functions have network."""

import pytest

from filters import ALLOWED, REFUSED, Filter
from isolation import network_calls, seccomp, syscalls
from isolation.specs import Network

INET, INET6, UNIX, NETLINK, PACKET = 2, 10, 1, 16, 17
STREAM, DGRAM, RAW = 1, 2, 3
CLOSE_ON_EXEC = 0o2000000
MPTCP, SCTP, ICMP = 262, 132, 1
FAST_OPEN = 0x20000000


def built(architecture: str, network: Network | None) -> Filter:
    """The filter of a program with this network."""
    rules = network_calls.permit(seccomp.for_program(4711, metadata=True), network)
    return Filter(seccomp.build_filter(architecture, rules), architecture)


@pytest.fixture(params=syscalls.ARCHITECTURES)
def listed(request: pytest.FixtureRequest) -> Filter:
    """The filter where ports are listed."""
    return built(request.param, Network((443,)))


@pytest.fixture(params=syscalls.ARCHITECTURES)
def unlimited(request: pytest.FixtureRequest) -> Filter:
    """The filter where all is allowed."""
    return built(request.param, Network(None))


@pytest.mark.parametrize('family', [INET, INET6])
def test_tcp_is_opened_and_nothing_that_landlock_does_not_count(listed: Filter, family: int) -> None:
    for protocol in (0, 6):
        assert listed.call('socket', family, STREAM | CLOSE_ON_EXEC, protocol) == ALLOWED
    for kind, protocol in ((STREAM, MPTCP), (STREAM, SCTP), (DGRAM, 0), (DGRAM, ICMP), (RAW, 6), (5, SCTP)):
        assert listed.call('socket', family, kind, protocol) == REFUSED, (kind, protocol)


@pytest.mark.parametrize('family', [UNIX, NETLINK, PACKET, 0, 40, 38])
def test_no_other_family_is_opened(listed: Filter, unlimited: Filter, family: int) -> None:
    for kind in (STREAM, DGRAM, RAW):
        assert listed.call('socket', family, kind, 0) == REFUSED
        assert unlimited.call('socket', family, kind, 0) == REFUSED


def test_datagrams_go_where_all_is_allowed_alone(listed: Filter, unlimited: Filter) -> None:
    assert unlimited.call('socket', INET, DGRAM, 17) == ALLOWED
    assert unlimited.call('socket', INET, DGRAM, ICMP) == REFUSED
    assert unlimited.call('sendto', 3, 1, 1, 0, 0x1000) == ALLOWED
    assert listed.call('sendto', 3, 1, 1, 0, 0x1000) == REFUSED


@pytest.mark.parametrize(('name', 'place'), [('sendto', 3), ('sendmsg', 2), ('sendmmsg', 3)])
def test_no_connection_is_opened_by_sending(listed: Filter, unlimited: Filter, name: str, place: int) -> None:
    words = [3, 1, 0, 0]
    words[place] = FAST_OPEN
    assert listed.call(name, *words) == REFUSED
    assert unlimited.call(name, *words) == REFUSED
    words[place] = 0x4000
    assert listed.call(name, *words) == ALLOWED


@pytest.mark.parametrize(
    ('level', 'option', 'answer'),
    [
        (1, 9, ALLOWED),
        (6, 1, ALLOWED),
        (41, 26, ALLOWED),
        (1, 26, REFUSED),  # SO_ATTACH_FILTER
        (1, 50, REFUSED),  # SO_ATTACH_BPF
        (1, 25, REFUSED),  # SO_BINDTODEVICE
        (6, 30, REFUSED),  # TCP_FASTOPEN_CONNECT
        (6, 31, REFUSED),  # TCP_ULP
    ],
)
def test_a_socket_is_set_up_with_the_usual_options(listed: Filter, level: int, option: int, answer: str) -> None:
    assert listed.call('setsockopt', 3, level, option) == answer


def test_nothing_can_wait_for_connections(unlimited: Filter) -> None:
    column = syscalls.ARCHITECTURES.index(unlimited.architecture)
    for numbers in ((49, 200), (50, 201), (43, 202), (288, 242)):
        assert unlimited.answer(numbers[column]) == REFUSED


def test_without_network_nothing_is_added(listed: Filter) -> None:
    plain = built(listed.architecture, None)
    for name in ('connect', 'getsockname', 'sendmsg'):
        assert plain.call(name) == REFUSED
    assert plain.call('socket', INET, STREAM) == REFUSED
