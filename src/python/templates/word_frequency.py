import re
from collections import Counter

from slots import SLOT_COUNT, text

words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())
result = dict(Counter(words).most_common(SLOT_COUNT))
