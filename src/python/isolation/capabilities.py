"""Giving up every capability for good (capabilities(7))."""

import ctypes
import errno
import struct

from .kernel import (
    PR_CAP_AMBIENT,
    PR_CAPBSET_DROP,
    PR_GET_NO_NEW_PRIVS,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_SECUREBITS,
    call,
    check,
    prctl,
)

CAPABILITY_VERSION_3 = 0x20080522
CLEAR_ALL = 4
# NOROOT, NO_SETUID_FIXUP and NO_CAP_AMBIENT_RAISE, each with its lock.
LOCKED_SECUREBITS = 0x01 | 0x02 | 0x04 | 0x08 | 0x40 | 0x80


def forbid_new_privileges():
    """No program this process could ever start gains privileges; also what lets an ordinary user install filters."""
    check(prctl(PR_SET_NO_NEW_PRIVS, 1), 'no_new_privs')


def drop_all():
    """Empties the ambient, bounding, permitted, effective and inheritable sets."""
    prctl(PR_CAP_AMBIENT, CLEAR_ALL)
    for capability in range(64):
        if prctl(PR_CAPBSET_DROP, capability) < 0 and ctypes.get_errno() == errno.EINVAL:
            break
    prctl(PR_SET_SECUREBITS, LOCKED_SECUREBITS)
    call('capset', struct.pack('Ii', CAPABILITY_VERSION_3, 0), bytes(24))


def none_left():
    """True when the kernel says that no capability is left and none can be gained."""
    data = ctypes.create_string_buffer(24)
    call('capget', struct.pack('Ii', CAPABILITY_VERSION_3, 0), data)
    return data.raw == bytes(24) and prctl(PR_GET_NO_NEW_PRIVS) == 1
