"""Articles come from Parquet in an object store."""

from __future__ import annotations

import pytest

from narrative.engine import is_address, parquet_rows
from narrative.errors import InputError
from narrative.pipeline import read
from narrative.records import Article, Unread

pytest.importorskip("pyarrow")
fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def store() -> str:
    """Two days of articles in fsspec's store in memory."""
    import pandas as pd

    for day in (1, 2):
        frame = pd.DataFrame(
            {
                "id": [f"d{day}a{n}" for n in range(3)],
                "outlet": ["The Post", "The Wire", "The Post"],
                "text": ["The mayor spoke.", "The mayor spoke.", None],
                "published": [f"2025-03-0{day}T08:00:00Z"] * 3,
            }
        )
        with fsspec.open(f"memory://news/{day}.parquet", "wb") as stream:
            frame.to_parquet(stream)
    return "memory://news/*.parquet"


def test_every_row_is_an_article_or_unread(store: str) -> None:
    found = list(read([store]))
    assert [one.id for one in found if isinstance(one, Article)] == ["d1a0", "d1a1", "d2a0", "d2a1"]
    assert [one.where for one in found if isinstance(one, Unread)] == [
        "/news/1.parquet, row 3",
        "/news/2.parquet, row 3",
    ]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("memory://news/none.parquet", "no such file"),
        ("https://example.org/day.parquet", "nothing is fetched"),
        ("nosuchstore://x/y.parquet", "no such store"),
    ],
)
def test_what_is_not_there_is_said(address: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        list(parquet_rows(address))


def test_what_is_no_parquet_is_said() -> None:
    with fsspec.open("memory://odd/x.parquet", "wb") as stream:
        stream.write(b"a letter")
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        list(parquet_rows("memory://odd/x.parquet"))


def test_a_local_name_is_no_address() -> None:
    assert not is_address("articles/day.parquet")
    assert is_address("s3://bucket/day.parquet")
