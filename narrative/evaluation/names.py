"""When two names stand for one source, as the scoring sees it."""

from __future__ import annotations

import re

TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady dame president prime minister chancellor secretary foreign defence defense "
    "interior finance spokesman spokeswoman spokesperson chief executive captain colonel general professor prof "
    "senator mayor governor commissioner judge king queen pope inspector superintendent sergeant lieutenant".split()
)
FILLERS = frozenset({"the", "a", "an", "of", "and", "s"})
ENOUGH_IN_COMMON = 0.6


def same_name(a: str, b: str) -> bool:
    """Whether two names are one source's: equal, or one within the other once titles are off."""
    left, right = _words(a), _words(b)
    if left == right:
        return True
    bare_left, bare_right = left - TITLES, right - TITLES
    if bare_left and bare_right:
        return bare_left <= bare_right or bare_right <= bare_left or _overlap(bare_left, bare_right) >= ENOUGH_IN_COMMON
    return bool(left) and bool(right) and _overlap(left, right) >= ENOUGH_IN_COMMON


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", re.sub(r"[’']s", "", name.casefold()))) - FILLERS


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b)
