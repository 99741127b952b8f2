"""JSON that is parsed in parts."""

import io
import json

import pytest

from describers.base.problem import FileProblem
from describers.trees import item_stream
from describers.trees.constants import Constants
from describers.trees.item_stream import ItemStream
from describers.trees.joined_lines import parse_joined


def items_of(text: str) -> list[object]:
    return [item for batch in ItemStream(io.StringIO(text), json.JSONDecoder()).batches() for item in batch]


@pytest.mark.parametrize('block', [1, 3, 1 << 20])
def test_an_array_read_in_blocks_gives_the_items_of_the_whole(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_stream, 'BLOCK', block)
    value = [{'a': '}, {'}, {'a': [1, {'b': ']'}]}, 12.5, None, 'x,y', []]
    assert items_of(json.dumps(value)) == value
    assert items_of(json.dumps(value, indent=1)) == value


@pytest.mark.parametrize(
    ('text', 'reason'),
    [
        ('{}', 'Expecting an array at line 1'),
        ('[1,\n2', "Expecting ',' delimiter at line 2"),
        ('[1]\n2', 'Extra data at line 2'),
        ('[1,\n\n]', 'Expecting value at line 3'),
    ],
)
def test_a_damaged_array_is_told_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(FileProblem, match=reason):
        items_of(text)


@pytest.mark.parametrize('lines', [[], ['1'], ['{"a": 1}', '"x"', 'null', '[1, 2]']])
def test_lines_parsed_together_give_the_value_of_every_line(lines: list[str]) -> None:
    assert parse_joined(lines) == [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    'lines', [['1,2', '3'], ['[1', '2]'], ['[1', '2]', '3,4,5'], ['-Infinity', '1'], ['', '1'], ['{']]
)
def test_lines_that_may_not_hold_one_value_each_are_left_to_others(lines: list[str]) -> None:
    assert parse_joined(lines) is None


def test_words_beyond_the_standard_are_collected() -> None:
    constants = Constants()
    json.loads('[NaN, Infinity, NaN]', parse_constant=constants.take)
    assert constants.notes() == ['The file holds Infinity, NaN, which is not standard JSON.']
    assert Constants().notes() == []
