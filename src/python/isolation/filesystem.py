"""A private root: a tmpfs with read-only system folders, a size-capped /box and /scratch, and nothing else."""

import errno
import os
import struct
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from isolation import fixed_limits, kernel

WORK = '/box'
TMP = '/scratch'
# Under which names a program written for another sandbox looks for these folders.
ALIASES = {'/mnt/data': WORK, '/tmp': TMP}
# Where the root has what the host shows below its own /tmp, such as an interpreter that was installed there.
HELD = '/held'

MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 32, 4096, 16384, 1 << 18
WRITABLE = MS_NOSUID | MS_NODEV | MS_NOEXEC
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 1, 2, 4

# Libraries, fonts, time zones and the loader's cache; no programs, no configuration with secrets.
SYSTEM_PATHS = (
    '/lib', '/lib32', '/lib64', '/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/local/lib', '/nix/store',
    '/usr/share/zoneinfo', '/usr/share/fonts', '/usr/share/fontconfig', '/usr/local/share/fonts',
    '/etc/ld.so.cache', '/etc/localtime', '/etc/fonts', '/etc/mime.types', '/etc/alternatives',
)  # fmt: skip
OWN_FILES = ('/etc/passwd', '/etc/group')
# By which servers prove who they are, and no keys.
CERTIFICATES = (
    '/etc/ssl/certs', '/etc/ssl/cert.pem', '/etc/ssl/ca-bundle.pem', '/etc/ssl/openssl.cnf', '/etc/pki/tls/certs',
    '/etc/pki/tls/cert.pem', '/etc/pki/ca-trust/extracted', '/etc/ca-certificates/extracted', '/var/lib/ca-certificates',
    '/usr/share/ca-certificates', '/usr/local/share/ca-certificates', '/etc/services', '/etc/protocols',
)  # fmt: skip
# By which names of hosts are resolved.
RESOLVER_FILES = ('/etc/hosts', '/etc/resolv.conf', '/etc/nsswitch.conf')
DEVICES: tuple[str, ...] = ('null', 'random', 'urandom')

WORK_INODES, TMP_INODES = fixed_limits.TABLE.entries, 4_000
TMP_BYTES = fixed_limits.TABLE.scratch_mib << 20


def readonly_paths(extra: Iterable[str] = ()) -> list[str]:
    """What a program may read besides its own folders: system libraries, this interpreter, its packages and `extra`."""
    candidates = [*SYSTEM_PATHS, sys.prefix, sys.base_prefix, sys.exec_prefix, *extra, *_mapped_folders()]
    chosen: list[str] = []
    for path in sorted({os.path.abspath(path) for path in candidates if path}, key=len):
        # Of the system's own interpreter, whose place is /usr, the library folder is enough.
        if path == '/usr' or (path in ('/', '/etc', '/home', '/root') and path != sys.base_prefix):
            continue
        covered = any(path == above or path.startswith(above + '/') for above in chosen)
        if os.path.lexists(path) and not covered:
            chosen.append(path)
    return chosen


@dataclass(frozen=True)
class Opened:
    """Descriptors of everything the new root will hold, taken in the new mount table before the root covers it.

    `links` are {path: target}, `places` the folders and files as (path, whether it is a folder, descriptor).
    """

    links: Mapping[str, str]
    places: tuple[tuple[str, bool, int], ...]
    devices: tuple[tuple[str, int], ...]


def open_all(readonly: Sequence[str], device_names: Iterable[str]) -> Opened:
    """Opens what the new root will hold."""
    links = {path: os.readlink(path) for path in readonly if os.path.islink(path)}
    places = [(path, os.path.isdir(path), os.open(path, os.O_PATH)) for path in readonly if path not in links]
    devices = [(name, os.open(f'/dev/{name}', os.O_PATH)) for name in device_names]
    return Opened(links, tuple(places), tuple(devices))


def build_root(opened: Opened, furnish: Callable[[str], None]) -> None:
    """Replaces this process's root by an empty one that `furnish(root)` fills with what is writable.

    Call inside a fresh mount namespace.
    """
    root = '/tmp'  # any folder that exists everywhere: our tmpfs hides it in this namespace only
    _mount(None, '/', None, MS_PRIVATE | MS_REC)
    _mount('tmpfs', root, 'tmpfs', MS_NOSUID | MS_NODEV, 'size=8m,nr_inodes=4k,mode=755')
    furnish(root)
    for path, target in opened.links.items():
        _link(target, root + _held(path))
    for path, is_folder, descriptor in opened.places:
        _place(root + _held(path), is_folder, descriptor)
    link_held((*opened.links, *(path for path, _, _ in opened.places)), root + TMP)
    for path, target in ALIASES.items():
        if not is_shown(path, opened):
            _link(target, root + path)
    for name, descriptor in opened.devices:
        _bind_descriptor(descriptor, _empty_file(f'{root}/dev/{name}'))
    write_text(f'{root}/etc/passwd', f'sandbox:x:1000:1000::{TMP}:/bin/false\n')
    write_text(f'{root}/etc/group', 'sandbox:x:1000:\n')
    os.chdir(root)
    kernel.call('pivot_root', b'.', b'.')
    kernel.check(kernel.libc.umount2(b'.', MNT_DETACH), 'umount of the old root')
    os.chdir('/')
    make_readonly('/')


