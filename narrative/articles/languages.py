"""Languages: codes as inputs write them, and the language of a text that names none."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache

from narrative.articles.tables import read_table

Detect = Callable[[str], str | None]
"""Tells the language of a text, or ``None`` where it cannot."""

_TAG = re.compile(r"^([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)$")
_SHOWN = 3000
# Words that are frequent in English and rare in the languages that share its letters.
_ENGLISH = frozenset(
    "the of and to that for with by at from his has have been were are this which but not who will their they she "
    "its after would said an as it".split()
)
_ENGLISH_SHARE = 0.16  # English news has 0.2 to 0.4 of them, its neighbours under 0.1
_MARGIN = 3.0  # score over that of English, by the root of the length: other languages reach 10 and more


def language_code(name: str) -> str | None:
    """Give the BCP 47 code of a language as an input writes it (``en_GB``, ``eng``, ``English``)."""
    name = name.strip().split(".")[0]
    named = _named()
    if code := named.get(name.casefold()):
        return code
    match = _TAG.match(name)
    if match is None:
        return None
    first = match[1].lower()
    rest = [part.upper() if len(part) == 2 else part for part in re.split("[-_]", match[2]) if part]
    return "-".join([named.get(first, first), *rest])


@lru_cache(maxsize=1)
def _named() -> dict[str, str]:
    return {word: row[0] for row in read_table("languages.tsv") for word in row[1].split()}


def load_detector() -> Detect:
    """Give the detector; it is offline, and its model is loaded at the first text that needs it.

    Plain English is told by its function words alone. For any other text the model is asked (py3langid:
    some 0.6 s and 110 MB once, 0.5 ms a text), and its answer is taken where it beats English clearly,
    because a wrong guess would leave out an article.

    Returns
    -------
    Callable
        From a text to a code of two letters, ``None`` for too few letters. The first 3,000 characters decide.
    """

    def detect(text: str) -> str | None:
        shown = text[:_SHOWN]
        if sum(c.isalpha() for c in shown) < 20:
            return None
        words = re.findall(r"\w+", shown.casefold())
        if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
            return "en"
        import py3langid

        ranked = py3langid.rank(shown)
        scores = dict(ranked)
        margin = (scores[ranked[0][0]] - scores["en"]) / math.sqrt(len(shown))
        return str(ranked[0][0]) if margin > _MARGIN else "en"

    return detect
