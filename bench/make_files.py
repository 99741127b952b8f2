"""Writes one or more files per format into a folder, always the same; a format whose writer is missing is left out."""

import datetime
import random
import sqlite3
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

MEGABYTE = 1_000_000


def table(rows):
    """Orders with numbers, dates, texts and missing values."""
    dice = np.random.default_rng(7)
    days = np.datetime64('2020-01-01') + dice.integers(0, 1_500, rows).astype('timedelta64[D]')
    discount = dice.integers(0, 300, rows) / 1_000
    return pd.DataFrame(
        {
            'order_id': np.arange(1, rows + 1),
            'date': days,
            'region': dice.choice(['North', 'South', 'East', 'West'], rows),
            'customer': np.char.add('Customer ', dice.integers(0, 50_000, rows).astype(str)),
            'quantity': dice.integers(1, 100, rows),
            'price': (dice.random(rows) * 100_000).round() / 100,
            'discount': np.where(dice.random(rows) < 0.1, np.nan, discount),
            'note': dice.choice(['', 'express', 'fragile glass', 'gift'], rows),
        }
    )


def write_table(name, megabytes, **options):
    """About that many megabytes of text."""
    table(int(megabytes * 16_500)).to_csv(name, index=False, **options)


def write_text(name, megabytes):
    """Lines of words."""
    dice = random.Random(7)
    lines = [' '.join(dice.choices(['alpha', 'beta', 'gamma', 'delta', 'omega'], k=12)) for _ in range(1_000)]
    block = '\n'.join(lines) + '\n'
    Path(name).write_text(block * max(1, int(megabytes * MEGABYTE / len(block))))


def write_log(name):
    """A log with time stamps."""
    start = datetime.datetime(2024, 1, 1)
    moments = (start + datetime.timedelta(seconds=second) for second in range(20_000))
    Path(name).write_text(
        ''.join(f'{moment:%Y-%m-%d %H:%M:%S} INFO worker job {moment:%S} done\n' for moment in moments)
    )


def write_document(name):
    """Chapters of paragraphs, and a table."""
    import docx

    document = docx.Document()
    for chapter in range(10):
        document.add_heading(f'Chapter {chapter}', 1)
        for _ in range(20):
            document.add_paragraph('A sentence of a report. ' * 10)
    document.add_table(5, 4)
    document.save(name)


def write_slides(name):
    """Slides with a title and a text."""
    import pptx

    slides = pptx.Presentation()
    for number in range(20):
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        slide.shapes.title.text = f'Slide {number}'
        slide.placeholders[1].text = 'A point to make'
    slides.save(name)


def write_pdf(name):
    """Pages of text."""
    import matplotlib

    matplotlib.use('Agg')
    from matplotlib import pyplot
    from matplotlib.backends.backend_pdf import PdfPages

    with PdfPages(name) as pages:
        for number in range(10):
            figure = pyplot.figure()
            figure.text(0.1, 0.5, f'Page {number} of a report')
            pages.savefig(figure)
            pyplot.close(figure)


def write_hdf5(name):
    """Groups of numbers."""
    import h5py

    with h5py.File(name, 'w') as file:
        for group in range(5):
            file[f'run{group}/values'] = np.random.default_rng(group).random((1_000, 20))


def write_netcdf(name):
    """A field over time."""
    import xarray

    values = np.random.default_rng(7).random((120, 20, 30))
    days = pd.date_range('2020-01-01', periods=120)
    xarray.Dataset({'temperature': (('time', 'lat', 'lon'), values)}, coords={'time': days}).to_netcdf(name)


def write_database(name, rows):
    """One table."""
    connection = sqlite3.connect(name)
    table(rows).astype({'date': str}).to_sql('orders', connection, index=False)
    connection.close()


def write_image(name):
    """Noise."""
    from PIL import Image

    Image.fromarray(np.random.default_rng(7).integers(0, 256, (600, 800, 3), dtype=np.uint8)).save(name)


def write_archive(name):
    """Two tables."""
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as archive:
        for number in range(2):
            archive.writestr(f'part{number}.csv', table(2_000).to_csv(index=False))


def write_statistics(name):
    """A survey."""
    import pyreadstat

    pyreadstat.write_sav(table(5_000), name)


def write_html(name, rows):
    """A page with a table."""
    Path(name).write_text(f'<html><body><h1>Report</h1>{table(rows).to_html(index=False)}</body></html>')


WRITERS = {
    'small.csv': lambda name: write_table(name, 0.1),
    'medium.csv': lambda name: write_table(name, 5),
    'large.csv': lambda name: write_table(name, 50),
    'small.tsv': lambda name: write_table(name, 0.1, sep='\t'),
    'medium.tsv': lambda name: write_table(name, 5, sep='\t'),
    'small.json': lambda name: table(100).to_json(name, orient='records'),
    'records.json': lambda name: table(5_000).to_json(name, orient='records'),
    'lines.jsonl': lambda name: table(20_000).to_json(name, orient='records', lines=True),
    'small.xml': lambda name: table(100).to_xml(name, index=False),
    'orders.xml': lambda name: table(2_000).to_xml(name, index=False),
    'small.xlsx': lambda name: table(100).to_excel(name, index=False),
    'book.xlsx': lambda name: table(5_000).to_excel(name, index=False),
    'book.ods': lambda name: table(300).to_excel(name, index=False),
    'report.docx': write_document,
    'slides.pptx': write_slides,
    'report.pdf': write_pdf,
    'small.parquet': lambda name: table(100).to_parquet(name),
    'orders.parquet': lambda name: table(100_000).to_parquet(name),
    'orders.feather': lambda name: table(100_000).to_feather(name),
    'runs.h5': write_hdf5,
    'field.nc': write_netcdf,
    'array.npy': lambda name: np.save(name, np.random.default_rng(7).random((1_000, 500))),
    'small.sqlite': lambda name: write_database(name, 100),
    'orders.sqlite': lambda name: write_database(name, 20_000),
    'noise.png': write_image,
    'parts.zip': write_archive,
    'survey.sav': write_statistics,
    'survey.dta': lambda name: table(5_000).to_stata(name, write_index=False),
    'small.html': lambda name: write_html(name, 50),
    'page.html': lambda name: write_html(name, 500),
    'server.log': write_log,
    'large.txt': lambda name: write_text(name, 50),
}


def main(folder):
    for name, write in WRITERS.items():
        try:
            write(str(Path(folder, name)))
        except ImportError as error:
            print(f'{name}: the package {error.name} is missing', file=sys.stderr)
            Path(folder, name).unlink(missing_ok=True)


if __name__ == '__main__':
    main(sys.argv[1])
