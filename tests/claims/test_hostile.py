"""Hostile text: every offset holds, nothing of the text is lost, and the time grows with the length."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrative.claims import ClaimReader
from narrative.records import Article, Claim

# Pieces of news, of transcripts and of what goes wrong with either, put together in any order.
_PIECES = st.sampled_from(
    [
        "The mayor said", '"', "“", "”", "''", "'", "‘", "that the bridge was closed", ",", ".", "\n\n", "\n", ":",
        ";", "—", "(", ")", "ANNA BRANDT DENIED IT", "Q: Who paid?", "A: I do not know.", "- a point", "1) another",
        "according to", "Anna Brandt", "declined to comment", "she added", "...",
        "â€œItâ€™s falseâ€\x9d", "Ã©", "\u200b", "\ufeff",
        "\u202e", "👩\u200d🚒", "e\u0301", "said", "he told the paper", "who", "citing", "not", "has not confirmed",
        "  ",
        "\t", "\xa0", "―", "correction", "https://harbour.example/a?b=c", "@anna", "İstanbul", "ß", "as", "to say",
    ]
)  # fmt: skip
_TEXTS = st.one_of(st.lists(_PIECES, max_size=40).map(" ".join), st.text(max_size=120))


def _read(reader: ClaimReader, text: str, title: str = "") -> tuple[Claim, ...]:
    return reader.read(Article(id="a", outlet="The Harbour Times", text=text, title=title))


def _check(text: str, title: str, claims: tuple[Claim, ...]) -> None:
    for claim in claims:
        whole = title if claim.part == "title" else text
        assert 0 <= claim.start < claim.end <= len(whole)
        assert whole[claim.start : claim.end] == claim.text
        assert claim.sources[0].name == "The Harbour Times"
        for span in (*claim.content_spans, *(s for s in (claim.cue_span, claim.source_span) if s is not None)):
            assert 0 <= span[0] < span[1] <= len(whole)
    order = [claim.start for claim in claims if claim.part == "text"]
    assert order == sorted(order)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=_TEXTS, title=st.one_of(st.just(""), _TEXTS))
def test_offsets_hold_whatever_the_text(reader: ClaimReader, text: str, title: str) -> None:
    _check(text, title, _read(reader, text, title))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(["alpha", "bravo", "said", "Anna", "denied", "that", '"', ",", "and"]), min_size=1))
def test_no_word_of_a_paragraph_is_lost(reader: ClaimReader, words: list[str]) -> None:
    text = "The ferry left. " + " ".join(words) + "."
    seen = [False] * len(text)
    for claim in _read(reader, text):
        seen[claim.start : claim.end] = [True] * (claim.end - claim.start)
    assert all(done or not char.isalnum() for char, done in zip(text, seen, strict=True))


HOSTILE = {
    "one long sentence": "the mayor said that the bridge was closed and " * 1000,
    "no punctuation": "ferry bridge mayor closed water minister report " * 1000,
    "capitals": "THE MAYOR SAID THE BRIDGE WAS CLOSED. NOBODY ASKED HER. " * 400,
    "open quotation": '"The bridge is closed. ' * 500,
    "apostrophes": "the owners' ferries' crews' 'bridge " * 800,
    "transcript": "Q: Who closed the bridge?\nA: I could not say.\n" * 300,
    "list": "- The bridge\n- The ferry\n- The mayor said so\n" * 300,
    "mojibake": "The mayor said â€œitâ€™s closedâ€\x9d on Friday. " * 300,
    "brackets": "(" * 3000 + "said" + ")" * 3000,
    "commas": "said, she said, he said, they said, " * 600,
    "nested speech": "Anna said that Ole said that " * 600,
    "dashes": "— " * 4000,
    "blank": " \n" * 4000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(reader: ClaimReader, name: str) -> None:
    text = HOSTILE[name]
    claims = _read(reader, text)
    _check(text, "", claims)
    if any(char.isalnum() for char in text):
        assert claims


@pytest.mark.slow
@pytest.mark.parametrize("name", ["open quotation", "commas", "nested speech"])
def test_time_grows_with_the_length(reader: ClaimReader, name: str) -> None:
    whole = HOSTILE[name][:12_000]
    quarter = whole[: len(whole) // 4]
    _read(reader, quarter)

    def cost(text: str) -> float:
        started = time.process_time()
        _read(reader, text)
        return time.process_time() - started

    assert min(cost(whole) for _ in range(2)) < 8 * min(cost(quarter) for _ in range(2)) + 0.5
