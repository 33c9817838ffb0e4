"""What changed between two reports."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from narrative.records import Issue, Position, Report
from narrative.report import diff, differences
from tests.report.samples import COST_LOW, sample_report


def with_issues(report: Report, *issues: Issue) -> Report:
    return replace(report, events=(replace(report.events[0], issues=issues),))


def without(report: Report, *claims: str) -> Report:
    """The report as it was before those claims were made."""
    issues = tuple(
        replace(
            issue,
            positions=tuple(
                position
                for position in (
                    replace(p, claims=tuple(c for c in p.claims if c not in claims)) for p in issue.positions
                )
                if position.claims
            ),
            withheld=tuple(c for c in issue.withheld if c not in claims),
            retracted=tuple(c for c in issue.retracted if c not in claims),
        )
        for issue in report.events[0].issues
    )
    report = with_issues(report, *(issue for issue in issues if issue.claims))
    return replace(
        report,
        claims=tuple(claim for claim in report.claims if claim.id not in claims),
        relations=tuple(r for r in report.relations if r.a not in claims and r.b not in claims),
    )


def test_nothing_changed() -> None:
    assert diff(sample_report(), sample_report()) == "Nothing changed."
    assert not differences(sample_report(), sample_report())


def test_a_retraction_since_comes_first() -> None:
    new = sample_report()
    text = diff(without(new, "gazette-1:5"), new)
    assert text.startswith("Taken back since (1 claim)\n  The River Post took it back: “The River Post later withdrew")
    assert "Did a cable snap? (was one source, is taken back)" in text


def test_a_new_answer_makes_a_dispute() -> None:
    new = sample_report()
    found = differences(without(new, "gazette-1:3"), new)
    (change,) = found.issues
    assert (change.before, change.after) == ("single", "disputed")
    assert [(label, claim.id) for label, claim in change.joined] == [("65 million euros", "gazette-1:3")]
    back = differences(new, without(new, "gazette-1:3"))
    assert [claim.id for claim in back.issues[0].left] == ["gazette-1:3"]
    assert [claim.id for claim in back.claims_gone] == ["gazette-1:3"]


def test_a_claim_that_stands_on_another_side_has_moved() -> None:
    old = sample_report()
    opening, *rest = old.events[0].issues
    a, b = opening.positions
    moved = replace(
        opening,
        positions=(replace(a, claims=(*a.claims, "gazette-1:2")), replace(b, claims=("gazette-1:1",))),
    )
    (change,) = differences(old, with_issues(old, moved, *rest)).issues
    assert [(move.claim.id, move.before, move.after) for move in change.moved] == [("gazette-1:2", b.label, a.label)]


def test_other_names_and_numbers_of_the_same_issues_change_nothing() -> None:
    old = sample_report()
    renamed = tuple(
        replace(
            issue,
            id=f"e9.i{9 - number}",
            positions=tuple(replace(p, label=f"in other words: {p.label}") for p in issue.positions),
        )
        for number, issue in enumerate(old.events[0].issues)
    )
    new = replace(old, events=(replace(old.events[0], id="e9", issues=tuple(reversed(renamed))),))
    assert diff(old, new) == "Nothing changed."


def test_articles_that_came_went_and_changed() -> None:
    new = sample_report()
    old = replace(
        without(new, *(claim.id for claim in new.claims if claim.article == "gazette-1")),
        articles=tuple(replace(a, title="Before") if a.id == "post-1b" else a for a in new.articles[:-1]),
        events=(),
    )
    found = differences(old, new)
    assert [article.id for article in found.articles] == ["gazette-1"]
    assert [article.id for article in found.articles_changed] == ["post-1b"]
    assert [article.id for article in differences(new, old).articles_gone] == ["gazette-1"]
    assert len(differences(new, old).issues_gone) == 3
    assert "New articles\n  Harl Gazette: Mayor denies May opening (gazette-1)" in diff(old, new)


@given(st.sets(st.sampled_from([claim.id for claim in sample_report().claims])))
def test_what_is_new_one_way_is_gone_the_other(names: set[str]) -> None:
    whole = sample_report()
    part = without(whole, *names)
    there, back = differences(part, whole), differences(whole, part)
    assert there.claims == back.claims_gone
    assert {claim.id for claim in there.claims} == names
    assert there.issues_gone == ()
    assert bool(there) == bool(names)


def test_a_position_of_no_claims_is_no_trouble() -> None:
    report = with_issues(sample_report(), Issue(id="e1.i1", question="?", positions=(Position(label="x", claims=()),)))
    assert diff(report, report) == "Nothing changed."


def test_new_claims_stand_under_their_side_and_a_copy_once() -> None:
    new = sample_report()
    text = diff(without(new, "wire-1:2", "local-1:2", "gazette-1:3"), new)
    assert "  40 million euros\n    + Nordspan said: “" in text
    assert text.count(COST_LOW) == 1
    assert "(Coast Wire ← Nordspan), and in 1 more article" in text
