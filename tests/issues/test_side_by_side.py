"""What is made explicit of two statements that have only each other."""

from __future__ import annotations

import pytest

from narrative.issues.judge import LearnedJudge
from narrative.issues.plain import COLUMNS, plain_features
from narrative.issues.reading import Reading, read_statements
from narrative.issues.side_by_side import levelled
from narrative.records import Claim, Source


def read(a: str, b: str) -> tuple[Reading, Reading]:
    one, other = read_statements([a, b], [None, None])
    return one, other


def columns(judge: LearnedJudge, a: str, b: str) -> dict[str, float]:
    pair = tuple(
        Claim(id=f"{n}:1", article=n, start=0, end=len(t), text=t, statement=t, sources=(Source(name=n),))
        for n, t in (("a", a), ("b", b))
    )
    rows, _ = plain_features(judge, [(pair[0], pair[1])])
    return dict(zip(COLUMNS, rows[0].tolist(), strict=True))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("The choir sang on Friday.", "On Sunday the choir sang.", "On Friday the choir sang."),
        ("The mill employs 80 people.", "The mill has 45 people.", "The mill has 80 people."),
        (
            "Ines Duarte wrote the hymn.",
            "It was Tomas Brandt who wrote the hymn.",
            "It was Ines Duarte who wrote the hymn.",
        ),
        ("The mill is old.", "The choir sang.", "The mill sang."),
        ("The choir sang.", "The choir sang.", "The choir sang."),
    ],
)
def test_levelled(a: str, b: str, same: str) -> None:
    assert levelled(*read(a, b)) == same


def test_rows_are_the_same_in_both_orders(judge: LearnedJudge) -> None:
    a, b = "Some of the toll went to the northern pier.", "It was Tomas Brandt who built the southern pier in 1962."
    assert columns(judge, a, b) == pytest.approx(columns(judge, b, a))


def test_what_leaves_room_and_what_does_not(judge: LearnedJudge) -> None:
    only = columns(judge, "The sole heir is Ines Duarte.", "Tomas Brandt is the only heir.")
    some = columns(judge, "Some of the toll went to the pier.", "Part of the toll went to the choir.")
    assert only["single either"] == 1
    assert only["several either"] == 0
    assert some["several either"] == 1
    assert columns(judge, "The northern pier is open.", "The southern pier is shut.")["another limit"] == 1


def test_words_that_stand_for_each_other_are_not_left(judge: LearnedJudge) -> None:
    same = columns(judge, "The doctor bought a car.", "The physician purchased an automobile.")
    assert same["left all most"] < columns(judge, "The doctor bought a car.", "The choir sang.")["left all most"]
