"""One reader for all tests of the room: loading the parser takes a second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from narrative.claims import ClaimReader, ClaimSettings, load_reader
from narrative.records import Article, Claim

PUBLISHED = datetime(2025, 6, 12, 9, 0, tzinfo=UTC)  # a Thursday


@pytest.fixture(scope="session")
def reader() -> ClaimReader:
    return load_reader(ClaimSettings())


@pytest.fixture(scope="session")
def read(reader: ClaimReader) -> Callable[..., tuple[Claim, ...]]:
    """Read a text as an article of the Harbour Times."""

    def of(text: str, title: str = "", outlet: str = "The Harbour Times") -> tuple[Claim, ...]:
        return reader.read(Article(id="a", outlet=outlet, text=text, title=title, published=PUBLISHED))

    return of
