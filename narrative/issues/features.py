"""What a cross-encoder cannot see, made explicit: features of a pair of statements, each with its words.

Every feature is symmetric in the two statements, so a verdict does not depend on their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from narrative.issues import moments as when
from narrative.issues import quantities as figures
from narrative.issues.lexicon import read_table, stem
from narrative.issues.loose import meet_loose
from narrative.issues.reading import Counted, Predicate, Reading
from narrative.records import Reason

_EXCLUSIVE = frozenset(
    "first only sole main cause lead leader winner win behind trigger blame fault responsible own owner found founder "
    "capital name appoint elect start begin initiate initiative".split()
)
_LONG_AGO = 365  # days
_SHOWN = 0.3  # evidence weaker than this is no reason that a person would accept
_OTHER_SIZE = 25.0  # figures so many times apart hardly count one thing: a price and a year's profit
_HARDLY_ONE_COUNT = 0.25
_PREFIXES = ("un", "non")  # "dis" and "in" make as many other words: "discover", "income"
_OF_OTHERS = 0.5  # opposites that go with other words: "the shop is open", "a road was closed"
_PLACES = frozenset({"in", "at", "near", "from", "to", "into", "off", "outside", "around"})


@dataclass
class Evidence:
    """Features of one pair by name, and the words behind those that speak for or against."""

    values: dict[str, float] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)

    def note(self, kind: str, value: float, a: str = "", b: str = "") -> None:
        """Set a feature, and keep its words where it is present."""
        self.values[kind] = max(value, self.values.get(kind, 0.0))
        if value >= _SHOWN:
            self.reasons.append(Reason(kind=kind, a=a, b=b))


FEATURES = (
    "words", "contained", "names", "names apart", "figure", "figure near", "figure apart", "figure alone", "date",
    "date apart", "time", "time apart", "negation", "parity", "both negative", "antonym", "roles swapped",
    "same by negation", "long ago", "another holder", "name replaced", "place replaced", "word replaced", "alike",
    "hedge", "condition", "future",
)  # fmt: skip
"""Names of the explicit features, in the order of `explicit_vector`."""


def compare_readings(a: Reading, b: Reading) -> Evidence:
    """Compare two statements feature by feature.

    Parameters
    ----------
    a, b
        Readings of two statements.

    Returns
    -------
    Evidence
        Values between 0 and 1 by name (see `FEATURES`), and the words behind them.
    """
    found = Evidence()
    shared = a.stems & b.stems
    union = a.stems | b.stems
    found.values["words"] = len(shared) / len(union) if union else 0.0
    found.values["contained"] = len(shared) / min(len(a.stems), len(b.stems)) if a.stems and b.stems else 0.0
    _compare_names(a, b, found)
    _compare_figures(a, b, found)
    _compare_dates(a, b, found)
    _compare_long_ago(a, b, found)
    _compare_polarity(a, b, found)
    _compare_roles(a, b, found)
    _compare_sequence(a, b, found)
    found.values["hedge"] = float(bool(a.hedges) != bool(b.hedges))
    found.values["condition"] = float(a.conditional != b.conditional)
    found.values["future"] = float(a.future != b.future)
    return found


def explicit_vector(evidence: Evidence) -> list[float]:
    """Values in the order of `FEATURES`; what was not noted is 0."""
    return [evidence.values.get(name, 0.0) for name in FEATURES]


def _compare_names(a: Reading, b: Reading, found: Evidence) -> None:
    if a.names and b.names:
        shared = a.names & b.names
        found.values["names"] = len(shared) / len(a.names | b.names)
        found.values["names apart"] = float(not shared)


def _compare_figures(a: Reading, b: Reading, found: Evidence) -> None:
    """Figures meet only where what they count may be the same."""
    best: dict[tuple[int, int], tuple[figures.Meeting, float]] = {}
    for i, left in enumerate(a.counted):
        for j, right in enumerate(b.counted):
            weight = _same_count(left, right)
            outcome = figures.meet(left.quantity, right.quantity) if weight else None
            if outcome == "apart" and _of_another_size(left.quantity, right.quantity):
                weight *= _HARDLY_ONE_COUNT
            if outcome is not None:
                best[i, j] = outcome, weight
    matched_a = {i for (i, _), (outcome, _) in best.items() if outcome != "apart"}
    matched_b = {j for (_, j), (outcome, _) in best.items() if outcome != "apart"}
    for (i, j), (outcome, weight) in best.items():
        words = a.counted[i].quantity.text, b.counted[j].quantity.text
        if outcome == "same":
            found.note("figure", weight, *words)
        elif outcome == "near" and weight >= _SHOWN:  # 40 people and 41 lorries are not near
            found.note("figure near", weight, *words)
        elif i not in matched_a and j not in matched_b:
            found.note("figure apart", weight, *words)
    found.values["figure alone"] = float(bool(a.counted) != bool(b.counted))


def _of_another_size(a: figures.Quantity, b: figures.Quantity) -> bool:
    small, large = sorted((abs(a.value), abs(b.value)))
    return a.unit == b.unit and small > 0 and large / small > _OTHER_SIZE


def _same_count(a: Counted, b: Counted) -> float:
    """How sure it is that two figures count or measure the same thing, from 0 to 1."""
    if (a.quantity.unit is None) != (b.quantity.unit is None):
        return 0.0
    if a.kinds & b.kinds:
        return 1.0
    if a.kinds and b.kinds:
        return 0.0
    shared = len(a.words & b.words)
    if shared >= 2:
        return 1.0
    if shared:
        return 0.7
    return 0.25 if a.quantity.unit is not None else 0.1


def _compare_dates(a: Reading, b: Reading, found: Evidence) -> None:
    for kind, left, right in (("date", a.moments, b.moments), ("time", a.times, b.times)):
        if kind == "date" and a.day is None and b.day is None:
            left, right = tuple(x.moment for x in a.loose), tuple(y.moment for y in b.loose)
            outcomes = {
                (i, j): outcome
                for i, x in enumerate(a.loose)
                for j, y in enumerate(b.loose)
                if (outcome := meet_loose(x, y)) is not None
            }
        else:
            outcomes = {(i, j): when.meet(x, y) for i, x in enumerate(left) for j, y in enumerate(right)}
        met = {index for (i, j), outcome in outcomes.items() if outcome != "apart" for index in (("a", i), ("b", j))}
        for (i, j), outcome in outcomes.items():
            if outcome == "same":
                found.note(kind, 1.0, left[i].text, right[j].text)
            elif outcome == "apart" and ("a", i) not in met and ("b", j) not in met:
                found.note(f"{kind} apart", 1.0, left[i].text, right[j].text)


def _compare_long_ago(a: Reading, b: Reading, found: Evidence) -> None:
    """One speaks of what happened more than a year before it was said, and the other does not speak of that time."""
    for left, right, flipped in ((a, b, False), (b, a, True)):
        if left.day is None:
            continue
        old = [m for m in left.moments if (left.day - m.last).days > _LONG_AGO and m.last > date.min]
        if old and not any(when.meet(x, y) == "same" for x in old for y in right.moments):
            words = (old[0].text, "")
            found.note("long ago", 1.0, *(reversed(words) if flipped else words))


def _compare_polarity(a: Reading, b: Reading, found: Evidence) -> None:
    found.values["parity"] = float(a.negative != b.negative)
    found.values["both negative"] = float(bool(a.negators) and bool(b.negators))
    for left, right, flipped in ((a, b, False), (b, a, True)):
        told = (right.stems - right.beside - right.within) | {p.verb for p in right.predicates} - right.within
        hit = (left.negated - left.beside) & told - right.negated
        if hit and left.negators:
            words = ", ".join(sorted(hit))
            spoken = (" ".join(left.negators), words)
            found.note("negation", min(1.0, 0.5 + 0.25 * len(hit)), *(reversed(spoken) if flipped else spoken))
    odd = bool(a.negators) != bool(b.negators)
    for word in sorted(a.contrast):
        opposites = _antonyms().get(word, frozenset()) | {f"{prefix}{word}" for prefix in _PREFIXES}
        if word.startswith(_PREFIXES):
            opposites |= {word.removeprefix(prefix) for prefix in _PREFIXES}
        for other in sorted((opposites - {word}) & b.contrast.keys()):
            if _says(b, word) or _says(a, other):
                continue  # "from open to shut" on one side says nothing
            kind = "same by negation" if odd else "antonym"
            if a.contrast[word] & b.contrast[other]:
                found.note(kind, 1.0, word, other)
            else:  # said of two things, they are no reason that a person would accept
                found.values[kind] = max(_OF_OTHERS, found.values.get(kind, 0.0))


def _says(reading: Reading, word: str) -> bool:
    return word in reading.lemmas or word in reading.contrast


def _compare_roles(a: Reading, b: Reading, found: Evidence) -> None:
    for left in a.predicates:
        for right in b.predicates:
            if left.verb != right.verb:
                continue
            if left.subject & right.object and left.object & right.subject:
                found.note("roles swapped", 1.0, _role(left), _role(right))
            elif left.object & right.object and left.subject and right.subject and not left.subject & right.subject:
                exclusive = bool((a.lemmas & b.lemmas) & _EXCLUSIVE)
                found.note("another holder", 1.0 if exclusive else 0.5, _role(left), _role(right))


def _role(predicate: Predicate) -> str:
    return " ".join((*sorted(predicate.subject), predicate.verb, *sorted(predicate.object)))


def _compare_sequence(a: Reading, b: Reading, found: Evidence) -> None:
    """What stands in place of what where the wording is otherwise alike."""
    left, right = [w for w, _ in a.sequence], [w for w, _ in b.sequence]
    if left > right:  # SequenceMatcher is not symmetric; feed it one order
        flipped = Evidence()
        _compare_sequence(b, a, flipped)
        found.values.update(flipped.values)
        found.reasons.extend(Reason(kind=r.kind, a=r.b, b=r.a) for r in flipped.reasons)
        return
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    found.values["alike"] = matcher.ratio()
    if found.values["alike"] < 0.5:
        return
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "replace":
            continue
        tags = {p for _, p in a.sequence[i1:i2]}, {p for _, p in b.sequence[j1:j2]}
        words = " ".join(left[i1:i2]), " ".join(right[j1:j2])
        if all("PROPN" in t for t in tags):
            place = i1 > 0 and left[i1 - 1] in _PLACES
            found.note("place replaced" if place else "name replaced", 1.0, *words)
        elif any(t & {"NOUN", "VERB", "ADJ"} for t in tags):
            found.note("word replaced", 1.0, *words)


@lru_cache(maxsize=1)
def _antonyms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in read_table("antonyms.tsv"):
        left, right = row[0].split(), row[1].split()
        for word in left:
            table.setdefault(word, set()).update(right)
        for word in right:
            table.setdefault(word, set()).update(left)
    return {word: frozenset(others) for word, others in table.items()}


def known_antonyms(word: str) -> Sequence[str]:
    """The antonyms that the table gives for a lemma, sorted."""
    return sorted(_antonyms().get(word.lower(), frozenset()))


def opposite(one: str, other: str) -> bool:
    """Whether the table gives two lemmas as opposites."""
    return other in _antonyms().get(one, frozenset())


__all__ = ["FEATURES", "Evidence", "compare_readings", "explicit_vector", "known_antonyms", "opposite", "stem"]
