"""What of an article tells which event it reports: its words, names and numbers, weighed by rarity."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from narrative.events.background import Background
from narrative.records import Article

LEAD = 700
"""Code points of title and text that are the lead."""
EMBEDDED = 600
"""Code points of the text that are embedded, after the title."""
SHOUTED = 0.6
"""A line with a larger share of capitalised words tells nothing of names."""

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_LINE = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n")
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """Weights of an article's words.

    Parameters
    ----------
    words, lead_words
        Of the whole article and of its lead: (1 + log of the count) x rarity.
    names
        The same of its names.
    lead_names
        Rarity of the names in its lead.
    present
        Every word of the article.
    numbers
        Numbers of two digits or more, each with weight 1.
    """

    words: dict[str, float]
    lead_words: dict[str, float]
    names: dict[str, float]
    lead_names: dict[str, float]
    present: frozenset[str]
    numbers: dict[str, float]


def read_article(article: Article, background: Background) -> Reading:
    """Weigh the words, names and numbers of an article."""
    whole = whole_of(article)
    tokens, lead = tokens_of(whole), tokens_of(whole[:LEAD])
    counts = Counter(tokens)
    found = names_of(article, background)
    return Reading(
        words=_weigh(counts, background),
        lead_words=_weigh(Counter(lead), background),
        names={word: (1 + math.log(counts[word])) * background.rarity(word) for word in found if counts[word]},
        lead_names={word: background.rarity(word) for word in dict.fromkeys(lead) if word in found},
        present=frozenset(tokens),
        numbers={n: 1.0 for match in _NUMBER.findall(whole) if len(n := match.strip(".,")) > 1},
    )


def whole_of(article: Article) -> str:
    """Title and text."""
    return f"{article.title}. {article.text}" if article.title.strip() else article.text


def embedded_of(article: Article) -> str:
    """Title and the beginning of the text, which are embedded."""
    start = article.text[:EMBEDDED]
    return f"{article.title}. {start}" if article.title.strip() else start


def tokens_of(text: str) -> list[str]:
    """Words in lower case, without the 's of a genitive."""
    return [_plain(word) for word in _WORD.findall(text)]


def names_of(article: Article, background: Background) -> frozenset[str]:
    """Words that are written with a capital inside a line, and hardly ever without one."""
    lower: set[str] = set()
    capital: Counter[str] = Counter()
    for line in _LINE.split(f"{article.title}\n{article.text}"):
        words = _WORD.findall(line)
        shouted = len(words) > 3 and sum(word[0].isupper() for word in words) > SHOUTED * len(words)
        for place, word in enumerate(words):
            if word[0].islower():
                lower.add(_plain(word))
            elif word[0].isupper() and place and not shouted:
                capital[_plain(word)] += 1
    return frozenset(
        word for word, count in capital.items() if (word not in lower or count >= 3) and word not in background.common
    )


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").removesuffix("'s")


def _weigh(counts: Counter[str], background: Background) -> dict[str, float]:
    return {
        word: (1 + math.log(count)) * background.rarity(word)
        for word, count in counts.items()
        if word not in background.common
    }


def days_of(articles: Sequence[Article]) -> list[float]:
    """Times of publication in days since 1970; NaN where there is none."""
    return [article.published.timestamp() / 86400 if article.published else math.nan for article in articles]
