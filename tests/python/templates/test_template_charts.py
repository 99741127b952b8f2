from collections.abc import Callable, Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from templates import charts

mpl.use('Agg')

labels = {'title': 'Units by kind', 'names_label': 'kind', 'values_label': 'units'}


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    yield
    plt.close('all')


def test_chart_label_is_short_and_no_formula() -> None:
    assert charts.chart_label('$x^{') == r'\$x^{'
    assert charts.chart_label('a' * 41) == 'a' * 39 + '…'
    assert charts.chart_label(None) == '(missing)'


def test_bar_chart_has_a_bar_for_each_value_in_order_and_names_it() -> None:
    (axes,) = charts.bar_chart(pd.Series([3, 1], index=['b', None]), **labels).axes
    assert [bar.get_width() for bar in axes.patches] == [3, 1]
    assert [label.get_text() for label in axes.get_yticklabels()] == ['b', '(missing)']
    assert axes.yaxis_inverted()
    assert (axes.get_title(), axes.get_xlabel(), axes.get_ylabel()) == ('Units by kind', 'units', 'kind')


def test_bar_chart_grows_with_the_number_of_bars() -> None:
    assert charts.bar_chart(pd.Series(range(100)), **labels).get_size_inches()[1] == pytest.approx(31.5)


@pytest.mark.parametrize('chart', [charts.bar_chart, charts.line_chart])
def test_a_chart_of_nothing_is_empty(chart: Callable[..., Any]) -> None:
    (axes,) = chart(pd.Series(dtype=float), **labels).axes
    assert axes.get_title() == 'Units by kind'
    assert len(axes.patches) == 0


def test_line_chart_leaves_a_gap_where_a_value_is_missing() -> None:
    (axes,) = charts.line_chart(pd.Series([1.0, None, 2.0], index=list('abc')), **labels).axes
    assert np.isnan(axes.lines[0].get_ydata()).tolist() == [False, True, False]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ('kind', 'units')


def test_line_chart_names_as_many_points_as_find_room() -> None:
    (axes,) = charts.line_chart(pd.Series(range(240), index=pd.period_range('2000', periods=240)), **labels).axes
    assert 8 <= len(axes.get_xticklabels()) <= 20


def test_histogram_counts_the_rows_that_have_a_value_in_20_ranges() -> None:
    figure, ranges = charts.histogram(
        pd.DataFrame({'age': [0, 10, 10, None, 20]}), 'age', title='Ages', values_label='age'
    )
    assert len(ranges) == 20
    assert ranges[0] == {'from': 0.0, 'to': 1.0, 'rows': 1}
    assert [entry['rows'] for entry in ranges if entry['rows']] == [1, 2, 1]
    assert figure.axes[0].get_ylabel() == 'rows'
