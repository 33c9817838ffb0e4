"""One wire text under several mastheads: candidates by MinHash, the verdict by aligning sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from narrative.articles.origin import credited, credits_another, is_agency, names_outlet
from narrative.articles.outlets import Outlets, load_outlets
from narrative.articles.settings import ArticleSettings
from narrative.articles.versions import first_versions
from narrative.records import Article

_NEVER = datetime.max.replace(tzinfo=UTC)
_WORD = re.compile(r"\w+(?:[’'.,]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9À-Þ])|\n+")

SHARE = 0.6
"""Mean share of the shorter text that aligns with the longer, from which articles are one text. In the mean over a
group, since papers that rewrite one agency each keep other parts of it: chains of such pairs join texts that share
nothing. Chosen on seed 1 of ``benchmarks/quality/copies.py``."""
SENTENCE = 0.6
"""Share of the shorter sentence that has to recur, in order, for two sentences to be one."""
WINDOW = timedelta(days=7)
"""Copies appear within a week of the original."""
MIN_WORDS = 25
"""A shorter text is too short to tell a copy from a coincidence."""


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's text as words of sentences."""

    sentences: tuple[tuple[str, ...], ...]
    shingles: frozenset[str]

    @property
    def length(self) -> int:
        return sum(len(sentence) for sentence in self.sentences)


def mark_copies(articles: Sequence[Article], settings: ArticleSettings) -> tuple[Article, ...]:
    """Set ``copy_of`` of every article that republishes the text of another.

    Parameters
    ----------
    articles
        In any order, with versions marked. What an input says itself about ``copy_of`` stays.
    settings
        ``outlets`` tells which outlets are agencies.

    Returns
    -------
    tuple of Article
        In the order given. Every copy names the original of its group: the article of the agency that a
        dateline or credit line names, else an agency's article, else the earliest. Versions of one url are
        no copies of each other.
    """
    by_id = {article.id: article for article in articles}
    story = first_versions(articles)
    shares: dict[tuple[str, str], float] = {}
    texts: dict[str, _Text] = {}
    for a, b in _candidates(articles):
        for name in (a, b):
            if name not in texts:
                texts[name] = _read(by_id[name].text)
        # Versions of one article are one text, however much they were changed.
        shares[a, b] = 1.0 if story[a] == story[b] else aligned_share(texts[a], texts[b])
    origin: dict[str, str] = {}
    outlets = load_outlets(settings.outlets)
    for group in _groups(shares):
        root = _original([by_id[member] for member in group], outlets)
        origin |= {member: root.id for member in group if story[member] != story[root.id]}
    return tuple(
        replace(article, copy_of=origin[article.id]) if article.copy_of is None and article.id in origin else article
        for article in articles
    )


def same_text_share(a: str, b: str) -> float:
    """Give the share of the shorter of two texts whose sentences recur in the longer, from 0 to 1."""
    return aligned_share(_read(a), _read(b))


def aligned_share(a: _Text, b: _Text) -> float:
    """Give the share of words of the shorter text that stand in sentences which recur in the longer."""
    short, long = sorted((a, b), key=lambda text: (text.length, text.sentences))
    if short.length < MIN_WORDS:
        return 1.0 if short.sentences == long.sentences and short.length else 0.0
    bags = [Counter(sentence) for sentence in long.sentences]
    aligned = 0.0
    for sentence in short.sentences:
        bag = Counter(sentence)
        best = 0.0
        for other, other_bag in zip(long.sentences, bags, strict=True):
            least = min(len(sentence), len(other))
            if least < 4 or (bag & other_bag).total() < SENTENCE * least:
                continue
            blocks = SequenceMatcher(None, sentence, other, autojunk=False).get_matching_blocks()
            shared = sum(block.size for block in blocks if block.size > 1)
            if shared >= SENTENCE * least:
                best = max(best, shared / len(sentence))
        aligned += best * len(sentence)
    return aligned / short.length


def _read(text: str) -> _Text:
    sentences = tuple(
        words for part in _SENTENCE_END.split(text) if (words := tuple(m[0].casefold() for m in _WORD.finditer(part)))
    )
    shingles = frozenset(f"{x} {y}" for words in sentences for x, y in pairwise(words))
    return _Text(sentences, shingles)


def _candidates(articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """Pairs of ids, in order, of articles of about the same days whose shingles may overlap by a fifth or more."""
    import numpy as np

    from narrative.articles.sketches import Sketcher, near_pairs

    sketcher = Sketcher()
    named = []
    sketches = []
    for article in sorted(articles, key=lambda article: article.id):
        shingles = _read(article.text).shingles
        if shingles:
            named.append(article)
            sketches.append(sketcher.sketch(shingles))
    if named:
        for i, j in near_pairs(np.stack(sketches), [article.published for article in named], WINDOW):
            yield named[i].id, named[j].id


def _groups(shares: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Average linkage of what hangs together; a pair that was no candidate shares nothing."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    groups: list[list[str]] = []
    for names in _components([pair for pair, share in shares.items() if share >= SHARE]):
        if len(names) == 2:
            groups.append(names)
            continue
        apart = np.ones((len(names), len(names)))
        np.fill_diagonal(apart, 0.0)
        for (i, a), (j, b) in combinations(enumerate(names), 2):
            # Rounded, so that a sum in another order cannot break a tie otherwise.
            apart[i, j] = apart[j, i] = round(1.0 - shares.get((a, b), shares.get((b, a), 0.0)), 6)
        labels = fcluster(linkage(squareform(apart), "average"), 1.0 - SHARE + 1e-9, "distance")
        parts: dict[int, list[str]] = defaultdict(list)
        for name, label in zip(names, labels, strict=True):
            parts[int(label)].append(name)
        groups.extend(part for part in parts.values() if len(part) > 1)
    return groups


def _components(links: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Connected components, each sorted."""
    root: dict[str, str] = {}

    def find(x: str) -> str:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for a, b in links:
        low, high = sorted((find(a), find(b)))
        root[high] = low
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(root):
        members[find(name)].append(name)
    return list(members.values())


def _original(group: Sequence[Article], outlets: Outlets) -> Article:
    """The article that the others republish."""
    named = sorted({name for article in group for name in credited(article.text)})

    def rank(article: Article) -> tuple[bool, bool, bool, datetime, str]:
        return (
            not any(names_outlet(name, article.outlet) for name in named),
            not is_agency(article.outlet, outlets),
            credits_another(article),
            article.published or _NEVER,
            article.id,
        )

    return min(group, key=rank)
