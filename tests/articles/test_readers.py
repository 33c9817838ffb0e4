"""Every kind of file that the table in docs/reference/inputs.md names, with a small file of its own."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from narrative.articles import ArticleSettings, read_articles
from narrative.articles.dates import parse_date
from narrative.records import Article
from tests.articles import makers

NO_OUTLET = {"print.pdf"}


def read(path: Path, settings: ArticleSettings | None = None) -> list[Article]:
    found = list(read_articles([path], settings or ArticleSettings(defaults={"outlet": makers.OUTLET})))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


@pytest.mark.parametrize("name", makers.KINDS)
def test_each_kind_gives_the_same_article(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(makers.KINDS[name]())
    settings = ArticleSettings(defaults={"outlet": makers.OUTLET} if name in NO_OUTLET else {})
    first = read(path, settings)[0]
    assert first.title == makers.TITLE
    assert first.outlet == makers.OUTLET
    assert first.published == parse_date(makers.DATE)
    assert first.language == "en"
    assert " ".join(first.text.split()) == " ".join(makers.TEXT.split())
    if name not in NO_OUTLET | {"nitf.xml", "item.xml"}:
        assert first.url == makers.URL


@pytest.mark.parametrize("name", makers.KINDS)
def test_the_content_tells_the_kind_where_the_name_does_not(name: str, tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_bytes(makers.KINDS[name]())
    assert read(path)[0].title == makers.TITLE


@pytest.mark.parametrize("name", makers.KINDS)
def test_standard_input_is_read_as_a_file_is(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard:
        buffer = io.BytesIO(makers.KINDS[name]())

    monkeypatch.setattr(sys, "stdin", Standard)
    found = list(read_articles(["-"], ArticleSettings(defaults={"outlet": makers.OUTLET})))
    assert isinstance(found[0], Article), found
    assert found[0].title == makers.TITLE


def test_json_lines_give_an_article_a_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(makers.json_lines())
    assert [article.id for article in read(path)] == ["vc-1", "vc-2"]


def test_text_keeps_every_character_of_its_body(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("---\nid: a\noutlet: B\n---\n\nOne  two.\n\n  Three \u201cfour\u201d.\n", encoding="utf-8")
    assert read(path)[0].text == "One  two.\n\n  Three \u201cfour\u201d.\n"
