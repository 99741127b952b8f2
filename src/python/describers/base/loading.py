"""Builds `load` expressions and proves them by running them."""

import re
import warnings
from collections.abc import Iterable
from typing import Any

import pandas as pd

# The name an expression uses, and the statement a program needs for it.
IMPORTS = {
    'pd': 'import pandas as pd',
    'json': 'import json',
    'np': 'import numpy as np',
    'yaml': 'import yaml',
    'tomllib': 'import tomllib',
    'tomli': 'import tomli',
    'etree': 'from lxml import etree',
    'BeautifulSoup': 'from bs4 import BeautifulSoup',
    'rtf_to_text': 'from striprtf.striprtf import rtf_to_text',
    'docx': 'import docx',
    'pptx': 'import pptx',
    'olefile': 'import olefile',
    'pypdf': 'import pypdf',
    'pdfplumber': 'import pdfplumber',
    'pq': 'import pyarrow.parquet as pq',
    'pa': 'import pyarrow as pa',
    'feather': 'import pyarrow.feather as feather',
    'orc': 'import pyarrow.orc as orc',
    'h5py': 'import h5py',
    'netCDF4': 'import netCDF4',
    'xr': 'import xarray as xr',
    'scipy': 'import scipy.io',
    'fits': 'from astropy.io import fits',
    'Table': 'from astropy.table import Table',
    'pyreadstat': 'import pyreadstat',
    'sqlite3': 'import sqlite3',
    'Image': 'from PIL import Image',
    'Path': 'from pathlib import Path',
    'email': 'import email, email.policy',
    'icalendar': 'import icalendar',
    'zipfile': 'import zipfile',
    'gzip': 'import gzip',
    'io': 'import io',
    're': 'import re',
}


# String literals of an expression: a file's name may look like anything.
TEXT = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")


class Expression(str):
    """Python source that is rendered as it is."""

    __slots__ = ()

    __repr__ = str.__str__


def call(function: str, *arguments: object, **options: object) -> str:
    """The source of a call; every argument is a Python literal."""
    rendered = [literal(argument) for argument in arguments]
    rendered += [f'{name}={literal(value)}' for name, value in options.items()]
    return f'{function}({", ".join(rendered)})'


def literal(value: object) -> str:
    """Python source of a value that reads back as the same value, safe for any text."""
    return repr(value)


def run(expression: str, **names: Any) -> Any:
    """Evaluates a `load` expression exactly as generated code would; `names` stand for values that are already there."""
    for statement in imports_of([expression]):
        exec(statement, names)  # noqa: S102 (a line of the table above)
    with warnings.catch_warnings():
        warnings.simplefilter('error', pd.errors.DtypeWarning)
        return eval(expression, names)  # noqa: S307 (a describer wrote it, with every text as a literal)


def imports_of(expressions: Iterable[str]) -> list[str]:
    """The import statements these expressions need, each once, in the order of the table."""
    code = [TEXT.sub('', expression) for expression in expressions]
    return [
        line
        for name, line in IMPORTS.items()
        if any(re.search(rf'(?<![\w.]){name}\b(?!\s*=[^=])', each) for each in code)
    ]


def try_run(expression: str, **names: Any) -> Any:
    """The value of the expression, or None when this file or this pandas refuses it."""
    try:
        return run(expression, **names)
    except MemoryError:
        raise
    except Exception:
        return None
