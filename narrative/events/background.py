"""How common words are in English text at large: a fixed table, so that a score depends on its pair alone.

Frequencies taken from the articles at hand would make the words that an event is about look common
wherever most articles are on that event, and would change all scores with every article added.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

COMMON = 150
"""So many of the commonest words tell nothing of an event."""


@dataclass(frozen=True, slots=True)
class Background:
    """Numbers of texts that words occur in.

    Parameters
    ----------
    texts
        Texts counted.
    counts
        Of them, those with the word, by word in lower case.
    common
        The commonest words.
    """

    texts: int
    counts: dict[str, int]
    common: frozenset[str]

    def rarity(self, word: str) -> float:
        """Inverse document frequency of a word; a word that is not in the table is as rare as one can be."""
        return math.log(self.texts / (self.counts.get(word, 0) + 1))


@lru_cache(maxsize=1)
def load_background() -> Background:
    """Load the table that comes with the library."""
    lines = files("narrative.events").joinpath("data", "background.tsv").read_text(encoding="utf-8").splitlines()
    texts = int(lines[0].removeprefix("# texts "))
    counts = {word: int(count) for word, _, count in (line.partition("\t") for line in lines[1:])}
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return Background(texts, counts, frozenset(ordered[:COMMON]))
