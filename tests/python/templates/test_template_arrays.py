import numpy as np
import pytest

from templates import arrays


def test_numbers_of_leaves_out_what_is_missing_or_infinite() -> None:
    values = np.array([1.0, np.nan, 3.0, np.inf])
    assert arrays.numbers_of(values) == {'mean': 2.0, 'min': 1.0, 'max': 3.0}
    assert arrays.numbers_of(np.array([np.nan])) == {}


def test_dataset_numbers_says_how_many_values_they_are_about() -> None:
    assert arrays.dataset_numbers([[1, 2], [np.nan, 6]], ['max', 'mean'], units='K') == {
        'max': 6.0,
        'mean': 3.0,
        'units': 'K',
        'values': 3,
        'missing': 1,
    }


@pytest.mark.parametrize('dataset', [[], [np.nan, np.inf]])
def test_dataset_numbers_ends_where_there_is_no_number(dataset: list[float]) -> None:
    with pytest.raises(SystemExit, match='no numbers'):
        arrays.dataset_numbers(dataset, ['mean'], units=None)


def test_dataset_numbers_needs_numbers() -> None:
    with pytest.raises(ValueError, match='could not convert'):
        arrays.dataset_numbers(['a'], ['mean'], units=None)


def test_numbers_by_axis_goes_along_the_axis_and_names_its_entries() -> None:
    dataset = np.array([[1.0, np.nan], [3.0, np.nan]])
    labels = np.array(['a', 'b'])
    assert arrays.numbers_by_axis(dataset, ['min'], axis=0, labels=labels) == {'a': {'min': 1.0}, 'b': {'min': 3.0}}
    assert arrays.numbers_by_axis(dataset, ['min'], axis=1, labels=[10, 20]) == {
        '10': {'min': 1.0},
        '20': {'min': None},
    }
