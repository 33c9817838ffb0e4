"""Verdicts on what was said: which call a claim false, however a parser reads them, and which do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., tuple[Claim, ...]]

FALSE = {
    "Harbour master Olaf Lind on Friday called reports of a missing buoy nothing but invention.": "Olaf Lind",
    "The auditors were busy. Holt called that figure pure fantasy. The bill for the quay grew.": "Holt",
    'Mayor Karin Holt described talk of a second tunnel as "pantomime".': "Karin Holt",
    "The bakery called this untrue and sent its bread elsewhere.": "The bakery",
    "The ferry sails on Monday, Karin Holt said, dismissing rumours of a strike.": "Karin Holt",
    "The lamps are all lit, said Olaf Lind, who called every report to the contrary false.": "Olaf Lind",
}


@pytest.mark.parametrize("text", FALSE)
def test_who_calls_a_claim_false_denies(read: Read, text: str) -> None:
    claim = next(claim for claim in read(text) if claim.attributed)
    assert claim.stance == "denies"
    assert claim.speaker.name == FALSE[text]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Karin Holt called the report a relief.",
        "Olaf Lind described the story of the buoys as a lesson to all.",
        "Karin Holt called the new play a comedy.",
        "The ferry sails on Monday, Karin Holt said, dismissing the band.",
        "The ferry sails on Monday, said Olaf Lind, who called the report thorough.",
        "The council dismissed an application by the yard.",
        "A judge rejected the appeal of the brewery.",
    ],
)
def test_other_verdicts_deny_nothing(read: Read, text: str) -> None:
    assert not any(claim.stance == "denies" for claim in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Castle Brewery reported a record loss in May.",
        "The council declared a day of mourning for the pilot.",
        "A baker found the shutters bolted.",
        "Fishermen hoping for calm seas will have to wait.",
        "Who has to approve the plan is also unclear.",
    ],
)
def test_what_is_done_is_not_said(read: Read, text: str) -> None:
    assert not any(claim.attributed for claim in read(text))


def test_a_named_body_of_any_kind_rejects_a_claim(read: Read) -> None:
    found = read("The Silver Bay holiday camp rejected any suggestion that its boats had leaked.")
    assert [(claim.speaker.name.casefold(), claim.stance) for claim in found] == [
        ("the silver bay holiday camp", "denies")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Karin Holt rejected the union's claim that the quay was unsafe.",
        "Karin Holt dismissed a report by the brewery that the quay was unsafe.",
    ],
)
def test_who_made_a_rejected_claim_does_not_deny_it(read: Read, text: str) -> None:
    claim = next(claim for claim in read(text) if claim.attributed)
    assert (claim.speaker.name, claim.stance) == ("Karin Holt", "denies")
