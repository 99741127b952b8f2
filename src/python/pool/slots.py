"""Where a zygote's children live: a size-capped folder for each, and a fork into namespaces of their own."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from isolation import canary, filesystem, fixed_limits, kernel, limits, namespaces
from isolation.enclosure import Enclosed
from isolation.specs import ZygoteSpec
from pool import library, remove_tree, resolving
from pool.disk_watch import FolderRoom, Room

SLOTS = '/slots'
SOCKET = '/run/supervisor'
SLOT_BYTES = fixed_limits.TABLE.birth_mib << 20


@dataclass(frozen=True)
class Folders:
    """Where a program works, and where it keeps what is temporary."""

    work: str
    tmp: str


class Slots(Protocol):
    """The places for the children of one zygote, each named by the child's number; `socket` is where it finds its supervisor."""

    socket: str

    def make(self, number: int) -> Folders:
        """Makes the folders of a child to be forked."""

    def resize(self, number: int, size: int) -> None:
        """Changes how many bytes a child may keep in its folder."""

    def room(self, number: int) -> Room | None:
        """What a watch must hold the child to; None where its mounts hold it."""

    def free(self, number: int) -> None:
        """Removes the folders of a child that is gone."""

    def fork(self) -> int:
        """Forks a child and returns its process id, 0 in the child."""

    def enter(self, number: int) -> None:
        """In the child: leaves everybody else's place behind."""


def furnish_for_zygote(spec: ZygoteSpec, received: library.Received | None) -> Callable[[str], None]:
    """Furnishes the zygote's own root: empty places for its children, the supervisor's socket and the files of its library."""
    owner = namespaces.INNER_ID if spec.outer_user is None else spec.outer_user
    socket = os.open(spec.socket, os.O_PATH)
    font_lists = filesystem.read_font_lists(spec.matplotlib_cache)
    names = resolving.read(spec.network) if spec.network else {}

    def furnish(root: str) -> None:
        for folder in (filesystem.WORK, SLOTS):
            os.makedirs(root + folder)
        filesystem.mount_tmpfs(root + filesystem.TMP, filesystem.TMP_BYTES, filesystem.TMP_INODES, owner)
        if not spec.is_for_shells:
            filesystem.write_font_lists(font_lists, root + filesystem.TMP, owner)
        filesystem.show_file(socket, root + SOCKET)
        if spec.network:
            resolving.furnish(root, names)
        if received:
            library.furnish(received, root, owner)

    return furnish


def open_slots(spec: ZygoteSpec, enclosed: Enclosed, proc: int) -> Slots:
    """The slots of the tier; call in the process that will fork. `proc` is a descriptor of the host's /proc."""
    return (
        _Mounts(proc, enclosed.readable, has_fonts=not spec.is_for_shells)
        if spec.tier == 'A'
        else _HostFolders(spec, is_shared_user=bool(enclosed.user))
    )


class _Mounts:
    """Tier A: a tmpfs per child in the zygote's own root; the child sees its own as /box and no other."""

    socket = SOCKET

    def __init__(self, proc: int, readable: tuple[str, ...], has_fonts: bool) -> None:
        self.font_lists = filesystem.read_font_lists(filesystem.TMP + '/matplotlib') if has_fonts else None
        self.proc = proc
        self.readable = readable
        self.own_pids = os.open('self/ns/pid', os.O_RDONLY, dir_fd=proc)
        filesystem.mount_tmpfs(SLOTS, 1 << 20, 4_000, namespaces.INNER_ID)

    def make(self, number: int) -> Folders:
        filesystem.mount_tmpfs(f'{SLOTS}/{number}', SLOT_BYTES, filesystem.WORK_INODES, namespaces.INNER_ID)
        return Folders(filesystem.WORK, filesystem.TMP)

    def resize(self, number: int, size: int) -> None:
        filesystem.resize_tmpfs(f'{SLOTS}/{number}', size)

    def room(self, number: int) -> None:
        return None

    def free(self, number: int) -> None:
        filesystem.detach(f'{SLOTS}/{number}')
        os.rmdir(f'{SLOTS}/{number}')

    def fork(self) -> int:
        # unshare(2) refuses a second PID namespace for later children, unless the first choice is taken back.
        kernel.check(kernel.libc.unshare(namespaces.FLAGS['pid']), 'unshare of process ids')
        child = os.fork()
        if child:
            kernel.check(kernel.libc.setns(self.own_pids, namespaces.FLAGS['pid']), 'setns')
        return child

    def enter(self, number: int) -> None:
        flags = namespaces.FLAGS
        kernel.check(kernel.libc.unshare(flags['mnt'] | flags['ipc'] | flags['uts']), 'unshare')
        filesystem.bind(f'{SLOTS}/{number}', filesystem.WORK)
        filesystem.detach(SLOTS)
        filesystem.mount_tmpfs(filesystem.TMP, filesystem.TMP_BYTES, filesystem.TMP_INODES, namespaces.INNER_ID)
        if self.font_lists is not None:
            filesystem.write_font_lists(self.font_lists, filesystem.TMP, namespaces.INNER_ID)
        filesystem.link_held(self.readable, filesystem.TMP)
        # RLIMIT_NPROC counts per user namespace: in a shared one a program's threads would use up its neighbours'.
        kernel.check(kernel.libc.unshare(flags['user']), 'unshare of users')
        own = os.open('self', os.O_PATH | os.O_DIRECTORY, dir_fd=self.proc)
        namespaces.map_ids(own, namespaces.INNER_ID, namespaces.INNER_ID)


class _HostFolders:
    """Tier B: a folder per child on the host's disk, beside the supervisor's socket."""

    def __init__(self, spec: ZygoteSpec, is_shared_user: bool) -> None:
        self.base = spec.work
        self.socket = spec.socket
        canary.lay_bait(self.base)
        self.threads = limits.SHARED_THREADS if is_shared_user else None
        self.rooms: dict[int, Room] = {}

    def make(self, number: int) -> Folders:
        folders = self._folders_of(number)
        os.makedirs(folders.work, 0o700)
        os.makedirs(f'{folders.tmp}/matplotlib', 0o700)
        return folders

    def resize(self, number: int, size: int) -> None:
        folders = self._folders_of(number)
        rooms = (
            FolderRoom(folders.work, 'disk', size, filesystem.WORK_INODES),
            FolderRoom(folders.tmp, 'scratch', filesystem.TMP_BYTES, filesystem.TMP_INODES),
        )
        self.rooms[number] = Room(f'{self.base}/{number}', rooms, file_bytes=size)

    def room(self, number: int) -> Room:
        return self.rooms[number]

    def free(self, number: int) -> None:
        """Removes what the supervisor could not: names that are too long together, folders closed to their owner."""
        self.rooms.pop(number, None)
        remove_tree.remove_tree(f'{self.base}/{number}')

    def fork(self) -> int:
        return os.fork()

    def enter(self, number: int) -> None:
        limits.apply({'NPROC': self.threads})

    def _folders_of(self, number: int) -> Folders:
        return Folders(f'{self.base}/{number}/work', f'{self.base}/{number}/tmp')
