"""A next run does only the work that is new, and says the same as a comparison of everything."""

from __future__ import annotations

import json
import random
import re
import tempfile
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrative.archive import Window, open_archive
from narrative.engine import EngineSettings
from narrative.errors import ArchiveError, InputError, NothingToCompare
from narrative.incremental import (
    archive_add,
    archive_compare,
    archive_export,
    archive_frames,
    archive_init,
    archive_show,
    archive_status,
    article_text,
)
from narrative.pipeline import Settings, claims_of, finder, report_of, sort_out
from narrative.records import Article, Unread
from narrative.report import ReadableReport, to_json
from tests.archive.fakes import FakeCompareEvent, FakeWorkshop, make_article


def add(path: Path, articles: Sequence[object], workshop: FakeWorkshop | None = None) -> tuple[str, ...]:
    return archive_add(path, articles, workshop=workshop or FakeWorkshop()).new  # type: ignore[arg-type]


def compare_at_once(articles: Sequence[Article]) -> ReadableReport:
    workshop = FakeWorkshop()
    taken, unread = sort_out(articles)
    taken, claims, unread = claims_of(taken, workshop, unread)
    return report_of(taken, claims, unread, workshop, finder(workshop))


def test_adding_twice_changes_nothing(path: Path) -> None:
    articles = [make_article(n) for n in range(5)]
    assert add(path, articles) == ("a0", "a1", "a2", "a3", "a4")
    before = (path.read_bytes(), archive_status(path))
    workshop = FakeWorkshop()
    done = archive_add(path, reversed(articles), workshop=workshop)
    assert (done.new, done.known, done.unread) == ((), 5, ())
    assert workshop.reader.read_articles == []  # type: ignore[attr-defined]
    assert (path.read_bytes(), archive_status(path)) == before


def test_only_what_is_new_is_read(path: Path) -> None:
    add(path, [make_article(n) for n in range(3)])
    workshop = FakeWorkshop()
    assert add(path, [make_article(n) for n in range(5)], workshop) == ("a3", "a4")
    assert workshop.reader.read_articles == ["a3", "a4"]  # type: ignore[attr-defined]


def test_a_changed_text_is_a_new_version_and_both_are_kept(path: Path) -> None:
    add(path, [make_article(1)])
    done = archive_add(path, [make_article(1, text="The bridge is open.")], workshop=FakeWorkshop())
    assert done.new == ("a1@2",)
    assert add(path, [make_article(1), make_article(1, text="The bridge is open.")]) == ()
    with open_archive(path) as archive:
        assert archive.versions("a1") == ("a1", "a1@2")
        first, second = archive.articles()
        assert (first.version_of, second.version_of) == (None, "a1")
        assert [claim.id for claim in archive.claims_of("a1@2")] == ["a1@2:1"]
        assert {claim.article for claim in archive.claims_of("a1@2")} == {"a1@2"}


def test_an_id_that_looks_like_a_version_is_not_run_over(path: Path) -> None:
    add(path, [make_article(1, id="x@2"), make_article(2, id="x"), make_article(3, id="x")])
    with open_archive(path) as archive:
        assert archive.versions("x") == ("x", "x@3")
        assert {article.id for article in archive.articles()} == {"x", "x@2", "x@3"}


def test_what_cannot_be_read_is_named_and_not_kept(path: Path) -> None:
    offered = [make_article(1), make_article(2, language="fr"), Unread(where="x.txt", reason="no text"), {"id": "y"}]
    done = archive_add(path, offered, workshop=FakeWorkshop())  # type: ignore[list-item]
    assert (done.new, done.taken) == (("a1",), 1)
    assert {gap.where for gap in done.unread} >= {"a2", "x.txt"}
    assert len(done.unread) == 3
    with pytest.raises(InputError):
        archive_add(path, offered, workshop=FakeWorkshop(Settings(strict=True)))  # type: ignore[list-item]


