import re
import unicodedata

_WORDS = re.compile(r"[^\w\s-]")
HTML = re.compile(r"<[^>]+>")
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def slugify(text: str, *, separator: str = "-", max_length: int = 80) -> str:
    """Makes a URL part of a title."""
    text = HTML.sub("", text.lower())
    for größe, ersatz in UMLAUTS.items():
        text = text.replace(größe, ersatz)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    text = _WORDS.sub("", text)
    return re.sub(r"[\s_-]+", separator, text).strip(separator)[:max_length]
