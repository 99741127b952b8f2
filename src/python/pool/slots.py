"""Where a zygote's children live: a size-capped folder for each, and a fork into namespaces of their own."""

import os

from isolation import canary, filesystem, kernel, limits
from isolation.namespaces import FLAGS, INNER_ID, map_ids
from pool.remove_tree import remove_tree

SLOTS = '/slots'
SOCKET = '/run/supervisor'
SLOT_BYTES = 320 << 20


def furnish_for_zygote(opened, spec):
    """Furnishes the zygote's own root: empty places for its children and the supervisor's socket."""
    owner = INNER_ID if spec['outerUser'] is None else spec['outerUser']
    socket = os.open(spec['socket'], os.O_PATH)
    font_lists = filesystem.read_font_lists(spec['matplotlibCache'])

    def furnish(root):
        for folder in (filesystem.WORK, SLOTS):
            os.makedirs(root + folder)
        filesystem.mount_tmpfs(root + filesystem.TMP, filesystem.TMP_BYTES, filesystem.TMP_INODES, owner)
        filesystem.write_font_lists(font_lists, root + filesystem.TMP, owner)
        filesystem.show_file(socket, root + SOCKET)

    return furnish


def open_slots(spec, proc):
    """The slots of the tier; call in the process that will fork."""
    return _Namespaces(spec, proc) if spec['tier'] == 'A' else _Folders(spec)


class _Namespaces:
    """Tier A: a tmpfs per child in the zygote's own root; the child sees its own as /box and no other."""

    socket = SOCKET

    def __init__(self, spec, proc):
        self.font_lists = filesystem.read_font_lists(filesystem.TMP + '/matplotlib')
        self.proc = proc
        self.own_pids = os.open('self/ns/pid', os.O_RDONLY, dir_fd=proc)
        filesystem.mount_tmpfs(SLOTS, 1 << 20, 4_000, INNER_ID)

    def make(self, number):
        filesystem.mount_tmpfs(f'{SLOTS}/{number}', SLOT_BYTES, filesystem.WORK_INODES, INNER_ID)
        return filesystem.WORK, filesystem.TMP

    def resize(self, number, size):
        filesystem.resize_tmpfs(f'{SLOTS}/{number}', size)

    def room(self, number):
        return None  # the mounts hold it

    def free(self, number):
        filesystem.detach(f'{SLOTS}/{number}')
        os.rmdir(f'{SLOTS}/{number}')

    def fork(self):
        # unshare(2) refuses a second PID namespace for later children, unless the first choice is taken back.
        kernel.check(kernel.libc.unshare(FLAGS['pid']), 'unshare of process ids')
        child = os.fork()
        if child:
            kernel.check(kernel.libc.setns(self.own_pids, FLAGS['pid']), 'setns')
        return child

    def enter(self, number):
        """In the child: its own mount table with its own folders, everybody else's gone."""
        kernel.check(kernel.libc.unshare(FLAGS['mnt'] | FLAGS['ipc'] | FLAGS['uts']), 'unshare')
        filesystem.bind(f'{SLOTS}/{number}', filesystem.WORK)
        filesystem.detach(SLOTS)
        filesystem.mount_tmpfs(filesystem.TMP, filesystem.TMP_BYTES, filesystem.TMP_INODES, INNER_ID)
        filesystem.write_font_lists(self.font_lists, filesystem.TMP, INNER_ID)
        # RLIMIT_NPROC counts per user namespace: in a shared one a program's threads would use up its neighbours'.
        kernel.check(kernel.libc.unshare(FLAGS['user']), 'unshare of users')
        map_ids(os.open('self', os.O_PATH | os.O_DIRECTORY, dir_fd=self.proc), INNER_ID, INNER_ID)


class _Folders:
    """Tier B: a folder per child on the host's disk, beside the supervisor's socket."""

    def __init__(self, spec):
        self.base = spec['work']
        self.socket = spec['socket']
        canary.lay_bait(self.base)
        self.threads = limits.SHARED_THREADS if spec['user'] else None
        self.rooms = {}

    def make(self, number):
        work, tmp = self._folders_of(number)
        os.makedirs(work, 0o700)
        os.makedirs(f'{tmp}/matplotlib', 0o700)
        return work, tmp

    def resize(self, number, size):
        work, tmp = self._folders_of(number)
        folders = [
            (work, 'disk', size, filesystem.WORK_INODES),
            (tmp, 'scratch', filesystem.TMP_BYTES, filesystem.TMP_INODES),
        ]
        self.rooms[number] = {'base': f'{self.base}/{number}', 'folders': folders, 'fileBytes': size}

    def room(self, number):
        return self.rooms[number]

    def free(self, number):
        """Removes what the supervisor could not: names that are too long together, folders closed to their owner."""
        self.rooms.pop(number, None)
        remove_tree(f'{self.base}/{number}')

    def fork(self):
        return os.fork()

    def enter(self, number):
        limits.apply({'NPROC': self.threads})

    def _folders_of(self, number):
        return f'{self.base}/{number}/work', f'{self.base}/{number}/tmp'
