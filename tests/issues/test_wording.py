"""Questions and labels in the words of the claims: nobody is made to say what they deny."""

from __future__ import annotations

import pytest

from narrative.issues.reading import read_statements
from narrative.issues.wording import label_of, question_of


def question(*statements: str) -> str:
    return question_of(statements, read_statements(statements, [None] * len(statements)))


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["The harbour will close in June"], "Is it true that the harbour will close in June?"),
        (["However, Oslo had not been warned."], "Is it true that Oslo had not been warned?"),
        (["on the closure of the harbour", "The harbour will close"], "Is it true that the harbour will close?"),
        (
            ["Oslo, which owns the harbour, closed its gates"],
            "Is it true that Oslo, which owns the harbour, closed its gates?",
        ),
        (["They will close the harbour"], "Is it true: “They will close the harbour”?"),
        (["on the closure of the harbour"], "What about “on the closure of the harbour”?"),
    ],
)
def test_a_question_is_a_sentence_where_a_statement_is_one(statements: list[str], expected: str) -> None:
    assert question(*statements) == expected


def test_a_position_of_denials_alone_has_the_sentence_of_one() -> None:
    assert label_of([], ["Oslo denied that the harbour would close."]) == "Oslo denied that the harbour would close"
    assert label_of([], ["“That is fiction,” Ms Berg said."]) == "“That is fiction,” Ms Berg said"
    assert label_of(["The harbour stays open."], ["Oslo denied it."]) == "The harbour stays open"
