"""Runs a script of this package with a stand-in for the one call that only macOS has: `seatbelt_stand_in.py KIND SCRIPT`.

`holds` enforces the generated profile with what Linux has; the other kinds are broken in the way their name says.
"""

import builtins
import os
import re
import runpy
import sys

MODULES = os.path.dirname(os.path.abspath(sys.argv[2]))
sys.path[:] = [MODULES, *[entry for entry in sys.path if entry != os.path.dirname(os.path.abspath(__file__))]]

from isolation import capabilities, filesystem, landlock, seatbelt, seccomp, syscalls  # noqa: E402

sys.path.remove(MODULES)
see = os.stat


def paths_of(rules, operation, kind):
    lines = [line for line in rules.split('\n') if line.startswith(f'(allow {operation} ')]
    found = re.findall(rf'\({kind} "((?:[^"\\]|\\.)*)"\)', '\n'.join(lines))
    return [re.sub(r'\\(.)', r'\1', path) for path in found]


def hold_files(rules):
    writable = paths_of(rules, 'file-write*', 'subpath')
    readable = paths_of(rules, 'file-read*', 'subpath') + paths_of(rules, 'file-read* file-map-executable', 'subpath')
    capabilities.forbid_new_privileges()
    capabilities.drop_all()
    system = [path for path in filesystem.SYSTEM_PATHS if os.path.exists(path)]
    devices = [(path, landlock.DEVICE) for path in paths_of(rules, 'file-read*', 'literal')]
    read_only = [(path, landlock.READ) for path in (*system, *readable)]
    landlock.restrict([*read_only, *devices, *[(path, landlock.READ_WRITE) for path in writable]])
    passed = paths_of(rules, 'file-read-metadata', 'literal')
    hide({*passed, *system}, (*system, *readable, *writable))


def hide(passed, folders):
    """Landlock lets anybody see what a path is; Seatbelt does not."""

    def look(path, *arguments, **options):
        if isinstance(path, str) and path not in passed:
            real = os.path.realpath(path) + '/'
            if not any(real.startswith(folder + '/') for folder in folders):
                raise PermissionError(1, 'Operation not permitted', path)
        return see(path, *arguments, **options)

    os.stat = look


def hold(rules):
    hold_files(rules)
    rules = seccomp.for_program(os.getpid(), metadata=False)
    seccomp.install(seccomp.build_filter(syscalls.this_machine(), rules))


def refuse(*_arguments, **_options):
    raise PermissionError(1, 'Operation not permitted')


def hold_too_much(rules):
    hold(rules)
    builtins.open = refuse


def boast(_spec, _modules):
    return {'active': True, 'detail': 'so it says'}


kind = sys.argv[1]
if kind == 'boasts':
    seatbelt.lock = boast
elif kind != 'missing':
    seatbelt.apply = {
        'holds': hold,
        'lies': lambda rules: None,
        'forgets-all-but-files': hold_files,
        'holds-too-much': hold_too_much,
    }[kind]
runpy.run_path(sys.argv[2], run_name='__main__')