def link_held(shown: Iterable[str], folder: str) -> None:
    """Has what is held found by its own names below /tmp, which lead to `folder` once that is in place."""
    held = {path.split('/')[2] for path in shown if _held(path) != path}
    for name in held:
        os.symlink(f'{HELD}/tmp/{name}', f'{folder}/{name}')


def mount_tmpfs(folder: str, size: int, inodes: int, owner: int) -> None:
    """Mounts a writable folder that holds at most `size` bytes and `inodes` files, and no programs.

    Large files get large pages where the kernel has them, which are written and read faster.
    """
    os.makedirs(folder, exist_ok=True)
    options = f'size={size},nr_inodes={inodes},mode=700,uid={owner},gid={owner}'
    try:
        _mount('tmpfs', folder, 'tmpfs', WRITABLE, f'{options},huge=within_size')
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        _mount('tmpfs', folder, 'tmpfs', WRITABLE, options)


def resize_tmpfs(folder: str, size: int) -> None:
    """Changes how many bytes a folder made by `mount_tmpfs` may hold."""
    _mount(None, folder, None, MS_REMOUNT | WRITABLE, f'size={size}')


def show_file(descriptor: int, target: str) -> None:
    """Shows an opened file of the host at `target`, with its mode and times out of reach."""
    _bind_descriptor(descriptor, _empty_file(target))
    make_readonly(target)


def bind(source: str, target: str) -> None:
    """Shows the folder `source` at `target` too."""
    _mount(source, target, None, MS_BIND)


def detach(folder: str) -> None:
    """Takes a mount out of this mount table; it ends when nobody uses it any more."""
    kernel.check(kernel.libc.umount2(folder.encode(), MNT_DETACH), f'umount {folder}')


def make_readonly(path: str, flags: int = 0) -> None:
    """From now on nothing can be changed below the mount at `path`."""
    # mount_setattr(2) only adds attributes, so flags the host locked on the mount stay as they are.
    attributes = struct.pack('QQQQ', MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0, 0, 0)
    kernel.call('mount_setattr', AT_FDCWD, path.encode(), flags, attributes, len(attributes))


def is_shown(path: str, opened: Opened) -> bool:
    """Whether the host has something to show at `path`, above it or below it."""
    shown = [_held(place) for place in (*opened.links, *(place for place, _, _ in opened.places))]
    return any(f'{path}/'.startswith(f'{other}/') or other.startswith(f'{path}/') for other in shown)


def _held(path: str) -> str:
    return HELD + path if path.startswith('/tmp/') else path


def _link(target: str, path: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.symlink(target, path)


def _place(target: str, is_folder: bool, descriptor: int) -> None:
    if is_folder:
        os.makedirs(target, exist_ok=True)
    else:
        _empty_file(target)
    _bind_descriptor(descriptor, target)
    make_readonly(target, AT_RECURSIVE)


def _bind_descriptor(descriptor: int, target: str) -> None:
    _mount(f'/proc/self/fd/{descriptor}', target, None, MS_BIND | MS_REC)


def _mapped_folders() -> list[str]:
    """Folders of the shared libraries this interpreter already uses, wherever the host keeps them."""
    try:
        with open('/proc/self/maps', encoding='utf-8', errors='surrogateescape') as maps:
            paths = {line.split(None, 5)[5].strip() for line in maps if '.so' in line and '/' in line}
    except OSError:
        return []
    return [os.path.dirname(path) for path in paths if path.startswith('/')]


def read_font_lists(folder: str | None) -> dict[str, bytes]:
    """The font lists of a prepared matplotlib cache, {name: bytes}."""
    if not folder or not os.path.isdir(folder):
        return {}
    lists = {}
    for name in os.listdir(folder):
        if name.startswith('fontlist') and name.endswith('.json'):
            with open(os.path.join(folder, name), 'rb') as file:
                lists[name] = file.read()
    return lists


def write_font_lists(lists: Mapping[str, bytes], folder: str, owner: int) -> None:
    """Makes a writable matplotlib cache with the given font lists below `folder`."""
    target = os.path.join(folder, 'matplotlib')
    os.mkdir(target)
    os.chown(target, owner, owner)
    for name, content in lists.items():
        with open(os.path.join(target, name), 'wb') as file:
            file.write(content)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    words = [None if word is None else word.encode() for word in (source, target, kind)]
    result = kernel.libc.mount(words[0], words[1], words[2], flags, options.encode() if options else None)
    kernel.check(result, f'mount {target}')


def _empty_file(path: str) -> str:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'xb'):
        return path


def write_text(path: str, text: str) -> None:
    """Makes a file with this text, and the folders above it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(text.encode())
