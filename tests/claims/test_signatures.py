"""Signed quotations, and content that a parser cut short."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., tuple[Claim, ...]]


@pytest.mark.parametrize("dash", ["―", "—", "–", "--"])
def test_a_signed_quotation_is_said_by_whoever_signs(read: Read, dash: str) -> None:
    text = f"The flood came at night.\n\n“We lost everything. I have nothing left.” {dash} Jonna Reit, baker"
    claims = read(text)
    assert [claim.speaker.name for claim in claims] == ["The Harbour Times", "Jonna Reit", "Jonna Reit"]
    assert all(text[slice(*claim.content_spans[0])].startswith("“We lost") for claim in claims[1:])


def test_a_dash_behind_a_quotation_signs_nothing_by_itself(read: Read) -> None:
    assert not any(claim.attributed for claim in read('"A night to forget" - and so on it went.'))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Anna Brandt wants to mend the bridge, close the ferry and hire a guard.", "close the ferry and hire a guard"),
        ('Anna Brandt asked: "Did you see it? I did not."', "Did you see it? I did not"),
        ("Anna Brandt said that one thing was certain: the bridge would stay shut.", "the bridge would stay shut"),
    ],
)
def test_content_reaches_to_its_end(read: Read, text: str, content: str) -> None:
    spans = [text[a:b] for claim in read(text) for a, b in claim.content_spans]
    assert any(content in span for span in spans)


def test_what_follows_a_quotation_and_its_tag_is_the_outlets_own(read: Read) -> None:
    text = '"The bridge is safe," Anna Brandt said, not even needing to look at the cables.'
    (claim,) = read(text)
    assert [text[a:b] for a, b in claim.content_spans] == ['"The bridge is safe,"']


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The mayor of Lund, Anna Brandt, confirmed Monday that the bridge is closed to lorries.", "Anna Brandt"),
        ("A survey by the Lund Institute shows a lead of six points for the mayor.", "survey"),
    ],
)
def test_sources_of_other_constructions(read: Read, text: str, source: str) -> None:
    (claim,) = read(text)
    assert source in claim.speaker.name


@pytest.mark.parametrize(
    "text",
    ["The law of 1950 did not disclose a date.", "Critics blamed the agency for not releasing the figures in May."],
)
def test_only_somebody_who_could_speak_withholds(read: Read, text: str) -> None:
    assert all(claim.stance != "withholds" for claim in read(text))
