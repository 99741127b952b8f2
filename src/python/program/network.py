"""What an operator's function finds where it looks for a network: none, with a sentence that says how to allow it, or a few hosts.

The kernel holds the ports; that only the named hosts are reached through them is held here and by the names that resolve.
"""

import errno
import functools
import os
from collections.abc import Callable, Iterable
from typing import Any

from program import module_patches
from program.request import Endpoint

NONE = (
    'This function has no network: add `network: true`, or a list of "host:port", to its declaration '
    'and start with --allow-network'
)
OTHER = 'This function may not reach {}: the network of its declaration lists {}'
UNKNOWN = 'This function may not ask for the address of {}: the network of its declaration lists {}'
MOST_LISTED = 300


def explain_missing() -> None:
    """Has attempts to use the network fail with a sentence, as an OSError like the one the kernel or a resolver gives."""
    module_patches.apply({'socket': _explain})


def hold_to(endpoints: Iterable[Endpoint], tmp: str) -> None:
    """Keeps to the listed hosts, and leaves their addresses where the C library looks for them."""
    listed = tuple(endpoints)
    lines = [f'{address} {one.name}\n' for one in listed for address in one.addresses if address != one.name]
    with open(os.path.join(tmp, 'hosts'), 'w', encoding='ascii') as file:
        file.writelines(dict.fromkeys(lines))
    module_patches.apply({'socket': functools.partial(_keep_to, listed)})


def _explain(module: Any) -> None:
    plain = module.socket.__init__

    @functools.wraps(plain)
    def open_socket(self: Any, family: int = -1, *arguments: Any, **options: Any) -> None:
        try:
            plain(self, family, *arguments, **options)
        except PermissionError:
            if family in (-1, module.AF_INET, module.AF_INET6):
                raise PermissionError(errno.EPERM, NONE) from None
            raise

    module.socket.__init__ = open_socket
    for name in ('getaddrinfo', 'gethostbyname', 'gethostbyname_ex'):
        setattr(module, name, _explained(getattr(module, name), module.gaierror))


def _explained(resolve: Callable[..., Any], failure: Any) -> Callable[..., Any]:
    @functools.wraps(resolve)
    def attempt(*arguments: object, **options: object) -> Any:
        try:
            return resolve(*arguments, **options)
        except failure as error:
            raise failure(error.errno, NONE) from None

    return attempt


def _keep_to(listed: tuple[Endpoint, ...], module: Any) -> None:
    names = ', '.join(f'{one.name}:{one.port}' for one in listed)[:MOST_LISTED]
    addresses: dict[str, tuple[str, ...]] = {}
    for one in listed:
        addresses |= {one.name: one.addresses, **{address: (address,) for address in one.addresses}}
    allowed = {(address, one.port) for one in listed for address in one.addresses}
    resolve = module.getaddrinfo

    def locate(host: Any) -> tuple[str, ...]:
        name = host.decode('ascii', 'replace') if isinstance(host, bytes) else host
        found = addresses.get(name.lower().rstrip('.'), ()) if isinstance(name, str) else ()
        if not found:
            raise module.gaierror(module.EAI_NONAME, UNKNOWN.format(ascii(host)[:100], names))
        return found

    def getaddrinfo(host: Any, port: Any, *hints: Any, **options: Any) -> Any:
        found: list[Any] = []
        problem: OSError | None = None
        for address in locate(host):
            try:
                found += resolve(address, port, *hints, **options)
            except module.gaierror as error:  # an address of the family that was not asked for
                problem = error
        if problem and not found:
            raise problem
        return found

    def checked(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def connect(self: Any, address: Any) -> Any:
            if isinstance(address, tuple) and len(address) >= 2:
                host, port, *others = address
                places = [place for place in addresses.get(host, (host,)) if (place, port) in allowed]
                if not places:
                    raise PermissionError(errno.EACCES, OTHER.format(ascii(address[:2])[:100], names))
                address = (places[0], port, *others)
            return original(self, address)

        return connect

    module.getaddrinfo = getaddrinfo
    module.socket.connect = checked(module.socket.connect)
    module.socket.connect_ex = checked(module.socket.connect_ex)