def test_a_newer_model_reads_again_and_says_so(path: Path, compared: FakeCompareEvent) -> None:
    articles = [make_article(n) for n in range(3)]
    add(path, articles)
    done = archive_add(path, articles[:1], workshop=FakeWorkshop(reader="newer"))
    assert (done.new, done.read_again, done.known) == ((), ("a0",), 0)
    workshop = FakeWorkshop(reader="newer")
    archive_compare(path, workshop=workshop)
    assert workshop.reader.read_articles == ["a1", "a2"]  # type: ignore[attr-defined]
    assert [count for _, count in archive_status(path).stages] == [3, 3]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from(["The bridge is shut.", "It rained. The bridge is open."])),
        min_size=2,
        max_size=9,
    ),
    st.randoms(use_true_random=False),
    st.integers(1, 4),
)
def test_the_report_is_the_one_of_a_comparison_at_once(
    compared: FakeCompareEvent, drawn: list[tuple[str, str]], chance: random.Random, size: int
) -> None:
    articles = [make_article(n, title=title, text=text) for n, (title, text) in enumerate(drawn)]
    at_once = compare_at_once(articles)
    assert all(to_json(report) == to_json(at_once) for report in compare_bit_by_bit(articles, size, compared))
    # Articles that come later than younger ones leave an event the id that it had, and change nothing else.
    chance.shuffle(articles)
    assert all(renamed(report) == renamed(at_once) for report in compare_bit_by_bit(articles, size, compared))


