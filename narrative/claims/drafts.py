"""Claims in the making: what of a passage each covers, and which attributions stand behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from narrative.claims.attribution import Attribution
from narrative.claims.tree import Range


@dataclass(frozen=True, slots=True)
class Link:
    """An attribution and the number of the passage in which it stands."""

    passage: int
    attribution: Attribution


@dataclass(slots=True)
class Unit:
    """A claim in the making.

    Parameters
    ----------
    passage
        Number of its passage.
    tokens
        What it covers there.
    chain
        The attributions behind it, from the outermost to the innermost.
    content
        What is stated, where that is not simply the content of the innermost attribution.
    spoken
        All that goes with the innermost cue, by passage, where a quotation goes on over several sentences.
    topic
        What a withheld answer is about, where its own sentence says so.
    """

    passage: int
    tokens: Range
    chain: list[Link] = field(default_factory=list)
    content: tuple[Range, ...] | None = None
    spoken: list[tuple[int, Range]] = field(default_factory=list)
    topic: tuple[Range, ...] = ()
