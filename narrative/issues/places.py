"""Where the claims of a pair stand in their articles, who speaks, and how their neighbours stand to the other.

News tells what matters most first (the inverted pyramid), so that two claims which stand early are likelier to answer
one question than two from the end. Who is quoted once in each of two articles has probably said one thing to both. And
a text goes on: where the claim before answers a question of another article, the next one often still does. No word of
either claim says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from narrative.issues.names import same_source
from narrative.issues.stated import stated
from narrative.records import Claim

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PLACE_COLUMNS: tuple[str, ...] = (
    "place, earlier", "place, later", "places apart", "claims before, fewer", "claims before, more", "claims between",
    "shorter text", "longer text", "shorter statement", "longer statement", "hedged", "days apart", "goes on speaking",
    "quoted", "with figures",
)  # fmt: skip
"""Names of the columns of `place_rows`: the places of both in their articles, from 0 to 1, and by count; the claims
between two of one article, -1 in two; lengths in code points; how many are hedged; the days between those on which both
were said, -1 where one is unknown; how many have the speaker of the claim before them, marks of a quotation, digits."""

SPEAKER_COLUMNS: tuple[str, ...] = (
    "sole of its source", "of speaker in article, fewer", "of speaker in article, more", "of speaker, fewer",
    "of speaker, more", "source of two articles", "claims of both articles", "one kind of source", "links",
)  # fmt: skip
"""Names of the columns of `speaker_rows`: one, where a source that both have says nothing else in their articles, less
where it says more there, 0 of two sources; how many claims the speaker of each has in its article and in the event;
whether one source speaks in two articles; how many claims both articles have; whether both sources are of one kind; the
links of both chains."""

BESIDE_COLUMNS: tuple[str, ...] = (
    "beside, less", "beside, more", "beside both", "beside both, crossed", "own neighbour, less", "own neighbour, more",
)  # fmt: skip
"""Names of the columns of `beside_rows`: the log odds of the pairs that each claim has with the neighbours of the other
(the better of two neighbours; the lesser and the greater of both claims); of the two before and the two after; of the
one before and the one after; and those that each claim has with the one before it."""

_FAR = -8.0  # log odds of a pair that is none
_QUOTED = re.compile(r"[\"“]")


def place_rows(pairs: Ints, claims: Sequence[Claim]) -> Floats:
    """Rows of `PLACE_COLUMNS`, the same for both orders of a pair.

    Parameters
    ----------
    pairs
        Indices of claims, shape (n, 2).
    claims
        Of the event, sorted by article and place.

    Returns
    -------
    ndarray
        Shape (n, columns).
    """
    articles = [claim.article for claim in claims]
    before, article = _before(articles), _numbered(articles)
    place = before / np.maximum(1, np.bincount(article)[article] - 1)
    day = np.array([claim.stated.toordinal() if claim.stated else np.nan for claim in claims], dtype=np.float64)
    texts = np.array([len(claim.text) for claim in claims], dtype=np.float64)
    statements = np.array([len(stated(claim).text) for claim in claims], dtype=np.float64)
    counted = np.array([_marks(claim) for claim in claims], dtype=np.float64).reshape(-1, 3)
    goes_on = np.array(
        [before[n] > 0 and same_source(claims[n - 1].speaker.name, c.speaker.name) for n, c in enumerate(claims)]
    )
    one, other = pairs.T
    hedged, quoted, figures = (counted[one] + counted[other]).T
    return np.column_stack(
        [
            *_less_more(place, pairs),
            abs(place[one] - place[other]),
            *_less_more(before, pairs),
            np.where(article[one] == article[other], abs(before[one] - before[other]), -1.0),
            *_less_more(texts, pairs),
            *_less_more(statements, pairs),
            hedged,
            np.nan_to_num(abs(day[one] - day[other]), nan=-1.0),
            goes_on[one].astype(np.float64) + goes_on[other],
            quoted,
            figures,
        ]
    )


def speaker_rows(pairs: Ints, claims: Sequence[Claim]) -> Floats:
    """Rows of `SPEAKER_COLUMNS`, the same for both orders of a pair; parameters as those of `place_rows`.

    Returns
    -------
    ndarray
        Shape (n, columns).
    """
    article = _numbered([claim.article for claim in claims])
    names = [claim.speaker.name for claim in claims]
    speaker = _numbered(names)
    kind = _numbered([claim.speaker.kind for claim in claims])
    here = _numbered([f"{n} {m}" for n, m in zip(article.tolist(), speaker.tolist(), strict=True)])
    in_article = np.bincount(here)[here].astype(np.float64)
    in_event = np.bincount(speaker)[speaker].astype(np.float64)
    of_article = np.bincount(article)[article].astype(np.float64)
    links = np.array([len(claim.sources) for claim in claims], dtype=np.float64)
    one, other = pairs.T
    same = np.array([same_source(names[i], names[j]) for i, j in pairs.tolist()], dtype=bool)
    return np.column_stack(
        [
            np.where(same, 1.0 / (in_article[one] * in_article[other]), 0.0),
            *_less_more(in_article, pairs),
            *_less_more(in_event, pairs),
            same & (article[one] != article[other]),
            of_article[one] + of_article[other],
            kind[one] == kind[other],
            links[one] + links[other],
        ]
    ).astype(np.float64)


def beside_rows(pairs: Ints, scores: Floats, articles: Sequence[str]) -> Floats:
    """Rows of `BESIDE_COLUMNS`, the same for both orders of a pair.

    Parameters
    ----------
    pairs
        Indices of claims, shape (n, 2), each pair once.
    scores
        Log odds that both answer one question, shape (n,).
    articles
        Of each claim of the event, sorted by article and place.

    Returns
    -------
    ndarray
        Shape (n, columns).
    """
    if not len(pairs):
        return np.zeros((0, len(BESIDE_COLUMNS)))
    one, other = np.sort(pairs, axis=1).T
    count = len(articles)
    previous = np.array([n - 1 if n and articles[n - 1] == articles[n] else -1 for n in range(count)])
    following = np.array([n + 1 if articles[n + 1 : n + 2] == articles[n : n + 1] else -1 for n in range(count)])
    keys = one * count + other
    order = np.argsort(keys)
    known, odds = keys[order], np.round(scores, 6)[order]

    def between(left: Ints, right: Ints) -> Floats:
        key = np.minimum(left, right) * count + np.maximum(left, right)
        at = np.minimum(np.searchsorted(known, key), len(known) - 1)
        found = (known[at] == key) & (left >= 0) & (right >= 0)
        return np.where(found, odds[at], _FAR)

    here = np.maximum(between(previous[one], other), between(following[one], other))
    there = np.maximum(between(one, previous[other]), between(one, following[other]))
    alike = np.maximum(between(previous[one], previous[other]), between(following[one], following[other]))
    crossed = np.maximum(between(previous[one], following[other]), between(following[one], previous[other]))
    own, others = between(one, previous[one]), between(other, previous[other])
    return np.column_stack(
        [
            np.minimum(here, there), np.maximum(here, there), alike, crossed, np.minimum(own, others),
            np.maximum(own, others),
        ]
    )  # fmt: skip


def _before(articles: Sequence[str]) -> Floats:
    """How many claims of its article stand before each."""
    found: list[float] = []
    for n, article in enumerate(articles):
        found.append(found[-1] + 1.0 if n and articles[n - 1] == article else 0.0)
    return np.array(found)


def _numbered(names: Sequence[str]) -> Ints:
    """A number for each name, the same for the same."""
    return np.asarray(np.unique(np.array(names, dtype=np.str_), return_inverse=True)[1], dtype=np.int64)


def _marks(claim: Claim) -> tuple[bool, bool, bool]:
    """Whether it is hedged, holds a quotation, and digits."""
    return claim.hedged, bool(_QUOTED.search(claim.text)), any(letter.isdigit() for letter in claim.text)


def _less_more(values: Floats, pairs: Ints) -> tuple[Floats, Floats]:
    one, other = values[pairs[:, 0]], values[pairs[:, 1]]
    return np.minimum(one, other), np.maximum(one, other)
