import re
from collections import Counter

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from slots import SLOT_COLUMN, data, result

pairs = Counter()
for text in data[SLOT_COLUMN]:
    for part in re.split(r'[^\w\s’\'-]+', text.lower()):
        words = part.split()
        pairs.update(
            f'{first} {second}'
            for first, second in zip(words, words[1:], strict=False)
            if first not in ENGLISH_STOP_WORDS and second not in ENGLISH_STOP_WORDS
        )
ranked = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
result['key_phrases'] = dict(ranked[:10])
