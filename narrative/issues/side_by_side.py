"""Columns of two statements put side by side: do both speak of one thing at one time, and how much of it differs?

Of two claims of an event the other claims tell what they are about. Two statements that somebody puts side by side
have only each other: what conflicts differs in one place ("the pact was signed in Rome", "... in Oslo"), what does not
differs in two ("it rained on Sunday", "on Monday the sun shone"), or leaves room ("some of the money", "is said to").
Only the layer for plain statements reads these columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from narrative.issues import quantities as figures
from narrative.issues.features import Evidence, opposite
from narrative.issues.lexicon import stem
from narrative.issues.pair_features import COLUMNS
from narrative.issues.reading import Reading

_MARKS = ("single", "several", "phase", "scope", "rumour", "condition", "cleft", "identity", "doer")
_AGAINST = ("figure apart", "date apart", "time apart", "negation", "antonym", "name replaced", "place replaced")
_KINDS = {"all": frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"}), "names": frozenset({"PROPN"}),
          "nouns": frozenset({"NOUN"}), "verbs": frozenset({"VERB"})}  # fmt: skip
_LIGHT = frozenset("be have do say get go come make take give".split())
_ALIKE = 0.55  # words whose vectors are so near stand for each other
_LEAST = 0.005  # chances nearer to 0 or 1 tell no more

LEVEL_COLUMNS = ("levelled", *(f"levelled {name}" for name in ("supported", "supported both ways", "contradicted",
                                                                "contradicted both ways")))  # fmt: skip
SIDE_COLUMNS: tuple[str, ...] = (
    *(f"log odds {name}" for name in ("supported", "supported both ways", "contradicted", "contradicted both ways")),
    *(f"{mark} {side}" for mark in _MARKS for side in ("either", "one only")),
    *(f"left {kind} {side}" for kind in _KINDS for side in ("least", "most")),
    "covered least",
    "covered most",
    "left on both sides",
    "another subject",
    "another verb",
    "another limit",
    "another time or place",
    "ways apart",
    "lone figure apart",
    "lone figure of one unit",
    "date apart alone",
    "words longer",
    *LEVEL_COLUMNS,
)
"""Names of the columns, in the order of `side_row`."""

Floats = NDArray[np.float64]


def side_row(
    row: Sequence[float],
    evidence: Evidence,
    readings: tuple[Reading, Reading],
    near: Mapping[str, Floats],
    level: Floats | None,
) -> list[float]:
    """Numbers of two statements, in the order of `SIDE_COLUMNS`; the same for both orders.

    Parameters
    ----------
    row
        Of `narrative.issues.pair_features.COLUMNS`.
    evidence
        What `compare_readings` found.
    readings
        Of the two.
    near
        For each lemma of `words_of`, its vector, of length one.
    level
        What the cross-encoder says of each statement and the other one `levelled` to it, shape (2, 3); ``None`` where
        there is nothing to level.
    """
    a, b = readings
    chances = [row[COLUMNS.index(name)] for name in ("supported", "supported both ways", "contradicted",
                                                     "contradicted both ways")]  # fmt: skip
    held = np.clip(chances, _LEAST, 1 - _LEAST)
    marks = [float(found) for mark in _MARKS for found in _either(mark in a.layout.marks, mark in b.layout.marks)]
    left_a, left_b = _left(a, b, near), _left(b, a, near)
    left = [float(found) for kinds in _KINDS.values() for found in _least_most(left_a, left_b, kinds)]
    covered = sorted(
        1 - len(left) / max(1, len(words)) for left, words in ((left_a, words_of(a)), (left_b, words_of(b)))
    )
    one, other = a.layout.frame, b.layout.frame
    subject = bool(one.subject and other.subject and not one.subject & other.subject)
    verb = one.verb != other.verb
    limit, around = _other_limits(a, b), _other_around(a, b)
    against = sum(evidence.values.get(kind, 0.0) >= 0.5 for kind in _AGAINST)
    lone, comparable = _lone_figures(a, b)
    dates = evidence.values.get("date apart", 0.0)
    return [
        *np.log(held / (1 - held)).tolist(),
        *marks,
        *left,
        *covered,
        float(bool(left_a) and bool(left_b)),
        float(subject),
        float(verb),
        limit,
        around,
        against + limit + around,
        lone,
        comparable,
        dates * float(against == 1),
        abs(len(a.sequence) - len(b.sequence)) / max(1, len(a.sequence), len(b.sequence)),
        *_level(held, level),
    ]


def _level(held: Floats, level: Floats | None) -> list[float]:
    if level is not None:
        supported, contradicted = level[:, 0], level[:, 1]
        chances = [supported.max(), supported.min(), contradicted.max(), contradicted.min()]
        held = np.clip(np.array(chances, dtype=np.float64), _LEAST, 1 - _LEAST)
    return [float(level is not None), *np.log(held / (1 - held)).tolist()]


def words_of(reading: Reading) -> list[tuple[str, str]]:
    """The words of content of a statement as lemma and part of speech."""
    return [(word, tag) for word, tag in reading.sequence if tag in _KINDS["all"] and word not in _LIGHT]


def levelled(a: Reading, b: Reading) -> str:
    """The second statement with the days, figures and names of the first where it has others of its own.

    If the two then say the same, those are all that they differ in.
    """
    changes = [*_other_days(a, b), *_other_figures(a, b)]
    changes += [(start, end, text) for start, end, text in _other_runs(a, b) if not _overlaps(start, end, changes)]
    text, at = "", 0
    for start, end, told in sorted(changes):
        if start >= at:
            text, at = text + b.text[at:start] + (told if start else told[:1].upper() + told[1:]), end
    return text + b.text[at:]


Change = tuple[int, int, str]


def _overlaps(start: int, end: int, changes: Sequence[Change]) -> bool:
    return any(start < last and first < end for first, last, _ in changes)


def _other_days(a: Reading, b: Reading) -> list[Change]:
    left, right = list(a.times), list(b.times)
    if not (left and right):
        left, right = [], []
    left += [each.moment for each in a.loose] or list(a.moments)
    right += [each.moment for each in b.loose] or list(b.moments)
    told = {moment.text.lower() for moment in left} & {moment.text.lower() for moment in right}
    left, right = ([m for m in side if m.text.lower() not in told] for side in (left, right))
    return [(y.start, y.end, x.text) for x, y in zip(left, right, strict=False)]


def _other_figures(a: Reading, b: Reading) -> list[Change]:
    left, right = _figures_of_own(a, b)
    return [(y.start, y.end, x.text) for x, y in zip(left, right, strict=False) if x.unit == y.unit]


def _other_runs(a: Reading, b: Reading) -> list[Change]:
    """Names that only one of the two has, in their order; without such, the one noun phrase of each."""
    left, right = ([r for r in x.layout.runs if r.name and r.head not in y.stems] for x, y in ((a, b), (b, a)))
    if not left or not right:
        left, right = ([r for r in x.layout.runs if r.head not in y.stems] for x, y in ((a, b), (b, a)))
        if len(left) != 1 or len(right) != 1:
            return []
    return [(y.start, y.end, x.text) for x, y in zip(left, right, strict=False)]


def _either(left: bool, right: bool) -> tuple[bool, bool]:
    return left or right, left != right


def _left(a: Reading, b: Reading, near: Mapping[str, Floats]) -> list[tuple[str, str]]:
    """Words of the first statement that nothing in the second stands for."""
    others = words_of(b)
    stems = {stem(word) for word, _ in others}
    left = []
    for word, tag in words_of(a):
        if stem(word) in stems:
            continue
        alike = (float(near[word] @ near[other]) for other, kind in others if "PROPN" not in {tag, kind})
        if (tag != "NUM" and max(alike, default=0.0) >= _ALIKE) or any(opposite(word, other) for other, _ in others):
            continue
        left.append((word, tag))
    return left


def _least_most(a: Sequence[tuple[str, str]], b: Sequence[tuple[str, str]], kinds: frozenset[str]) -> tuple[int, int]:
    counts = [sum(tag in kinds for _, tag in left) for left in (a, b)]
    return min(counts), max(counts)


def _other_limits(a: Reading, b: Reading) -> float:
    """How many nouns both limit, each in its own way: "the northern line", "the southern line"."""
    others = b.layout.frame.limits
    return float(sum(not by & others[noun] for noun, by in a.layout.frame.limits.items() if others.get(noun)))


def _other_around(a: Reading, b: Reading) -> float:
    """Whether both tell a place or a time of what happened, and not the same."""
    one, other = a.layout.frame.around, b.layout.frame.around
    return float(bool(one and other and not one & other))


def _lone_figures(a: Reading, b: Reading) -> tuple[float, float]:
    """Whether each has one figure of its own and the two differ, and whether they are of one unit."""
    left, right = _figures_of_own(a, b)
    if len(left) != 1 or len(right) != 1:
        return 0.0, 0.0
    apart = figures.meet(left[0], right[0]) == "apart" or None in {left[0].unit, right[0].unit}
    return float(apart), float(left[0].unit == right[0].unit)


def _figures_of_own(a: Reading, b: Reading) -> tuple[list[figures.Quantity], list[figures.Quantity]]:
    """Figures of each that meet none of the other."""
    left, right = [c.quantity for c in a.counted], [c.quantity for c in b.counted]
    same = {(i, j) for i, x in enumerate(left) for j, y in enumerate(right) if figures.meet(x, y) in {"same", "near"}}
    return (
        [x for i, x in enumerate(left) if i not in {i for i, _ in same}],
        [y for j, y in enumerate(right) if j not in {j for _, j in same}],
    )
