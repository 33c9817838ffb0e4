"""Web pages in the layouts that outlets use: headline, time, outlet, address, language and text are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrative.articles import read_articles
from narrative.records import Article

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def only_article(path: Path) -> Article:
    (found,) = read_articles([path])
    assert isinstance(found, Article), found
    return found


def test_there_is_a_page_for_every_layout() -> None:
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_the_article_is_told_from_its_page(name: str) -> None:
    found, meant = only_article(PAGES / f"{name}.html"), only_article(PAGES / f"{name}.txt")
    assert found.text == meant.text.rstrip("\n")
    assert (found.title, found.outlet, found.published) == (meant.title, meant.outlet, meant.published)
    assert (found.url, found.language) == (meant.url, meant.language)
