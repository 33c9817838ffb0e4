"""Texts that speak for whoever issues them, outlets that were told first, and sources named at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., tuple[Claim, ...]]


def _last(read: Read, text: str) -> list[str]:
    return [source.name for source in [claim for claim in read(text) if claim.attributed][-1].sources[1:]]


@pytest.mark.parametrize(
    "text",
    [
        "Castle Brewery said in a statement that its cellar was dry. No cask was lost, the statement said.",
        "Castle Brewery issued a bulletin on Friday. No cask was lost, according to the bulletin.",
        "Castle Brewery said in an email that it was sorry. The cellar is dry, the email added.",
    ],
)
def test_a_statement_speaks_for_whoever_issued_it(read: Read, text: str) -> None:
    assert _last(read, text) == ["Castle Brewery"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A statement lay on the desk. No cask was lost, the statement said.", "the statement"),
        ("Castle Brewery said in a letter that it was sorry. The cellar is dry, the ledger says.", "the ledger"),
    ],
)
def test_a_text_without_an_issuer_stays_what_it_is(read: Read, text: str, name: str) -> None:
    assert _last(read, text) == [name]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("A diver told the newspaper La Marea Nueva that the hull was cracked.", ["La Marea Nueva", "A diver"]),
        ("Olaf Lind told the daily Havneposten that the hull was cracked.", ["Havneposten", "Olaf Lind"]),
        ("Olaf Lind told Coast News Service on Friday that the hull was cracked.", ["Coast News Service", "Olaf Lind"]),
        ("The Evening Ledger reported that the hull was cracked, citing a diver.", ["Evening Ledger", "a diver"]),
        ("Olaf Lind told the mayor on Friday that the hull was cracked.", ["Olaf Lind"]),
        ("Olaf Lind said that the skipper had sailed on, citing the weather.", ["Olaf Lind"]),
        ("The hull was cracked, Olaf Lind said, citing Section 12 of the harbour code.", ["Olaf Lind"]),
    ],
)
def test_outlets_and_those_whom_they_cite(read: Read, text: str, chain: list[str]) -> None:
    assert _last(read, text) == chain


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ferry, Karin Holt went on, is going to the breakers in May.", "Karin Holt"),
        ("The yard is a disgrace to the town, raged harbour pilot Olaf Lind.", "Olaf Lind"),
    ],
)
def test_tags_of_any_form(read: Read, text: str, name: str) -> None:
    assert _last(read, text) == [name]
