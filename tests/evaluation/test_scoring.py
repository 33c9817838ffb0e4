"""The scorer: a report made from the gold itself scores 1, and each kind of fault lowers its own figure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from narrative.errors import InputError
from narrative.evaluation import Gold, load_gold, score
from narrative.evaluation.names import same_name
from narrative.records import Article, Claim, Event, Issue, Position, Relation, Report, Source

GOLD = Path(__file__).parents[2] / "benchmarks" / "gold" / "missiles"


@pytest.fixture(scope="module")
def gold() -> Gold:
    return load_gold(GOLD)


def perfect(gold: Gold) -> Report:
    """The report that says exactly what the gold says."""
    claims = tuple(
        Claim(
            id=c.id,
            article=c.article,
            start=c.start,
            end=c.end,
            text=gold.texts[c.article][c.start : c.end],
            statement="",
            sources=tuple(Source(name=name) for name in c.sources),
            stance=c.stance,  # type: ignore[arg-type]
        )
        for c in gold.claims.values()
    )
    root = {min(pair): min(pair) for pair in gold.copies} | {max(pair): min(pair) for pair in gold.copies}
    articles = tuple(
        Article(id=a, outlet="", text=text, copy_of=root[a] if root.get(a, a) != a else None)
        for a, text in gold.texts.items()
    )
    members: dict[str, list[str]] = defaultdict(list)
    for article, event in gold.events.items():
        members[event].append(article)
    grouped: dict[str, list[str]] = defaultdict(list)
    for c in gold.claims.values():
        if c.issue:
            grouped[c.issue].append(c.id)
    issues = tuple(
        Issue(id=name, question="", positions=(Position(label="", claims=tuple(ids)),)) for name, ids in grouped.items()
    )
    events = tuple(
        Event(id=name, label="", articles=tuple(ids), issues=issues if n == 0 else ())
        for n, (name, ids) in enumerate(members.items())
    )
    relations = tuple(
        Relation(a=sorted(pair)[0], b=sorted(pair)[1], kind=kind, probability=1.0)
        for pair, kind in gold.relations()[0].items()
    )
    return Report(articles=articles, claims=claims, events=events, relations=relations)


def test_the_gold_itself_scores_one_everywhere(gold: Gold) -> None:
    figures = score(gold, perfect(gold)).figures()
    assert {name: figure.f1 for name, figure in figures.items() if figure.f1 is not None} == {
        name: pytest.approx(1.0) for name, figure in figures.items() if figure.f1 is not None
    }
    assert figures["attributed claims found"].f1 == 1.0


def test_each_fault_lowers_its_own_figure(gold: Gold) -> None:
    report = perfect(gold)
    attributed = next(i for i, claim in enumerate(report.claims) if claim.attributed)

    def with_claim(**changes: object) -> Report:
        changed = replace(report.claims[attributed], **changes)  # type: ignore[arg-type]
        return replace(report, claims=(*report.claims[:attributed], changed, *report.claims[attributed + 1 :]))

    def f1(changed: Report, name: str) -> float:
        value = score(gold, changed).figures()[name].f1
        assert value is not None
        return value

    other = (Source(name="x"), Source(name="Somebody Else"))
    assert f1(with_claim(sources=other), "attributed claims with the right source") < 1
    assert f1(with_claim(text="not the words"), "claim text is the article's own") is not None
    assert score(gold, with_claim(text="not the words")).figures()["claim text is the article's own"].precision < 1
    assert f1(replace(report, relations=report.relations[1:]), f"relation {report.relations[0].kind}") < 1
    one_event = (Event(id="e", label="", articles=tuple(gold.texts)),)
    assert f1(replace(report, events=one_event), "events (B-cubed)") < 1


def test_an_empty_report_scores_nothing_and_does_not_fail(gold: Gold) -> None:
    figures = score(gold, Report()).figures()
    assert figures["attributed claims found"].recall == 0
    assert figures["attributed claims found"].precision is None


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("the Harbour Police", "Harbour Police", True),
        ("Prime Minister Ada Lund", "Ada Lund", True),
        ("Ada Lund's advisers", "Ada Lund", True),
        ("Ada Lund", "Ada Berg", False),
        ("the minister", "the mayor", False),
    ],
)
def test_names_of_one_source(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a gold folder"):
        load_gold(tmp_path)
