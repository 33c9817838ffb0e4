"""Answers that are none, and what they would have been about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., tuple[Claim, ...]]

SILENT = [
    "Olaf Lind would say neither who had cut the rope nor when.",
    "The council did not indicate whether it would vote on the quay.",
    "The paper could not establish whether Olaf Lind owned the tug.",
    "Karin Holt did not give the price of the tug.",
    "Whether the pilot was to blame, Karin Holt did not want to judge.",
    "Police said they were not in a position to name a culprit.",
    "A clerk said it was too early to give a figure.",
    "Olaf Lind banged down the receiver when the Gazette asked him about the rope.",
    "No details were given about the load of the tug.",
    "Nobody at the shipyard answered the telephone.",
    "The mayor's telephone kept ringing all afternoon.",
    'Asked who would pay for the tug, Karin Holt demurred: "I have not looked into that."',
]

NOT_SILENT = [
    "The council has refused a request to move the market stalls.",
    "Timber deliveries to the yard have been kept secret since May.",
    "The choirs fell silent at nine.",
    "The bell rang out over the harbour.",
    "The widow's phone rang at nine and she took it.",
    "Neither returned to the harbour.",
    'The mayor did not waver: "The quay will be built by May."',
    "The plan failed because nobody explained it to the town, Karin Holt said.",
    "The two clubs have kept only a boathouse on the island.",
    "The board will meet on Monday behind closed doors.",
    "Olaf Lind slammed the lid of the box.",
    "Karin Holt demurred at the price of the tug.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_not_told_is_withheld(read: Read, text: str) -> None:
    assert [claim.stance for claim in read(text)] == ["withholds"]


@pytest.mark.parametrize("text", NOT_SILENT)
def test_other_silences_withhold_nothing(read: Read, text: str) -> None:
    assert not any(claim.stance == "withholds" for claim in read(text))


def test_who_laughs_off_what_he_was_asked_has_answered(read: Read) -> None:
    found = read("Asked about the claim that the tug was stolen, Olaf Lind laughed it off as a tale.")
    assert [claim.stance for claim in found if claim.attributed] == ["denies"]


def test_a_second_statement_has_a_stance_of_its_own(read: Read) -> None:
    found = read("Olaf Lind admitted that he had been mistaken and that the tug had left the harbour.")
    assert [claim.stance for claim in found] == ["retracts", "confirms"]


INSTEAD = {
    "Asked whether the crane had been checked, Olaf Lind folded his newspaper.": "whether the crane had been checked",
    "Karin Holt, asked about the missing bolts, turned to her soup.": "the missing bolts",
    "When reporters asked who had signed the permit, Olaf Lind reached for his coat.": "who had signed the permit",
    "As to the price of the crane, Karin Holt shook her head.": "the price of the crane",
    "On the number of bolts, Olaf Lind would say only that the tide was in.": "the number of bolts",
    "Asked who would pay, Karin Holt said that was a matter for the courts.": "who would pay",
}


@pytest.mark.parametrize("text", INSTEAD)
def test_what_is_done_instead_of_an_answer_withholds_it(read: Read, text: str) -> None:
    claim = next(claim for claim in read(text) if claim.attributed)
    assert claim.stance == "withholds"
    assert claim.speaker.name in ("Olaf Lind", "Karin Holt")
    assert claim.about == INSTEAD[text]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether the crane had been checked, Olaf Lind said it had.",
        "Asked about the crane, Olaf Lind pointed to a new report.",
        "Asked to the harbour ball, Karin Holt bought a hat.",
        "Asked about the crane, Karin Holt was delighted.",
        "When the crane fell, Olaf Lind reached for his coat.",
        "Karin Holt shook her head and went on painting the boat.",
        "The senator walked back to the quay.",
        "The harbour closed its gates in May.",
    ],
)
def test_an_answer_or_no_question_is_not_withheld(read: Read, text: str) -> None:
    assert all(claim.stance != "withholds" for claim in read(text))


ABOUT = {
    "The harbour board did not respond to a request for comment on the cracks.": "the cracks",
    "Karin Holt did not answer questions about the Danish divers.": "the Danish divers",
    "Karin Holt would not discuss the repair bill.": "the repair bill",
    "Olaf Lind refused to say who had owned the barge.": "who had owned the barge",
    "The harbour board would not be drawn on the date.": "the date",
}


@pytest.mark.parametrize("text", ABOUT)
def test_its_own_sentence_says_what_a_withheld_answer_is_about(read: Read, text: str) -> None:
    claims = read(f"Three barges sank in the night, the coastguard said. {text}")
    assert claims[-1].stance == "withholds"
    assert claims[-1].about == ABOUT[text]


def test_a_bare_refusal_is_about_what_was_said_before(read: Read) -> None:
    *_, refusal = read("Three barges sank in the night, the coastguard said. Karin Holt declined to comment.")
    assert refusal.about is not None
    assert "barges" in refusal.about


def test_who_was_rung_and_says_nothing_withholds(read: Read) -> None:
    *_, silence = read("We rang Karin Holt about the barges. She wished us a pleasant evening.")
    assert (silence.stance, silence.speaker.name, silence.about) == ("withholds", "Karin Holt", "the barges")
    *_, answer = read("We rang Karin Holt about the barges. She said two had sunk.")
    assert answer.stance == "asserts"


LEFT_OPEN = [
    "Whether the bolts were checked is still being examined, the harbour board said.",
    "How many barges sank could not yet be established, the coastguard said.",
    "The harbour board has yet to look into the accounts.",
    "Karin Holt was in no mood to answer questions when reporters met her on the quay.",
    "Olaf Lind would not let himself be coaxed into a word about the bolts.",
    "Karin Holt refused three times to give reporters a straight answer.",
    "The board said it would be irresponsible to name a cause before the inquiry ends.",
    "The coastguard could neither confirm nor rule out that a mine had drifted in, it said.",
    '"I can\'t say anything about that," Olaf Lind said.',
    "The cause of the leak is still unknown, the coastguard said.",
]


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_what_is_left_open_is_withheld(read: Read, text: str) -> None:
    assert "withholds" in {claim.stance for claim in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Who built the pier is written on a stone, the guide said.",
        "The crew could not see the light, Olaf Lind said.",
        "The team could not establish a lead in the regatta.",
        "Karin Holt would not let the children be taken on to the ice.",
        "Whether it rains or not, the regatta is held in June, the club said.",
    ],
)
def test_what_is_told_is_not_left_open(read: Read, text: str) -> None:
    assert "withholds" not in {claim.stance for claim in read(text)}


def test_the_outlet_that_could_not_check_withholds_itself(read: Read) -> None:
    (claim,) = read("We could not verify the letter.")
    assert (claim.stance, claim.speaker.name) == ("withholds", "The Harbour Times")


def test_a_spokeswoman_withholds_for_her_house(read: Read) -> None:
    (claim,) = read("The yard does not speak about single orders, said its spokeswoman, Karin Holt.")
    assert (claim.stance, [source.name for source in claim.sources[1:]]) == ("withholds", ["Karin Holt"])
