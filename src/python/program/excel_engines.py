"""Chooses the libraries by which pandas reads and writes workbooks: those that work in every tier, without a warning.

pandas takes whatever is installed: XlsxWriter, which sets the times of its file, is refused that in tier B, and
pandas 3 warns about openpyxl as soon as calamine is there too.
"""

from typing import Any

from program import module_patches

OPTIONS = {
    'io.excel.xlsx.reader': 'openpyxl',
    'io.excel.xlsm.reader': 'openpyxl',
    'io.excel.xls.reader': 'xlrd',
    'io.excel.xlsb.reader': 'calamine',
    'io.excel.ods.reader': 'calamine',
    'io.excel.xlsx.writer': 'openpyxl',
}


def choose() -> None:
    """Takes effect when pandas is imported, or at once where it is."""
    module_patches.apply({'pandas': _set_options})


def _set_options(pandas: Any) -> None:
    for name, engine in OPTIONS.items():
        try:
            pandas.set_option(name, engine)
        except (KeyError, ValueError):
            continue  # this pandas does not know the engine
