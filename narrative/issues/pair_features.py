"""The columns that the learned layer reads of a pair of claims."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from narrative.issues.crossencoder import Probabilities
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
    whole
        Cosine of the embeddings of the claims' whole text, with cue and source.
    centred, centred_whole
        The same cosines once what all claims of the event share is taken off.
    rare
        Words in common, weighted by their rarity in the event.
    smoothed
        Cosine of the vectors once they are drawn towards the nearest claims of the event; ``None`` where a pair is
        judged by itself.
    asking, whole_asking
        Cosines of the vectors by the question that each answers, of what is stated and of the whole text, once what all
        claims of the event share is taken off; ``None`` where a pair is judged by itself: the cosines stand for them.
    pieces, whole_pieces
        How far each is found in the other piece by piece, the smaller share first: of what is stated, and of the whole
        text; ``None`` where a pair is judged by itself: the cosines stand for them.
    entailment
        Of the cross-encoder, where there is one: probabilities of entailment, contradiction and neutral of the whole
        claims, shape (2, 3), one row a direction.
    """

    a: Claim
    b: Claim
    denied: tuple[bool, bool]
    readings: tuple[Reading, Reading]
    evidence: Evidence
    cosine: float
    whole: float
    centred: float = 0.0
    centred_whole: float = 0.0
    rare: float = 0.0
    smoothed: float | None = None
    asking: float | None = None
    whole_asking: float | None = None
    pieces: tuple[float, float] | None = None
    whole_pieces: tuple[float, float] | None = None
    entailment: Probabilities | None = None

    @property
    def negative(self) -> tuple[bool, bool]:
        """For each claim, whether it says that something is not so, by a word of its own or by its cue."""
        left, right = self.readings
        return self.denied[0] or left.negative, self.denied[1] or right.negative

    @property
    def opposed(self) -> bool:
        """Whether one of the two says "not so" and the other does not."""
        return self.negative[0] != self.negative[1]


_STANCE = (
    "both denied",
    "one denied",
    "opposed",
    "same source",
    "same article",
    "open",
    "one own voice",
    "both own voice",
)
_PLACE = ("near", "near x reply", "near x open", "near x same source", "near x pointing")
_PRODUCTS = (
    "cosine x opposed", "cosine x alike polarity", "words x opposed", "words x alike polarity", "contained x opposed",
    "cosine x figure apart", "cosine x antonym", "cosine squared", "near x opposed", "whole", "whole squared",
    "names x cosine", "centred", "centred whole", "rare", "centred x opposed", "centred x alike polarity",
    "smoothed",
)  # fmt: skip
_INNER = (
    "asking",
    "whole asking",
    "asking squared",
    "pieces, less",
    "pieces, more",
    "whole pieces, less",
    "whole pieces, more",
)
CROSS_COLUMNS = (
    "supported",
    "supported both ways",
    "contradicted",
    "contradicted both ways",
    "cross side",
    "cross side x cosine",
)
"""Names of the columns that need the cross-encoder."""
PLAIN_COLUMNS: tuple[str, ...] = ("cosine", *FEATURES, *_STANCE, *_PLACE, *_PRODUCTS, *_INNER)
"""Names of the columns that need no cross-encoder; they come first."""
COLUMNS: tuple[str, ...] = (*PLAIN_COLUMNS, *CROSS_COLUMNS)
"""Names of the columns of `feature_row`."""

_OPEN = frozenset({"withholds", "retracts"})
_GAP = 250.0  # code points over which the tie between neighbours in one article falls by a factor of e
_FLOOR = 0.01
_POINTING = 3  # a reply with so few words of content points to what stands before it


def feature_row(view: PairView) -> list[float]:
    """Numbers of a pair, in the order of `COLUMNS`; the same for both orders of the pair."""
    values = view.evidence.values
    opposed = float(view.opposed)
    cosine, words, contained = view.cosine, values.get("words", 0.0), values.get("contained", 0.0)
    same = float(same_source(view.a.speaker.name, view.b.speaker.name))
    open_ = float(view.a.stance in _OPEN or view.b.stance in _OPEN)
    stance = [
        float(all(view.denied)),
        float(view.denied[0] != view.denied[1]),
        opposed,
        same,
        float(view.a.article == view.b.article),
        open_,
        float(view.a.attributed != view.b.attributed),
        float(not view.a.attributed and not view.b.attributed),
    ]
    near = _nearness(view.a, view.b)
    reply = float(_later_denied(view))
    pointing = float(min(len(view.readings[0].stems), len(view.readings[1].stems)) <= _POINTING)
    place = [near, near * reply * (1 - same), near * open_, near * same, near * pointing]
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
        view.whole,
        view.whole**2,
        values.get("names", 0.0) * cosine,
        view.centred,
        view.centred_whole,
        view.rare,
        view.centred * opposed,
        view.centred * (1 - opposed),
        (view.centred + view.centred_whole) / 2 if view.smoothed is None else view.smoothed,
    ]
    return [cosine, *explicit_vector(view.evidence), *stance, *place, *products, *_inner(view), *_cross(view)]


def _inner(view: PairView) -> list[float]:
    asking = view.cosine if view.asking is None else view.asking
    whole = view.whole if view.whole_asking is None else view.whole_asking
    pieces = view.pieces or (view.cosine, view.cosine)
    return [asking, whole, max(0.0, asking + whole) ** 2 / 4, *pieces, *(view.whole_pieces or (view.whole, view.whole))]


def _cross(view: PairView) -> list[float]:
    """What the cross-encoder says of the claims with their cues: it reads "denied that" itself."""
    if view.entailment is None:
        return [0.0] * len(CROSS_COLUMNS)
    entailed, contradicted = view.entailment[:, 0].astype(float), view.entailment[:, 1].astype(float)
    side = float(np.mean(np.log((entailed + _FLOOR) / (contradicted + _FLOOR)))) / 4
    return [
        float(entailed.max()),
        float(entailed.min()),
        float(contradicted.max()),
        float(contradicted.min()),
        side,
        side * view.cosine,
    ]


def _nearness(a: Claim, b: Claim) -> float:
    """How near two claims stand in one article: 1 side by side, falling with the text between; 0 in two articles."""
    if a.article != b.article:
        return 0.0
    gap = max(0, max(a.start, b.start) - min(a.end, b.end))
    return math.exp(-gap / _GAP)


def _later_denied(view: PairView) -> bool:
    return view.denied[0] if view.a.start > view.b.start else view.denied[1]


def said_reasons(view: PairView) -> tuple[Reason, ...]:
    """The words behind the numbers, as a person reads them."""
    found = list(view.evidence.reasons)
    if view.denied[0] != view.denied[1]:
        if view.opposed:
            found.append(Reason(kind="stance", a=_stance(view.a), b=_stance(view.b)))
        else:
            # who denies something says the same as whoever says "not" or "unlikely" of it
            found = [reason for reason in found if reason.kind != "negation"]
    return tuple(found)


def _stance(claim: Claim) -> str:
    cue = claim.speaker.cue
    return f"{claim.stance} ({cue})" if cue else claim.stance
