"""Numbers that are written in another way than Python writes them."""

import pandas as pd
import pytest

from describers.tables.number_style import changes_only_numbers, number_styles

COMMA = [{'decimal': ','}]


@pytest.mark.parametrize(
    ('texts', 'delimiter', 'options'),
    [
        (['1,5', '2,75'], ';', COMMA),
        (['1.234,50', '2.345,75'], ';', [{'decimal': ',', 'thousands': '.'}]),
        (['1 234,5', '12,5'], ';', [{'decimal': ',', 'thousands': ' '}]),
        (["1'234.5", '12.5'], ',', [{'thousands': "'"}]),
        (['1,234.5', '12.5'], ',', [{'thousands': ','}]),
        (['1,5', 'none'], ';', []),
        (['12', '34'], ',', []),
    ],
)
def test_the_best_style_fits_all_texts_of_a_column(
    texts: list[str], delimiter: str, options: list[dict[str, str]]
) -> None:
    found = [style for _, style in number_styles(pd.DataFrame({'x': texts}), delimiter)]
    assert found[:1] == options


@pytest.mark.parametrize(('delimiter', 'first'), [(',', {'thousands': ','}), (';', {'decimal': ','})])
def test_what_a_comma_may_mean_follows_from_the_delimiter(delimiter: str, first: dict[str, str]) -> None:
    assert number_styles(pd.DataFrame({'x': ['1,234', '2,345']}), delimiter)[0][1] == first


@pytest.mark.parametrize(
    ('after', 'is_change'), [([1.5, 2.5], True), (['1,5', '2,5'], False), (pd.to_datetime(['2024', '2025']), False)]
)
def test_a_style_may_turn_texts_into_numbers_and_nothing_else(after: list[object], is_change: bool) -> None:
    before = pd.DataFrame({'x': ['1,5', '2,5']})
    pattern, _ = number_styles(before, ';')[0]
    assert changes_only_numbers(before, pd.DataFrame({'x': after}), [['1,5'], ['2,5']], pattern) is is_change
