"""Describes .png, .jpg, .gif, .bmp, .tiff and .webp images: size, mode, frames, resolution, EXIF."""

import math

from PIL import Image, UnidentifiedImageError

from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.memory import mebibytes, memory_budget
from describers.base.problem import FileProblem
from describers.images.exif import read_exif

FORMATS = {
    'PNG': 'png',
    'JPEG': 'jpeg',
    'MPO': 'jpeg',
    'GIF': 'gif',
    'BMP': 'bmp',
    'DIB': 'bmp',
    'TIFF': 'tiff',
    'WEBP': 'webp',
}
MAX_PIXELS = 2 * 89_478_485  # where Pillow itself refuses
MODE_NOTES = {
    'P': 'The pixels are indices into a palette; use .convert("RGB") before computing with colours.',
    'PA': 'The pixels are indices into a palette; use .convert("RGBA") before computing with colours.',
    'CMYK': 'The colours are CMYK; use .convert("RGB") before computing with or showing them.',
    'I;16': 'The pixels have 16 bits; np.asarray keeps them, most filters of Pillow do not take them.',
    '1': 'The pixels are only black or white, one bit each.',
}
# How a picture must be turned to stand upright; 1 is upright.
ORIENTATIONS = {2: 'mirrored', 3: 'upside down', 4: 'mirrored and upside down'} | dict.fromkeys(
    (5, 6, 7, 8), 'on its side'
)


def describe(name: str, file_type: str) -> Description:
    """The size is judged from the header; the pixels are decoded when they fit into memory."""
    load = call('Image.open', name)
    with _open(load) as image:
        found = FORMATS.get(image.format)
        if found is None:
            raise FileProblem(f'is an image of the unsupported kind {image.format}; save it as PNG or JPEG')
        (width, height), mode = image.size, image.mode
        warnings = [MODE_NOTES[mode]] if mode in MODE_NOTES else []
        exif = read_exif(image)
        dpi = _dpi(image)
        frames = _frame_count(image)
        warnings += _check_pixels(image, load)
    turn = exif.get('orientation')
    if isinstance(turn, int) and turn in ORIENTATIONS:
        warnings.append(
            f'The pixels are stored {ORIENTATIONS[turn]} (EXIF orientation {turn}); '
            'use ImageOps.exif_transpose first where it matters.'
        )
    if frames > 1:
        warnings.append(f'The file holds {frames:,} frames or pages; go to one with .seek(index), from 0.')
    return {
        'type': found,
        'load': load,
        'width': width,
        'height': height,
        'mode': mode,
        'frameCount': frames,
        'dpi': dpi,
        'exif': exif,
        'warnings': warnings,
    }


def _open(load: str) -> Image.Image:
    try:
        image = run(load)
    except Image.DecompressionBombError as error:
        raise FileProblem(
            f'claims more than {MAX_PIXELS:,} pixels, which no program here can hold; scale it down'
        ) from error
    except UnidentifiedImageError as error:
        raise FileProblem('has no readable image header; it is damaged, save it again in its own program') from error
    if math.prod(image.size) == 0:
        raise FileProblem('has no pixels; save it again in its own program')
    return image


def _check_pixels(image: Image.Image, load: str) -> list[str]:
    """Decodes the first frame, which shows whether the file is whole."""
    needed = math.prod(image.size) * max(1, len(image.getbands())) * (4 if image.mode in ('I', 'F') else 1)
    if needed > memory_budget():
        note = (
            f'The decoded image takes {mebibytes(needed)}, so its pixels were not checked; '
            'use .reduce, .draft (JPEG) or .crop to work on less.'
        )
        return [note]
    try:
        image.seek(0)
        image.load()
        if image.format == 'PNG':
            run(load).verify()  # checksums, which decoding skips
    except MemoryError:
        raise
    except Exception as error:
        reason = str(error)[:120] or type(error).__name__
        raise FileProblem(
            f"has pixels that can't be decoded ({reason}); it is cut off or damaged, copy it again"
        ) from error
    return []


def _frame_count(image: Image.Image) -> int:
    try:
        return getattr(image, 'n_frames', 1)
    except (OSError, ValueError, EOFError, SyntaxError) as error:
        reason = str(error)[:120]
        raise FileProblem(
            f"has frames that can't be counted ({reason}); it is cut off or damaged, copy it again"
        ) from error


def _dpi(image: Image.Image) -> list[float] | None:
    """Dots per inch, across and down; None when the file does not say."""
    try:
        pair = [round(float(value), 2) for value in image.info.get('dpi', ())]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return pair if len(pair) == 2 and all(math.isfinite(value) and value > 1 for value in pair) else None
