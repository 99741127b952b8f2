"""What netCDF groups say of themselves."""

from pathlib import Path

import pandas as pd
import pytest
import xarray

from describers.arrays import netcdf


def test_a_single_time_is_a_range_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    time = pd.Timestamp('2024-01-01T06:00')
    xarray.Dataset({'t': ('x', [1.0, 2.0])}, coords={'issued': time}).to_netcdf('forecast.nc')
    told = netcdf.describe('forecast.nc', 'nc')
    assert "'from': '2024-01-01T06:00:00', 'to': '2024-01-01T06:00:00'" in str(told)
