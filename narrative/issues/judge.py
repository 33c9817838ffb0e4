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
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from narrative.issues.combine import Layer, load_layer
from narrative.issues.context import context_rows
from narrative.issues.crossencoder import PairModel, Probabilities, load_pair_model
from narrative.issues.features import compare_readings
from narrative.issues.pair_features import COLUMNS, PLAIN_COLUMNS, PairView, feature_row, said_reasons
from narrative.issues.pieces import Pieces, matches, pieces_of
from narrative.issues.reading import Reading, read_statements
from narrative.issues.settings import IssueSettings
from narrative.issues.stated import Stated, stated
from narrative.issues.surroundings import (
    ALONE,
    Surroundings,
    centred_cosine,
    rare_overlap,
    smoothed_cosine,
    surroundings_of,
)
from narrative.issues.trees import Trees, load_trees
from narrative.records import Claim, Model, Reason
from narrative.vectors import Encoder, TokenEncoder, Vectors

Floats = NDArray[np.float64]
_SPLIT = 0.2  # most that is left of agreement where one wording differs in a figure, a date or a "not"
_ALIKE = 0.6
_SAME_WORDS = 0.9  # least chance that two sources who say the same words agree
_BLOCK = 4096  # pairs whose features are held at a time
_OTHER_TIME = 0.1  # what is left of the chance of one question where one speaks of another year
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
    """

    agree: float
    conflict: float
    neither: float
    reasons: tuple[Reason, ...] = ()

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
    layer = load_layer()
    cross = None
    if name_or_path is not None or layer.cross_encoder is not None:
        cross = load_pair_model(name_or_path, threads=settings.threads)
    return LearnedJudge(layer, settings, cross=cross, trees=load_trees())


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
    trees
        What is learned of pairs among the others of their event; without them each pair is asked by itself.
    """

    def __init__(
        self,
        layer: Layer,
        settings: IssueSettings,
        encoder: TokenEncoder | None = None,
        cross: PairModel | None = None,
        trees: Trees | None = None,
    ) -> None:
        self._layer = layer
        self._cross = cross
        self._trees = trees
        self._entailment: dict[tuple[str, str], Probabilities] = {}
        self._settings = settings
        self._encoder = encoder
        self._readings: dict[tuple[str, date | None], Reading] = {}
        self._vectors: dict[str, Vectors] = {}

    @classmethod
    def unlearned(
        cls, encoder: TokenEncoder, settings: IssueSettings | None = None, cross: PairModel | None = None
    ) -> LearnedJudge:
        """A judge that gives features and no verdicts, for training."""
        return cls(Layer.empty(encoder.sha256 or ""), settings or IssueSettings(), encoder, cross)

    @property
    def models(self) -> tuple[Model, ...]:
        """The learned layer, the trees and the cross-encoder where there are some."""
        found = [Model(role="judge", name=self._layer.name, sha256=self._layer.sha256)]
        if self._trees is not None:
            found.append(Model(role="questions", name=self._trees.name, sha256=self._trees.sha256))
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
        pieces = self.pieces(texts)
        vectors, whole = self.vectors([text for text, _ in texts]), self.vectors([text for _, text in texts])
        return surroundings_of(texts, vectors, whole, self.read(contents), pieces)

    def pieces(self, texts: Sequence[tuple[str, str]]) -> tuple[dict[str, Pieces], dict[str, Pieces]]:
        """What each claim of an event states, and its whole text, piece by piece.

        Their vectors come with it and are kept, the pieces are not.
        """
        unique = sorted({text for both in texts for text in both})
        tokens = dict(zip(unique, self._loaded().encode_tokens(unique), strict=True))
        self._vectors.update((text, tokens[text].vector) for text in unique if text not in self._vectors)
        return pieces_of([text for text, _ in texts], tokens), pieces_of([text for _, text in texts], tokens)

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
        side = np.minimum(side, [_SPLIT if _differ_in_one_point(row) else 1.0 for row in rows])
        in_same_words = _same_words(rows)
        question = _settled(question, rows, in_same_words)
        side = np.where(in_same_words, np.maximum(side, _SAME_WORDS), side)
        return tuple(
            Verdict(agree=q * s, conflict=q * (1 - s), neither=1 - q, reasons=said)
            for q, s, said in zip(question.tolist(), side.tolist(), reasons, strict=True)
        )

    def questions(self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings = ALONE) -> Floats:
        """Probability that both claims of a pair answer one question, without the cross-encoder; shape (n,)."""
        rows = self.plain_rows(pairs, surroundings)
        return _settled(self._layer.group(rows), rows, _same_words(rows))

    def questions_among(self, pairs: Sequence[tuple[Claim, Claim]], surroundings: Surroundings = ALONE) -> Floats:
        """The same, each pair seen among all the pairs given, which are those of one event; shape (n,)."""
        if self._trees is None or not pairs:
            return self.questions(pairs, surroundings)
        rows = self.plain_rows(pairs, surroundings)
        alone = log_odds(self._layer.group(rows))
        scores = self._trees.weighed(alone, np.hstack([rows, among(pairs, alone)]), claims_in(pairs))
        return _settled(1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0))), rows, _same_words(rows))

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
        pieces = _shares([(one.text, other.text) for one, other in contents], surroundings.pieces)
        whole_pieces = _shares([(a.text, b.text) for a, b in pairs], surroundings.whole_pieces)
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


