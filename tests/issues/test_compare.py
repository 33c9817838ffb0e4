"""One small event from claims to relations, with the models that ship."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from narrative.issues import IssueSettings, compare_event, load_judge
from narrative.issues.board import Board
from narrative.issues.compare import _position, _positions, related
from narrative.issues.crossencoder import Probabilities
from narrative.issues.grouping import Pair
from narrative.issues.judge import LearnedJudge, Verdict, judge_with
from narrative.issues.surroundings import ALONE
from narrative.records import Article, Claim, Event, Issue, Relation, RelationKind
from narrative.vectors import Encoder, TokenEncoder, Tokens, Vectors
from tests.issues.dome import ARTICLES, CLAIMS, EVENT
from tests.issues.makers import article, claim

Result = tuple[Event, tuple[Relation, ...]]


@pytest.fixture(scope="module")
def compared(encoder: Encoder, judge: LearnedJudge) -> Result:
    return compare_event(EVENT, CLAIMS, ARTICLES, encoder, judge)


class Counting:
    """An encoder that remembers what it was given."""

    def __init__(self, encoder: TokenEncoder) -> None:
        self.given: list[str] = []
        self._encoder = encoder
        self.name, self.sha256, self.dimension = encoder.name, encoder.sha256, encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        return self._encoder.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        self.given += texts
        return self._encoder.encode_tokens(texts)


def kinds(result: Result) -> dict[tuple[str, str], str]:
    return {(relation.a, relation.b): relation.kind for relation in result[1]}


def issue_with(result: Result, one: str) -> Issue:
    (found,) = (issue for issue in result[0].issues if one in issue.claims)
    return found


def with_articles(names: tuple[str, ...], **fields: object) -> tuple[Article, ...]:
    return tuple(replace(each, **fields) if each.id in names else each for each in ARTICLES)  # type: ignore[arg-type]


def test_who_agrees_and_who_conflicts(compared: Result) -> None:
    found = kinds(compared)
    assert found["Bote:1", "Rail:1"] == "agree"
    assert found["Bote:1", "Lens:1"] == "conflict"
    assert found["Lens:1", "Rail:1"] == "conflict"
    assert found["Bote:2", "Lens:2"] == "conflict"


def test_the_two_questions_are_two_issues(compared: Result) -> None:
    hurt, checked = issue_with(compared, "Bote:1"), issue_with(compared, "Bote:2")
    assert {frozenset(position.claims) for position in hurt.positions} == {
        frozenset({"Bote:1", "Rail:1"}),
        frozenset({"Lens:1"}),
    }
    assert {position.claims for position in checked.positions} == {("Bote:2",), ("Lens:2",)}
    assert hurt.positions[0].origins == 2


def test_what_is_withheld_belongs_to_its_issue_and_takes_no_position(compared: Result) -> None:
    hurt = issue_with(compared, "Bote:1")
    assert hurt.withheld == ("Rail:2",)
    assert all("Rail:2" not in position.claims for issue in compared[0].issues for position in issue.positions)
    assert {kind for (a, b), kind in kinds(compared).items() if "Rail:2" in (a, b)} == {"withholds"}


def test_a_retraction_takes_back_exactly_one_claim(compared: Result) -> None:
    taken = [relation for relation in compared[1] if relation.kind == "retracts"]
    assert [(relation.a, relation.b) for relation in taken] == [("Radio:2", "Radio:1")]
    assert {kind for pair, kind in kinds(compared).items() if "Radio:2" in pair} == {"retracts"}


def test_a_conflict_shows_its_words(compared: Result) -> None:
    reasons = {(r.a, r.b): r.reasons for r in compared[1]}
    assert any(
        reason.kind == "figure apart" and (reason.a, reason.b) == ("Six", "Nineteen")
        for reason in reasons["Bote:1", "Lens:1"]
    )


def test_no_text_is_embedded_twice(compared: Result, encoder: TokenEncoder) -> None:
    counting = Counting(encoder)
    assert compare_event(EVENT, CLAIMS, ARTICLES, counting, load_judge()) == compared
    assert len(counting.given) == len(set(counting.given))


def test_a_judge_lets_go_of_earlier_events(
    compared: Result, encoder: TokenEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("narrative.issues.judge._MOST_KEPT", 3)
    counting, forgetful = Counting(encoder), load_judge()
    for _ in range(2):
        assert compare_event(EVENT, CLAIMS, ARTICLES, counting, forgetful) == compared
    assert len(counting.given) == 2 * len(set(counting.given))


def test_the_result_has_its_form(compared: Result) -> None:
    event, relations = compared
    known = {each.id for each in CLAIMS}
    assert [issue.id for issue in event.issues] == [f"e1.i{n}" for n in range(1, len(event.issues) + 1)]
    assert all(set(issue.claims) <= known and len(set(issue.claims)) == len(issue.claims) for issue in event.issues)
    assert list(relations) == sorted(relations, key=lambda r: (r.kind, r.a, r.b))
    assert all(0 < relation.probability <= 1 and relation.a != relation.b for relation in relations)
    assert replace(event, issues=()) == EVENT


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_claims_and_articles_does_not_matter(
    compared: Result, encoder: Encoder, judge: LearnedJudge, seed: int
) -> None:
    claims, articles = list(CLAIMS), list(ARTICLES)
    Random(seed).shuffle(claims)
    Random(seed + 9).shuffle(articles)
    assert compare_event(EVENT, claims, articles, encoder, judge) == compared


def test_what_the_judge_saw_before_does_not_matter(compared: Result, encoder: Encoder, judge: LearnedJudge) -> None:
    others = [replace(each, statement=f"{each.statement} again") for each in CLAIMS]
    compare_event(EVENT, others, ARTICLES, encoder, judge)
    assert compare_event(EVENT, CLAIMS, ARTICLES, encoder, judge) == compared


def test_no_claims_no_issues(encoder: Encoder, judge: LearnedJudge) -> None:
    assert compare_event(EVENT, [], ARTICLES, encoder, judge) == (EVENT, ())
    assert compare_event(EVENT, CLAIMS[:1], ARTICLES, encoder, judge) == (EVENT, ())


def test_a_question_takes_no_side(encoder: Encoder, judge: LearnedJudge) -> None:
    asking = replace(CLAIMS[4], statement="Were six people injured when the planetarium dome fell?")
    claims = [asking if each.id == asking.id else each for each in CLAIMS]
    found = compare_event(EVENT, claims, ARTICLES, encoder, judge)
    assert not any(asking.id in pair for pair, kind in kinds(found).items() if kind in {"agree", "conflict"})


def test_a_denial_by_its_cue_alone_conflicts(encoder: Encoder, judge: LearnedJudge) -> None:
    denial = replace(
        CLAIMS[3],
        text="Engineer Karla Voss denied that the bolts of the dome had been checked in spring.",
        statement="the bolts of the dome had been checked in spring",
        stance="denies",
    )
    claims = [denial if each.id == denial.id else each for each in CLAIMS]
    assert kinds(compare_event(EVENT, claims, ARTICLES, encoder, judge))["Bote:2", "Lens:2"] == "conflict"


def test_whoever_doubts_and_whoever_calls_it_unlikely_do_not_conflict(judge: LearnedJudge) -> None:
    doubt = replace(
        claim("Bote:9", "A surveyor doubted that the new bolts would hold the dome.", "a surveyor", stance="doubts"),
        statement="the new bolts would hold the dome",
    )
    unlikely = claim("Lens:9", "The new bolts are unlikely to hold the dome.", "Karla Voss")
    sure = claim("Rail:9", "The new bolts will hold the dome.", "the builder")
    leaning, opposed = judge.judge([(doubt, unlikely), (doubt, sure)])
    assert not {"stance", "negation"} & {reason.kind for reason in leaning.reasons}
    assert "stance" in {reason.kind for reason in opposed.reasons}


def test_one_source_that_moved_on_does_not_contradict_itself(encoder: Encoder, judge: LearnedJudge) -> None:
    brigade = CLAIMS[0].speaker
    moved = replace(CLAIMS[2], article="Rail", id="Rail:9", start=900, sources=(CLAIMS[4].sources[0], brigade))
    found = kinds(compare_event(EVENT, [CLAIMS[0], moved], ARTICLES, encoder, judge))
    assert found == {("Rail:9", "Bote:1"): "supersedes"}


def test_a_copy_adds_no_origin_and_no_agreement(encoder: Encoder, judge: LearnedJudge) -> None:
    text = "Six visitors were hurt when the planetarium's dome came down."
    claims = [claim("Bote:1", text), claim("Rail:1", text), CLAIMS[2]]
    copied = compare_event(EVENT, claims, with_articles(("Rail",), copy_of="Bote"), encoder, judge)
    assert "agree" not in kinds(copied).values()
    assert all(position.origins == 1 for issue in copied[0].issues for position in issue.positions)


def test_a_settled_threshold_is_kept(encoder: Encoder, judge: LearnedJudge) -> None:
    strict = IssueSettings(conflict=1.0, agree=1.0, about=1.0)
    found = compare_event(EVENT, CLAIMS, ARTICLES, encoder, judge, strict)
    assert set(kinds(found).values()) <= {"retracts"}


def test_an_article_without_a_date_is_compared(encoder: Encoder, judge: LearnedJudge) -> None:
    undated = with_articles(tuple(each.id for each in ARTICLES), published=None)
    found = kinds(compare_event(EVENT, CLAIMS, undated, encoder, judge))
    assert found["Bote:1", "Lens:1"] == "conflict"
    assert found["Radio:2", "Radio:1"] == "retracts"


def test_no_claim_agrees_with_one_that_it_conflicts_with(compared: Result) -> None:
    sides = [frozenset((r.a, r.b)) for r in compared[1] if r.kind in {"agree", "conflict", "supersedes"}]
    assert len(sides) == len(set(sides))


class CountingPairs:
    """A cross-encoder that counts what it is asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        self.asked += pairs
        return np.full((len(pairs), 3), 1 / 3, dtype=np.float32)


