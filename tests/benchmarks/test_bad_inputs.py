"""A folder with bad articles among good ones; ``python -m benchmarks run bad-inputs`` does it with ten thousand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.scale.bad_inputs import BAD, MANY, SINGLE, make, measure
from narrative.articles import read_articles
from narrative.records import Article, Unread


def test_ten_thousand_articles_with_three_hundred_bad_ones_are_read(tmp_path: Path) -> None:
    made = make(tmp_path, 10_000, 300)
    found = list(read_articles([tmp_path]))
    late = made.bad.count("french.txt") + sum(not name.startswith(("bad", "rows")) for name in made.bad)
    assert made.good == 9_700
    assert sum(isinstance(item, Article) for item in found) == 9_700 + late  # whose language no reader handles
    unread = [item for item in found if isinstance(item, Unread)]
    assert len(unread) == 300 - late
    assert all(item.reason.strip() and item.reason.isprintable() for item in unread)


@pytest.mark.slow
def test_the_good_ones_are_compared_and_the_bad_ones_listed(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    bad = 2 * len(BAD)
    figures = measure(folder, make(folder, 4 * len(SINGLE) * len(MANY), bad))
    assert figures["compared"] == 4 * len(SINGLE) * len(MANY) - bad
    assert figures["listed as unread"] == bad
    assert figures["bad ones without a line"] == figures["lines without a reason"] == figures["tracebacks"] == 0
    assert figures["exit code"] == 5
