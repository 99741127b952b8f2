"""FITS files, whose header cards are believed only as far as the file reaches."""

from pathlib import Path

import numpy as np
import pytest
from astropy.io import fits

from describers.arrays.fits import BLOCK, describe
from describers.base.description import objects_in
from describers.base.problem import FileProblem


def cards(*lines: str) -> bytes:
    return ''.join(line.ljust(80) for line in [*lines, 'END']).ljust(BLOCK).encode()


PRIMARY = ('SIMPLE  =                    T', 'BITPIX  =                   16', 'NAXIS   =                    2')


def test_an_image_tells_shape_unit_and_range(tmp_path: Path) -> None:
    path = tmp_path / 'image.fits'
    unit = fits.PrimaryHDU(np.arange(6, dtype='>i2').reshape(2, 3))
    unit.header['BUNIT'], unit.header['OBJECT'] = 'adu', 'M 31'
    unit.writeto(path)
    described = describe(str(path), 'fits')
    assert described['attributes'] == {'OBJECT': 'M 31'}
    expected = {'path': '0: PRIMARY', 'shape': [2, 3], 'dtype': 'int16', 'units': 'adu', 'min': 0, 'max': 5}
    assert objects_in(described['datasets'])[0].items() >= expected.items()


def test_a_table_tells_its_columns_and_is_read_as_a_frame(tmp_path: Path) -> None:
    path = tmp_path / 'table.fits'
    column = fits.Column(name='flux', format='E', unit='mag', array=np.ones(4))
    fits.HDUList([fits.PrimaryHDU(), fits.BinTableHDU.from_columns([column], name='STARS')]).writeto(path)
    (table,) = objects_in(describe(str(path), 'fits')['datasets'])
    assert (table['shape'], table['attributes']) == ([4], {'flux': 'E [mag]'})
    assert str(table['load']).endswith('.to_pandas()')


@pytest.mark.filterwarnings('ignore:File may have been truncated')
def test_a_size_that_the_file_does_not_reach_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / 'lie.fits'
    path.write_bytes(cards(*PRIMARY, 'NAXIS1  =               100000', 'NAXIS2  =               100000'))
    with pytest.raises(FileProblem, match='is cut off: its data should reach byte 20,000,002,880'):
        describe(str(path), 'fits')


def test_bytes_that_are_no_cards_are_refused(tmp_path: Path) -> None:
    path = tmp_path / 'none.fits'
    path.write_bytes(b'\0' * BLOCK)
    with pytest.raises(FileProblem, match='damaged'):
        describe(str(path), 'fits')