def many(count: int, wording: str) -> tuple[list[Claim], list[Article]]:
    """So many claims of as many outlets."""
    claims = [claim(f"Paper{n}:1", wording.format(n), f"source {n}") for n in range(count)]
    return claims, [article(f"Paper{n}") for n in range(count)]


def compared_with(
    cross: CountingPairs, claims: Sequence[Claim], articles: Sequence[Article], encoder: Encoder
) -> Result:
    judge = judge_with(cross, encoder=encoder)
    event = Event(id="e", label="e", articles=tuple(each.id for each in articles))
    return compare_event(event, claims, articles, encoder, judge)


def test_the_cross_encoder_is_asked_within_groups_only(encoder: Encoder) -> None:
    cross = CountingPairs()
    compared_with(cross, CLAIMS, ARTICLES, encoder)
    assert 0 < len(cross.asked) < len(CLAIMS) * (len(CLAIMS) - 1) / 4


def test_the_pairs_of_a_large_group_grow_with_its_claims_only(encoder: Encoder) -> None:
    cross = CountingPairs()
    claims, articles = many(60, "The dam at Orrin Lake gave way at {} minutes past nine.")
    compared_with(cross, claims, articles, encoder)
    both_ways = 2
    assert 0 < len(set(cross.asked)) <= both_ways * 16 * len(claims)


