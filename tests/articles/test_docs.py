"""The reference of inputs names every kind and every limit, with the defaults that hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from narrative.articles import ArticleSettings, Limits, read_articles
from narrative.articles.fields import aliases, plain_key
from narrative.records import Article, Unread
from tests.articles import makers
from tests.articles.test_hostile import packed_in_packed, zip_with

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "inputs.md").read_text(encoding="utf-8")
# A file for each row of the table of kinds; tests/articles/test_readers.py reads every one of them.
FILES = {
    "plain text, Markdown": ("front-matter.txt",),
    "JSON": ("answer.json", "graph.json"),
    "JSON Lines": ("articles.jsonl",),
    "JSON Feed": ("feed.json",),
    "ninjs (IPTC)": ("ninjs.json",),
    "CSV, TSV": ("table.csv", "table.tsv"),
    "Parquet": ("table.parquet",),
    "HTML": ("page.html",),
    "RSS, Atom": ("rss.xml", "atom.xml"),
    "NewsML-G2, NITF": ("item.xml", "nitf.xml"),
    "WARC": ("crawl.warc", "crawl.warc.gz"),
    "mail (EML, mbox)": ("letter.eml",),
    "saved page (MHTML)": ("saved.mhtml",),
    "PDF": ("print.pdf",),
    "ZIP": ("bundle.zip",),
    "tar": ("bundle.tar", "bundle.tar.gz"),
    "gzip, bzip2, xz": ("articles.jsonl.gz", "articles.jsonl.bz2", "articles.jsonl.xz"),
}
# For each limit a file that passes it once it is set to the number here.
OVER: dict[str, tuple[str, Callable[[], bytes], int]] = {
    "document_bytes": ("a.txt", makers.text, 50),
    "page_bytes": ("a.html", makers.html, 50),
    "stream_bytes": ("a.jsonl", makers.json_lines, 50),
    "line_bytes": ("a.jsonl", makers.json_lines, 50),
    "text_chars": ("a.txt", makers.text, 10),
    "title_chars": ("a.txt", makers.text, 5),
    "name_chars": ("a.txt", makers.text, 5),
    "depth": ("a.json", lambda: b'{"text": [[[["x"]]]]}', 3),
    "elements": ("a.html", makers.html, 3),
    "nesting": ("a.zip", packed_in_packed, 1),
    "members": ("a.zip", lambda: zip_with({f"{n}.txt": makers.text() for n in range(5)}), 3),
    "unpacked_bytes": ("a.zip", makers.zip_file, 20),
    "ratio": ("a.zip", lambda: zip_with({"a.txt": b"a" * 2 * 1024**2}), 2),
    "pages": ("a.pdf", lambda: two_pages(), 1),
}
UNITS = {"MiB": 1024**2, "GiB": 1024**3, "": 1}


def rows(heading: str) -> list[list[str]]:
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def two_pages() -> bytes:
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for _ in range(2):
        writer.append(PdfReader(io.BytesIO(makers.pdf())))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_every_row_of_the_table_of_kinds_has_a_file_that_is_read() -> None:
    assert {row[0] for row in rows("Kinds")} == set(FILES)
    assert {name for names in FILES.values() for name in names} == set(makers.KINDS)


def test_a_mailbox_gives_an_article_a_letter(tmp_path: Path) -> None:
    letter = makers.mail().replace(b"\nFrom ", b"\n>From ")
    (tmp_path / "box.mbox").write_bytes(b"From a@b Tue Nov 19 09:30:00 2024\n" + letter)
    found = list(read_articles([tmp_path / "box.mbox"], ArticleSettings(defaults={"outlet": makers.OUTLET})))
    assert [item.title for item in found if isinstance(item, Article)] == [makers.TITLE], found


@pytest.mark.parametrize("name", [limit.name for limit in fields(Limits)])
def test_what_passes_a_limit_is_unread_and_names_it(name: str, tmp_path: Path) -> None:
    file, make, least = OVER[name]
    (tmp_path / file).write_bytes(make())
    found = list(read_articles([tmp_path / file], ArticleSettings(limits=Limits(**{name: least}))))
    assert any(isinstance(item, Unread) and name in item.reason for item in found), found


def test_every_limit_is_documented_with_its_default() -> None:
    documented = {}
    for name, default, _ in rows("Limits"):
        number, _, unit = default.partition(" ")
        documented[name.strip("`")] = int(number.replace(",", "")) * UNITS[unit]
    assert documented == {limit.name: getattr(Limits(), limit.name) for limit in fields(Limits)}


def test_limits_named_with_a_kind_exist() -> None:
    known = {limit.name for limit in fields(Limits)}
    for row in rows("Kinds"):
        assert set(re.findall(r"`(\w+)`", row[3])) <= known, row


def test_names_of_fields_are_those_that_are_understood() -> None:
    for field, others, _ in rows("Fields"):
        for name in re.findall(r"`(\w+)`", others):
            assert plain_key(name) in aliases(field.strip("`")), name
