"""What a camera wrote into an image."""

from pathlib import Path

import pytest
from PIL import Image

from describers.base.description import Description, texts_in
from describers.images.exif import EXIF_IFD, GPS_IFD, read_exif
from describers.images.image import describe


def exif_of(tmp_path: Path, tags: dict[int, object]) -> Description:
    """What is read back from an image with these tags; those of a directory stand in a dict."""
    exif = Image.Exif()
    for tag, value in tags.items():
        if isinstance(value, dict):
            exif.get_ifd(tag).update(value)
        else:
            exif[tag] = value
    Image.new('RGB', (2, 1)).save(tmp_path / 'photo.jpg', exif=exif)
    with Image.open(tmp_path / 'photo.jpg') as image:
        return read_exif(image)


def place(latitude: float, south: str = 'N') -> dict[int, object]:
    return {1: south, 2: (latitude, 30.0, 0.0), 3: 'W', 4: (7.0, 0.0, 36.0), 5: b'\x01', 6: 12.5}


def test_times_texts_and_numbers_are_told_in_plain_units(tmp_path: Path) -> None:
    details = {0x9003: '2024:01:31 10:20:30', 0x829A: 0.004, 0x829D: 2.8, 0x8827: 200, 0xA434: 'Lens 50mm'}
    found = exif_of(tmp_path, {0x010F: 'Maker\0', 0x0112: 6, EXIF_IFD: details})
    assert found == {
        'make': 'Maker',
        'lens': 'Lens 50mm',
        'exposureSeconds': 0.004,
        'fNumber': 2.8,
        'iso': 200.0,
        'takenAt': '2024-01-31T10:20:30',
        'orientation': 6,
    }


def test_places_are_decimal_degrees_with_their_sign(tmp_path: Path) -> None:
    found = exif_of(tmp_path, {GPS_IFD: place(50.0, 'S')})
    assert found == {'latitude': -50.5, 'longitude': -7.01, 'altitudeMetres': -12.5}


@pytest.mark.parametrize(
    'tags', [{GPS_IFD: place(95.0)}, {GPS_IFD: {2: (1.0, 2.0, 3.0)}}, {0x0132: 'yesterday'}, {0x0112: 9}]
)
def test_what_makes_no_sense_is_left_out(tmp_path: Path, tags: dict[int, object]) -> None:
    assert exif_of(tmp_path, tags) == {}


def test_a_picture_that_lies_on_its_side_is_warned_of(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 8
    Image.new('L', (3, 2)).save(tmp_path / 'side.png', exif=exif)
    described = describe(str(tmp_path / 'side.png'), 'png')
    assert (described['width'], described['height'], described['mode']) == (3, 2, 'L')
    assert 'stored on its side (EXIF orientation 8)' in texts_in(described['warnings'])[0]
