"""Who stands where, and in what order issues matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrative.errors import UsageError
from narrative.records import Claim, Issue, Position, Relation
from narrative.report.overview import overview
from narrative.report.settings import ReportSettings
from narrative.report.view import index, issue_view
from narrative.report.wording import names_lead, voice_line
from tests.report.samples import sample_report


def views(**settings: object):
    return overview(sample_report(), ReportSettings(**settings)).events[0]  # type: ignore[arg-type]


def test_what_is_disputed_comes_first_and_a_dispute_that_a_retraction_touches_before_others() -> None:
    assert [issue.status for issue in views().issues] == ["disputed", "disputed", "taken-back"]
    assert views().eventful[0].status == "taken-back"


def test_a_copy_is_the_same_voice_and_the_same_quote() -> None:
    opening = next(issue for issue in views().issues if issue.issue.id == "e1.i1")
    (ministry,) = opening.positions[0].voices
    (quote,) = ministry.quotes
    assert quote.claim.id == "wire-1:1"
    assert [claim.id for claim in quote.repeats] == ["local-1:1"]
    assert ministry.outlets == ("Coast Wire", "Morning Echo")


def test_withheld_and_retracted_stand_apart_from_the_answers() -> None:
    kinds = {issue.issue.id: [column.kind for column in issue.columns] for issue in views().issues}
    assert kinds["e1.i1"] == ["position", "position", "withheld"]
    assert kinds["e1.i3"] == ["position", "retracted"]


def test_a_position_whose_source_took_it_back_says_so() -> None:
    cable = next(issue for issue in views().issues if issue.issue.id == "e1.i3")
    assert cable.positions[0].taken_back
    assert cable.retraction_shown


def test_an_outlet_without_a_claim_on_an_issue_is_silent_there() -> None:
    assert {issue.issue.id: issue.silent for issue in views().issues}["e1.i3"] == ("Coast Wire", "Morning Echo")


def test_a_filter_takes_whole_issues() -> None:
    assert [issue.issue.id for issue in views(only="taken-back").issues] == ["e1.i3"]
    found = views(outlets=("gazette",)).issues
    assert {issue.issue.id for issue in found} == {"e1.i1", "e1.i2", "e1.i3"}
    assert all(len(issue.columns) > 1 for issue in found)
    assert [issue.issue.id for issue in views(sources=("auditors",)).issues] == ["e1.i2"]


def test_settings_refuse_what_they_do_not_know() -> None:
    with pytest.raises(UsageError, match="only"):
        ReportSettings(only="loud")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="quotes"):
        ReportSettings(quotes=-1)


def test_unnamed_sources_of_two_articles_are_two_voices_and_a_title_makes_no_other_person() -> None:
    report = sample_report()
    event = report.events[0]
    issue = event.issues[0]
    gazette = next(claim for claim in report.claims if claim.id == "gazette-1:2")
    post = next(claim for claim in report.claims if claim.id == "post-1:2")
    mayor = next(claim for claim in report.claims if claim.id == "gazette-1:1")

    def named(claim: Claim, name: str) -> Claim:
        return replace(claim, sources=(*claim.sources[:-1], replace(claim.speaker, name=name)))

    changed = {"post-1:2": named(post, gazette.speaker.name), "gazette-1:1": mayor}
    other = replace(named(mayor, "Ada Brandt"), id="gazette-1:9")
    report = replace(report, claims=(*(changed.get(c.id, c) for c in report.claims), other))
    position = replace(issue.positions[1], claims=("gazette-1:1", "gazette-1:2", "post-1:2", "gazette-1:9"))
    view = issue_view(replace(issue, positions=(issue.positions[0], position)), (), index(report))
    names = [voice.name for voice in view.positions[1].voices]
    assert len([name for name in names if name == "a person familiar with the work"]) == 2
    assert len([name for name in names if "Brandt" in name]) == 1


def test_only_a_later_word_of_the_same_source_is_no_dispute() -> None:
    report = sample_report()
    moved = tuple(
        replace(r, kind="supersedes") if {r.a, r.b} == {"wire-1:2", "gazette-1:3"} else r for r in report.relations
    )
    statuses = {i.issue.id: i.status for i in overview(replace(report, relations=moved)).events[0].issues}
    assert statuses == {"e1.i1": "disputed", "e1.i2": "moved", "e1.i3": "taken-back"}


def test_who_denies_the_opposite_is_not_shown_to_deny_the_answer() -> None:
    report = sample_report()
    opening = overview(report).events[0].issues[0]
    column = next(column for column in opening.positions if column.label == "not in May")
    denial = next(voice for voice in column.voices if voice.stance == "denies")
    assert voice_line(denial, column) == "in a denial"
    assert names_lead("denies", column) == "in a denial by"
    alone = replace(column, voices=(denial,))
    assert (voice_line(denial, alone), names_lead("denies", alone)) == ("denied", "denied by")


def test_who_relates_to_nobody_stands_last_and_is_named_for_what_that_is() -> None:
    report = sample_report()
    position = Position(label="not in May", claims=("post-1:2", "gazette-1:1", "gazette-1:2"), origins=2)
    issue = Issue(id="e1.i9", question="Will the bridge open in May?", positions=(position,))
    named = Relation(a="gazette-1:1", b="gazette-1:2", kind="agree", probability=0.7)
    (column,) = issue_view(issue, (), index(replace(report, relations=(named,)))).columns
    assert [voice.aside for voice in column.voices] == [False, False, True]
    assert voice_line(column.voices[-1], column).endswith("(perhaps on this)")
    assert "perhaps" not in voice_line(column.voices[0], column)
    (untold,) = issue_view(issue, (), index(replace(report, relations=()))).columns
    assert not any(voice.aside for voice in untold.voices)
