"""Judges that did not learn from the set that they are asked about, in any of their layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quality.relations import read_claims
from benchmarks.training.apart import askers_apart, learners
from benchmarks.training.combine_fit import SetRows, fit, set_rows
from benchmarks.training.questions_fit import learn, pairs_of_set
from benchmarks.training.stories import LearningSet
from narrative.issues import IssueSettings
from narrative.issues.combine import Layer
from narrative.issues.crossencoder import PairModel
from narrative.issues.judge import LearnedJudge
from narrative.issues.trees import looks_of
from narrative.records import Claim
from narrative.vectors import TokenEncoder

Judged = tuple[LearningSet, tuple[Claim, ...], LearnedJudge]
"""A set, the claims that the library reads in it, and a judge that learned from others."""


def parts_of(sets: Sequence[LearningSet], parts: int) -> list[list[str]]:
    """The names of sets in parts, each of which is left out once."""
    names = sorted(told.name for told in sets)
    return [names[n::parts] for n in range(parts)]


def judges_apart(
    sets: Sequence[LearningSet], work: Path, parts: int, encoder: TokenEncoder, cross: PairModel
) -> Iterator[Judged]:
    """Each set with a judge that learned from the other parts only.

    Parameters
    ----------
    sets
        To learn from and to judge.
    work
        Folder of ``question_train --work``.
    parts
        In how many parts the sets are left out in turn.
    encoder, cross
        The models below the layers.
    """
    learner, askers = learners(work, cross), askers_apart(work)
    read = {told.name: read_claims(told.articles) for told in sets}
    rows = {told.name: set_rows(told, learner(told.name), read[told.name]) for told in sets}
    events = {told.name: list(pairs_of_set(told, learner(told.name), read[told.name])) for told in sets}
    for held in parts_of(sets, parts):
        others = [name for name in sorted(rows) if name not in held]
        layer = _layer([rows[name] for name in others], encoder.sha256 or "", cross.name)
        looks = looks_of(learn([event for name in others for event in events[name]]))
        for told in (told for told in sets if told.name in held):
            judge = LearnedJudge(layer, IssueSettings(), encoder, cross, looks, askers[told.name])
            yield told, read[told.name], judge


def _layer(rows: Sequence[SetRows], encoder: str, cross: str) -> Layer:
    return Layer.from_mapping({"name": "part", "encoder": encoder, "cross_encoder": cross, **fit(rows)}, "")
