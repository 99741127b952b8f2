"""Text columns that are mostly numbers."""

import pandas as pd
import pytest

from describers.tables.numeric_text import NumericText, numeric_text

MANY = [str(n) for n in range(1, 21)]


@pytest.mark.parametrize(
    ('cells', 'others', 'low', 'high'),
    [
        ([*MANY, 'TIE', '<5', 'TIE'], ['TIE', '<5'], 1, 20),
        (['1.5', '-2', '1e3', 'sick'], ['sick'], -2, 1000),
        ([' 7', '8 ', '-'], ['-'], 7, 8),
        ([*MANY, None, '1,234'], ['1,234'], 1, 20),
        ([1, 2.5, 'none', 3], ['none'], 1, 3),
    ],
)
def test_the_cells_in_the_way_are_named(cells: list[object], others: list[str], low: float, high: float) -> None:
    found = numeric_text(pd.Series(cells))
    assert found is not None
    assert (found['others'], found['min'], found['max']) == (others, low, high)


@pytest.mark.parametrize(
    'cells',
    [
        ['1', '2', '3'],
        ['a', 'b', '1'],
        ['1', 'a'],
        ['007', '12', '13', 'A1'],
        ['2024-01-01', '2024-01-02'],
        [True, False, 'x'],
        [1, 2, [3]],
        [None, None],
        [],
    ],
)
def test_other_columns_are_not_numbers(cells: list[object]) -> None:
    assert numeric_text(pd.Series(cells, dtype='object')) is None


def test_many_other_cells_are_counted() -> None:
    found = numeric_text(pd.Series([*MANY, *'abcdefghi']))
    assert found is not None
    assert found['omittedOthers'] == 3


def test_parts_tell_what_the_whole_tells() -> None:
    cells = pd.Series([*MANY, 'TIE', '<5', *MANY, 'TIE'])
    parts = NumericText()
    for part in (cells[:9], cells[9:20], cells[20:]):
        parts.add(part)
    assert parts.describe() == numeric_text(cells)
