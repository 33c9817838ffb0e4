"""An article's text cut at its claims, what changed between two versions, and headlines that leave out who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from narrative.records import Article, Claim
from narrative.report.text import fold
from narrative.report.view import Index

_SENTENCE_END = re.compile(r"(?<=[.!?…][\"'”’)\]])\s+|(?<=[.!?…])\s+|\n+")
ENOUGH_SHARED = 0.7
SHORT_WORD = 3
FEW_WORDS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article's text: plain, or part of a claim; ``starts`` are the claims that start with it."""

    text: str
    claim: Claim | None = None
    starts: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Sentences that a later version dropped, those that stand in their place, and how many claims went with them."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """All that a later version of an article changed."""

    earlier: Article
    later: Article
    changes: tuple[Change, ...]

    @property
    def dropped(self) -> tuple[str, ...]:
        """Sentences that held claims and have gone, with nothing much like them in their place."""
        return tuple(
            line
            for change in self.changes
            if change.claims
            for line in change.removed
            if not any(_much_alike(line, other) for other in change.added)
        )


@dataclass(frozen=True, slots=True)
class Overstatement:
    """A headline that states plainly what the text gives to a source or hedges."""

    headline: Claim
    body: Claim


def pieces(article: Article, claims: Sequence[Claim]) -> Iterator[Piece]:
    """Cut an article's text at the claims in it, in order and without loss; where claims overlap, the shorter shows.

    Parameters
    ----------
    article
        The article.
    claims
        Claims of its text; those of other articles or of its title are passed over.
    """
    inside = [claim for claim in claims if claim.article == article.id and claim.part == "text"]
    inside.sort(key=lambda claim: (claim.end - claim.start, claim.start, claim.id))
    edges = sorted({0, len(article.text), *(e for claim in inside for e in (claim.start, claim.end))})
    edges = [edge for edge in edges if 0 <= edge <= len(article.text)]
    by_start = sorted(inside, key=lambda claim: claim.start)
    active: list[Claim] = []
    position = 0
    for start, end in pairwise(edges):
        starts = []
        while position < len(by_start) and by_start[position].start <= start:
            starts.append(by_start[position])
            position += 1
        active = [claim for claim in (*active, *starts) if claim.end > start]
        claim = min(active, key=lambda c: (c.end - c.start, c.start, c.id), default=None)
        yield Piece(text=article.text[start:end], claim=claim, starts=tuple(starts))


def edits(articles: Sequence[Article], look: Index) -> tuple[Edit, ...]:
    """Compare every later version among ``articles`` with the one before it, where anything changed."""
    found = []
    for later in articles:
        if later.version_of is not None and later.text:
            earlier = look.articles[later.version_of]
            spoken = [claim for claim in look.report.claims if claim.article == earlier.id]
            found.append(Edit(earlier=earlier, later=later, changes=changes(earlier, later, spoken)))
    return tuple(edit for edit in found if edit.changes)


def changes(earlier: Article, later: Article, claims: Sequence[Claim] = ()) -> tuple[Change, ...]:
    """Compare two versions sentence by sentence, the headline first (Ratcliff & Metzener 1988, as in ``difflib``).

    Parameters
    ----------
    earlier, later
        Two versions of one article.
    claims
        Claims of the earlier one, to be counted in what was dropped.
    """
    found = [Change((earlier.title,), (later.title,))] if earlier.title != later.title else []
    before, after = _sentences(earlier.text), _sentences(later.text)
    matcher = SequenceMatcher(None, [fold(s) for s in before], [fold(s) for s in after], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            removed = tuple(before[a:b])
            lost = sum(any(_within(claim.text, sentence) for sentence in removed) for claim in claims)
            found.append(Change(removed, tuple(after[c:d]), lost))
    return tuple(found)


def _much_alike(one: str, other: str) -> bool:
    """Whether no more than two words differ."""
    matcher = SequenceMatcher(None, fold(one).split(), fold(other).split(), autojunk=False)
    return sum(max(b - a, d - c) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal") <= FEW_WORDS


def _within(claim: str, sentence: str) -> bool:
    one, other = fold(claim), fold(sentence)
    return bool(one) and (one in other or other in one)


def overstatements(look: Index) -> tuple[Overstatement, ...]:
    """Find headlines in the outlet's own voice whose statement the text only gives to a source, or hedges.

    Words are compared, nothing is judged anew: most of the headline's words must stand in the claim of the text, and
    no plain statement of the outlet in the text may hold as many of them.
    """
    bodies: dict[str, list[Claim]] = {}
    for claim in look.report.claims:
        bodies.setdefault(claim.article, []).append(claim)
    found = []
    for headline in look.report.headlines:
        if headline.attributed or headline.hedged or headline.stance not in ("asserts", "confirms"):
            continue
        words = _words(headline.statement)
        scored = [
            (len(words & _words(body.text)) / len(words), body) for body in bodies.get(headline.article, ()) if words
        ]
        best = max(scored, key=lambda pair: (pair[0], -pair[1].start), default=None)
        if best is None or best[0] < ENOUGH_SHARED:
            continue
        plainly = [share for share, body in scored if not body.attributed and not body.hedged]
        if (best[1].attributed or best[1].hedged) and best[0] > max(plainly, default=0.0):
            found.append(Overstatement(headline=headline, body=best[1]))
    return tuple(found)


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]


def _words(text: str) -> frozenset[str]:
    """Words that carry meaning, cut to their first five letters so that "opens" meets "open"."""
    return frozenset(word[:5] for word in fold(text).split() if len(word) > SHORT_WORD or word.isdigit())
