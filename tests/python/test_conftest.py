"""What a test does that needs what this host does not have."""

import os
import shutil
import sys
from pathlib import Path

import pytest

import forked

NEEDY = "import pytest\n\n\n@pytest.mark.needs('such thing', {there})\ndef test_it():\n    pass\n"


@pytest.mark.parametrize(
    ('there', 'required', 'outcome'),
    [
        (False, False, '1 skipped'),
        (False, True, '1 error'),
        (True, True, '1 passed'),
    ],
    ids=['is skipped', 'fails where everything is required', 'runs where it is there'],
)
def test_what_needs_something(tmp_path: Path, there: bool, required: bool, outcome: str) -> None:
    shutil.copy(Path(__file__).with_name('conftest.py'), tmp_path)
    (tmp_path / 'test_needy.py').write_text(NEEDY.format(there=there))
    (tmp_path / 'pytest.ini').write_text('[pytest]\nmarkers = needs: as ours\n')

    def run() -> object:
        os.environ['REQUIRE_ALL'] = '1' if required else ''
        report = tmp_path / 'report'
        with open(report, 'w', encoding='utf-8') as sys.stdout:
            pytest.main(['-q', '-p', 'no:cacheprovider', '--import-mode=importlib', str(tmp_path)])
        return report.read_text(encoding='utf-8')

    assert outcome in forked.run(run)
