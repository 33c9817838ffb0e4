"""The whole flow over the sample articles."""

from __future__ import annotations

import random
import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import narrative
from narrative.errors import InputError, NothingToCompare
from narrative.pipeline import Settings, compare, read, sort_out
from narrative.records import Article, Claim, Unread
from narrative.report import ReadableReport, from_json, to_json, validate


def claims_by(report: ReadableReport, speaker: str, stance: str, outlet: str | None = None) -> list[Claim]:
    return [
        claim
        for claim in report.claims
        if speaker in claim.speaker.name and claim.stance == stance and outlet in (None, claim.sources[0].name)
    ]


def kinds_between(report: ReadableReport, some: list[Claim], others: list[Claim]) -> set[str]:
    left, right = {claim.id for claim in some}, {claim.id for claim in others}
    return {
        relation.kind
        for relation in report.relations
        if (relation.a in left and relation.b in right) or (relation.a in right and relation.b in left)
    }


def test_every_claim_is_the_articles_own_text(sample_report: ReadableReport) -> None:
    texts = {article.id: article for article in sample_report.articles}
    assert sample_report.claims
    assert sample_report.headlines
    for claim in sample_report.claims:
        assert texts[claim.article].text[claim.start : claim.end] == claim.text
    for claim in sample_report.headlines:
        assert texts[claim.article].title[claim.start : claim.end] == claim.text


def test_every_chain_begins_with_the_outlet(sample_report: ReadableReport) -> None:
    outlets = {article.id: article.outlet for article in sample_report.articles}
    assert all(claim.sources[0].name == outlets[claim.article] for claim in sample_report.claims)


def test_borrell_confirms_and_the_white_house_withholds(sample_report: ReadableReport) -> None:
    assert claims_by(sample_report, "Borrell", "confirms")
    assert claims_by(sample_report, "White House", "withholds")
    assert not claims_by(sample_report, "White House", "confirms")


def test_le_figaro_takes_its_report_back_and_paris_denies_it(sample_report: ReadableReport) -> None:
    retracted = [relation for relation in sample_report.relations if relation.kind == "retracts"]
    by_id = {claim.id: claim for claim in sample_report.claims}
    assert any("Le Figaro" in by_id[relation.a].speaker.name for relation in retracted)


def test_withheld_claims_never_agree_or_conflict(sample_report: ReadableReport) -> None:
    withheld = {claim.id for claim in sample_report.claims if claim.stance == "withholds"}
    for relation in sample_report.relations:
        if relation.kind in ("agree", "conflict"):
            assert not withheld & {relation.a, relation.b}


def test_the_wire_copy_and_the_version_are_marked(sample_report: ReadableReport) -> None:
    by_id = {article.id: article for article in sample_report.articles}
    assert by_id["lakeland-1"].copy_of == "northern-1"
    assert by_id["figaro-1b"].version_of == "figaro-1"


def test_the_other_event_stays_apart(sample_report: ReadableReport) -> None:
    groups = [set(event.articles) for event in sample_report.events]
    assert {"baltic-1"} in groups
    assert any({"nyt-1", "tass-1", "northern-1"} <= group for group in groups)


def test_the_report_fits_the_contract_and_survives_a_round_trip(sample_report: ReadableReport) -> None:
    text = to_json(sample_report)
    validate(text)
    again = from_json(text)
    assert to_json(again) == text


@pytest.mark.slow
def test_order_of_the_input_changes_nothing(samples: Path, sample_report: ReadableReport) -> None:
    shuffled = list(read([samples]))
    random.Random(5).shuffle(shuffled)
    assert to_json(compare(shuffled)) == to_json(sample_report)


@pytest.mark.slow
def test_no_socket_is_opened(samples: Path, sample_report: ReadableReport, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert to_json(compare(read([samples]))) == to_json(sample_report)


def article(name: str, text: str = "The mayor said the bridge was closed.", **fields: object) -> Article:
    made = Article(id=name, outlet=f"The {name}", title="Bridge", text=text, published=datetime(2025, 1, 2, tzinfo=UTC))
    return replace(made, **fields)  # type: ignore[arg-type]


def test_one_article_alone_is_nothing_to_compare() -> None:
    with pytest.raises(NothingToCompare, match="only one article"):
        compare([article("one")])
    with pytest.raises(NothingToCompare, match="no article"):
        compare([])


def test_a_bad_article_never_loses_the_others() -> None:
    mixed = [
        article("one"),
        article("two"),
        article("three", language="xx"),
        {"id": "four", "outlet": "The Four", "text": ""},
        Unread(where="five.txt", reason="no text"),
    ]
    report = compare(mixed)
    assert [one.id for one in report.articles] == ["one", "two"]
    assert {gap.where for gap in report.unread} >= {"three", "five.txt"}
    assert len(report.unread) == 3
    assert all(gap.reason for gap in report.unread)
    with pytest.raises(InputError):
        compare(mixed, Settings(strict=True))


def test_a_repeated_id_is_left_unread_and_named() -> None:
    taken, unread = sort_out([article("one"), article("one", text="Something else was said.")])
    assert len(taken) == 1
    assert "same id" in unread[0].reason
    taken, unread = sort_out([article("one"), article("one")])
    assert (len(taken), unread) == (1, ())


def test_mappings_are_articles_too() -> None:
    rows = [
        {
            "id": name,
            "outlet": name,
            "text": "The mayor said on Monday that the bridge was closed.",
            "published": "2025-01-02",
        }
        for name in ("a", "b")
    ]
    assert len(narrative.compare(rows).articles) == 2
