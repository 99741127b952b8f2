"""macOS's Seatbelt: a list of all that one process may do, enforced by the kernel for good (sandbox_init(3))."""

import ctypes
import errno
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from isolation.reports import Layer
from isolation.specs import LaunchSpec

LIBRARY = '/usr/lib/libSystem.B.dylib'
LOADER_RULES = '/System/Library/Sandbox/Profiles/dyld-support.sb'

# Libraries, fonts and time zones of the system and of Homebrew; no programs' settings, nothing of a user.
SYSTEM_PATHS = (
    '/usr/lib', '/usr/share/icu', '/usr/share/zoneinfo', '/usr/share/zoneinfo.default', '/private/var/db/timezone',
    '/System/Library/Frameworks', '/System/Library/PrivateFrameworks', '/System/Library/SubFrameworks',
    '/System/Library/dyld', '/System/Cryptexes/OS', '/System/Volumes/Preboot/Cryptexes/OS',
    '/System/Library/CoreServices/SystemVersion.plist', '/System/Library/Fonts', '/Library/Fonts',
    '/opt/homebrew/Cellar', '/opt/homebrew/lib', '/opt/homebrew/opt',
    '/usr/local/Cellar', '/usr/local/lib', '/usr/local/opt', '/nix/store',
)  # fmt: skip
SYSTEM_LINKS = ('/etc', '/tmp', '/var', '/private/etc/localtime')
DEVICES = ('/dev/null', '/dev/random', '/dev/urandom')

# What an interpreter asks about the machine; nothing about its processes.
VALUES = (
    'kern.argmax', 'kern.hostname', 'kern.maxfilesperproc', 'kern.osproductversion', 'kern.osrelease', 'kern.ostype',
    'kern.osvariant_status', 'kern.osversion', 'kern.secure_kernel', 'kern.usrstack64', 'kern.version',
    'sysctl.proc_cputype', 'vm.loadavg',
)  # fmt: skip
VALUE_PREFIXES = ('hw.', 'machdep.cpu.')

FILES_AND_FOLDERS = '(require-any (vnode-type REGULAR-FILE) (vnode-type DIRECTORY))'


@dataclass(frozen=True)
class Host:
    """Where this process found itself before it was locked: the user's home, and the folder of our modules."""

    home: str
    modules: str


def lock(spec: LaunchSpec, host: Host) -> Layer:
    """Restricts this process to the folders in `spec`, its interpreter and our modules; returns the layer this makes.

    Raises OSError or ValueError where that can't be done: the caller must exit, never continue.
    """
    own = [spec.library.folder] if spec.library else []
    readable = [sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path, host.modules, *own]
    apply(profile(_narrow(readable, host.home), [spec.work, spec.tmp]))
    try:
        os.listdir(os.path.dirname(spec.work))
    except PermissionError:
        return Layer(True, 'everything is denied but a list of paths and values (sandbox_init)')
    return Layer(False, 'not in force (sandbox_init succeeded, but a folder of the host can be listed)')


def profile(readable: Sequence[str], writable: Sequence[str]) -> str:
    """The rules for a process that may read `readable` and keep files and folders in `writable`; all else is denied."""
    reading, writing = [[os.path.realpath(path) for path in paths] for paths in (readable, writable)]
    passed = _ancestors([*SYSTEM_PATHS, *SYSTEM_LINKS, *DEVICES, *readable, *writable, *reading, *writing])
    folders = _filters('subpath', writing)
    rules = [
        '(version 1)',
        '(deny default)',
        '(import "dyld-support.sb")' if os.path.exists(LOADER_RULES) else '',
        '(allow signal (target self))',
        '(allow process-info* (target self))',
        f'(allow sysctl-read {_filters("sysctl-name", VALUES)} {_filters("sysctl-name-prefix", VALUE_PREFIXES)})',
        f'(allow file-read-metadata {_filters("literal", passed)})',
        '(allow file-read-data (literal "/"))',  # the loader of macOS 26 ends a process that may not
        f'(allow file-read* file-map-executable {_filters("subpath", [*SYSTEM_PATHS, *reading])})',
        f'(allow file-read* {_filters("literal", DEVICES)})',
        '(allow file-write-data (literal "/dev/null"))',
        f'(allow file-read* {folders})',
        f'(allow file-write* (require-all (require-any {folders}) {FILES_AND_FOLDERS}))',
    ]
    return '\n'.join(rule for rule in rules if rule)


def apply(rules: str) -> None:
    """Puts this process under `rules` for good; raises OSError where the system refuses or has no Seatbelt."""
    initialise = ctypes.CDLL(LIBRARY).sandbox_init
    initialise.argtypes = [ctypes.c_char_p, ctypes.c_uint64, ctypes.POINTER(ctypes.c_char_p)]
    problem = ctypes.c_char_p()
    if initialise(rules.encode(), 0, ctypes.byref(problem)) != 0:
        raise OSError(errno.EPERM, f'sandbox_init: {(problem.value or b"no reason given").decode(errors="replace")}')


def quote(text: str) -> str:
    """A string of the profile language; raises ValueError for a path it can't hold for certain."""
    if not text.isprintable():
        raise ValueError(f'a sandbox profile can not hold the path {text!a}; use a folder without control characters')
    escaped = text.replace('\\', '\\\\').replace('"', '\\"')
    return f'"{escaped}"'


def _narrow(paths: Iterable[str], home: str) -> list[str]:
    """Without what is no folder, and without any that would open the whole disk or the user's home."""
    found = dict.fromkeys(path for path in paths if os.path.isdir(path))
    inside = os.path.join(os.path.realpath(home), '')
    return [path for path in found if not inside.startswith(os.path.join(os.path.realpath(path), ''))]


def _ancestors(paths: Iterable[str]) -> list[str]:
    """The paths and every folder above them, which a look-up passes; what they hold stays unread."""
    passed: set[str] = set()
    for path in paths:
        above = path
        while above not in passed:
            passed.add(above)
            above = os.path.dirname(above)
    return sorted(passed)


def _filters(kind: str, values: Iterable[str]) -> str:
    return ' '.join(f'({kind} {quote(value)})' for value in values)
