"""What stands before a colon: reactions, silences, and whoever speaks in the quotation behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., list[Claim]]

REACTIONS = [
    ('The brewery\'s spokesman Nils Ravn called that "a campfire story": the vats were rinsed twice.', "denies"),
    ("Captain Ola Berg disputes this: the buoy, he said, had drifted for a week.", "denies"),
    ("That was contradicted by the engineer, Karin Holt: the crane passed its test, she said.", "denies"),
    ("Curator Nils Ravn doubted this on Friday: a frame of that age, he said, has worm holes.", "doubts"),
    ("Karin Holt of the Weather Institute is unconvinced: the gauges, she said, were frozen.", "doubts"),
    ('On what sank the ferry Karin Holt would not commit herself: "Come back in June, all of you."', "withholds"),
]


@pytest.mark.parametrize(("text", "stance"), REACTIONS)
def test_a_reaction_before_a_colon_is_the_stance(read: Read, text: str, stance: str) -> None:
    (claim, *_) = read(text)
    assert claim.stance == stance
    assert claim.speaker.name in ("Nils Ravn", "Ola Berg", "Karin Holt")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Mayor Karin Holt was blunt: "We have lost the pier for good."', "Karin Holt"),
        ('Olaf Lind packed up his nets: "There is nothing left out there for us."', "Olaf Lind"),
        ("Olaf Lind sees it differently: the nets were torn before the storm.", "Olaf Lind"),
        ("Karin Holt had a simple explanation: the bolts were never tightened.", "Karin Holt"),
    ],
)
def test_whoever_stands_before_a_colon_speaks_behind_it(read: Read, text: str, speaker: str) -> None:
    (claim, *_) = read(text)
    assert claim.speaker.name == speaker
    assert claim.stance == "asserts"


@pytest.mark.parametrize(
    "text",
    [
        "The museum has three rooms: a hall, a cellar and an attic.",
        "The ferry calls at two ports: Lund and Sandvik.",
        "The banner over the gate was new: it had been sewn overnight.",
    ],
)
def test_a_colon_alone_lays_nothing_to_anybody(read: Read, text: str) -> None:
    assert not any(claim.attributed for claim in read(text))


def test_a_gesture_before_a_quotation_is_no_silence(read: Read) -> None:
    (claim, *_) = read('Asked about the fee, Karin Holt shook her head: "Not a penny of it went to us."')
    assert claim.stance != "withholds"
