"""Runs a command under a seccomp profile as container engines do: `under_seccomp_profile.py profile.json -- command`.

By libseccomp, like them; rules for other architectures or for capabilities are left out.
"""

import ctypes
import json
import os
import platform
import sys

ALLOW, ERROR = 0x7FFF0000, 0x00050000
NO_NEW_PRIVILEGES_ATTRIBUTE, UNKNOWN_CALL = 3, -1
COMPARISONS = {'SCMP_CMP_NE': 1, 'SCMP_CMP_EQ': 4, 'SCMP_CMP_MASKED_EQ': 7}
ARCHITECTURES = {'x86_64': 'amd64', 'aarch64': 'arm64'}


class Comparison(ctypes.Structure):
    """One condition on an argument, as libseccomp takes it."""

    _fields_ = (
        ('index', ctypes.c_uint),
        ('op', ctypes.c_int),
        ('first', ctypes.c_uint64),
        ('second', ctypes.c_uint64),
    )


def check(result: int) -> None:
    """Ends the process where libseccomp refused."""
    if result != 0:
        sys.exit(f'libseccomp: {os.strerror(-result)}')


def words_of(architecture: str) -> bytes:
    """The name libseccomp knows an architecture by."""
    return architecture.removeprefix('SCMP_ARCH_').lower().encode()


profile_path, command = sys.argv[1], sys.argv[3:]
with open(profile_path, encoding='utf-8') as file:
    profile = json.load(file)
library = ctypes.CDLL('libseccomp.so.2')
library.seccomp_arch_resolve_name.restype = ctypes.c_uint32
library.seccomp_init.restype = ctypes.c_void_p
context = ctypes.c_void_p(library.seccomp_init(ERROR | profile['defaultErrnoRet']))
own = f'SCMP_ARCH_{platform.machine().upper()}'
for other in next(entry for entry in profile['archMap'] if entry['architecture'] == own)['subArchitectures']:
    check(library.seccomp_arch_add(context, library.seccomp_arch_resolve_name(words_of(other))))
for rule in profile['syscalls']:
    wanted = rule.get('includes', {})
    if wanted.get('caps') or ARCHITECTURES[platform.machine()] not in wanted.get('arches', ARCHITECTURES.values()):
        continue
    action = ALLOW if rule['action'] == 'SCMP_ACT_ALLOW' else ERROR | rule['errnoRet']
    tests = [
        Comparison(test['index'], COMPARISONS[test['op']], test['value'], test.get('valueTwo', 0))
        for test in rule.get('args', [])
    ]
    conditions = (Comparison * len(tests))(*tests)
    for name in rule['names']:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number != UNKNOWN_CALL:
            check(library.seccomp_rule_add_array(context, action, number, len(tests), conditions))
check(library.seccomp_attr_set(context, NO_NEW_PRIVILEGES_ATTRIBUTE, 1))
check(library.seccomp_load(context))
os.execvp(command[0], command)
