import glob
import json
import os
from pathlib import Path

from PIL import Image
from PIL.ExifTags import GPSTAGS, TAGS


def to_degrees(value, ref):
    degrees, minutes, seconds = (float(part) for part in value)
    decimal = degrees + minutes / 60 + seconds / 3600
    return -decimal if ref in ('S', 'W') else decimal


results = []
for name in sorted(glob.glob('*.jpg')) + [str(p) for p in Path('.').glob('*.jpeg')]:
    with Image.open(name) as image:
        exif = {TAGS.get(tag, tag): value for tag, value in image.getexif().items()}
        gps = {GPSTAGS.get(tag, tag): value for tag, value in image.getexif().get_ifd(0x8825).items()}
        image.thumbnail((200, 200))
        image.save(f'thumb_{Path(name).stem}.png')
    entry = {'file': os.path.basename(name), 'date': exif.get('DateTime'), 'bytes': os.path.getsize(name)}
    if 'GPSLatitude' in gps:
        entry['lat'] = to_degrees(gps['GPSLatitude'], gps.get('GPSLatitudeRef'))
    results.append(entry)
print(json.dumps(results, default=str))