def _shares(
    texts: Sequence[tuple[str, str]], pieces: Mapping[str, Pieces]
) -> Sequence[tuple[float, float]] | Sequence[None]:
    """How far each text of a pair is found in the other piece by piece; ``None`` for pairs out of any event."""
    if not pieces:
        return [None] * len(texts)
    return [(less, more) for less, more in matches(texts, pieces).tolist()]


def among(pairs: Sequence[tuple[Claim, Claim]], scores: Floats) -> Floats:
    """Rows of `narrative.issues.context.CONTEXT_COLUMNS` of the pairs of one event with their log odds."""
    place = {name: n for n, name in enumerate(sorted({claim.id for pair in pairs for claim in pair}))}
    return context_rows(np.array([(place[a.id], place[b.id]) for a, b in pairs]), scores, len(place))


def claims_in(pairs: Sequence[tuple[Claim, Claim]]) -> int:
    """How many claims stand in some pair."""
    return len({claim.id for pair in pairs for claim in pair})


def log_odds(chance: Floats) -> Floats:
    """Log odds of probabilities."""
    held = np.clip(chance, 1e-6, 1.0 - 1e-6)
    return np.asarray(np.log(held / (1.0 - held)))


def _settled(question: Floats, rows: Floats, same: NDArray[np.bool_]) -> Floats:
    """What overrules the learned chance of one question: another year, and the same words."""
    question = np.where(rows[:, COLUMNS.index("long ago")] > 0, question * _OTHER_TIME, question)
    return np.where(same, np.maximum(question, _SAME_WORDS), question)


def _same_words(rows: Floats) -> NDArray[np.bool_]:
    """For each row, whether the two statements have all their words and figures in common."""
    return np.array([_in_same_words(row) for row in rows], dtype=bool)


def _in_same_words(row: Floats) -> bool:
    """Whether two statements have all their words and figures in common, and both are or are not denied."""
    value = dict(zip(PLAIN_COLUMNS, row.tolist(), strict=False))
    apart = ("figure apart", "date apart", "time apart", "negation", "antonym", "opposed", "one denied", "long ago",
             "roles swapped", "word replaced", "name replaced", "place replaced", "names apart")  # fmt: skip
    return value["words"] >= 0.99 and value["cosine"] >= 0.9 and not any(value[name] > 0 for name in apart)


def _differ_in_one_point(row: Floats) -> bool:
    """Whether two statements are worded alike but for what makes them opposites.

    Such pairs ("four thousand jobs", later silently "four hundred jobs") are nearest to each other for an embedding.
    """
    value = dict(zip(COLUMNS, row.tolist(), strict=True))
    figure = value["figure apart"] >= 0.7 and value["figure"] == 0 and value["figure near"] == 0
    date = value["date apart"] > 0 and value["date"] == 0
    polarity = value["negation"] >= 0.5 and value["parity"] > 0 and value["both denied"] == 0
    contrast = figure or date or polarity or value["antonym"] > 0
    return bool(contrast) and (value["alike"] >= _ALIKE or (figure and value["cosine"] >= _ALIKE))
