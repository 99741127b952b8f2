"""What the EXIF data of photos says."""

import re
from typing import Any

from PIL import Image


def degrees(parts: Any, reference: object) -> float | None:
    """Decimal degrees of degrees, minutes and seconds; None where they make no sense."""
    try:
        whole, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = whole + minutes / 60 + seconds / 3600
    return round(-value if str(reference).strip('\0 ').upper() in ('S', 'W') else value, 6)


def photo_facts(name: str) -> dict[str, object]:
    """When, where and with which camera a photo was taken; None for what its EXIF data does not say."""
    with Image.open(name) as image:
        exif = image.getexif()
        details, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    taken = re.match(r'(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)', str(details.get(0x9003) or details.get(0x9004)))
    make, model = (str(exif.get(tag) or '').strip('\0 ') for tag in (0x010F, 0x0110))
    return {
        'takenAt': f'{taken[1]}-{taken[2]}-{taken[3]}T{taken[4]}' if taken else None,
        'latitude': degrees(place.get(2), place.get(1)),
        'longitude': degrees(place.get(4), place.get(3)),
        'camera': (model if model.startswith(make) else f'{make} {model}'.strip()) or None,
    }


def facts_of_photos(names: list[str], fields: list[str]) -> list[dict[str, object]]:
    """These facts about each photo."""
    result = []
    for name in names:
        found = photo_facts(name)
        result.append({'file': name, **{field: found[field] for field in fields}})
    return result
