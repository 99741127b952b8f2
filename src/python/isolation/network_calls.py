"""What an operator's function that was allowed network may ask of the kernel beside: outgoing TCP, and UDP where all is allowed.

Landlock counts TCP alone, so every other kind of socket and every other way to connect is left out: multipath TCP, SCTP,
and data that opens a connection (MSG_FASTOPEN).
"""

from isolation import syscalls
from isolation.seccomp import ALL_BITS, MESSAGE_FLAGS, SOCKET_KIND, Conditions, Rules, Test, only
from isolation.specs import Network

AF_INET, AF_INET6 = 2, 10
SOCK_STREAM, SOCK_DGRAM = 1, 2
# By kind of socket: the protocols it may have, 0 being the usual one.
PROTOCOLS = {SOCK_STREAM: (0, 6), SOCK_DGRAM: (0, 17)}
# By level, what may be set: addresses and keeping alive, buffers, time-outs; how a segment goes out; what resolvers set.
OPTIONS = {
    1: (2, 7, 8, 9, 13, 20, 21, 66, 67),
    6: (1, 3, 4, 5, 6, 12, 18),
    0: (1, 10, 11),
    41: (23, 25, 26, 67),
}

CALLS: dict[str, syscalls.Numbers] = {
    'socket': (41, 198),
    'connect': (42, 203),
    'getsockname': (51, 204),
    'getpeername': (52, 205),
    'setsockopt': (54, 208),
    'getsockopt': (55, 209),
    'sendmsg': (46, 211),
    'recvmsg': (47, 212),
    'sendmmsg': (307, 269),
}


def permit(rules: Rules, network: Network | None) -> Rules:
    """The same rules, and what this network needs on top."""
    if network is None:
        return rules
    return Rules((*rules.tables, CALLS), _merged(rules.conditions, conditions(network)), rules.pretences)


def conditions(network: Network) -> Conditions:
    """The arguments with which the calls pass."""
    sends_to: list[Test] = [] if network.ports is None else [(4, 'low', ALL_BITS, 0), (4, 'high', ALL_BITS, 0)]
    kinds = (SOCK_STREAM, SOCK_DGRAM) if network.ports is None else (SOCK_STREAM,)
    return {
        'socket': [
            [(0, 'low', ALL_BITS, family), (1, 'low', SOCKET_KIND, kind), (2, 'low', ALL_BITS, protocol)]
            for family in (AF_INET, AF_INET6)
            for kind in kinds
            for protocol in PROTOCOLS[kind]
        ],
        'setsockopt': [
            [(1, 'low', ALL_BITS, level), (2, 'low', ALL_BITS, option)]
            for level, options in OPTIONS.items()
            for option in options
        ],
        'sendto': [[only(3, MESSAGE_FLAGS), *sends_to]],
        'sendmsg': [[only(2, MESSAGE_FLAGS)]],
        'recvmsg': [[only(2, MESSAGE_FLAGS)]],
        'sendmmsg': [[only(3, MESSAGE_FLAGS)]],
    }


def _merged(first: Conditions, second: Conditions) -> Conditions:
    return {name: first.get(name, []) + second.get(name, []) for name in (*first, *second)}
