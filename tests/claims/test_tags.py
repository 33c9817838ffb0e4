"""Reporting tags that the parser may hang wrongly, told by their word forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., tuple[Claim, ...]]

SPEAKERS = {
    "A trawler loaded with herring rammed into the old pier, a harbour source tells the Echo.": "a harbour source",
    "Half of the crew never came home that night, dockside mates whisper.": "dockside mates",
    "No barge has passed since May, the registry of the Canal Board states.": "the registry of the Canal Board",
    "Not one bolt was loose, the board's surveyor, Olaf Lind, maintains.": "Olaf Lind",
    "The pier was closed for two years and will stay so, the Canal Board informed the trade press on Friday.": (
        "Canal Board"
    ),
    "The lock will be opened at noon, an official of the Canal Board let us know.": "an official of the Canal Board",
    "It was a slip of the pen, Mr Lind's office hastened to add.": "Mr Lind's office",
    '"Whatever they paid for the crane was too much," growled dock foreman Olaf Lind.': "Olaf Lind",
    "They should sink the whole fleet, sobs fisherman's daughter Karin Holt, 22.": "Karin Holt",
}


@pytest.mark.parametrize("text", SPEAKERS)
def test_a_tag_names_the_speaker(read: Read, text: str) -> None:
    claims = [claim for claim in read(text) if claim.attributed]
    assert [claim.speaker.name for claim in claims] == [SPEAKERS[text]]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour has cranes, sheds, old boats.",
        "After the storm, the harbour office called the divers.",
    ],
)
def test_no_tag_without_a_statement_before_it(read: Read, text: str) -> None:
    assert not any(claim.construction == "inverted" for claim in read(text))
