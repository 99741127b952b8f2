"""SPSS and Stata files, whose codes and labels are both kept."""

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from describers.base.description import objects_in, texts_in
from describers.base.problem import FileProblem
from describers.columnar.statistics import describe

SURVEY = pd.DataFrame({'sex': [1.0, 2.0, 9.0], 'age': [30.0, 41.0, 55.0]})


def test_value_labels_are_listed_and_columns_keep_their_codes(tmp_path: Path) -> None:
    path = tmp_path / 'survey.sav'
    pyreadstat.write_sav(
        SURVEY,
        str(path),
        column_labels={'age': 'Age in years'},
        variable_value_labels={'sex': {1.0: 'female', 2.0: 'male', 9.0: 'no answer'}},
        missing_ranges={'sex': [9.0]},
    )
    described = describe(str(path), 'sav')
    assert described['valueLabels'] == {'sex': {'1': 'female', '2': 'male', '9': 'no answer'}}
    sex, age = objects_in(described['columns'])
    assert (sex['max'], sex['nullCount'], age['label']) == (2, 1, 'Age in years')
    assert 'Codes declared as missing are read as null: "sex" (9).' in texts_in(described['warnings'])


def test_dates_are_read_as_dates(tmp_path: Path) -> None:
    path = tmp_path / 'days.dta'
    pd.DataFrame({'day': pd.to_datetime(['2024-01-31', '2024-02-01'])}).to_stata(path, write_index=False)
    (day,) = objects_in(describe(str(path), 'dta')['columns'])
    assert (day['min'], day['max']) == ('2024-01-31T00:00:00', '2024-02-01T00:00:00')


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / 'cut.sav'
    pyreadstat.write_sav(SURVEY, str(path))
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(FileProblem, match='it is cut off or damaged, save it again'):
        describe(str(path), 'sav')
