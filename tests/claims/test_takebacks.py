"""Words taken back, answers withheld and objects of denial: classes of wordings, and the same words meant otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., list[Claim]]

TAKEN_BACK = [
    "Karin Holt said she had spoken too soon.",
    "Karin Holt now says she was wrong about the crane.",
    '"I compared the wrong editions," Karin Holt wrote.',
    "The board said its first statement had been based on an incomplete log.",
    "The editor said the story should never have been published.",
    "The harbour board withdrew the survey on Friday.",
    "The agency carried the statement but deleted it an hour later.",
    "Karin Holt took back her earlier answer.",
    "Karin Holt has reversed herself on the toll.",
    "Police lowered the death toll to five.",
    "The Herald reported that Karin Holt had retracted.",
    "The leaflet has been withdrawn.",
    '"I take that back," Karin Holt said.',
    "The ministry has backtracked on its claim that the bridge was safe.",
    "The hospital revised the number of dead down to four.",
    "The story has since been updated and no longer mentions the loan.",
]

NOT_TAKEN_BACK = [
    "The family dropped its claim against the builder.",
    "The council cut the number of trains.",
    "The horse backed away from the fence.",
    "The board urged Karin Holt to take back her claim.",
    "If Karin Holt took back her claim, the board would pay.",
    "Karin Holt did not take back her claim.",
    "The campaign cut a new video about the pier.",
    "She said he was wrong about the crane.",
    "The site removed the accounts of two members.",
]


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_somebody_takes_his_own_words_back(read: Read, text: str) -> None:
    assert read(text)[-1].stance == "retracts"


@pytest.mark.parametrize("text", NOT_TAKEN_BACK)
def test_nothing_said_was_taken_back(read: Read, text: str) -> None:
    assert "retracts" not in {claim.stance for claim in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Karin Holt did not wish to make any statement.",
        "The referee had no observations to make.",
        "The board said it had yet to form a view.",
        "Karin Holt would only say that the crane was old.",
        "The harbour board did not have anything to share.",
        "It was far too soon for that, Karin Holt said.",
        'Karin Holt was "not going to comment on a rumour".',
        "Karin Holt has not spoken to reporters.",
        '"I can\'t talk about that," Karin Holt said.',
        "The company did not make anyone available for interview.",
        "Police have released no details of the victim.",
    ],
)
def test_an_answer_that_is_not_given_is_withheld(read: Read, text: str) -> None:
    assert read(text)[-1].stance == "withholds"


@pytest.mark.parametrize(
    "text",
    [
        "The engine did not respond to the controls.",
        "The square was silent at dawn.",
        "The courier sent us to the wrong office.",
        "The champion could not be drawn into a sprint.",
        '"I am not saying that the crane was new," said Karin Holt.',
        '"Don\'t tell me that the crane was new," said Karin Holt.',
        "The board refused to release the prisoners.",
        "Karin Holt showed a weakness that she did not reveal before.",
    ],
)
def test_nobody_withholds_anything(read: Read, text: str) -> None:
    assert "withholds" not in {claim.stance for claim in read(text)}


@pytest.mark.parametrize(
    ("verb", "said", "thing"),
    [
        ("dismissed", "the claim", "forty clerks"),
        ("rejected", "the allegation", "three bids for the yard"),
        ("waved away", "the suggestion", "the flies"),
        ("took exception to", "the report", "the rule about boots"),
        ("poured cold water on", "the idea", "the sparks"),
    ],
)
def test_a_saying_is_denied_and_a_thing_is_not(read: Read, verb: str, said: str, thing: str) -> None:
    assert read(f"The company {verb} {said}.")[-1].stance == "denies"
    assert read(f"The company {verb} {thing}.")[-1].stance == "asserts"


def test_what_is_rejected_may_stand_behind_what_it_is_called(read: Read) -> None:
    *_, rejected = read("Karin Holt rejected as absurd the idea that she had been paid.")
    assert (rejected.stance, rejected.speaker.name) == ("denies", "Karin Holt")
    assert read('"Absolutely not," said Karin Holt.')[-1].stance == "denies"


def test_a_rejection_is_of_what_was_said_not_of_a_thing(read: Read) -> None:
    assert read('"That is a work of fiction," Karin Holt said.')[-1].stance == "denies"
    assert read('"The summer timetable is a work of fiction," Karin Holt said.')[-1].stance == "asserts"
