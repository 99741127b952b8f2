"""What a zygote imports before it serves, and the proof that forking from it is safe."""

import hashlib
import importlib
import io
import os
import sys
import tempfile
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from isolation import frames, limits, records
from pool.inputs import Announcement
from program.request import Program

STANDARD = (
    'base64 bisect calendar collections collections.abc copy csv ctypes dataclasses datetime decimal enum fractions '
    'functools glob gzip hashlib heapq importlib.abc importlib.resources inspect io itertools json linecache math operator '
    'os pathlib pprint random re shutil sqlite3 statistics string struct tempfile textwrap threading time timeit traceback types typing '
    'unicodedata uuid warnings zipfile zlib zoneinfo concurrent.futures urllib.parse xml.etree.ElementTree'
).split()
DATA = (
    'numpy pandas pandas.io.html pandas.io.xml lxml.html openpyxl pyarrow.parquet pyarrow.dataset PIL.PngImagePlugin '
    'PIL.JpegImagePlugin'
).split()
# What looks at the everyday files; the describers of all others come with the libraries they need.
DESCRIBERS = (
    'main tables.delimited sheets.excel sheets.open_xml_workbook trees.structured trees.xml text.text text.log text.html '
    'columnar.sqlite columnar.columnar_file images.image'
).split()
FULL = (
    'matplotlib matplotlib.pyplot matplotlib.backends.backend_agg matplotlib.dates scipy.stats scipy.optimize seaborn '
    'sklearn.linear_model sklearn.cluster sklearn.preprocessing sklearn.model_selection sklearn.metrics '
    'sklearn.ensemble sklearn.decomposition statsmodels.api'
).split()
FILES = (
    'lxml.etree bs4 yaml PIL.Image pyarrow.parquet python_calamine xlrd docx pptx '
    'olefile pypdf pdfplumber h5py netCDF4 xarray scipy.io astropy.io.fits astropy.table pyreadstat '
    'narwhals._pandas_like.namespace icalendar email.policy chardet'
).split()
RENDERING = 'difflib json signal jinja2 jinja2.meta jinja2.sandbox markupsafe'.split()
PROFILES = {
    'standard': STANDARD,
    'data': STANDARD + DATA,
    'files': STANDARD + DATA + FILES,
    'full': STANDARD + DATA + FULL,
    'templates': RENDERING,
    'shell': [],
}


@dataclass(frozen=True)
class MemoryInUse:
    """Bytes of private writable memory and of address space, as RLIMIT_DATA and RLIMIT_AS count them."""

    data_bytes: int
    address_bytes: int


def load(profile: str, own_folder: str) -> None:
    """Imports the profile's modules and those of ours that it is for; what is not installed is left out."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        _import_all(PROFILES[profile])
        if profile in ('data', 'files', 'templates'):
            sys.path.insert(0, own_folder)
            _import_all(_own_modules(profile))
            sys.path.remove(own_folder)


def _own_modules(profile: str) -> Sequence[str]:
    if profile == 'templates':
        return ['rendering.main']
    more = importlib.import_module('describers.registry').DESCRIBERS.values() if profile == 'files' else ()
    return [f'describers.{name}' for name in (*DESCRIBERS, *more)]


def _import_all(names: Iterable[str]) -> None:
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            continue


def exercise(profile: str) -> None:
    """Runs the usual paths once, so that lazy imports and, in a forked child, copied pages are already there."""
    _exercise_arrival()
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        if profile == 'templates':
            _exercise_rendering()
        elif profile not in ('standard', 'shell'):
            _exercise_pandas()
        if profile == 'full':
            _exercise_matplotlib()


def exercise_little(profile: str) -> None:
    """The part of it that nearly every program does; copying more ahead costs more than those save that do more."""
    _exercise_arrival()
    if profile != 'standard' and (pandas := sys.modules.get('pandas')):
        table = pandas.DataFrame({'group': ['a', 'b', 'a'], 'value': [1.5, 2.5, 3.0]})
        table.groupby('group')['value'].mean().to_dict()


def describe_once(profile: str) -> None:
    """Describes a small table, so that the describers' lazy imports are there too; a failure shows at the first real file."""
    if profile not in ('data', 'files') or 'describers.registry' not in sys.modules:
        return
    describe = sys.modules['describers.registry'].describer('csv')
    try:
        with tempfile.NamedTemporaryFile('w', suffix='.csv') as file, warnings.catch_warnings():
            warnings.simplefilter('ignore')
            file.write('name,amount,day\nAda,1.5,2024-01-01\nBo,,2024-01-02\n')
            file.flush()
            describe(file.name, 'csv')
    except Exception:
        return


