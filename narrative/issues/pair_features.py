"""The columns that the learned layer reads of a pair of claims."""

from __future__ import annotations

from dataclasses import dataclass

from narrative.issues.features import FEATURES, Evidence, explicit_vector
from narrative.issues.names import same_source
from narrative.issues.reading import Reading
from narrative.records import Claim, Reason


@dataclass(frozen=True, slots=True)
class PairView:
    """All that is known of a pair.

    Parameters
    ----------
    denied
        For each claim, whether a cue outside of its statement denies it.
    readings, evidence
        Of what is stated.
    cosine
        Of the embeddings of what is stated.
    """

    a: Claim
    b: Claim
    denied: tuple[bool, bool]
    readings: tuple[Reading, Reading]
    evidence: Evidence
    cosine: float

    @property
    def negative(self) -> tuple[bool, bool]:
        """For each claim, whether it says that something is not so, by a word of its own or by its cue."""
        left, right = self.readings
        return self.denied[0] or left.negative, self.denied[1] or right.negative

    @property
    def opposed(self) -> bool:
        """Whether one of the two says "not so" and the other does not."""
        return self.negative[0] != self.negative[1]


_STANCE = ("both denied", "one denied", "opposed", "same source", "same article")
_PRODUCTS = (
    "cosine x opposed", "cosine x alike polarity", "words x opposed", "words x alike polarity", "contained x opposed",
    "cosine x figure apart", "cosine x antonym", "cosine squared", "near x opposed",
)  # fmt: skip
COLUMNS: tuple[str, ...] = ("cosine", *FEATURES, *_STANCE, *_PRODUCTS)
"""Names of the columns of `feature_row`."""


def feature_row(view: PairView) -> list[float]:
    """Numbers of a pair, in the order of `COLUMNS`; the same for both orders of the pair."""
    values = view.evidence.values
    opposed = float(view.opposed)
    cosine, words, contained = view.cosine, values.get("words", 0.0), values.get("contained", 0.0)
    stance = [
        float(all(view.denied)),
        float(view.denied[0] != view.denied[1]),
        opposed,
        float(same_source(view.a.speaker.name, view.b.speaker.name)),
        float(view.a.article == view.b.article),
    ]
    products = [
        cosine * opposed,
        cosine * (1 - opposed),
        words * opposed,
        words * (1 - opposed),
        contained * opposed,
        cosine * values.get("figure apart", 0.0),
        cosine * values.get("antonym", 0.0),
        cosine * cosine,
        max(0.0, cosine - 0.5) * opposed,
    ]
    return [cosine, *explicit_vector(view.evidence), *stance, *products]


def said_reasons(view: PairView) -> tuple[Reason, ...]:
    """The words behind the numbers, as a person reads them."""
    found = list(view.evidence.reasons)
    if view.denied[0] != view.denied[1]:
        found.append(Reason(kind="stance", a=_stance(view.a), b=_stance(view.b)))
    return tuple(found)


def _stance(claim: Claim) -> str:
    cue = claim.speaker.cue
    return f"{claim.stance} ({cue})" if cue else claim.stance
