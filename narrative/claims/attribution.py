"""Attributions of one passage: cue, source and content as token ranges, before any name is resolved.

Cue, source and content are PolNeAR's terms (Newell et al. 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from narrative.claims.tree import Range, Word
from narrative.records import Stance

AttributionKind = Literal["speech", "attitude"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who attributes what to whom, in token indices of one passage.

    Parameters
    ----------
    anchor
        Head of the cue.
    cue
        All words of the cue.
    source, source_head
        The noun phrase of the source and its head; None where the passage names none.
    content, content_head
        What is attributed, in pieces, and the head of the first clause of it.
    construction
        Name of the construction.
    frame
        How the content hangs on the cue: ``c`` clause, ``q`` quotation, ``x`` infinitive, ``n`` noun, ``p:W``
        preposition.
    kind
        Reported speech, or an attitude that nobody voiced ("wants", "fears").
    stance
        What the cue alone says.
    depth
        How far below the main clause the cue stands: 0 for a finite verb, 1 for a participle.
    """

    anchor: int
    cue: tuple[int, ...]
    content: tuple[Range, ...]
    construction: str
    frame: str = "c"
    kind: AttributionKind = "speech"
    stance: Stance = "asserts"
    source: Range | None = None
    source_head: int | None = None
    content_head: int | None = None
    depth: int = 0

    @property
    def extent(self) -> Range:
        """First and one past the last token of everything that belongs to it."""
        points = [*self.cue, *(p for a, b in self.content for p in (a, b - 1))]
        if self.source is not None:
            points += [self.source[0], self.source[1] - 1]
        return min(points), max(points) + 1

    def covers(self, i: int) -> bool:
        """Whether a token lies in the content."""
        return any(a <= i < b for a, b in self.content)

    @property
    def size(self) -> int:
        """Tokens of content."""
        return sum(b - a for a, b in self.content)


def noun_phrase(words: Sequence[Word], head: Word, stop: Word | None = None) -> Range:
    """Token range of a source: its subtree, without what hangs behind the cue."""
    left, right = head.left, head.right
    if stop is not None and left <= stop.i < right:
        if stop.i > head.i:
            right = min(stop.left, stop.i) if stop.left > head.i else stop.i
        else:
            left = stop.i + 1
    for kid in head.kids:  # a clause that was hung on the source by mistake is no part of it
        if (
            kid.i > head.i
            and kid.dep in ("ccomp", "parataxis", "advcl", "punct")
            and kid.left >= head.i
            and kid.pos in ("VERB", "AUX")
        ):
            right = min(right, kid.left)
    while right - 1 > head.i and words[right - 1].text in _EDGE:
        right -= 1
    while left < head.i and words[left].text in _EDGE:
        left += 1
    return left, right


_EDGE = frozenset({",", ";", ":", "-", "--", "—", "–", '"', "'", "(", "."})
