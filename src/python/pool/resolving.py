"""How names of hosts are resolved in the root of a zygote whose programs have network."""

import contextlib
import os
from collections.abc import Mapping

from isolation import filesystem
from isolation.specs import Network

MOST_BYTES = 1 << 20


def read(network: Network) -> Mapping[str, str]:
    """The files of the host by which its names are resolved; none where only listed names are."""
    texts = {}
    for path in filesystem.RESOLVER_FILES if network.ports is None else ():
        with contextlib.suppress(OSError), open(path, encoding='utf-8', errors='replace') as file:
            texts[path] = file.read(MOST_BYTES)
    return texts


def furnish(root: str, texts: Mapping[str, str]) -> None:
    """Leaves them in a new root, or a place for the list that each program is given."""
    os.makedirs(f'{root}/etc', exist_ok=True)
    for path, text in texts.items():
        filesystem.write_text(root + path, text)
    if not texts:
        filesystem.write_text(f'{root}/etc/nsswitch.conf', 'hosts: files\n')
        os.symlink(f'{filesystem.TMP}/hosts', f'{root}/etc/hosts')