def compare_bit_by_bit(articles: Sequence[Article], size: int, compared: FakeCompareEvent) -> list[ReadableReport]:
    """The report of an archive that was compared after every few articles, and that of comparing it once more."""
    workshop = FakeWorkshop(Settings(engine=EngineSettings(batch_articles=size)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        archive_init(path)
        for start in range(0, len(articles), size):
            add(path, articles[start : start + size], workshop)
            if start:
                archive_compare(path, workshop=workshop)
        reports = [archive_compare(path, workshop=workshop)]
        compared.events.clear()
        reports.append(archive_compare(path, workshop=workshop))
        assert compared.events == []
    return reports


def renamed(report: ReadableReport) -> object:
    """The report with every event named after its first article, events by name."""
    text = to_json(report)
    for event in report.events:
        text = re.sub(rf'"{re.escape(event.id)}(?=["./])', f'"first-{event.articles[0]}', text)
    drawn = json.loads(text)
    drawn["events"].sort(key=lambda event: event["id"])
    return drawn


def test_only_events_that_changed_are_compared_anew(path: Path, compared: FakeCompareEvent) -> None:
    add(path, [make_article(n, title="AB"[n % 2]) for n in range(4)])
    workshop = FakeWorkshop()
    archive_compare(path, workshop=workshop)
    assert compared.events == [("a0", "a2"), ("a1", "a3")]
    texts = list(workshop.encoder.texts)  # type: ignore[attr-defined]
    assert len(texts) == len(set(texts))
    add(path, [make_article(4, title="A")])
    archive_compare(path, workshop=workshop)
    assert compared.events[2:] == [("a0", "a2", "a4")]
    assert workshop.encoder.texts == texts, "a text that is kept was embedded again"  # type: ignore[attr-defined]
    with open_archive(path) as archive:
        last = archive.last_comparison("e-a0")
        assert last is not None
        assert last[0].articles == ("a0", "a2", "a4")


def test_a_window_holds_its_days_and_nothing_else(path: Path, compared: FakeCompareEvent) -> None:
    articles = [make_article(n * 24) for n in range(5)]
    add(path, [*articles, make_article(999, published=None)])
    window = Window(since=date(2025, 3, 2), until=date(2025, 3, 4))
    report = archive_compare(path, window=window, workshop=FakeWorkshop())
    assert to_json(report) == to_json(compare_at_once(articles[1:4]))
    with pytest.raises(NothingToCompare):
        archive_compare(path, window=Window(until=date(2024, 1, 1)), workshop=FakeWorkshop())


def test_readers_see_a_whole_state_while_a_writer_writes(path: Path) -> None:
    seen: list[int] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            with open_archive(path) as archive:
                names = {article.id for article in archive.articles()}
                claims = archive.claims(archive.status().stages[0][0]) if names else {}
                assert names <= set(claims)
                seen.append(len(names))

    reader = threading.Thread(target=look)
    reader.start()
    workshop = FakeWorkshop(Settings(engine=EngineSettings(batch_articles=3)))
    add(path, [make_article(n) for n in range(150)], workshop)
    stop.set()
    reader.join()
    assert len(set(seen)) > 1, "the reader never saw the writer at work"
    assert all(count % 3 == 0 for count in seen)


def test_two_writers_lose_nothing_and_keep_nothing_twice(path: Path) -> None:
    articles = [make_article(n) for n in range(60)]
    done: list[tuple[str, ...]] = []

    def write(some: list[Article]) -> None:
        done.append(add(path, some, FakeWorkshop(Settings(engine=EngineSettings(batch_articles=2)))))

    writers = [threading.Thread(target=write, args=(some,)) for some in (articles[:40], articles[20:])]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(done[0] + done[1]) == sorted(article.id for article in articles)
    assert archive_status(path, check=True).articles == 60


def test_memory_stays_bounded_on_an_endless_stream(path: Path) -> None:
    offered = 0
    behind = 0

    def stream() -> object:
        nonlocal offered
        for number in range(60):
            offered += 1
            yield make_article(number)

    def on_added(_: object) -> None:
        nonlocal behind
        behind += 1
        assert offered - behind < 12, "more than three batches are waiting"

    workshop = FakeWorkshop(Settings(engine=EngineSettings(batch_articles=4)))
    archive_add(path, stream(), workshop=workshop, on_added=on_added)  # type: ignore[arg-type]
    assert behind == 60


def test_show_finds_articles_claims_and_events(path: Path, compared: FakeCompareEvent) -> None:
    add(path, [make_article(1), make_article(2)])
    archive_compare(path, workshop=FakeWorkshop())
    assert "Outlet 1" in article_text(archive_show(path, "a1"), "a1")
    assert "a2:1" in article_text(archive_show(path, "a2:1"), "a2:1")
    shown = archive_show(path, "e-a1")
    assert [event.id for event in shown.events] == ["e-a1"]
    assert [article.id for article in shown.articles] == ["a1", "a2"]
    assert shown.relations
    with pytest.raises(ArchiveError, match="no article, claim or compared event 'zzz'"):
        archive_show(path, "zzz")


def test_export_holds_what_the_archive_holds(path: Path, compared: FakeCompareEvent, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    add(path, [make_article(n, title="AB"[n // 3]) for n in range(5)])
    archive_compare(path, workshop=FakeWorkshop())
    frames = archive_frames(path)
    rows = archive_export(path, str(tmp_path / "tables"))
    assert rows == {name: len(frame) for name, frame in frames.items()}
    assert rows == {"articles": 5, "claims": 5, "sources": 5, "positions": 5, "relations": 4, "event_changes": 0}
    for name, frame in frames.items():
        again = pandas.read_parquet(tmp_path / "tables" / f"{name}.parquet")
        assert list(again.columns) == list(frame.columns)
        assert again.astype(object).where(again.notna(), None).values.tolist() == (
            frame.astype(object).where(frame.notna(), None).values.tolist()
        )
    assert sorted(entry.name for entry in (tmp_path / "tables").iterdir()) == sorted(f"{name}.parquet" for name in rows)
    assert archive_export(path, "memory://elsewhere", Window(since=date(2026, 1, 1)))["articles"] == 0


def test_nothing_that_is_exported_needs_a_comparison(path: Path) -> None:
    assert {len(frame) for frame in archive_frames(path).values()} == {0}
