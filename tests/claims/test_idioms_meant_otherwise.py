"""Wordings that can refuse an answer, take back or deny, where they do nothing of the kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., list[Claim]]

MEANT_OTHERWISE = [
    "The flood water did not go into the cellars of the town hall.",
    "The mayor's boat was not to be found on Tuesday morning.",
    "The company had no name until 1987.",
    "The minister was away in Lisbon until Thursday.",
    "The government will not enter into contracts with the port.",
    "The suspect kept walking and was arrested near the station.",
    "The crowd greeted the president with smiles and flags.",
    "The goalkeeper smiled.",
    "The club scrapped its estimate system for players.",
    "The team made short work of their rivals.",
    "The director is far from certain of a place in the final.",
    "The harbour master is not sure of his pension.",
    "The board has yet to be persuaded by the architect.",
    "The director made no secret of his love for opera.",
    "The union kept out of the dispute in 2019.",
    "The prince left it at that and sailed to Spain.",
    "The office passed the matter on to the court, which fined the firm.",
    "The editor regretted writing so little poetry.",
    "The judge reserved judgment on the appeal.",
    "The train did not come back.",
    "The waiter merely smiled and poured the wine.",
    "The tall story of the tower takes ten minutes to climb.",
    "The novelist is writing fairy tales for children.",
    "The trainer let the matter drop after the game was won.",
    "The witness took it back to the shop.",
    "The company took back its bicycles in the autumn.",
    "The farmer took back what he had lent to his brother.",
    "The shop withdrew its report cards from sale.",
    "The guide kept his cards close to his chest.",
    "The minister kept the medal under lock and key.",
    "The power line was cut off during the storm.",
    "The railway line was cut by a landslide in March.",
]


@pytest.mark.parametrize("text", MEANT_OTHERWISE)
def test_what_is_no_answer_to_anybody_is_no_stance(read: Read, text: str) -> None:
    assert {claim.stance for claim in read(text)} == {"asserts"}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Reporters asked the mayor about the pier. The mayor merely smiled.", "withholds"),
        ("Asked about the pier, Olaf Lind kept walking.", "withholds"),
        ("Olaf Lind did not return our calls.", "withholds"),
        ("Olaf Lind took back what he had said about the pier.", "retracts"),
        ("Olaf Lind is far from certain that the pier will hold.", "doubts"),
        ("Olaf Lind is not sure that the pier will hold.", "doubts"),
        ("Olaf Lind is not convinced that the pier will hold.", "doubts"),
    ],
)
def test_the_same_wordings_where_somebody_was_asked_or_something_was_said(read: Read, text: str, stance: str) -> None:
    assert stance in {claim.stance for claim in read(text)}
