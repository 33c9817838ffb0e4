"""The first lines of a drawing: what sources took back, denied, confirmed or left open."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from narrative.records import Claim, Report
from narrative.report import ReportSettings, terminal_text, to_html, to_markdown
from narrative.report.moves import MOST, Move
from narrative.report.overview import overview
from tests.report.large import large_report
from tests.report.samples import gold_report, sample_report

MISSILES = Path(__file__).parents[2] / "benchmarks" / "gold" / "missiles"
GOLD = sorted(MISSILES.parent.glob("*/"))


def moves_of(report: Report, settings: ReportSettings | None = None) -> tuple[Move, ...]:
    return overview(report, settings).events[0].moves


def test_what_was_taken_back_comes_first_with_its_own_words_and_what_it_withdraws() -> None:
    taken_back, denied, withheld = moves_of(sample_report())
    assert (taken_back.who, taken_back.stance) == ("The River Post", "retracts")
    assert taken_back.claim.text == "The River Post later withdrew its report about the cable."
    assert [claim.id for claim in taken_back.taken_back] == ["gazette-1:4"]
    assert (denied.who, denied.stance, denied.outlets) == ("Mayor Ada Brandt", "denies", ("Harl Gazette",))
    assert (withheld.who, withheld.stance) == ("Nordspan", "withholds")
    assert withheld.claim.article == "wire-1"
    assert withheld.outlets == ("Coast Wire", "Morning Echo")


def test_of_the_missiles_a_reader_sees_who_took_it_back_who_confirmed_and_who_did_not() -> None:
    acts = {
        (move.stance, move.who.removeprefix("the ").removeprefix("The ")) for move in moves_of(gold_report(MISSILES))
    }
    assert {("retracts", "Le Figaro"), ("confirms", "Josep Borrell"), ("withholds", "White House")} <= acts


@pytest.mark.parametrize("folder", GOLD, ids=lambda folder: folder.name)
def test_every_act_is_a_claim_of_the_report_with_that_stance(folder: Path) -> None:
    report = gold_report(folder)
    retracted = {(relation.a, relation.b) for relation in report.relations if relation.kind == "retracts"}
    for event in overview(report).events:
        on_issue = {claim for issue in event.event.issues for claim in issue.claims}
        by_id = {claim.id: claim for claim in report.claims}
        for move in event.moves:
            assert move.claim == by_id[move.claim.id]
            assert move.claim.stance == move.stance
            assert move.claim.id in on_issue
            assert {claim.id for claim in move.taken_back} <= {b for _, b in retracted}
            assert not move.alike or move.stance == "denies"


def test_who_agrees_with_a_denial_is_named_beside_it() -> None:
    report = sample_report()
    agreed = replace(report.relations[0], a="gazette-1:1", b="gazette-1:2", kind="agree")
    _, denied, _ = moves_of(replace(report, relations=(*report.relations, agreed)))
    assert [claim.speaker.name for claim in denied.alike] == ["a person familiar with the work"]


def test_a_family_name_is_the_one_person_who_has_it() -> None:
    def voices(*names: str) -> list[str]:
        report = sample_report()
        made: list[Claim] = []
        for claim in report.claims:
            if claim.id in ("gazette-1:1", "gazette-1:2", "wire-1:1")[: len(names)]:
                name = names[("gazette-1:1", "gazette-1:2", "wire-1:1").index(claim.id)]
                speaker = replace(claim.speaker, name=name, kind="person")
                claim = replace(claim, stance="denies", sources=(*claim.sources[:-1], speaker))
            made.append(claim)
        return sorted(m.who for m in moves_of(replace(report, claims=tuple(made))) if m.stance == "denies")

    assert voices("Ada Brandt", "Brandt") == ["Ada Brandt"]
    assert voices("Ada Brandt", "Brandt", "Ole Brandt") == ["Ada Brandt", "Brandt", "Ole Brandt"]


@pytest.mark.parametrize("draw", [to_html, to_markdown, terminal_text])
def test_every_drawing_says_it_before_the_issues(draw: object) -> None:
    assert callable(draw)
    text = re.sub(r"<[^>]+>|[*\\]", "", draw(sample_report()))
    text = " ".join(text.split())
    places = [
        text.index(part)
        for part in ("withdrew its report", "It had said, as read here:", "Ada Brandt denied that", "Will the Harl")
    ]
    assert places == sorted(places)


def test_a_filter_leaves_only_what_is_on_its_issues() -> None:
    assert [move.stance for move in moves_of(sample_report(), ReportSettings(only="disputed"))] == [
        "denies",
        "withholds",
    ]


def test_of_many_acts_the_rest_is_counted() -> None:
    event = overview(large_report()).events[0]
    for stance, most in MOST.items():
        assert sum(move.stance == stance for move in event.moves) <= most
    assert event.more_moves > 0


@pytest.mark.parametrize("draw", [to_html, to_markdown, terminal_text])
def test_what_a_later_version_no_longer_has_stands_there_too(draw: object) -> None:
    assert callable(draw)
    text = re.sub(r"<[^>]+>|[*\\\\]", "", draw(sample_report()))
    head = " ".join(text.split()).partition("Will the Harl")[0]
    assert "The River Post" in head
    assert "A cable snapped during a load test at the Harl Bridge." in head
