"""Outlets that tell what they said and take it back in the sentence behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday we reported that the ferry had struck a rock. It had not, and we apologise.",
        "The Harbour Times wrote on Monday that Olaf Lind had sold the yard. We got it wrong.",
        "And the three divers we called thieves last week? They are not, and we take that back.",
    ],
)
def test_an_outlet_that_takes_back_what_it_said_makes_one_retraction(read: Read, text: str) -> None:
    (claim,) = read(text)
    assert claim.stance == "retracts"
    assert claim.speaker.name == "The Harbour Times"


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday we reported that the ferry had struck a rock. Divers have now found the hole.",
        '"We said in May that the pier was rotten. We are sorry for the families," Olaf Lind said.',
        "The Sandvik Post wrote on Monday that Olaf Lind had sold the yard. Its owner is sorry to see him go.",
    ],
)
def test_what_an_outlet_said_stands_without_amends(read: Read, text: str) -> None:
    assert not any(claim.stance == "retracts" for claim in read(text))