def test_every_issue_holds_a_relation(compared: Result) -> None:
    named = {name for relation in compared[1] for name in (relation.a, relation.b)}
    assert all(named & set(issue.claims) for issue in compared[0].issues)


def three(questions: Mapping[Pair, float] | None = None, **verdicts: Verdict) -> Board:
    """Three claims of three papers, chances of one question, and verdicts on pairs as ``ab=...``."""
    claims, articles = many(3, "The dam at Orrin Lake gave way at {} minutes past nine.")
    nothing = np.zeros((3, 2), dtype=np.float32)
    pair = {"ab": (0, 1), "ac": (0, 2), "bc": (1, 2)}
    judged = {pair[name]: verdict for name, verdict in verdicts.items()}
    held = {each.id: each for each in articles}
    return Board(tuple(claims), held, (), nothing, nothing, questions or {}, ALONE, judged)


def related_as(board: Board, kind: RelationKind, one: int, other: int) -> Relation:
    return Relation(a=board.claims[one].id, b=board.claims[other].id, kind=kind, probability=0.6)


@pytest.mark.parametrize(("chance", "stays"), [(0.3, True), (0.1, False)])
def test_a_claim_that_relates_to_none_stays_with_its_side_only_where_it_answers_the_question(
    chance: float, *, stays: bool
) -> None:
    board = three({(0, 1): 0.6, (0, 2): chance, (1, 2): chance})
    apart = related(board, [[0, 2], [1]], [related_as(board, "conflict", 0, 1)], 0.2)
    assert apart == ([[[0, 2], [1]]] if stays else [[[0], [1]]])
    together = related(board, [[0, 1, 2]], [related_as(board, "agree", 0, 1)], 0.2)
    assert together == ([[[0, 1, 2]]] if stays else [[[0, 1]]])


