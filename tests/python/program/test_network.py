"""What a function finds where it looks for a network."""

import errno
import functools
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import forked
from program import network
from program.request import Endpoint


def answer_of(attempt: Callable[[], object]) -> str:
    """What an attempt gave, or the sentence it was refused with."""
    try:
        return str(attempt())
    except OSError as error:
        return f'{type(error).__name__} {error.errno} {error.strerror}'


def connect(place: tuple[str, int], name: str = 'connect') -> object:
    """Connects a new socket."""
    return getattr(socket.socket(), name)(place)


def held(tmp: Path, attempt: Callable[[], object]) -> Any:
    """The answer to an attempt where one address and one host are listed."""

    def restricted() -> object:
        endpoints = [Endpoint('127.0.0.1', 1, ('127.0.0.1',)), Endpoint('db.test', 2, ('127.0.0.3', '::1'))]
        network.hold_to(endpoints, str(tmp))
        return answer_of(attempt)

    return forked.run(restricted)


def test_what_is_refused_without_network_is_explained_where_network_would_help() -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, 'as the kernel says it')

    def explained() -> object:
        plain: Any = socket.socket
        plain.__init__ = refuse
        network.explain_missing()
        families = (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX)
        return [answer_of(functools.partial(socket.socket, family)) for family in families]

    told = f'PermissionError {errno.EPERM} {network.NONE}'
    assert forked.run(explained) == [told, told, f'PermissionError {errno.EPERM} as the kernel says it']


def test_a_name_that_nothing_resolves_is_explained_as_the_error_libraries_expect() -> None:
    def explained() -> object:
        def fail(*_: object, **__: object) -> None:
            raise socket.gaierror(socket.EAI_AGAIN, 'as a resolver says it')

        socket.getaddrinfo = fail  # type: ignore[assignment]
        network.explain_missing()
        return answer_of(lambda: socket.create_connection(('example.org', 80)))

    assert forked.run(explained) == f'gaierror {socket.EAI_AGAIN} {network.NONE}'


def test_a_pair_of_sockets_is_no_network() -> None:
    def paired() -> object:
        network.explain_missing()
        one, other = socket.socketpair()
        one.send(b'x')
        return other.recv(1).decode()

    assert forked.run(paired) == 'x'


def test_listed_places_are_tried_by_name_and_by_address(tmp_path: Path) -> None:
    refused = f'ConnectionRefusedError {errno.ECONNREFUSED} Connection refused'
    for place in (('127.0.0.1', 1), ('127.0.0.3', 2), ('db.test', 2)):
        assert held(tmp_path, functools.partial(connect, place)) == refused


def test_other_places_are_not(tmp_path: Path) -> None:
    for place in (('127.0.0.1', 2), ('127.0.0.3', 1), ('127.0.0.4', 2), ('other.test', 2)):
        for name in ('connect', 'connect_ex'):
            answer = held(tmp_path, functools.partial(connect, place, name))
            assert answer.startswith(f'PermissionError {errno.EACCES} This function may not reach ')
            assert answer.endswith('lists 127.0.0.1:1, db.test:2')


def test_listed_names_resolve_to_what_the_supervisor_found(tmp_path: Path) -> None:
    def resolve(name: Any, family: int = 0) -> object:
        return sorted({found[4][0] for found in socket.getaddrinfo(name, 2, family, socket.SOCK_STREAM)})

    assert held(tmp_path, lambda: resolve('DB.test.')) == "['127.0.0.3', '::1']"
    assert held(tmp_path, lambda: resolve(b'db.test', socket.AF_INET)) == "['127.0.0.3']"
    assert held(tmp_path, lambda: resolve('localhost')).startswith(f'gaierror {socket.EAI_NONAME} ')
    assert held(tmp_path, lambda: resolve(None)).startswith(f'gaierror {socket.EAI_NONAME} ')
    assert (tmp_path / 'hosts').read_text() == '127.0.0.3 db.test\n::1 db.test\n'
