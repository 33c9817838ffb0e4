"""Fuzz targets: functions from bytes to nothing that raise where a promise of the library is broken.

A reader may say that it cannot read something (``Unread``); it may not raise, and what it gives must be whole:
text that can be written, titles and reasons that are safe to show, offsets that cut the article's own text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from narrative.articles import ArticleSettings, article_from_mapping
from narrative.articles.dates import parse_date
from narrative.articles.names import clean_line, clean_name
from narrative.articles.read import read_bytes
from narrative.errors import InputError, LanguageError, ReportError
from narrative.records import Article, Claim, Event, Issue, Position, Reason, Relation, Source, Unread

if TYPE_CHECKING:
    from narrative.claims.reader import ClaimReader
    from narrative.report import ReadableReport

Target = Callable[[bytes], None]

_SETTINGS = ArticleSettings(defaults={"outlet": "The Velmar Courier"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _read(data: bytes, name: str) -> None:
    for item in read_bytes(data, name, _SETTINGS):
        if isinstance(item, Unread):
            assert item.reason, "no reason"
            assert item.reason.isprintable(), "a reason that is not safe to show"
            assert item.where.isprintable(), "a place that is not safe to show"
        else:
            _check(item)


def _check(article: Article) -> None:
    article.text.encode("utf-8")
    assert article.text.strip(), "no text"
    assert article.outlet == clean_line(article.outlet), "an outlet that is not safe to show"
    assert article.title == clean_line(article.title), "a title that is not safe to show"
    assert article.published is None or article.published.tzinfo is not None, "a time without a zone"
    assert article.url is None or article.url.lower().startswith(("http://", "https://")), "an address of another kind"
    json.dumps({"id": article.id, "text": article.text}).encode("utf-8")


def _reader(name: str) -> Target:
    def target(data: bytes) -> None:
        _read(data, name)

    return target


def mapping(data: bytes) -> None:
    """Mappings of any shape are articles, or an ``InputError``."""
    try:
        value = json.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return
    if isinstance(value, dict):
        with suppress(InputError):
            _check(article_from_mapping(value, _SETTINGS))


def dates(data: bytes) -> None:
    """Anything is a time with a zone, or a ``ValueError``."""
    with suppress(ValueError):
        assert parse_date(data.decode("utf-8", "replace")).tzinfo is not None


def names(data: bytes) -> None:
    """Cleaning a name twice is cleaning it once."""
    text = data.decode("utf-8", "surrogateescape")
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_name(clean_name(text)) == clean_name(text)


@lru_cache(maxsize=1)
def _claim_reader() -> ClaimReader:
    from narrative.claims import ClaimSettings
    from narrative.claims.reader import load_reader

    return load_reader(ClaimSettings())


def claims(data: bytes) -> None:
    """Every claim cuts the article's own text, and its chain begins with the outlet."""
    text = data.decode("utf-8", "replace")[:2000]
    title, _, body = text.partition("\n")
    try:
        article = article_from_mapping({"id": "a", "outlet": "The Velmar Courier", "title": title, "text": body})
    except InputError:
        return
    reader = _claim_reader()
    try:
        reader.check(article)
    except LanguageError:
        return
    for claim in reader.read(article):
        whole = article.title if claim.part == "title" else article.text
        assert claim.text == whole[claim.start : claim.end], "an offset that is wrong"
        assert claim.sources[0].name == article.outlet, "a chain that does not begin with the outlet"


def _report(data: bytes) -> ReadableReport:
    """Make a report whose every text comes from the fuzzer."""
    from narrative.report import ReadableReport

    parts = [part.decode("utf-8", "replace") for part in data.split(b"\xff")] or [""]

    def text(number: int) -> str:
        return parts[number % len(parts)]

    body = text(0) or "x"
    moment = datetime(2024, 11, 19, 9, 30, tzinfo=UTC)
    articles = tuple(
        Article(
            id=f"a{n}", outlet=text(1 + n), title=text(3 + n), text=body, published=moment, url=f"https://x.example/{n}"
        )
        for n in range(2)
    )
    found = tuple(
        Claim(
            id=f"a{n % 2}:{n}",
            article=f"a{n % 2}",
            start=0,
            end=len(body),
            text=body,
            statement=text(5 + n),
            sources=(
                Source(name=text(1 + n % 2), kind="outlet"),
                Source(name=text(9 + n), kind="person", cue=text(12)),
            ),
            stance=("asserts", "denies", "withholds", "retracts")[n],
            why=(text(13),),
        )
        for n in range(4)
    )
    issue = Issue(
        id="e1.i1",
        question=text(14),
        positions=(Position(label=text(15), claims=("a0:0",)), Position(label=text(16), claims=("a1:1",))),
        withheld=("a0:2",),
        retracted=("a1:3",),
    )
    reason = Reason(kind="negation", a=text(17), b=text(18))
    return ReadableReport(
        articles=articles,
        claims=found,
        events=(Event(id="e1", label=text(19), articles=("a0", "a1"), issues=(issue,)),),
        relations=(Relation(a="a0:0", b="a1:1", kind="conflict", probability=0.9, reasons=(reason,)),),
        unread=(Unread(where=text(20), reason=text(21)),),
        version="0",
    )


def writers(data: bytes) -> None:
    """Every writer takes any text, comes back whole where it can be read again, and lets nothing through."""
    from narrative import report as room

    report = _report(data)
    again = room.from_json(room.to_json(report))
    assert (again.articles, again.claims, again.relations) == (report.articles, report.claims, report.relations)
    shown = room.terminal_text(report, room.ReportSettings(), to_file=True)
    assert "\x1b" not in shown, "a terminal escape came through"
    assert "\x9b" not in shown, "a terminal escape came through"
    page = room.to_html(report)
    assert "<zq>" not in page, "a tag came through"
    assert "<script>zq" not in page.lower(), "a script came through"
    room.to_markdown(report)
    json.loads(room.to_jsonld(report))
    for line in (*room.article_lines(report.articles), *room.claim_lines(report.claims)):
        json.loads(line)


def tables(data: bytes) -> None:
    """No cell of a table that is written begins a formula."""
    from narrative import report as room

    for table in room.to_csv(_report(data)).values():
        for row in csv.reader(io.StringIO(table, newline="")):
            assert not any(cell.startswith(_FORMULA) and not _is_number(cell) for cell in row), "a formula"


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def contract(data: bytes) -> None:
    """Anything is a report, or a ``ReportError``."""
    from narrative import report as room

    with suppress(ReportError):
        room.from_json(data)


READERS: dict[str, Target] = {
    "text": _reader("a.txt"),
    "json": _reader("a.json"),
    "jsonl": _reader("a.jsonl"),
    "csv": _reader("a.csv"),
    "html": _reader("a.html"),
    "feed": _reader("a.xml"),
    "newsml": _reader("b.xml"),
    "warc": _reader("a.warc"),
    "mail": _reader("a.eml"),
    "zip": _reader("a.zip"),
    "tar": _reader("a.tar"),
    "packed": _reader("a.gz"),
    "pdf": _reader("a.pdf"),
    "parquet": _reader("a.parquet"),
}
TARGETS: dict[str, Target] = {
    **READERS,
    "mapping": mapping,
    "dates": dates,
    "names": names,
    "claims": claims,
    "writers": writers,
    "tables": tables,
    "contract": contract,
}
