"""Steps of the workflow on texts."""

import re
from collections import Counter


def count_words(text: str) -> int:
    """Count the words of a text."""
    return len(re.findall(r'\w+', text))


def frequent_words(text: str, most: int = 3) -> list[str]:
    """The longer words that occur most often, the first among equals first."""
    words = [word for word in re.findall(r'\w+', text.lower()) if len(word) > 3]
    return [word for word, _ in Counter(words).most_common(most)]


def shorten(text: str) -> str:
    """Leave out the last sentence."""
    sentences = re.split(r'(?<=[.!?])\s+', text.strip())
    return ' '.join(sentences[:-1])


def summary(words: int, topics: list[str]) -> str:
    """Put both findings into one line."""
    return f'{words} words about {", ".join(topics)}'
