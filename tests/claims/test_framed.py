"""Statements that no verb of saying reports, and sources that stand at unusual places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The mayor's answer was that the buoy had been checked in May.", "The mayor"),
        ("Word from the shipyard's office was that the keel would be laid in June.", "the shipyard's office"),
        ("From the ministry came the assurance that the dam would hold.", "the ministry"),
        ("If Karin Holt is to be believed, the dam was never in danger.", "Karin Holt"),
        ("The way Olaf Lind tells it, the gate was left open by the guards.", "Olaf Lind"),
        ('For the former skipper Olaf Lind it is "a slap in the face of every sailor".', "Olaf Lind"),
        ("The council wants the wreck to be raised before the winter.", "The council"),
        ("Mayor Karin Holt told residents not to burn wood this week.", "Karin Holt"),
    ],
)
def test_a_statement_without_a_verb_of_saying_is_found(read: Read, text: str, speaker: str) -> None:
    (claim, *_) = read(text)
    assert claim.speaker.name.casefold() == speaker.casefold()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Olaf Lind put the number of boats sunk in the storm at 19.", "Olaf Lind"),
        ("The coastguard raised its count of the dead off Sandvik to 31 overnight.", "coastguard"),
        ("Police count 14 injured after the crash.", "Police"),
    ],
)
def test_whoever_gives_a_figure_is_its_source(read: Read, text: str, speaker: str) -> None:
    (claim, *_) = read(text)
    assert speaker in claim.speaker.name


@pytest.mark.parametrize(
    "text",
    [
        "The builders raised the roof to 12 metres.",
        "Olaf Lind put the boat at the far end of the pier.",
        "For the children it is a long way to school.",
        "If the weather holds, the ferry sails at noon.",
        "Fishermen have been waiting for weeks for diesel.",
        "The town's oldest house was that of a baker.",
    ],
)
def test_narration_that_looks_alike_has_no_source(read: Read, text: str) -> None:
    assert not any(claim.attributed for claim in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The harbour minister, Olaf Lind, said a man who drowned on Monday had slipped on the quay.",
        "In Sandvik, the prosecutor, Olaf Lind, said a court had ordered the boat to be held, along with its nets.",
        "The dam is sound, Minister of Waterways Olaf Lind said.",
        "Speaker of Parliament Olaf Lind called on the fleet to show patience.",
        "A heap of idle talk, reckons engineer Olaf Lind.",
    ],
)
def test_a_name_beside_an_office_is_the_source(read: Read, text: str) -> None:
    (claim, *_) = read(text)
    assert claim.speaker.name == "Olaf Lind"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Four boats were lost, fishermen told Radio Sandvik.", ["Radio Sandvik", "fishermen"]),
        (
            "The Sandvik Post reported, citing a diver, that the hull had been cut open from below.",
            ["Sandvik Post", "a diver"],
        ),
        (
            "The state agency ORN, quoting the Harbour Ministry, blamed a tug for the spill off Sandvik.",
            ["ORN", "Harbour Ministry"],
        ),
        ("He has ordered that each crew be paid in full, his press service said.", ["his press service"]),
    ],
)
def test_an_outlet_told_or_a_source_cited_is_part_of_the_chain(read: Read, text: str, chain: list[str]) -> None:
    (claim, *_) = read(text)
    assert [source.name for source in claim.sources[1:]] == chain


def test_what_the_outlet_itself_was_told_is_no_relay(read: Read) -> None:
    (claim, *_) = read("Four boats were lost, fishermen told Radio Sandvik.", outlet="Radio Sandvik")
    assert [source.name for source in claim.sources[1:]] == ["fishermen"]
