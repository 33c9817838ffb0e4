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


WHOSE = {
    "its committee, by the sentence's topic": (
        "The Anglers League will not sail on Sunday, its committee resolved.",
        "Anglers League's committee",
    ),
    "his press service": ("President Olaf Lind met nobody, his press service said.", "Olaf Lind's press service"),
    "a thing without a name": (
        "The old lighthouse has lost its lamp, its keeper told us.",
        "the old lighthouse's keeper",
    ),
    "named right behind": (
        "The Skua flies at night, according to its maker, Nordvind.\n\nOlaf Lind agreed.",
        "Nordvind",
    ),
}


@pytest.mark.parametrize("name", WHOSE)
def test_whose_it_is_is_part_of_the_name(read: Read, name: str) -> None:
    text, source = WHOSE[name]
    assert read(text)[0].speaker.name == source


def test_a_title_that_stands_alone_is_whoever_bears_it(read: Read) -> None:
    *_, claim = read("Colonel Olaf Lind said the pier was closed.\n\nRepairs would take a year, the Colonel went on.")
    assert claim.speaker.name == "Olaf Lind"


def test_who_was_heard_from_and_who_is_cited_are_in_the_chain(read: Read) -> None:
    (heard,) = read("The pier was empty, the Lund Gazette has learned from a sergeant.")
    assert [source.name for source in heard.sources[1:]] == ["Lund Gazette", "a sergeant"]
    (cited,) = read("The pier was empty, the Lund Gazette reports, citing a sergeant.")
    assert [source.name for source in cited.sources[1:]] == ["Lund Gazette", "a sergeant"]


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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The news agency KNA ran a report on the pier but later deleted it.", "KNA"),
        ("Two officials left the room. One of them said the deal was off.", "One of the two officials"),
        ("Hana Dvorak, the education minister, resigned. The prime minister said he was sorry.", "The prime minister"),
        ("Prof. Ola Sundby led the panel. It will take a year, the professor said.", "Ola Sundby"),
        ('"I counted wrong," Jan Smid was quoted as saying.', "Jan Smid"),
        ("The owner, Nordfisk, put the number at 2,000.", "Nordfisk"),
        ("The guild stuck to its estimate.", "The guild"),
    ],
)
def test_offices_bodies_and_one_of_several(read: Read, text: str, name: str) -> None:
    assert read(text)[-1].speaker.name == name


def test_a_reason_that_is_cited_is_no_source(read: Read) -> None:
    *_, last = read("Sondar said the poll was off, citing a problem with its sample.")
    assert [source.name for source in last.sources[1:]] == ["Sondar"]


def test_he_in_what_the_governor_says_is_the_governor(read: Read) -> None:
    text = (
        "Karl Brandt came. The governor said he would gladly meet Brandt and has firmly denied that the dam was unsafe."
    )
    names = [claim.speaker.name for claim in read(text) if claim.attributed]
    assert names
    assert set(names) == {"The governor"}


def test_with_a_spokesman_he_is_whoever_he_speaks_for(read: Read) -> None:
    text = "Karl Brandt left early. The spokesman said he would stay and has firmly denied that the dam was unsafe."
    assert [claim.speaker.name for claim in read(text) if claim.attributed][-1] == "Karl Brandt"


def test_himself_is_no_part_of_a_name(read: Read) -> None:
    text = "Donald Trump met Karl Brandt.\n\nTrump himself has firmly denied that the dam was unsafe."
    assert [claim.speaker.name for claim in read(text) if claim.attributed] == ["Donald Trump"]


def test_the_papers_of_somebody_are_no_part_of_the_name(read: Read) -> None:
    text = 'Olaf Lind said the pier was closed. "The Olaf Lind Memos show no such thing," the mayor wrote.'
    assert read(text)[0].speaker.name == "Olaf Lind"


@pytest.mark.parametrize(("mark", "speaker"), [('"', "Olaf Lind"), ("'", "The Harbour Times")])
def test_a_quotation_in_other_marks_is_not_by_whoever_spoke_before(read: Read, mark: str, speaker: str) -> None:
    text = f'"Just heard of the suit," Olaf Lind wrote.\n\n{mark}The council opened the dam, and found a partner.{mark}'
    assert read(text)[-1].speaker.name == speaker


def test_a_quote_mark_alone_is_no_claim(read: Read) -> None:
    claims = read("'Just heard of the suit,' Olaf Lind wrote. 'This can be good news for us.'")
    assert [claim.speaker.name for claim in claims] == ["Olaf Lind", "Olaf Lind"]


def test_an_election_says_nothing(read: Read) -> None:
    (claim,) = read("The 2030 election called for new ideas.")
    assert not claim.attributed


@pytest.mark.parametrize(
    "text",
    [
        "The two men had met in Lind Tower.\n\nMr. Lind said the pier was closed.",
        "Lind Signals Openness to a New Deal on the Northern Pier.\n\nMr. Lind said the pier was closed.",
    ],
)
def test_a_name_is_not_lent_by_a_building_or_a_headline(read: Read, text: str) -> None:
    assert read(text)[-1].speaker.name == "Lind"


def test_a_word_that_points_is_nobodys_name(read: Read) -> None:
    claims = read("Owen Lund showed files on Monday which he claimed prove that the dam leaks.")
    assert not {source.name for claim in claims for source in claim.sources} & {"which", "that", "he"}


def test_a_surname_used_before_is_not_that_of_the_wife(read: Read) -> None:
    claims = read("Lind was greeted with his wife, Anna Lind.\n\nLind said that the pier was closed.")
    assert claims[-1].speaker.name == "Lind"
    (claim,) = (c for c in read("His wife, Anna Lind, said that the pier was closed.") if c.attributed)
    assert "Anna Lind" in claim.speaker.name
