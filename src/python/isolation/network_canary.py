"""What a canary tries beside, where an operator's function was allowed network."""

import errno
import socket

from isolation import landlock
from isolation.canary import Operation, Row, Scene
from isolation.specs import Network

MULTIPATH = 262
IGNORED = (9, 7, 13)  # ports on which hardly anybody listens: one of them is not listed


def rows(network: Network, landlock_abi: int) -> list[Row]:
    """What is refused although there is network, where the kernel has this version of Landlock."""
    listed = network.ports
    found = [
        _row('open a raw internet socket', _opens(socket.SOCK_RAW, socket.IPPROTO_TCP)),
        _row('open a socket of multipath TCP', _opens(socket.SOCK_STREAM, MULTIPATH)),
        _row('take a port', _takes_a_port),
        _row('wait for connections', _listens),
    ]
    if listed is None:
        return found
    found.append(_row('open a socket for datagrams', _opens(socket.SOCK_DGRAM, 0)))
    if landlock_abi >= landlock.TCP_ABI:
        port = next(port for port in (*IGNORED, 1) if port not in listed)
        found.append(_row('connect to a port that is not listed', _connects(port), 'landlock'))
    return found


def _row(name: str, attempt: Operation, layer: str = 'seccomp') -> Row:
    return Row(name, {'A': layer, 'B': layer}, attempt, (errno.EPERM,) if layer == 'seccomp' else (errno.EACCES,))


def _opens(kind: int, protocol: int) -> Operation:
    return lambda _scene: socket.socket(socket.AF_INET, kind, protocol).close()


def _connects(port: int) -> Operation:
    def attempt(_scene: Scene) -> None:
        with socket.socket() as opened:
            opened.settimeout(1)
            opened.connect(('127.0.0.1', port))

    return attempt


def _takes_a_port(_scene: Scene) -> None:
    with socket.socket() as opened:
        opened.bind(('127.0.0.1', 0))


def _listens(_scene: Scene) -> None:
    with socket.socket() as opened:
        opened.listen()
