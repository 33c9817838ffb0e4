"""Sentences with more than one statement, statements that a colon announces, and tags that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., tuple[Claim, ...]]


def _contents(text: str, claim: Claim) -> list[str]:
    return [text[a:b] for a, b in claim.content_spans]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Anna Brandt blamed the owners for the delay and called for an inquiry into the cables.", "an inquiry"),
        ("Anna Brandt described the bridge as rotten, and said a ferry would run in June.", "a ferry would run"),
    ],
)
def test_two_verbs_of_one_speaker_make_two_claims(read: Read, text: str, second: str) -> None:
    claims = read(text)
    assert [claim.speaker.name for claim in claims] == ["Anna Brandt", "Anna Brandt"]
    assert second in " ".join(_contents(text, claims[1]))
    assert claims[0].end <= claims[1].start


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("As the Lund Post reported, two cables had snapped.", "Lund Post", "two cables had snapped"),
        ("Two cables had snapped, as Anna Brandt put it on Monday.", "Anna Brandt", "Two cables had snapped"),
        ("Anna Brandt told a meeting of ferry owners that the bridge was safe.", "Anna Brandt", "the bridge was safe"),
        ("The council called on the owners to mend the cables.", "The council", "the owners to mend the cables"),
        ("Anna Brandt hoped that the bridge would open.", "Anna Brandt", "the bridge would open"),
    ],
)
def test_content_of_a_construction(read: Read, text: str, source: str, content: str) -> None:
    (claim,) = read(text)
    assert source in claim.speaker.name
    assert content in " ".join(_contents(text, claim))
    assert source not in " ".join(_contents(text, claim))


def test_a_colon_announces_the_next_paragraph(read: Read) -> None:
    text = 'Anna Brandt spoke for an hour.\n\nBrandt continued:\n\n"The bridge is safe. Nobody needs to worry."'
    quoted = [claim for claim in read(text) if claim.start >= text.index('"')]
    assert quoted
    assert {claim.speaker.name for claim in quoted} == {"Anna Brandt"}


@pytest.mark.parametrize("mark", ['"', "''"])
def test_a_quotation_does_not_swallow_the_sentence_before_it(read: Read, mark: str) -> None:
    text = f"The tower leans. {mark}It is safe,{mark} said Anna Brandt. {mark}We measured it.{mark} Nobody asked."
    claims = read(text)
    assert [claim.attributed for claim in claims] == [False, True, True, False]
    assert claims[1].text == f"{mark}It is safe,{mark} said Anna Brandt."
    assert claims[2].text == f"{mark}We measured it.{mark}"


def test_an_object_is_no_speaker(read: Read) -> None:
    claims = read("The mayor, a sailor, bemoaned the delay in Lund and said she was cross.")
    assert all("delay" not in source.name for claim in claims for source in claim.sources)


@pytest.mark.parametrize(
    "text",
    [
        "The gulls tried to reach the bridge.",
        "Anna Brandt met the owners to discuss the cables.",
        "Ferry owners needed to mend the cables.",
    ],
)
def test_what_nobody_says_is_no_claim_of_anybody(read: Read, text: str) -> None:
    assert not any(claim.attributed for claim in read(text))


def test_a_cue_inside_its_own_content_is_kept(read: Read) -> None:
    text = 'The town, "which", they said "we said", said "no said" is said.'
    assert all(text[claim.start : claim.end] == claim.text for claim in read(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Wen Hae-rin announced a halt. Ms. Wen said the site would close.", "Wen Hae-rin"),
        ("Greta Lind met the crew. Mr. Lind said the ferry was late.", "Lind"),
    ],
)
def test_a_title_and_a_hyphen_tell_who_is_meant(read: Read, text: str, speaker: str) -> None:
    assert read(text)[-1].speaker.name == speaker
