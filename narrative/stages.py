"""Stages as pure functions of one batch, so that any engine can run them, here or on another machine.

A worker loads a model when the first batch asks for it, and keeps it for the next batches. Batches depend on the
order of the articles and events alone, so every engine gives the same records.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from narrative.claims import ClaimSettings
from narrative.engine import Engine, InProcess
from narrative.errors import LanguageError
from narrative.issues import IssueSettings
from narrative.records import Article, Claim, Event, Relation, Unread
from narrative.vectors import VectorSettings

if TYPE_CHECKING:
    from narrative.claims import ClaimReader
    from narrative.issues import Judge
    from narrative.vectors import Encoder, TokenEncoder, Tokens, Vectors

Item = TypeVar("Item")
Found = tuple[Event, tuple[Relation, ...]]
Read = tuple[Claim, ...] | Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class EventJob:
    """One event with all that its comparison reads.

    Parameters
    ----------
    event
        Without issues yet.
    articles
        Its articles, in the event's order.
    claims
        Their claims, in the same order.
    """

    event: Event
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueModels:
    """What a worker must load to compare events: names of the models, and the settings of the rooms."""

    encoder: str | None
    judge: str | None
    vectors: VectorSettings
    issues: IssueSettings


class HalfPrecision:
    """An encoder whose vectors are rounded to float16, as an archive keeps them.

    So a vector that was kept and one that is made anew are the same, and so is every decision that hangs on them.
    Rounding moves a cosine by less than 0.001.

    Parameters
    ----------
    encoder
        The encoder whose vectors are rounded.
    """

    def __init__(self, encoder: TokenEncoder) -> None:
        self._encoder = encoder

    @property
    def name(self) -> str:
        """Of the encoder."""
        return self._encoder.name

    @property
    def sha256(self) -> str | None:
        """Of the encoder's weights."""
        return self._encoder.sha256

    @property
    def dimension(self) -> int:
        """Length of a row."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See :class:`narrative.vectors.Encoder`."""
        return _rounded(self._encoder.encode(texts))

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        """See :class:`narrative.vectors.TokenEncoder`; the pieces are never kept, and so never rounded."""
        return tuple(replace(tokens, vector=_rounded(tokens.vector)) for tokens in self._encoder.encode_tokens(texts))


def _rounded(vectors: Vectors) -> Vectors:
    return vectors.astype(np.float16).astype(np.float32)


def load_rounded_encoder(name: str | None, settings: VectorSettings) -> TokenEncoder:
    """Load the encoder that every stage uses."""
    from narrative.vectors import load_encoder

    return HalfPrecision(load_encoder(name, settings=settings))


def read_claims(reader: ClaimReader, articles: Sequence[Article]) -> tuple[Read, ...]:
    """Claims of every article, or why its language cannot be read; in the order given."""
    results: list[Read | None] = []
    readable: list[Article] = []
    for article in articles:
        try:
            reader.check(article)
        except LanguageError as error:
            results.append(Unread(where=error.where or article.id, reason=error.reason))
        else:
            results.append(None)
            readable.append(article)
    found = reader.read_many(readable)
    return tuple(next(found) if result is None else result for result in results)


def read_claims_anywhere(settings: ClaimSettings, articles: Sequence[Article]) -> tuple[Read, ...]:
    """Do what :func:`read_claims` does, with a reader that this process loads once."""
    return read_claims(_reader(settings), articles)


def compare_events(
    encoder: Encoder, judge: Judge, settings: IssueSettings, jobs: Sequence[EventJob]
) -> tuple[Found, ...]:
    """Issues, positions and relations of every event, in the order given."""
    from narrative.issues import compare_event

    return tuple(compare_event(job.event, job.claims, job.articles, encoder, judge, settings) for job in jobs)


def compare_events_anywhere(models: IssueModels, jobs: Sequence[EventJob]) -> tuple[Found, ...]:
    """Do what :func:`compare_events` does, with models that this process loads once."""
    encoder, judge = _encoder(models.encoder, models.vectors), _judge(models.judge, models.issues)
    return compare_events(encoder, judge, models.issues, jobs)


def claims_stage(
    engine: Engine, reader: Callable[[], ClaimReader], settings: ClaimSettings
) -> Callable[..., tuple[Read, ...]]:
    """The claims stage for an engine: with the reader that is at hand here, or with one of the worker's own."""
    if isinstance(engine, InProcess):
        return partial(read_claims, reader())
    return partial(read_claims_anywhere, settings)


def in_batches(
    items: Iterable[Item], enough: int, size_of: Callable[[Item], int] = lambda _: 1
) -> Iterator[tuple[Item, ...]]:
    """Consecutive items, as many as make up a size; a batch goes out as soon as it is full."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += size_of(item)
        if size >= enough:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


Batch = TypeVar("Batch")
Result = TypeVar("Result")


def with_results(
    engine: Engine, stage: Callable[[Batch], Result], batches: Iterable[Batch]
) -> Iterator[tuple[Batch, Result]]:
    """Every batch with its result, while the engine takes no more batches than it has room for."""
    handed_out: deque[Batch] = deque()

    def remembered() -> Iterator[Batch]:
        for batch in batches:
            handed_out.append(batch)
            yield batch

    for result in engine.map(stage, remembered()):
        yield handed_out.popleft(), result


@lru_cache(maxsize=2)
def _reader(settings: ClaimSettings) -> ClaimReader:
    from narrative.claims import load_reader

    return load_reader(settings)


@lru_cache(maxsize=2)
def _encoder(name: str | None, settings: VectorSettings) -> Encoder:
    return load_rounded_encoder(name, settings)


@lru_cache(maxsize=2)
def _judge(name: str | None, settings: IssueSettings) -> Judge:
    from narrative.issues import load_judge

    return load_judge(name, settings=settings)
