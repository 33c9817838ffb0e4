"""Every construction of reported speech: who is found to say it, and what with which cue."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from narrative.records import Claim

Read = Callable[..., tuple[Claim, ...]]

ONE_SENTENCE = {
    "that-clause": ("Mayor Anna Brandt said that the bridge would reopen in May.", "Anna Brandt", "said"),
    "clause": ("Mayor Anna Brandt told the council the bridge would reopen in May.", "Anna Brandt", "told"),
    "final": ("The bridge will reopen in May, Mayor Anna Brandt said.", "Anna Brandt", "said"),
    "final, verb first": ("The bridge will reopen in May, said Anna Brandt, the mayor.", "Anna Brandt", "said"),
    "in the middle": ("The bridge, Anna Brandt added, will reopen in May.", "Anna Brandt", "added"),
    "according to, first": ("According to Anna Brandt, the bridge will reopen in May.", "Anna Brandt", "According to"),
    "according to, last": ("The bridge will reopen in May, according to Anna Brandt.", "Anna Brandt", "according to"),
    "in the view of": ("In the view of Anna Brandt, the bridge will reopen in May.", "Anna Brandt", "In the view of"),
    "quotation": ('"The bridge will reopen in May," said Anna Brandt.', "Anna Brandt", "said"),
    "quotation first named": ('Anna Brandt said: "The bridge will reopen in May."', "Anna Brandt", "said"),
    "any verb beside a quotation": ('"The bridge is finished," croaked Anna Brandt.', "Anna Brandt", "croaked"),
    "nominal": ("Anna Brandt's claim that the bridge was safe surprised nobody.", "Anna Brandt", "claim"),
    "cue of several words": ("Anna Brandt made it clear that the bridge would reopen.", "Anna Brandt", "made it clear"),
    "apposition": ("The mayor of Lund, Anna Brandt, said the bridge would reopen.", "Anna Brandt", "said"),
    "anonymous": ("The bridge will reopen in May, two city officials said.", "two city officials", "said"),
    "document": ("A report by the Lund Institute says that the bridge is unsafe.", "Lund Institute", "says"),
}


@pytest.mark.parametrize("name", ONE_SENTENCE)
def test_source_and_cue_of_one_sentence(read: Read, name: str) -> None:
    text, source, cue = ONE_SENTENCE[name]
    claims = [claim for claim in read(text) if claim.attributed]
    assert len(claims) == 1
    claim = claims[0]
    assert source.casefold() in claim.speaker.name.casefold()
    assert claim.cue_span is not None
    assert text[slice(*claim.cue_span)] == cue
    assert claim.sources[0].name == "The Harbour Times"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge reopened in May.",
        "The council met in the old town hall. Nobody stayed until the end.",
        "The Harbour Times has learned that the bridge will reopen.",
        "This newspaper understands that the bridge will reopen.",
    ],
)
def test_the_outlets_own_voice_has_the_outlet_alone(read: Read, text: str) -> None:
    assert all(not claim.attributed for claim in read(text))


def test_agentless_has_an_unknown_source(read: Read) -> None:
    (claim,) = read("The treasurer is believed to have left the country.")
    assert [source.kind for source in claim.sources] == ["outlet", "unknown"]
    assert claim.construction == "agentless"


CHAINS = {
    "citing": (
        "The bridge is unsafe, the Lund Gazette reported on Monday, citing two engineers.",
        ["Lund Gazette", "two engineers"],
    ),
    "nested": (
        "Anna Brandt said that the engineers had warned that the bridge would collapse.",
        ["Anna Brandt", "the engineers"],
    ),
    "according to, inside": (
        "The Lund Gazette reported that, according to the Seamen's Guild, the bridge is unsafe.",
        ["Lund Gazette", "Seamen's Guild"],
    ),
}


@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_runs_from_the_outlet_to_the_innermost_speaker(read: Read, name: str) -> None:
    text, chain = CHAINS[name]
    (claim,) = (claim for claim in read(text) if claim.attributed)
    found = [source.name for source in claim.sources[1:]]
    assert len(found) == len(chain)
    assert all(wanted.casefold() in name.casefold() for wanted, name in zip(chain, found, strict=True))


def test_who_repeats_himself_is_one_link(read: Read) -> None:
    (claim,) = read("Anna Brandt said she doubted that the bridge would reopen.")
    assert [source.name for source in claim.sources[1:]] == ["Anna Brandt"]
    assert claim.stance == "doubts"


def test_two_that_clauses_are_two_claims(read: Read) -> None:
    first, second = read("Anna Brandt said that the bridge was safe and that the tunnel would stay closed.")
    assert first.speaker == second.speaker
    assert "tunnel" not in first.text
    assert "tunnel" in second.statement


def test_two_speakers_of_one_sentence_are_two_claims(read: Read) -> None:
    text = "Anna Brandt said the bridge was safe, but Olaf Lind said it was not."
    assert [claim.speaker.name for claim in read(text)] == ["Anna Brandt", "Olaf Lind"]


def test_a_quotation_goes_on_over_sentences_and_paragraphs(read: Read) -> None:
    text = '"The bridge is safe," Anna Brandt said. "The tunnel is not.\n\n"It will stay closed until May."'
    claims = read(text)
    assert [claim.speaker.name for claim in claims] == ["Anna Brandt"] * 3
    assert len({claim.content_spans for claim in claims}) == 1


def test_a_quotation_before_its_cue_belongs_to_it(read: Read) -> None:
    claims = read('"The bridge is safe. The tunnel is not," Anna Brandt told reporters.')
    assert [claim.speaker.name for claim in claims] == ["Anna Brandt"] * 2


def test_an_example_goes_on_with_the_source(read: Read) -> None:
    text = "The Lund Gazette reported that few were convinced. For example, the port declined to join the scheme."
    assert [claim.speaker.name for claim in read(text)] == ["Lund Gazette"] * 2


def test_a_transcript_is_said_by_whoever_answers(read: Read) -> None:
    text = (
        "Anna Brandt has been mayor of Lund for nine years. We met Brandt in her office.\n\n"
        "Q: Is the bridge safe?\n\nA: It is.\n\nQ: And the tunnel?\n\nA: It will stay closed."
    )
    answers = [claim for claim in read(text) if claim.text.startswith("A:")]
    assert [claim.speaker.name for claim in answers] == ["Anna Brandt"] * 2
    assert not any(claim.attributed for claim in read(text) if claim.text.startswith("Q:"))


def test_a_headline_is_a_claim_of_its_own(read: Read) -> None:
    claims = read("The bridge is safe.", title="Bridge is safe, mayor says")
    assert [(claim.part, claim.id) for claim in claims] == [("title", "a:h1"), ("text", "a:1")]
    assert claims[0].attributed


def test_what_something_is_or_is_not_doubts_nothing(read: Read) -> None:
    (claim,) = read("The company is not a sophisticated lab.")
    assert (claim.stance, claim.attributed) == ("asserts", False)
