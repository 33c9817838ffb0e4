"""The judge: the probabilities that two claims agree, conflict, or do neither.

Features that can be explained (`narrative.issues.features`), the cosine of the embeddings, and the cross-encoder where
there is one go into two logistic regressions: do both claims answer one question, and if so, do they agree? The
verdict is their product. The question alone is also asked of every pair of an event, without the cross-encoder, which
costs a hundred times as much as the rest and adds nothing there; boosted trees then look at each pair among the others
of the event. The weights are learned by ``benchmarks/training/combine_fit.py`` and ``questions_fit.py`` and stand in
``data/combine.json`` and ``data/questions.json``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from narrative.errors import ModelError
from narrative.issues.combine import Layer, load_layer
from narrative.issues.context import context_rows, indexed
from narrative.issues.crossencoder import PairModel, Probabilities, load_pair_model
from narrative.issues.features import compare_readings
from narrative.issues.overruling import SAME_WORDS, most_alike, same_words, settled, unmet_figures
from narrative.issues.pair_features import PLAIN_COLUMNS, PairView, feature_row, said_reasons
from narrative.issues.pieces import matches, pieces_of
from narrative.issues.question_encoder import QuestionEncoder, load_question_encoder
from narrative.issues.reading import Reading, read_statements
from narrative.issues.settings import IssueSettings
from narrative.issues.stated import Stated, stated
from narrative.issues.surroundings import (
    ALONE,
    Inner,
    Surroundings,
    centred,
    centred_cosine,
    rare_overlap,
    smoothed_cosine,
    surroundings_of,
)
from narrative.issues.trees import Looks, load_looks
from narrative.records import Claim, Model, Reason
from narrative.vectors import Encoder, TokenEncoder, Tokens, Vectors

Floats = NDArray[np.float64]
_BLOCK = 4096  # pairs whose features are held at a time
_MOST_KEPT = 50_000  # statements, and pairs of texts, that are kept from event to event


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of one pair.

    Parameters
    ----------
    agree, conflict, neither
        Probabilities that sum to one.
    reasons
        The words that carried the verdict.
    unmet
        Whether both give figures of what may be one thing, and none of the one meets one of the other.
    """

    agree: float
    conflict: float
    neither: float
    reasons: tuple[Reason, ...] = ()
    unmet: bool = False

    @property
    def question(self) -> float:
        """Probability that both answer one question."""
        return self.agree + self.conflict

    @property
    def side(self) -> float:
        """Probability that they agree, given that both answer one question."""
        return self.agree / self.question if self.question > 0 else 0.5


@runtime_checkable
class Judge(Protocol):
    """Anything that judges pairs of claims."""

    @property
    def models(self) -> tuple[Model, ...]:
        """Models and learned tables that have a part, with their hashes."""

    def judge(self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings = ALONE) -> tuple[Verdict, ...]:
        """Judge pairs; the verdicts do not depend on the order of the pairs, nor on the order within one."""

    def questions(self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings = ALONE) -> Floats:
        """Probability that both claims of a pair answer one question, found cheaply; shape (n,)."""

    def questions_among(self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings = ALONE) -> Floats:
        """The same, each pair seen among all the pairs given, which are those of one event; shape (n,)."""

    def thresholds(self) -> dict[str, float]:
        """Learned or set numbers that decide, by name."""


def load_judge(name_or_path: str | None = None, settings: IssueSettings | None = None) -> LearnedJudge:
    """Load the judge.

    Parameters
    ----------
    name_or_path
        An NLI cross-encoder that sentence-transformers loads, or a folder of an exported one; the shipped one by
        default.
    settings
        Of this room.

    Returns
    -------
    LearnedJudge

    Raises
    ------
    ModelError
        A model is missing, broken, or not what its hash says.
    """
    settings = settings or IssueSettings()
    cross = None
    if name_or_path is not None or load_layer().cross_encoder is not None:
        cross = load_pair_model(name_or_path, threads=settings.threads)
    return judge_with(cross, settings)


