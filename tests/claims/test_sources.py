"""Who is meant: names, pronouns, roles, described outlets; and what kind of source it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., tuple[Claim, ...]]

SECOND_SENTENCE = {
    "he": ("Olaf Lind said the pier was closed.", "Repairs would take a year, he added.", "Olaf Lind"),
    "she": (
        "Minister Karin Holt said the pier was closed.\n\nOlaf Lind, an engineer, disagreed.",
        "Repairs would take a year, she added.",
        "Karin Holt",
    ),
    "surname": ("Olaf Lind said the pier was closed.", "Repairs would take a year, Lind said.", "Olaf Lind"),
    "described outlet": (
        "The Lund Gazette reported that the pier was closed.",
        "The newspaper said repairs would take a year.",
        "Lund Gazette",
    ),
    "body by its noun": (
        "The Ministry of Transport said the pier was closed.",
        "The ministry added that repairs would take a year.",
        "Ministry of Transport",
    ),
    "unnamed, named again by its noun": (
        "A retired harbour pilot said the pier was closed.",
        "Repairs would take a year, the pilot added.",
        "A retired harbour pilot",
    ),
    "unnamed he": (
        '"The pier is closed," said a retired harbour pilot.',
        "Repairs would take a year, he added.",
        "a retired harbour pilot",
    ),
    "role of a named person": (
        "Kremlin spokesman Dmitry Orlov said the pier was closed.",
        "The Kremlin official said repairs would take a year.",
        "Dmitry Orlov",
    ),
}


@pytest.mark.parametrize("name", SECOND_SENTENCE)
def test_a_second_mention_is_resolved(read: Read, name: str) -> None:
    first, second, source = SECOND_SENTENCE[name]
    claim = read(f"{first} {second}")[-1]
    assert claim.speaker.name.casefold() == source.casefold()
    assert claim.speaker.mention is not None or source in claim.text


def test_a_later_full_name_is_the_name(read: Read) -> None:
    claims = read("The pier was closed, Lind said. Olaf Lind has run the port since 2011.")
    assert claims[0].speaker.name == "Olaf Lind"


def test_the_way_to_a_name_is_explained(read: Read) -> None:
    claim = read("Olaf Lind said the pier was closed. Repairs would take a year, he added.")[-1]
    assert any("Olaf Lind" in line and "he" in line for line in claim.why)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Olaf Lind", "person"),
        ("two harbour officials", "anonymous"),
        ("the Ministry of Transport", "government"),
        ("Sundvik Shipping Ltd", "company"),
        ("the Dockers' Union", "organisation"),
        ("the Lund Gazette", "outlet"),
    ],
)
def test_kind_of_a_source(read: Read, source: str, kind: str) -> None:
    claim = read(f"The pier has been closed since Monday, according to {source}.")[-1]
    assert claim.speaker.kind == kind
