"""Stance: from the cue with its negation and aspect, from idioms, and from what is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from narrative.claims.dates import stated_on
from narrative.records import Claim

Read = Callable[..., tuple[Claim, ...]]

STANCES = {
    "Olaf Lind said the pier was closed.": "asserts",
    "Olaf Lind warned that the pier would collapse.": "asserts",
    "Olaf Lind confirmed that the pier was closed.": "confirms",
    "Olaf Lind admitted that the pier was closed.": "confirms",
    "Olaf Lind denied that the pier was closed.": "denies",
    "Olaf Lind rejected the claim that the pier was closed.": "denies",
    'Olaf Lind called the story "nonsense".': "denies",
    "That, said Olaf Lind, is simply untrue.": "denies",
    "Rubbish, says Olaf Lind.": "denies",
    "Olaf Lind doubted whether the pier would reopen.": "doubts",
    "Olaf Lind questioned whether the pier had ever been safe.": "doubts",
    "Olaf Lind has not confirmed that the pier is closed.": "withholds",
    "Olaf Lind declined to comment.": "withholds",
    "Olaf Lind would not say when the pier would reopen.": "withholds",
    "Olaf Lind could not verify the account.": "withholds",
    "Olaf Lind stopped short of confirming the closure.": "withholds",
    "Olaf Lind did not respond to a request for comment.": "withholds",
    "Olaf Lind could neither confirm nor deny the report.": "withholds",
    "Olaf Lind said he had nothing to add.": "withholds",
    "Calls to Olaf Lind went unanswered.": "withholds",
    "The Lund Gazette later withdrew the story.": "retracts",
    "The Lund Gazette has taken down the article.": "retracts",
    "The ministry walked back its statement on the pier.": "retracts",
    "Olaf Lind would neither confirm the sale nor rule it out.": "withholds",
    "Nobody at the Canal Board came to the phone.": "withholds",
    "The Canal Board gave no reason.": "withholds",
    "Olaf Lind left open when the lock would reopen.": "withholds",
    "Olaf Lind changed the subject.": "withholds",
    "Olaf Lind said nothing about the crane.": "withholds",
    "Olaf Lind preferred not to say.": "withholds",
    "The ministry referred us to its lawyers.": "withholds",
    '"Ask the lawyers," Olaf Lind said.': "withholds",
    "Olaf Lind has taken back what he said about the divers.": "retracts",
    "Olaf Lind no longer stands by his account.": "retracts",
    "Olaf Lind no longer claims that the divers were drunk.": "retracts",
    "Olaf Lind admitted he had been mistaken.": "retracts",
    "Olaf Lind withdrew his earlier estimate.": "retracts",
    "He should not have said so, Olaf Lind now concedes.": "retracts",
    "Olaf Lind no longer denies that the lock leaked.": "confirms",
    "The figure is correct, Olaf Lind said.": "confirms",
    '"Yes, we sold the crane," said Olaf Lind.': "confirms",
    "Olaf Lind allowed that the lock had leaked.": "confirms",
    "Olaf Lind laughed off the idea of a sale.": "denies",
    "Olaf Lind bristled at the suggestion of a sale.": "denies",
    "No diver was ever paid, Olaf Lind insists.": "denies",
    '"That is news to me," said Olaf Lind.': "denies",
    '"You try lifting a crane in that wind," Olaf Lind shot back.': "denies",
    "Olaf Lind does not accept that the lock leaked.": "denies",
    "Olaf Lind branded the report a forgery.": "denies",
    "Olaf Lind dismissed the accusation as baseless.": "denies",
    "The harbour board called the story a hoax.": "denies",
    "Olaf Lind finds it hard to believe the lock leaked.": "doubts",
    "It is far from clear that the lock will hold, Olaf Lind said.": "doubts",
    "Olaf Lind is sceptical of the plan.": "doubts",
    "CORRECTION: An earlier version of this article misspelt the name of the pier.": "retracts",
}


@pytest.mark.parametrize("text", STANCES)
def test_stance_of_one_sentence(read: Read, text: str) -> None:
    (claim,) = read(text)
    assert claim.stance == STANCES[text]
    if "earlier version" not in text:
        assert claim.attributed


@pytest.mark.parametrize(
    "text",
    [
        "Olaf Lind did not doubt that the pier was safe.",
        "The pier withdrew from nobody's memory.",
        "The pilot pulled the boat out of the water.",
        "The silence of the harbour is famous.",
        "Olaf Lind walked back to the quay.",
        "The crowd was silent for a minute.",
        "No diver will go down before May, Olaf Lind said.",
        "Olaf Lind attacked the timetable as ridiculous.",
        "Olaf Lind embraced the town's claims that the ferry was bought under false pretences.",
        "Olaf Lind promised to look again at the lock that he once called absurd.",
        '"The ferrymen lied," Olaf Lind said.',
    ],
)
def test_words_alone_do_not_make_a_reaction(read: Read, text: str) -> None:
    assert all(claim.stance == "asserts" for claim in read(text))


def test_a_withheld_comment_is_about_what_was_claimed_before(read: Read) -> None:
    claim = read("The pier will close for a year, Karin Holt said. Olaf Lind declined to comment.")[-1]
    assert claim.about is not None
    assert "pier will close" in claim.about


def test_a_retraction_is_about_what_the_same_source_said(read: Read) -> None:
    text = (
        "The Lund Gazette reported that the pier had collapsed. Olaf Lind said nobody was hurt. "
        "The newspaper later withdrew the report."
    )
    claim = read(text)[-1]
    assert claim.stance == "retracts"
    assert claim.speaker.name.endswith("Lund Gazette")
    assert claim.about is not None
    assert "collapsed" in claim.about


def test_a_comment_withheld_says_itself_what_on(read: Read) -> None:
    claim = read("Karin Holt said taxes would fall. Olaf Lind would not say whether the old pier would be sold.")[-1]
    assert claim.about is not None
    assert "old pier" in claim.about


def test_hedges(read: Read) -> None:
    assert read("Olaf Lind said the pier might close.")[0].hedged
    assert not read("Olaf Lind said the pier had closed.")[0].hedged


def test_statements_stand_alone(read: Read) -> None:
    claim = read("Olaf Lind said that he had closed the pier.")[0]
    assert claim.statement == "Olaf Lind had closed the pier"
    quoted = read('"I closed the pier," said Olaf Lind.')[0]
    assert quoted.statement == "Olaf Lind closed the pier"


def test_whoever_is_quoted_is_not_the_he_or_she_of_the_quotation(read: Read) -> None:
    text = 'Karin Holt has run the shipyard since May. "Rust sank her, and everybody knew," Holt said of the trawler.'
    claim = next(claim for claim in read(text) if "sank" in claim.text)
    assert claim.speaker.name == "Karin Holt"
    assert "sank her" in claim.statement


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("said on Monday", date(2025, 6, 9)),
        ("said on Thursday", date(2025, 6, 12)),
        ("said yesterday", date(2025, 6, 11)),
        ("said this morning", date(2025, 6, 12)),
        ("said on June 3", date(2025, 6, 3)),
        ("said on the 3rd of June 2024", date(2024, 6, 3)),
        ("said on December 24", date(2024, 12, 24)),
        ("said on 31 February", None),
        ("said next Monday", None),
        ("said", None),
    ],
)
def test_the_day_something_was_said(words: str, day: date | None) -> None:
    assert stated_on(words, date(2025, 6, 12)) == day


def test_the_day_comes_from_the_reporting_clause(read: Read) -> None:
    claim = read("The pier will close on Saturday, Olaf Lind said on Monday.")[0]
    assert claim.stated == date(2025, 6, 9)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ('"I\'ve seen the pier and I like it," said Olaf Lind.', "I've seen the pier and I like it"),
        ("Olaf Lind said he'd be surprised if the pier held.", "he'd be surprised if the pier held"),
    ],
)
def test_a_name_takes_the_place_of_a_pronoun_only_where_the_sentence_stays_one(
    read: Read, text: str, statement: str
) -> None:
    assert read(text)[0].statement == statement


def test_a_thing_that_is_not_handed_over_is_no_comment_withheld(read: Read) -> None:
    assert [c.stance for c in read("The harbour office refused to give a figure.")] == ["withholds"]
    kept = read('"They will pay for the crane that the owners refused to give to the port," Olaf Lind wrote.')
    assert "withholds" not in [c.stance for c in kept]


def test_a_line_in_capitals_names_nobody_on_its_own(read: Read) -> None:
    text = "Lind Signals Openness on Pier After Storm Damage\n\nMr. Lind said on Monday that the pier would open."
    assert [c.speaker.name for c in read(text) if c.attributed] == ["Lind"]


@pytest.mark.parametrize(
    "text",
    [
        "The chamber considers it doubtful that the well is clean.",
        "Karin Holt said she had doubts that the seal was genuine.",
        "Olaf Lind of the divers' union was not so sure, saying he had counted nine boats.",
        "Karin Holt finds the timing of the fire rather too convenient.",
        "The story of the lost key leaves me unconvinced, Olaf Lind said.",
    ],
)
def test_who_finds_it_hard_to_credit_doubts(read: Read, text: str) -> None:
    assert read(text)[0].stance == "doubts"


def test_indeed_confirms(read: Read) -> None:
    assert read("There had indeed been a crack in the hull, Karin Holt told the inquiry.")[0].stance == "confirms"
    assert read("There had not been a crack in the hull, Karin Holt told the inquiry.")[0].stance != "confirms"


@pytest.mark.parametrize("cue", ["did not claim", "has never asserted", "did not argue"])
def test_who_did_not_claim_it_does_not_stand_behind_it(read: Read, cue: str) -> None:
    (claim,) = read(f"The mayor {cue} that the dam was unsafe.")
    assert claim.stance == "withholds"


def test_what_somebody_could_not_order_is_no_silence(read: Read) -> None:
    claims = read("The mayor said that she could not order any company to put money into the dam.")
    assert "withholds" not in {claim.stance for claim in claims}
