"""A cgroup v2 of its own for every program, where the supervisor's cgroup was delegated to it (cgroups(7))."""

import os

from isolation import delegation, fixed_limits
from isolation.reports import Exceeded, Layer

# Kernel memory of one process, and what it keeps in its temporary folder.
ALLOWANCE_BYTES = 96 << 20
OWN_FOLDER = 'zygote'
PREFIX = 'python-coder-'
SETTINGS = {'pids.max': str(fixed_limits.TABLE.threads), 'memory.oom.group': '1', 'memory.swap.max': '0'}


def claim(user: int | None) -> 'Cgroups | NoCgroups':
    """Moves this process into a new branch of the delegated cgroup, or says why there is none; never raises.

    `user` is whom this process will become, or None. Call before any namespace is entered.
    """
    try:
        base = delegation.delegated_folder()
        delegation.make_ready(base)
        _remove_dead_branches(base)
        branch = f'{base}/{PREFIX}{os.getpid()}'
        os.mkdir(branch)
        for name in ('', 'cgroup.procs', 'cgroup.subtree_control'):
            if user is not None:
                os.chown(f'{branch}/{name}', user, user)
        delegation.write(f'{branch}/cgroup.procs', '0')
        return Cgroups(os.open(branch, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC))
    except delegation.NotDelegatedError as reason:
        return NoCgroups(str(reason))
    except OSError as error:
        return NoCgroups(f'making a cgroup failed: {error.strerror}')


class Cgroups:
    """The cgroups of one zygote's children, each named by its number; reached by descriptor, as no path leads there."""

    def __init__(self, branch: int) -> None:
        self.branch = branch
        self.made: dict[int, int | None] = {}  # the number of a child and its maximum, once it has one

    @property
    def places(self) -> tuple[str, ...]:
        """What this process has to write for its children."""
        return (f'/proc/self/fd/{self.branch}',)

    def settle(self) -> 'Cgroups | NoCgroups':
        """Makes room for children; call in the new cgroup namespace, whose root the branch becomes."""
        try:
            os.mkdir(OWN_FOLDER, dir_fd=self.branch)
            self._write(f'{OWN_FOLDER}/cgroup.procs', '0')
            self._write(
                'cgroup.subtree_control', delegation.counters(delegation.read('cgroup.controllers', self.branch))
            )
        except OSError as error:
            os.close(self.branch)
            return NoCgroups(f'making a cgroup failed: {error.strerror}')
        return self

    def make(self, number: int) -> None:
        """Makes the cgroup of a process to be forked; where that fails, the process attests that it has none."""
        try:
            os.mkdir(str(number), dir_fd=self.branch)
            self.made[number] = None
            for name, value in SETTINGS.items():
                if self._setting(f'{number}/{name}') is not None:
                    self._write(f'{number}/{name}', value)
        except OSError:
            return

    def enter(self, number: int, proc: int) -> Layer:
        """In the forked process: moves it into its cgroup and returns the layer; `proc` is a descriptor of /proc."""
        try:
            self._write(f'{number}/cgroup.procs', '0')
            lines = delegation.read('self/cgroup', proc).splitlines()
            settings = {name: self._setting(f'{number}/{name}') for name in SETTINGS}
        except OSError as error:
            return NoCgroups(f'its cgroup could not be entered: {error.strerror}').layer
        held = {name: value for name, value in settings.items() if value is not None}
        detail = 'memory.max per run, ' + ', '.join(f'{name} {value}' for name, value in held.items())
        inside = any(line.startswith('0::') and line.endswith(f'/{number}') for line in lines)
        counted = 'memory.oom.group' in held and held.items() <= SETTINGS.items()
        return Layer(inside and counted, detail)

    def arm(self, number: int, size: int) -> None:
        """From now on the kernel ends the process when it and the files it keeps in memory hold more than `size`."""
        if number in self.made:
            maximum = self.made[number] = size + ALLOWANCE_BYTES
            self._write(f'{number}/memory.max', str(maximum))

    def end(self, number: int) -> Exceeded | None:
        """Removes the cgroup of a process that is gone; returns its limit when the kernel ended it there."""
        if number not in self.made:
            return None
        maximum = self.made.pop(number)
        try:
            words = delegation.read(f'{number}/memory.events', self.branch).split()
            os.rmdir(str(number), dir_fd=self.branch)
        except OSError:
            return None
        counts = dict(zip(words[::2], map(int, words[1::2]), strict=True))
        # `oom_kill` alone also counts what the whole host's shortage ended.
        if maximum and counts.get('oom') and counts.get('oom_kill'):
            return Exceeded('memory', maximum >> 20)
        return None

    def _write(self, path: str, text: str) -> None:
        delegation.write(path, text, self.branch)

    def _setting(self, path: str) -> str | None:
        try:
            return delegation.read(path, self.branch).strip()
        except FileNotFoundError:  # a kernel without swap accounting, a branch without a task counter
            return None


class NoCgroups:
    """Where nothing was delegated: does nothing and says why."""

    def __init__(self, reason: str) -> None:
        detail = f'{reason}; memory is held by RLIMIT_DATA and a watch'
        self.layer = Layer(False, detail[: fixed_limits.TABLE.detail_characters])
        self.places: tuple[str, ...] = ()

    def settle(self) -> 'NoCgroups':
        return self

    def make(self, number: int) -> None:
        pass

    def enter(self, number: int, proc: int) -> Layer:
        return self.layer

    def arm(self, number: int, size: int) -> None:
        pass

    def end(self, number: int) -> None:
        return None


def _remove_dead_branches(base: str) -> None:
    """Removes what zygotes that are gone have left; the kernel refuses to remove a cgroup with processes."""
    for name in os.listdir(base):
        pid = name.removeprefix(PREFIX)
        is_alive = os.path.exists(f'/proc/{pid}') and pid != str(os.getpid())
        if pid == name or is_alive:
            continue
        branch = f'{base}/{name}'
        try:
            for child in [entry.path for entry in os.scandir(branch) if entry.is_dir()]:
                os.rmdir(child)
            os.rmdir(branch)
        except OSError:
            continue
