"""What is reported between two claims of one issue, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from narrative.issues.grouping import Pair
from narrative.issues.judge import Verdict
from narrative.issues.relations import position_relations, told_again, withheld_relations
from narrative.issues.settings import IssueSettings
from narrative.records import Article, Claim, Reason, Relation
from tests.issues.makers import article, claim

COUNTED = Reason(kind="figure apart", a="six", b="nine")
SETTINGS = IssueSettings()


def verdict(question: float, side: float, *reasons: Reason) -> Verdict:
    return Verdict(agree=question * side, conflict=question * (1 - side), neither=1 - question, reasons=reasons)


SURE_NO = verdict(0.9, 0.05, COUNTED)
SURE_YES = verdict(0.9, 0.95)


def between(
    a: Claim, b: Claim, said: Verdict, *articles: Article, apart: bool = True, settings: IssueSettings = SETTINGS
) -> list[Relation]:
    """Relations between two claims, on two positions or on one."""
    known = {name: article(name) for name in (a.article, b.article)} | {each.id: each for each in articles}
    return position_relations([a, b], known, [[0], [1]] if apart else [[0, 1]], {(0, 1): said}, settings)


SIX, NINE = (
    claim("Lamp:1", "Six pumps failed.", "the water board"),
    claim("Bell:1", "Nine pumps failed.", "Ines Duarte"),
)
OTHER_SIX = claim("Kite:1", "Six of the pumps failed.", "Tomas Brandt")


def test_two_sources_that_differ_conflict_and_the_words_are_kept() -> None:
    (relation,) = between(SIX, NINE, SURE_NO)
    assert (relation.kind, relation.a, relation.b) == ("conflict", "Lamp:1", "Bell:1")
    assert relation.reasons == (COUNTED,)
    assert 0.5 < relation.probability < 1


def test_a_conflict_for_which_no_word_can_be_shown_is_not_said() -> None:
    assert between(SIX, NINE, verdict(0.98, 0.01)) == []
    assert between(SIX, NINE, verdict(0.98, 0.01, Reason(kind="figure", a="six", b="6"))) == []


def test_a_later_word_of_one_source_needs_no_more_than_its_own_least() -> None:
    later = replace(NINE, sources=(NINE.sources[0], SIX.sources[-1]))
    days = article("Lamp", 3), article("Bell", 5)
    strict = IssueSettings(conflict=1.0)
    assert [r.kind for r in between(SIX, later, SURE_NO, *days, settings=strict)] == ["supersedes"]
    assert between(SIX, later, SURE_NO, *days, settings=IssueSettings(supersedes=1.0)) == []


def test_two_sources_that_say_the_same_agree() -> None:
    (relation,) = between(SIX, OTHER_SIX, SURE_YES, apart=False)
    assert relation.kind == "agree"


@pytest.mark.parametrize("kind", ["agree", "conflict"])
def test_where_outlets_speak_for_themselves_more_is_asked(kind: str) -> None:
    apart = kind == "conflict"
    settings = IssueSettings(agree=0.3, conflict=0.3)
    own, other = claim("Lamp:1", "Six pumps failed."), claim("Bell:1", "Nine pumps failed.")

    def least(a: Claim, b: Claim) -> float:
        chances = [n / 100 for n in range(101)]
        said = [verdict(chance, 0.0 if apart else 1.0, COUNTED) for chance in chances]
        return next(c for c, v in zip(chances, said, strict=True) if between(a, b, v, apart=apart, settings=settings))

    attributed, mixed, both = least(SIX, NINE), least(own, NINE), least(own, other)
    assert 0 < attributed < mixed < both


def test_one_source_that_moved_on_supersedes_and_does_not_conflict() -> None:
    later = replace(NINE, sources=(NINE.sources[0], SIX.sources[-1]))
    days = article("Lamp", 3), article("Bell", 5)
    (relation,) = between(SIX, later, SURE_NO, *days)
    assert (relation.kind, relation.a, relation.b) == ("supersedes", "Bell:1", "Lamp:1")
    assert relation.reasons == (Reason(kind="figure apart", a="nine", b="six"),)
    (turned,) = between(later, SIX, verdict(0.9, 0.05, Reason(kind="figure apart", a="nine", b="six")), *days)
    assert replace(turned, reasons=()) == replace(relation, reasons=())


def test_the_day_on_which_it_was_said_counts_before_that_of_the_paper() -> None:
    early = replace(NINE, sources=(NINE.sources[0], SIX.sources[-1]), stated=date(2025, 3, 1))
    (relation,) = between(SIX, early, SURE_NO, article("Lamp", 3), article("Bell", 5))
    assert (relation.kind, relation.a) == ("supersedes", "Lamp:1")


def test_without_a_time_one_source_neither_conflicts_nor_moves_on() -> None:
    same = replace(NINE, sources=(NINE.sources[0], SIX.sources[-1]))
    assert between(SIX, same, SURE_NO, article("Bell", published=None)) == []
    assert between(SIX, same, SURE_NO) == []


@pytest.mark.parametrize(("said", "apart"), [(SURE_NO, True), (SURE_YES, False)])
def test_what_one_says_twice_in_one_article_is_no_relation(said: Verdict, apart: bool) -> None:
    again = claim("Lamp:2", "Nine pumps failed.", "the water board")
    assert between(SIX, again, said, apart=apart) == []


def test_copies_do_not_agree() -> None:
    own, copied = claim("Lamp:1", "Six pumps failed."), claim("Bell:1", "Six pumps failed.")
    sure = verdict(1.0, 1.0)
    assert between(own, copied, sure, article("Bell", copy_of="Lamp"), apart=False) == []
    assert between(own, copied, sure, article("Bell", version_of="Lamp"), apart=False) == []
    assert between(own, copied, sure, apart=False)[0].kind == "agree"


def test_of_a_pair_that_nobody_judged_nothing_is_said() -> None:
    claims = [SIX, OTHER_SIX, NINE]
    articles = {each.article: article(each.article) for each in claims}
    verdicts: dict[Pair, Verdict] = {(0, 1): verdict(0.95, 0.97), (0, 2): verdict(0.95, 0.02, COUNTED)}
    found = position_relations(claims, articles, [[0, 1], [2]], verdicts, SETTINGS)
    kinds = {(relation.a, relation.b): relation.kind for relation in found}
    assert kinds == {("Lamp:1", "Kite:1"): "agree", ("Lamp:1", "Bell:1"): "conflict"}


def test_unsure_pairs_give_nothing() -> None:
    assert between(SIX, NINE, verdict(0.2, 0.05, COUNTED)) == []
    assert between(SIX, OTHER_SIX, verdict(0.2, 0.9), apart=False) == []


def test_a_withheld_comment_stands_to_each_claim_of_its_issue() -> None:
    silent = claim("Bell:2", "The board would not say.", "the water board", stance="withholds")
    found = withheld_relations([SIX, NINE, silent], 2, [0, 1], 1.2)
    assert [(relation.kind, relation.a, relation.b) for relation in found] == [
        ("withholds", "Bell:2", "Lamp:1"),
        ("withholds", "Bell:2", "Bell:1"),
    ]
    assert all(relation.probability == 1.0 and relation.reasons[0].a == silent.text for relation in found)


def test_one_statement_told_again_the_next_day_is_no_move() -> None:
    said = claim("Lamp:1", "Six pumps failed.", "the water board", stated=date(2025, 3, 3))
    again = claim("Bell:1", "Half a dozen pumps failed.", "the water board", stated=date(2025, 3, 3))
    moved = replace(again, stated=date(2025, 3, 4))
    next_day = article("Bell", day=4)
    assert told_again([said, again], {"Lamp": article("Lamp"), "Bell": next_day}, (0, 1))
    assert not told_again([said, moved], {"Lamp": article("Lamp"), "Bell": next_day}, (0, 1))
    assert between(said, again, SURE_NO, next_day) == []
    assert [relation.kind for relation in between(said, moved, SURE_NO, next_day)] == ["supersedes"]


def test_what_a_word_speaks_against_agrees_only_where_it_is_more_likely_than_not() -> None:
    likely, hardly = verdict(0.8, 0.9), verdict(0.55, 0.85)
    denied = Reason(kind="stance", a="asserts", b="denies (denied)")
    assert between(SIX, OTHER_SIX, likely, apart=False)
    assert between(SIX, OTHER_SIX, hardly, apart=False)
    assert not between(SIX, OTHER_SIX, verdict(0.55, 0.85, denied), apart=False)


def test_figures_that_do_not_meet_are_no_agreement() -> None:
    assert between(SIX, OTHER_SIX, SURE_YES, apart=False)
    assert between(SIX, OTHER_SIX, replace(SURE_YES, unmet=True), apart=False) == []
    assert between(SIX, NINE, replace(SURE_NO, unmet=True))
