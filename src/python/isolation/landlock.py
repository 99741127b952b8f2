"""An allow-list of paths enforced by the kernel on this process for good (landlock(7))."""

import os
import stat
import struct
from collections.abc import Iterable

from isolation import kernel
from isolation.specs import Network

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG = 16, 32, 128, 256
MAKE_FIFO, MAKE_SYM = 1 << 10, 1 << 12
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
FIRST_ABI_RIGHTS = (1 << 13) - 1

READ = READ_FILE | READ_DIR | EXECUTE
# Regular files and folders only: no links, FIFOs, sockets or devices can be made.
READ_WRITE = READ_FILE | READ_DIR | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
# The same with links and pipes, for shells.
READ_WRITE_LINK = READ_WRITE | MAKE_SYM | MAKE_FIFO
DEVICE = READ_FILE | WRITE_FILE
FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

CREATE_RULESET_VERSION = 1
RULE_PATH_BENEATH = 1
RULE_NET_PORT = 2
BIND_TCP, CONNECT_TCP = 1, 2
TCP_ABI = 4
SCOPES = 3  # abstract unix sockets and signals


def abi() -> int:
    """The kernel's Landlock version, 0 where it has none."""
    return max(0, kernel.raw('landlock_create_ruleset', None, 0, CREATE_RULESET_VERSION))


def restrict(rules: Iterable[tuple[str, int]] | None, network: Network | None = None) -> None:
    """Allows only `rules`, pairs of path and rights, and of TCP only what `network` does; needs no_new_privs.

    Everything else on the file system is denied, unless `rules` is None: then mounts stay possible, too.
    """
    version = abi()
    handled = _handled(version) if rules is not None else 0
    ports = network.ports if network else ()
    attributes = struct.pack('QQQ', handled, BIND_TCP | (CONNECT_TCP if ports is not None else 0), SCOPES)
    attributes = attributes[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = kernel.call('landlock_create_ruleset', attributes, len(attributes), 0)
    for path, rights in rules or ():
        _allow(ruleset, path, rights & handled)
    for port in ports or () if version >= TCP_ABI else ():
        kernel.call('landlock_add_rule', ruleset, RULE_NET_PORT, struct.pack('=QQ', CONNECT_TCP, port), 0)
    kernel.call('landlock_restrict_self', ruleset, 0)
    os.close(ruleset)


def _handled(version: int) -> int:
    handled = FIRST_ABI_RIGHTS
    handled |= REFER if version >= 2 else 0
    handled |= TRUNCATE if version >= 3 else 0
    return handled | (IOCTL_DEV if version >= 5 else 0)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= FILE_RIGHTS
        rule = struct.pack('=Qi', rights, descriptor)
        kernel.call('landlock_add_rule', ruleset, RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)
