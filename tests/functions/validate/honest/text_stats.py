# -*- coding: utf-8 -*-
from __future__ import unicode_literals, print_function
import re
import textwrap
from collections import Counter
import typing as t

if t.TYPE_CHECKING:
    import pandas as pd

STOP = frozenset("the a an and or of to in".split())


def text_stats(text: str, top: int = 10, width: int = 70) -> t.Dict[str, t.Any]:
    words = [w for w in re.compile(r"\w+", re.UNICODE).findall(text.lower()) if w not in STOP]
    sentence = "{0} words, {1:.1f} letters each".format(len(words), sum(map(len, words)) / max(1, len(words)))
    print("done: %s" % sentence)
    return {"top": Counter(words).most_common(top), "summary": sentence, "wrapped": textwrap.wrap(text, width)}
