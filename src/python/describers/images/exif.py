"""Reads what a camera wrote into an image, with times as ISO 8601 and places as decimal degrees."""

import re
from collections.abc import Mapping
from typing import Any

from PIL import Image

from describers.base.description import Description
from describers.base.plain import clean_text, plain_value

EXIF_IFD = 0x8769
GPS_IFD = 0x8825
MAX_TEXT = 120
# Tag numbers of the EXIF standard.
TEXTS = {
    0x010F: 'make',
    0x0110: 'model',
    0x0131: 'software',
    0x013B: 'artist',
    0x010E: 'description',
    0x8298: 'copyright',
}
DETAIL_TEXTS = {0xA434: 'lens', 0x9011: 'timeOffset'}
NUMBERS = {0x829A: 'exposureSeconds', 0x829D: 'fNumber', 0x8827: 'iso', 0x920A: 'focalLengthMm'}
TIMES = [0x9003, 0x9004]  # taken, digitised
CHANGED = 0x0132
ORIENTATION = 0x0112
LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE, ALTITUDE_REF, ALTITUDE = range(1, 7)
# Tag number to value, as Pillow gives them.
Tags = Mapping[int, Any]
TIME = re.compile(r'(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)')


def read_exif(image: Image.Image) -> Description:
    """Only what is there and makes sense; damaged EXIF gives what could be read before the damage."""
    found: Description = {}
    try:
        main = image.getexif()
        _add_texts(found, main, TEXTS)
        details = main.get_ifd(EXIF_IFD)
        _add_texts(found, details, DETAIL_TEXTS)
        _add_numbers(found, details)
        taken = next((iso for tag in TIMES if (iso := _time(details.get(tag)))), None) or _time(main.get(CHANGED))
        found |= {'takenAt': taken} if taken else {}
        found |= {'orientation': main[ORIENTATION]} if main.get(ORIENTATION) in range(1, 9) else {}
        found |= _place(main.get_ifd(GPS_IFD))
    except MemoryError:
        raise
    except Exception:
        return found
    return found


def _add_texts(found: Description, tags: Tags, names: dict[int, str]) -> None:
    for tag, name in names.items():
        value = tags.get(tag)
        if isinstance(value, str) and value.strip('\0 '):
            found[name] = clean_text(value.strip('\0 '), MAX_TEXT)


def _add_numbers(found: Description, tags: Tags) -> None:
    for tag, name in NUMBERS.items():
        value = tags.get(tag)
        number = _number(value[0] if isinstance(value, tuple) and value else value)
        if number is not None:
            found[name] = number


def _time(text: object) -> str | None:
    match = TIME.fullmatch(text.strip('\0 ')) if isinstance(text, str) else None
    return f'{match[1]}-{match[2]}-{match[3]}T{match[4]}' if match else None


def _place(gps: Tags) -> Description:
    """Latitude and longitude only together and only within the globe."""
    latitude = _degrees(gps.get(LATITUDE), gps.get(LATITUDE_REF), 'S')
    longitude = _degrees(gps.get(LONGITUDE), gps.get(LONGITUDE_REF), 'W')
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return {}
    altitude = _number(gps.get(ALTITUDE))
    below = gps.get(ALTITUDE_REF) in (1, b'\x01')
    height = {} if altitude is None else {'altitudeMetres': -altitude if below else altitude}
    return {'latitude': latitude, 'longitude': longitude, **height}


def _degrees(parts: object, reference: object, negative: str) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    numbers = [number for part in parts if (number := _number(part)) is not None]
    if len(numbers) < len(parts):
        return None
    degrees = numbers[0] + numbers[1] / 60 + numbers[2] / 3600
    return round(-degrees if str(reference).strip('\0 ').upper() == negative else degrees, 6)


def _number(value: Any) -> float | None:
    try:
        number = plain_value(round(float(value), 6))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if isinstance(number, float) else None
