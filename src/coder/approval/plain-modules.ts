/** Top-level modules that compute on data and ask for nothing else; a program that imports any other one is worth a look. */
export const plainModules: ReadonlySet<string> = new Set(
  `__future__ abc array ast base64 binascii bisect calendar cmath codecs collections contextlib copy csv
   dataclasses datetime decimal difflib email enum fnmatch fractions functools glob gzip hashlib heapq html io
   itertools json keyword locale logging math numbers numpy operator os pandas pathlib pprint random re
   reprlib statistics string struct sys textwrap time tomllib traceback types typing unicodedata urllib uuid
   warnings xml zlib zoneinfo`.split(/\s+/),
);
