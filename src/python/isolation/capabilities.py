"""Giving up every capability for good (capabilities(7))."""

import ctypes
import errno
import struct

from isolation import kernel

CAPABILITY_VERSION_3 = 0x20080522
CLEAR_ALL = 4
SYS_ADMIN = 21
# NOROOT, NO_SETUID_FIXUP and NO_CAP_AMBIENT_RAISE, each with its lock.
LOCKED_SECUREBITS = 0x01 | 0x02 | 0x04 | 0x08 | 0x40 | 0x80


def forbid_new_privileges() -> None:
    """No program this process could ever start gains privileges; also what lets an ordinary user install filters."""
    kernel.check(kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1), 'no_new_privs')


def drop_all() -> None:
    """Empties the ambient, bounding, permitted, effective and inheritable sets."""
    kernel.prctl(kernel.PR_CAP_AMBIENT, CLEAR_ALL)
    for capability in range(64):
        if kernel.prctl(kernel.PR_CAPBSET_DROP, capability) < 0 and ctypes.get_errno() == errno.EINVAL:
            break
    kernel.prctl(kernel.PR_SET_SECUREBITS, LOCKED_SECUREBITS)
    kernel.call('capset', struct.pack('Ii', CAPABILITY_VERSION_3, 0), bytes(24))


def keep_only(capability: int) -> None:
    """Gives up all others of the permitted, effective and inheritable sets."""
    low, high = (1 << capability) & 0xFFFFFFFF, 1 << capability >> 32
    sets = struct.pack('6I', low, low, 0, high, high, 0)
    kernel.call('capset', struct.pack('Ii', CAPABILITY_VERSION_3, 0), sets)


def none_left() -> bool:
    """True when the kernel says that no capability is left and none can be gained."""
    data = ctypes.create_string_buffer(24)
    kernel.call('capget', struct.pack('Ii', CAPABILITY_VERSION_3, 0), data)
    return data.raw == bytes(24) and kernel.prctl(kernel.PR_GET_NO_NEW_PRIVS) == 1
