import json
import re
from collections import Counter

import chardet

with open('foreign.txt', 'rb') as handle:
    raw = handle.read()
guess = chardet.detect(raw)
text = raw.decode(guess['encoding'] or 'utf-8', errors='replace')
words = re.findall(r"[^\W\d_]+", text.lower())
stop = {'и', 'в', 'на', 'der', 'die', 'das', 'の', '—', '…'}
top = Counter(word for word in words if word not in stop).most_common(20)
print(json.dumps({'encoding': guess['encoding'], 'word_count': len(words), 'top_words': top}, ensure_ascii=False))