def unfit_to_serve(proc: int) -> str | None:
    """Why forking from this process would be unsafe, or None."""
    tasks = os.open('self/task', os.O_RDONLY | os.O_DIRECTORY, dir_fd=proc)
    threads = os.listdir(tasks)
    os.close(tasks)
    if len(threads) != 1:
        return f'the warmed interpreter has {len(threads)} threads'
    shared = [line for line in _read(proc, 'self/maps').splitlines() if 'rw' in line[:80] and line.split()[1][3] == 's']
    if any(line.split()[1].startswith('rw') for line in shared):
        return f'the warmed interpreter has shared writable memory: {shared[0]}'
    return None


def memory_in_use(proc: int) -> MemoryInUse:
    """What this process has mapped now."""
    fields = [int(field) * os.sysconf('SC_PAGE_SIZE') for field in _read(proc, 'self/statm').split()]
    return MemoryInUse(fields[5], fields[0])


def resident_bytes(proc: int) -> int:
    """Bytes of memory this process holds now."""
    return int(_read(proc, 'self/statm').split()[1]) * os.sysconf('SC_PAGE_SIZE')


def _read(proc: int, name: str) -> str:
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=proc), encoding='utf-8', errors='replace') as file:
        return file.read()


def _exercise_arrival() -> None:
    """What happens with every program that arrives, here with one that does nothing."""
    least = {'timeoutSeconds': 1, 'memoryMiB': 1, 'outputMiB': 1, 'diskMiB': 1}
    reading, writing = os.pipe()
    frames.write(writing, {'inputs': [], 'empty': []})
    records.parse(Announcement, frames.read(reading))
    frames.write(
        writing, {'code': 'pass', 'sha256': '', 'limits': least, 'seed': None, 'environment': [], 'endpoints': None}
    )
    program = records.parse(Program, frames.read(reading))
    os.close(reading)
    os.close(writing)
    limits.enforce(dict.fromkeys(limits.of(program.limits)))
    hashlib.sha256(program.code.encode()).hexdigest()
    compile(program.code, '', 'exec', dont_inherit=True)


def _exercise_rendering() -> None:
    if rendering := sys.modules.get('rendering.main'):  # which is missing where Jinja is
        rendering.rehearse()


def _exercise_pandas() -> None:
    import pandas

    table = pandas.read_csv(io.StringIO('group,value,other\n' + 'a,1.5,3\nb,2.5,4\n' * 20))
    table.groupby('group')['value'].mean().to_json()
    table.describe().to_string()
    table.sort_values('value').merge(table.head(2), on='group').pivot_table(index='group', values='value_x')
    table.to_csv()


def _exercise_matplotlib() -> None:
    from matplotlib import pyplot

    figure, axes = pyplot.subplots()
    axes.plot([1, 2, 3], [1, 4, 2], label='line')
    axes.bar([1, 2], [3, 4])
    axes.set_title('title')
    axes.legend()
    figure.savefig(io.BytesIO(), format='png')
    pyplot.close('all')
    from sklearn.linear_model import LinearRegression

    LinearRegression().fit([[1.0], [2.0], [3.0]], [1.0, 2.0, 3.0])
