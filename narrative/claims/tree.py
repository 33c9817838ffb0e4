"""A parsed passage as plain objects: words with their place in the dependency tree.

The reader's rules look at these and never at spaCy, so that they cost little a word and any parser that gives
Universal-POS tags and spaCy's English dependency labels can take its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Range = tuple[int, int]


class Word:
    """One token: its forms, its tags, and its links in the tree.

    ``left`` and ``right`` bound the subtree as a half-open range of token indices; ``idx`` counts characters from
    the start of the passage.
    """

    __slots__ = ("dep", "ent", "head", "i", "idx", "kids", "left", "lemma", "lower", "pos", "right", "tag", "text")

    def __init__(self, i: int, text: str, idx: int) -> None:
        self.i, self.text, self.idx = i, text, idx
        self.lower = text.lower()
        self.lemma = self.pos = self.tag = self.dep = self.ent = ""
        self.head: Word = self
        self.kids: list[Word] = []
        self.left, self.right = i, i + 1

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.idx + len(self.text)

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed passage.

    Parameters
    ----------
    words
        All tokens.
    sentences
        Half-open token ranges that cover ``words`` without a gap.
    """

    words: Sequence[Word]
    sentences: Sequence[Range]

    def span(self, start: int, end: int) -> Range:
        """Characters, in the passage, of the token range."""
        return self.words[start].idx, self.words[end - 1].end


def link(words: Sequence[Word], heads: Sequence[int]) -> None:
    """Set heads, children and the bounds of subtrees; ``heads`` holds a token index a word (its own for a root)."""
    roots: list[Word] = []
    for word, head in zip(words, heads, strict=True):
        if head == word.i:
            roots.append(word)
        else:
            word.head = words[head]
            words[head].kids.append(word)
    order: list[Word] = []
    stack = roots
    while stack:
        word = stack.pop()
        order.append(word)
        stack.extend(word.kids)
    for word in reversed(order):
        above = word.head
        above.left = min(above.left, word.left)
        above.right = max(above.right, word.right)


def subtree(word: Word) -> Iterator[Word]:
    """The word and all that hangs under it, in no particular order."""
    stack = [word]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(top.kids)
