"""Two statements piece by piece: laws, and what it is for."""

from __future__ import annotations

import numpy as np
import pytest

from narrative.issues.pieces import Pieces, matches, pieces_of
from narrative.vectors import Tokens, load_encoder

TEXTS = [
    "The mayor of Torvale knew of the crack in the dam by May.",
    "Nobody had told the town hall about the damaged wall before the summer.",
    "The mayor of Torvale will open the summer fair.",
    "Insurers put the harm at forty million.",
    "",
]


@pytest.fixture(scope="module")
def tokens() -> dict[str, Tokens]:
    return dict(zip(TEXTS, load_encoder().encode_tokens(TEXTS), strict=True))


@pytest.fixture(scope="module")
def pieces(tokens: dict[str, Tokens]) -> dict[str, Pieces]:
    return pieces_of(TEXTS, tokens)


def test_a_pair_matches_the_same_in_both_orders(pieces: dict[str, Pieces]) -> None:
    pairs = [(a, b) for a in TEXTS for b in TEXTS]
    turned = [(b, a) for a, b in pairs]
    assert np.array_equal(matches(pairs, pieces), matches(turned, pieces))


def test_a_text_is_found_in_itself_and_nothing_in_an_empty_one(pieces: dict[str, Pieces]) -> None:
    assert matches([(TEXTS[0], TEXTS[0])], pieces) == pytest.approx(np.ones((1, 2)), abs=1e-4)
    assert not matches([(TEXTS[0], ""), ("", "")], pieces).any()


def test_a_text_from_outside_of_the_event_matches_nothing(pieces: dict[str, Pieces]) -> None:
    assert not matches([(TEXTS[0], "Never seen.")], pieces).any()


def test_a_match_does_not_depend_on_what_is_asked_with_it(pieces: dict[str, Pieces]) -> None:
    pairs = [(a, b) for a in TEXTS for b in TEXTS]
    assert np.array_equal(matches(pairs, pieces), np.vstack([matches([pair], pieces) for pair in pairs]))


def test_the_order_of_the_claims_changes_nothing(tokens: dict[str, Tokens], pieces: dict[str, Pieces]) -> None:
    turned = pieces_of(TEXTS[::-1], tokens)
    for text, each in pieces.items():
        assert turned[text].rows == pytest.approx(each.rows, abs=1e-5)
        assert turned[text].weights == pytest.approx(each.weights, abs=1e-6)


def test_the_same_matter_in_other_words_is_nearer_than_another_matter(pieces: dict[str, Pieces]) -> None:
    answer, other = matches([(TEXTS[0], TEXTS[1]), (TEXTS[1], TEXTS[3])], pieces).mean(axis=1)
    assert answer > other
