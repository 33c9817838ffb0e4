"""Cheap stand-ins for the models, so that what the archive does can be tried many times."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from narrative.errors import LanguageError
from narrative.pipeline import Settings, Workshop
from narrative.records import Article, Claim, Event, Issue, Model, Position, Relation, Source
from narrative.vectors import Encoder, Vectors

START = datetime(2025, 3, 1, 8, tzinfo=UTC)


class FakeReader:
    """Every sentence is a claim of the outlet; counts the articles that it has read."""

    def __init__(self, name: str = "fake") -> None:
        self.models = (Model(role="parser", name=name, sha256="0" * 64),)
        self.read_articles: list[str] = []

    def check(self, article: Article) -> None:
        if article.language != "en":
            raise LanguageError("only English", where=article.id)

    def read_many(self, articles: Sequence[Article]) -> Iterator[tuple[Claim, ...]]:
        for article in articles:
            self.read_articles.append(article.id)
            yield tuple(
                Claim(
                    id=f"{article.id}:{number}",
                    article=article.id,
                    start=found.start(),
                    end=found.end(),
                    text=found.group(),
                    statement=found.group(),
                    sources=(Source(name=article.outlet, kind="outlet"),),
                )
                for number, found in enumerate(re.finditer(r"[^.\s][^.]*\.", article.text), start=1)
            )


class FakeEncoder:
    """A vector that hangs on the text alone; counts the texts that it has embedded."""

    name, sha256, dimension = "fake", "1" * 64, 8

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        rows = [[byte - 127.5 for byte in hashlib.sha256(text.encode()).digest()[:8]] for text in texts]
        made = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)
        rounded: Vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)
        return rounded


class FakeJudge:
    """Only what a report asks for."""

    models = (Model(role="judge", name="fake", sha256="2" * 64),)

    def thresholds(self) -> dict[str, float]:
        return {"judge.agree": 0.5}


class FakeWorkshop(Workshop):
    """A workshop of the fakes."""

    def __init__(self, settings: Settings | None = None, reader: str = "fake") -> None:
        super().__init__(settings or Settings())
        self.__dict__.update(reader=FakeReader(reader), encoder=FakeEncoder(), judge=FakeJudge())


def fake_group_events(articles: Sequence[Article], encoder: Encoder, settings: object) -> tuple[Event, ...]:
    """Articles of one title are one event."""
    encoder.encode([article.title for article in articles])
    groups: dict[str, list[str]] = {}
    for article in articles:
        groups.setdefault(article.title, []).append(article.id)
    return tuple(
        Event(id=f"e-{members[0]}", label=title, articles=tuple(members)) for title, members in sorted(groups.items())
    )


class FakeCompareEvent:
    """Every pair of equal statements agrees; counts the events that it has compared."""

    def __init__(self) -> None:
        self.events: list[tuple[str, ...]] = []

    def __call__(
        self,
        event: Event,
        claims: Sequence[Claim],
        articles: Sequence[Article],
        encoder: Encoder,
        judge: object,
        settings: object,
    ) -> tuple[Event, tuple[Relation, ...]]:
        self.events.append(event.articles)
        vectors = encoder.encode([claim.statement for claim in claims])
        relations = tuple(
            Relation(a=a.id, b=b.id, kind="agree", probability=float(vectors[i] @ vectors[j]))
            for i, a in enumerate(claims)
            for j, b in enumerate(claims)
            if i < j and a.article != b.article and a.statement == b.statement
        )
        position = Position(label=articles[0].title, claims=tuple(claim.id for claim in claims))
        issue = Issue(id=f"{event.id}.i1", question=event.label, positions=(position,))
        return Event(id=event.id, label=event.label, articles=event.articles, issues=(issue,)), relations


def make_article(number: int, title: str = "Bridge", text: str = "The bridge is shut.", **fields: object) -> Article:
    """An article with an id and a day of its own."""
    given: dict[str, object] = {
        "id": f"a{number}",
        "outlet": f"Outlet {number % 3}",
        "title": title,
        "text": text,
        "published": START + timedelta(hours=number),
    }
    return Article(**{**given, **fields})  # type: ignore[arg-type]
