"""What the readers of packed data raise for damaged ones."""

import gzip
import tarfile
import zipfile
import zlib
from lzma import LZMAError

DAMAGE = (zipfile.BadZipFile, gzip.BadGzipFile, tarfile.TarError, zlib.error, LZMAError, EOFError)
