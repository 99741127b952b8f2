"""Makes wheels in a folder from a list of JSON: what pip would build of them, and what nobody should."""

import json
import sys
import zipfile
from pathlib import Path
from typing import Any


def make(folder: Path, wheel: dict[str, Any]) -> None:
    name, version = wheel['name'], wheel.get('version', '1.0')
    tag = wheel.get('tag', 'py3-none-any')
    headers = ['Metadata-Version: 2.1', f'Name: {name}', f'Version: {version}']
    headers += [f'Requires-Dist: {each}' for each in wheel.get('requires', [])]
    headers += [f'Provides-Extra: {each}' for each in wheel.get('extras', [])]
    if 'requiresPython' in wheel:
        headers.append(f'Requires-Python: {wheel["requiresPython"]}')
    info = f'{name}-{version}.dist-info'
    files = {
        f'{name}.py': f'version = {version!r}\n',
        f'{info}/METADATA': '\n'.join(headers) + '\n',
        f'{info}/WHEEL': f'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n',
        **wheel.get('files', {}),
    }
    with zipfile.ZipFile(folder / f'{name}-{version}-{tag}.whl', 'w') as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(f'{info}/RECORD', ''.join(f'{path},,\n' for path in [*files, f'{info}/RECORD']))


if __name__ == '__main__':
    for each in json.loads(sys.argv[2]):
        make(Path(sys.argv[1]), each)