def test_two_that_contradict_a_third_share_a_position_only_where_they_agree() -> None:
    board = three()
    conflicts = [related_as(board, "conflict", 0, 2), related_as(board, "conflict", 1, 2)]
    assert related(board, [[0, 1], [2]], conflicts, 0.2) == [[[0], [1], [2]]]
    assert related(board, [[0, 1], [2]], [*conflicts, related_as(board, "agree", 0, 1)], 0.2) == [[[0, 1], [2]]]


def test_no_position_is_opened_without_a_conflict() -> None:
    board = three({(0, 1): 0.6, (0, 2): 0.6, (1, 2): 0.6})
    assert related(board, [[0, 1], [2]], [related_as(board, "agree", 0, 1)], 0.2) == [[[0, 1]]]


@pytest.mark.parametrize(("agree", "together"), [(0.9, True), (0.3, False)])
def test_a_copy_of_a_statement_stays_with_it(agree: float, *, together: bool) -> None:
    board = three(ab=Verdict(agree=agree, conflict=0.02, neither=0.98 - agree))
    own = tuple(replace(each, sources=each.sources[:1]) for each in board.claims)
    first, second, third = (board.articles[each.article] for each in own)
    copies = {each.id: each for each in (first, replace(second, copy_of=first.id), third)}
    board = replace(board, claims=own, articles=copies)
    found = related(board, [[0, 1], [2]], [related_as(board, "conflict", 0, 2)], 0.2)
    assert found == ([[[0, 1], [2]]] if together else [[[0], [2]]])


def test_a_claim_that_is_only_shown_with_a_position_is_no_origin_of_it() -> None:
    board = three()
    names = [each.id for each in board.claims]
    whole = _position(board, [0, 1, 2], frozenset(names))
    assert (whole.origins, whole.origins_why) == (3, ())
    some = _position(board, [0, 1, 2], frozenset(names[:2]))
    assert some.claims == whole.claims
    assert some.origins == 2
    assert any(names[2] in line for line in some.origins_why)


def test_what_is_hardly_one_question_does_not_hold_a_position_together() -> None:
    """Two tolls that conflict are not one position because a third figure is vaguely on the side of both."""
    claims = [claim(f"Paper{n}:1", f"Wording {n}.", f"source {n}") for n in range(3)]
    verdicts = {
        (0, 1): Verdict(agree=0.25, conflict=0.45, neither=0.3),
        (0, 2): Verdict(agree=0.045, conflict=0.005, neither=0.95),
        (1, 2): Verdict(agree=0.045, conflict=0.005, neither=0.95),
    }
    none = np.zeros((3, 1), dtype=np.float32)
    articles = {each.article: article(each.article) for each in claims}
    board = Board(tuple(claims), articles, (), none, none, {}, ALONE, verdicts)
    assert not any({0, 1} <= set(part) for part in _positions(board, [0, 1, 2]))
