"""Cut a long premise to the sentences that speak to the hypothesis.

A cross-encoder pays for every word it reads, and the judge is trained on short texts. Claims
are short already; this serves long premises, such as a paragraph or a table written as prose.
"""

from __future__ import annotations

import re

MAX_PREMISE_WORDS = 64
"""Premises up to this many words are left as they are."""

_STEM = 5  # letters of a word that are compared, so that "inspected" meets "inspection"
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=\S)|\n+")
_WORD = re.compile(r"\w+", re.UNICODE)


def select_evidence(premise: str, hypothesis: str, max_words: int = MAX_PREMISE_WORDS) -> str:
    """Keep the sentences of `premise` that share most with `hypothesis`.

    Sentences are ranked by the shared words, each weighted by its rarity within the premise,
    then taken in rank order while they fit, and given back in their own order. The first that
    is taken is kept even when it is longer than `max_words`.

    Parameters
    ----------
    premise
        Text of any length.
    hypothesis
        The statement that is judged against it.
    max_words
        Most words that are kept, default `MAX_PREMISE_WORDS`.

    Returns
    -------
    str
        `premise` itself when it is short enough, else the kept sentences joined by a space.
    """
    if premise.count(" ") < max_words:
        return premise
    sentences = [s for s in _SENTENCE_END.split(premise) if s.strip()]
    if len(sentences) < 2:
        return premise
    stems = [_stems(sentence) for sentence in sentences]
    wanted = _stems(hypothesis)
    holders = {stem: sum(stem in other for other in stems) for stem in wanted}
    scores = [sum(1.0 / holders[stem] for stem in wanted & own) for own in stems]
    kept: list[int] = []
    words = 0
    for index in sorted(range(len(sentences)), key=lambda i: (-scores[i], i)):
        length = len(sentences[index].split())
        if not kept or words + length <= max_words:
            kept.append(index)
            words += length
    return " ".join(sentences[index].strip() for index in sorted(kept))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))
