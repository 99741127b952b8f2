"""What a text consists of, with nothing but the standard library."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_END = re.compile(r'[.!?…]+(?=\s|$)')
COMMON_WORDS = {
    'en': frozenset('a an and are as at be by for from has in is it of on or that the this to was with'.split()),
    'de': frozenset('am an auf das dem den der die ein eine er es für im in ist mit sie und von war wie zu'.split()),
}


@dataclass(frozen=True)
class TextStatistics:
    characters: int
    words: int
    sentences: int
    words_per_sentence: float
    minutes_to_read: float


def text_statistics(text: str, words_per_minute: int = 220) -> TextStatistics:
    """Count what a text consists of and say how long reading it takes.

    Parameters
    ----------
    text : str
        Any text; a text without words is no error.
    words_per_minute : int, default 220
        How fast its reader is.

    Returns
    -------
    TextStatistics
        Counts, and averages rounded to one digit.
    """
    words = len(WORD.findall(text))
    sentences = len(SENTENCE_END.findall(text)) or min(words, 1)
    return TextStatistics(
        characters=len(text),
        words=words,
        sentences=sentences,
        words_per_sentence=round(words / sentences, 1) if sentences else 0.0,
        minutes_to_read=round(words / words_per_minute, 1),
    )


def keywords(text: str, language: Literal['en', 'de'] = 'en', limit: int = 5) -> list[str]:
    """Find the words that a text uses most, without those that every text uses.

    Parameters
    ----------
    text : str
        Any text.
    language : {'en', 'de'}
        Whose common words are left out.
    limit : int
        How many words to name; of words used as often, the first in the text comes first.
    """
    words = (word.lower() for word in WORD.findall(text))
    counts = Counter(word for word in words if word not in COMMON_WORDS[language])
    return [word for word, _ in counts.most_common(limit)]
