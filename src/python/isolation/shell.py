"""What a shell program finds of the system: its programs, its libraries and the data of these, all read-only."""

import os

from isolation import filesystem

SHELL = '/bin/sh'
PATH = '/usr/bin:/bin'
LIBRARIES = ('/lib', '/lib32', '/lib64', '/usr/lib', '/usr/lib32', '/usr/lib64')
PROGRAMS = ('/bin', '/usr/bin')
# What awk, perl, file and stdbuf need beside their libraries.
DATA = (
    '/usr/share/awk', '/usr/share/perl', '/usr/share/perl5', '/usr/share/misc', '/usr/share/file',
    '/usr/libexec/coreutils',
)  # fmt: skip
READABLE = (*PROGRAMS, *DATA)
# Nothing else is ever executed, and least of all what a script wrote; a loader is executed too.
EXECUTABLE = (*PROGRAMS, *LIBRARIES)
# `zero` gives no shared memory here, as seccomp refuses shared mappings.
DEVICES = (*filesystem.DEVICES, 'zero')


def check_host() -> None:
    """Raises OSError where this host has no shell, or its kernel does not tell whose child a process is."""
    if not os.access(SHELL, os.X_OK):
        raise OSError(f'this system has no {SHELL}')
    place = os.path.realpath(SHELL)
    if not any(place.startswith(os.path.realpath(folder) + '/') for folder in EXECUTABLE):
        raise OSError(f'the shell of this system is {place}, outside of the folders that shell programs may execute')
    if not os.path.exists(f'/proc/self/task/{os.getpid()}/children'):
        raise OSError('this kernel lists no children of processes (CONFIG_PROC_CHILDREN)')