def judge_with(
    cross: PairModel | None, settings: IssueSettings | None = None, encoder: TokenEncoder | None = None
) -> LearnedJudge:
    """All that is learned, with a cross-encoder that is loaded already, or with none.

    Raises
    ------
    ModelError
        A file is missing, broken, or not what its hash says.
    """
    layer, asker = load_layer(), load_question_encoder()
    if asker.encoder != layer.encoder:
        raise ModelError("the vectors by question go on from another encoder than the judge has; reinstall the package")
    return LearnedJudge(layer, settings or IssueSettings(), encoder, cross, load_looks(), asker)


class LearnedJudge:
    """The judge that ships.

    What a statement says is read once and kept, as is its vector; equal statements are read once. Memory does not grow
    with the number of events.

    Parameters
    ----------
    layer
        The learned weights.
    settings
        Of this room.
    encoder
        The encoder that the weights were learned with; loaded when first used where it is left out.
    cross
        The cross-encoder; without it the verdict rests on the explicit features and the embeddings.
    looks
        What is learned of pairs among the others of their event; without them each pair is asked by itself.
    asker
        Vectors of claims by their question; without it the cosines stand for theirs.
    """

    def __init__(
        self,
        layer: Layer,
        settings: IssueSettings,
        encoder: TokenEncoder | None = None,
        cross: PairModel | None = None,
        looks: Looks | None = None,
        asker: QuestionEncoder | None = None,
    ) -> None:
        self._layer = layer
        self._cross = cross
        self._looks = looks
        self._asker = asker
        self._entailment: dict[tuple[str, str], Probabilities] = {}
        self._settings = settings
        self._encoder = encoder
        self._readings: dict[tuple[str, date | None], Reading] = {}
        self._vectors: dict[str, Vectors] = {}

    @classmethod
    def unlearned(
        cls, encoder: TokenEncoder, cross: PairModel | None = None, asker: QuestionEncoder | None = None
    ) -> LearnedJudge:
        """A judge that gives features and no verdicts, for training."""
        return cls(Layer.empty(encoder.sha256 or ""), IssueSettings(), encoder, cross, asker=asker)

    @property
    def models(self) -> tuple[Model, ...]:
        """The learned layer, the trees and the cross-encoder where there are some."""
        found = [Model(role="judge", name=self._layer.name, sha256=self._layer.sha256)]
        if self._looks is not None:
            found.append(Model(role="questions", name=self._looks.first.name, sha256=self._looks.first.sha256))
        if self._asker is not None:
            found.append(self._asker.model)
        if self._cross is not None:
            found.append(Model(role="cross-encoder", name=self._cross.name))
        return tuple(found)

    def thresholds(self) -> dict[str, float]:
        """Least probabilities of what is reported."""
        s = self._settings
        return {
            "issues.same_question": s.same_question,
            "issues.agree": s.agree,
            "issues.conflict": s.conflict,
            "issues.supersedes": s.supersedes,
            "issues.stays": s.stays,
            "issues.about": s.about,
        }

    def adopt(self, encoder: Encoder) -> None:
        """Use an encoder that is loaded already, where it is the one that the weights were learned with."""
        if self._encoder is None and isinstance(encoder, TokenEncoder) and encoder.sha256 == self._layer.encoder:
            self._encoder = encoder

    def make_room(self) -> None:
        """Let go of what earlier events stated where it has become much; little of it recurs in another event."""
        for kept in (self._readings, self._vectors, self._entailment):
            if len(kept) > _MOST_KEPT:
                kept.clear()

    def embeds_with(self, encoder: Encoder) -> bool:
        """Whether an encoder is the one that this judge has."""
        return self._encoder is encoder

    def read(self, contents: Sequence[Stated]) -> tuple[Reading, ...]:
        """Readings of statements, each made once."""
        new = sorted({(c.text, c.day) for c in contents} - self._readings.keys(), key=lambda k: (k[0], str(k[1])))
        made = read_statements([text for text, _ in new], [day for _, day in new])
        self._readings.update(zip(new, made, strict=True))
        return tuple(self._readings[c.text, c.day] for c in contents)

    def surroundings(self, claims: Sequence[Claim]) -> Surroundings:
        """What the claims of one event have in common."""
        contents = [stated(claim) for claim in claims]
        texts = [(content.text, claim.text) for content, claim in zip(contents, claims, strict=True)]
        inner = self.inner(texts)
        vectors, whole = self.vectors([text for text, _ in texts]), self.vectors([text for _, text in texts])
        return surroundings_of(texts, vectors, whole, self.read(contents), inner)

    def inner(self, texts: Sequence[tuple[str, str]]) -> tuple[Inner, Inner]:
        """What the encoder gives of what each claim of an event states, and of its whole text, beyond their vectors.

        Their vectors come with it and are kept, the rest is not.
        """
        unique = sorted({text for both in texts for text in both})
        tokens = dict(zip(unique, self._loaded().encode_tokens(unique), strict=True))
        self._vectors.update((text, tokens[text].vector) for text in unique if text not in self._vectors)
        asking: dict[str, Vectors] = {}
        middles = [middle for text in unique if (middle := tokens[text].middle) is not None]
        if self._asker is not None and len(middles) == len(unique):
            asking = dict(zip(unique, self._asker.encode(middles), strict=True))
        one, other = ([both[n] for both in texts] for n in (0, 1))
        return _inner(one, tokens, asking), _inner(other, tokens, asking)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, each made once; shape (n, d)."""
        new = sorted(set(texts) - self._vectors.keys())
        if new:
            self._vectors.update(zip(new, self._loaded().encode(new), strict=True))
        return np.stack([self._vectors[text] for text in texts])

    def judge(self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings = ALONE) -> tuple[Verdict, ...]:
        """Judge pairs of claims, within the event whose surroundings are given."""
        if not pairs:
            return ()
        rows, reasons = self.features(pairs, surroundings)
        question, side = self._layer.apply(rows)
        side = np.minimum(side, most_alike(rows))
        in_same_words = same_words(rows)
        question = settled(question, rows, in_same_words)
        side = np.where(in_same_words, np.maximum(side, SAME_WORDS), side)
        unmet = (unmet_figures(rows) > 0).tolist()
        return tuple(
            Verdict(agree=q * s, conflict=q * (1 - s), neither=1 - q, reasons=said, unmet=apart)
            for q, s, said, apart in zip(question.tolist(), side.tolist(), reasons, unmet, strict=True)
        )

    def questions(self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings = ALONE) -> Floats:
        """Probability that both claims of a pair answer one question, without the cross-encoder; shape (n,)."""
        rows = self.plain_rows(pairs, surroundings)
        return settled(self._layer.group(rows), rows, same_words(rows))

    def questions_among(self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings = ALONE) -> Floats:
        """The same, each pair seen among all the pairs given, which are those of one event; shape (n,)."""
        if self._looks is None or not pairs:
            return self.questions(pairs, surroundings)
        rows = self.plain_rows(pairs, surroundings)
        alone = log_odds(self._layer.group(rows))
        places, articles = indexed(pairs)
        among = context_rows(places, alone, len(articles))
        scores = self._looks.weighed(alone, np.hstack([rows, among]), places, articles)
        return settled(1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0))), rows, same_words(rows))

    def plain_rows(self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings) -> Floats:
        """One row a pair, columns as in `narrative.issues.pair_features.PLAIN_COLUMNS`."""
        found = [np.zeros((0, len(PLAIN_COLUMNS)))]
        for start in range(0, len(pairs), _BLOCK):
            rows, _ = self.features(pairs[start : start + _BLOCK], surroundings, cross=False)
            found.append(rows[:, : len(PLAIN_COLUMNS)])
        return np.concatenate(found)

    def features(
        self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings = ALONE, *, cross: bool = True
    ) -> tuple[Floats, list[tuple[Reason, ...]]]:
        """One row a pair, columns as in `narrative.issues.pair_features.COLUMNS`, and the words behind them.

        Without `cross` the cross-encoder is not asked, and its columns are 0.
        """
        contents = [(stated(a), stated(b)) for a, b in pairs]
        flat = [content for pair in contents for content in pair]
        readings = self.read(flat)
        vectors = self.vectors([content.text for content in flat])
        whole = self.vectors([claim.text for pair in pairs for claim in pair])
        asking, pieces = _near([(one.text, other.text) for one, other in contents], surroundings.inner)
        whole_asking, whole_pieces = _near([(a.text, b.text) for a, b in pairs], surroundings.whole_inner)
        entailment = self._predict([(a.text, b.text) for a, b in pairs]) if cross else None
        rows: list[list[float]] = []
        reasons: list[tuple[Reason, ...]] = []
        for n, ((a, b), (one, other)) in enumerate(zip(pairs, contents, strict=True)):
            left, right = readings[2 * n], readings[2 * n + 1]
            evidence = compare_readings(left, right)
            view = PairView(
                a=a,
                b=b,
                denied=(one.denied, other.denied),
                readings=(left, right),
                evidence=evidence,
                cosine=float(vectors[2 * n] @ vectors[2 * n + 1]),
                whole=float(whole[2 * n] @ whole[2 * n + 1]),
                centred=centred_cosine(vectors[2 * n], vectors[2 * n + 1], surroundings.stated),
                centred_whole=centred_cosine(whole[2 * n], whole[2 * n + 1], surroundings.whole),
                rare=rare_overlap(left, right, surroundings.weights),
                smoothed=smoothed_cosine((one.text, a.text), (other.text, b.text), surroundings),
                asking=asking[n],
                whole_asking=whole_asking[n],
                pieces=pieces[n],
                whole_pieces=whole_pieces[n],
                entailment=None if entailment is None else entailment[n],
            )
            rows.append(feature_row(view))
            reasons.append(said_reasons(view))
        return np.array(rows, dtype=np.float64), reasons

    def entailment(self, pairs: Sequence[tuple[str, str]]) -> Probabilities | None:
        """What the cross-encoder says of pairs of texts, both ways, shape (n, 2, 3); ``None`` without one."""
        return self._predict(pairs) if pairs else None

    def _predict(self, pairs: Sequence[tuple[str, str]]) -> Probabilities | None:
        """Both directions of each pair of texts, shape (n, 2, 3); each pair of texts is judged once."""
        if self._cross is None:
            return None
        both = [direction for a, b in pairs for direction in ((a, b), (b, a))]
        new = sorted(set(both) - self._entailment.keys())
        self._entailment.update(zip(new, self._cross.predict(new), strict=True))
        return np.stack([self._entailment[direction] for direction in both]).reshape(-1, 2, 3)

    def _loaded(self) -> TokenEncoder:
        if self._encoder is None:
            from narrative.vectors import load_encoder

            self._encoder = load_encoder()
        return self._encoder


def _inner(texts: Sequence[str], tokens: Mapping[str, Tokens], asking: Mapping[str, Vectors]) -> Inner:
    if not asking:
        return Inner(pieces_of(texts, tokens))
    vectors = centred(np.stack([asking[text] for text in texts]))
    return Inner(pieces_of(texts, tokens), dict(zip(texts, vectors, strict=True)))


def _product(one: Vectors | None, other: Vectors | None) -> float | None:
    return None if one is None or other is None else float(one @ other)


def _near(texts: Sequence[tuple[str, str]], inner: Inner) -> tuple[Sequence[Any], Sequence[Any]]:
    """How near the texts of each pair are by their question, and piece by piece; ``None`` out of any event."""
    asking: Sequence[Any] = [None] * len(texts)
    pieces: Sequence[Any] = asking
    if inner.asking:
        asking = [_product(inner.asking.get(one), inner.asking.get(other)) for one, other in texts]
    if inner.pieces:
        pieces = [(less, more) for less, more in matches(texts, inner.pieces).tolist()]
    return asking, pieces


def log_odds(chance: Floats) -> Floats:
    """Log odds of probabilities."""
    held = np.clip(chance, 1e-6, 1.0 - 1e-6)
    return np.asarray(np.log(held / (1.0 - held)))
