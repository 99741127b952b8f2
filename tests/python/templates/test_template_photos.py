from pathlib import Path

import pytest
from PIL import Image

from templates import photos

SAMPLES = Path(__file__).parents[3] / 'data/samples'


@pytest.mark.parametrize(
    ('parts', 'reference', 'found'),
    [
        ((52, 30, 0), 'N', 52.5),
        ((33, 52, 4.8), 'S', -33.868),
        ((0, 0, 36), ' w\0', -0.01),
        (None, 'N', None),
        ((1, 2), 'N', None),
        (('x', 0, 0), 'N', None),
    ],
)
def test_degrees(parts: object, reference: str, found: float | None) -> None:
    assert photos.degrees(parts, reference) == found


def test_photo_facts_of_a_photo() -> None:
    found = photos.photo_facts(str(SAMPLES / 'photo1.jpg'))
    assert list(found) == ['takenAt', 'latitude', 'longitude', 'camera']
    assert None not in found.values()


def test_photo_facts_of_an_image_without_exif_are_none(tmp_path: Path) -> None:
    Image.new('RGB', (1, 1)).save(tmp_path / 'a.png')
    assert set(photos.photo_facts(str(tmp_path / 'a.png')).values()) == {None}


@pytest.mark.parametrize(
    ('make', 'model', 'camera'),
    [
        ('Canon', 'Canon EOS', 'Canon EOS'),
        ('Apple', 'iPhone', 'Apple iPhone'),
        ('Apple\0', '', 'Apple'),
        ('', '', None),
    ],
)
def test_photo_facts_name_the_maker_of_the_camera_once(make: str, model: str, camera: str, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = make, model
    Image.new('RGB', (1, 1)).save(tmp_path / 'a.jpg', exif=exif)
    assert photos.photo_facts(str(tmp_path / 'a.jpg'))['camera'] == camera


def test_facts_of_photos_are_those_that_were_asked_for(tmp_path: Path) -> None:
    file = str(tmp_path / 'a.png')
    Image.new('RGB', (1, 1)).save(file)
    assert photos.facts_of_photos([file, file], ['camera']) == [{'file': file, 'camera': None}] * 2
