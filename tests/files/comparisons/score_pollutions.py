"""Describes polluted tables, reads each with its `load` and prints a JSON line per kind: files, structure and cells got right."""

import json
import os
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / 'src/python'))

import pandas as pd
from pollutions import TABLES, Polluted, pollutions, table

from describers.base.loading import run
from describers.tables import delimited


def main(step: int) -> None:
    """Every `step`th table gets a kind, each kind in turn another one."""
    warnings.simplefilter('ignore')
    scores: dict[str, list[tuple[float, float, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for seed in range(TABLES):
            for number, polluted in enumerate(pollutions(*table(seed))):
                if (seed + number) % step == 0:
                    scores.setdefault(polluted.kind, []).append(score(polluted, f't{seed}'))
    for kind, found in scores.items():
        structure, cells = (sum(each[at] for each in found) / len(found) for at in (0, 1))
        worst = min(found, key=lambda each: each[0] + each[1])
        print(
            json.dumps({'kind': kind, 'files': len(found), 'structure': structure, 'cells': cells, 'worst': worst[2]})
        )


def score(polluted: Polluted, name: str) -> tuple[float, float, str]:
    """Structure (header, number of rows and columns) and cells, from 0 to 1, and what was read where they are less."""
    name = f'{name}.csv'
    Path(name).write_bytes(polluted.data)
    try:
        description = delimited.describe(name, 'csv')
        wanted = [(polluted.header, polluted.rows, polluted.damaged), *((*each, 0) for each in polluted.further)]
        loads = [str(description['load']), *(str(each['load']) for each in description.get('furtherTables', ()))]
        frames = [run(load) for load in loads]
    except Exception as error:  # whatever goes wrong is a score of 0
        return 0, 0, f'{name}: {type(error).__name__}: {str(error)[:200]}'
    found = [max((_compare(frame, *each) for frame in frames), default=(0.0, 0.0)) for each in wanted]
    structure = sum(each[0] for each in found) / len(wanted) * min(1, len(wanted) / len(frames))
    cells = sum(each[1] for each in found) / len(wanted)
    told = '' if structure + cells > 1.999 else f'{name}: {loads} {description["warnings"]} {found}'
    return structure, cells, told[:700]


def _compare(frame: pd.DataFrame, header: list[str] | None, rows: list[list[str]], damaged: int) -> tuple[float, float]:
    names = [str(label) for label in frame.columns]
    named = header is None or sum(map(_same_name, header, names)) / max(len(header), len(names)) if names else 0.0
    counted = abs(len(frame) - len(rows)) <= damaged
    structure = (float(named) + counted + (frame.shape[1] == len(rows[0]))) / 3
    wanted = Counter(_cell(cell) for row in rows for cell in row)
    loaded = Counter(_cell(cell) for column in range(frame.shape[1]) for cell in frame.iloc[:, column].tolist())
    common, extra = (wanted & loaded).total(), damaged * len(rows[0]) * 2
    precision = common / max(common, loaded.total() - extra, 1)
    recall = common / max(1, wanted.total())
    return structure, 2 * precision * recall / (precision + recall) if common else 0.0


def _same_name(wanted: str, found: str) -> bool:
    return wanted == found or found.startswith('Unnamed: ' if not wanted else f'{wanted}.')


def _cell(cell: object) -> str:
    """Numbers and days as values, so that "0.50" and 0.5 are the same."""
    if isinstance(cell, pd.Timestamp):
        return cell.isoformat()[:10]
    text = '' if pd.isna(cell) else str(cell).strip()
    try:
        return repr(float(text))
    except ValueError:
        pass
    day = pd.to_datetime(text, format='%d/%m/%Y', errors='coerce') if text.count('/') == 2 else None
    return day.isoformat()[:10] if day is not None and not pd.isna(day) else text


if __name__ == '__main__':
    main(int(sys.argv[1]))
