"""Sets of articles with their claims marked, to learn from: the gold sets, and the stories in ``stories/``.

The form of a story is described in ``stories/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.quality.gold_claims import read_folder
from narrative.errors import InputError
from narrative.evaluation import load_gold
from narrative.evaluation.gold import Gold, GoldClaim
from narrative.records import STANCES, Article

GOLD = Path(__file__).parents[1] / "gold"
STORIES = Path(__file__).parent / "stories"

_MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)\|([^{}|]*)\|([^{}|]*)\|([^{}|]*)\}")
_HEAD = re.compile(r"^== (.+?) \| (\S+) \| (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class LearningSet:
    """Articles and what is claimed in them.

    Parameters
    ----------
    name
        Of the folder or file.
    gold
        The annotation.
    articles
        With the same ids.
    is_story
        Whether it was written to learn from only.
    """

    name: str
    gold: Gold
    articles: tuple[Article, ...]
    is_story: bool = False


def learning_sets(gold: Path = GOLD, stories: Path = STORIES, leave_out: Sequence[str] = ()) -> tuple[LearningSet, ...]:
    """All gold sets and all stories, by name, but for those left out."""
    folders = sorted(path.parent for path in gold.glob("*/gold.yaml"))
    sets = [LearningSet(folder.name, load_gold(folder), read_folder(folder)) for folder in folders]
    sets += [read_story(path) for path in sorted(stories.glob("*.txt"))]
    return tuple(each for each in sets if each.name not in leave_out)


def read_story(path: Path) -> LearningSet:
    """Read one story.

    Raises
    ------
    InputError
        A mark has an unknown stance, or braces that do not match.
    """
    text = path.read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    articles: list[Article] = []
    claims: dict[str, GoldClaim] = {}
    for number, (head, end) in enumerate(zip(heads, ends, strict=True), start=1):
        outlet, published, title = head.groups()
        article = f"{path.stem}-{number}"
        body, marks = _unmarked(text[head.end() : end].strip())
        if "{" in body or "}" in body:
            raise InputError(f"a brace without its mark in the article of {outlet}", where=str(path))
        for place, claim in enumerate(_claims(article, outlet, marks, path), start=1):
            claims[f"{article}:{place}"] = claim
        articles.append(
            Article(
                id=article,
                outlet=outlet,
                title=title,
                text=body,
                published=datetime.fromisoformat(published).replace(tzinfo=UTC),
            )
        )
    gold = Gold(
        name=path.stem,
        texts={article.id: article.text for article in articles},
        events={article.id: path.stem for article in articles},
        copies=frozenset(),
        claims=claims,
    )
    return LearningSet(path.stem, gold, tuple(articles), is_story=True)


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, list[str]]]]:
    """The running text, and the places and fields of its marks."""
    parts: list[str] = []
    marks: list[tuple[int, int, list[str]]] = []
    length = last = 0
    for match in _MARK.finditer(marked):
        before, words = marked[last : match.start()], match[1].strip()
        start = length + len(before)
        parts += [before, words]
        length, last = start + len(words), match.end()
        marks.append((start, length, [field.strip() for field in match.groups()[1:]]))
    return "".join([*parts, marked[last:]]), marks


def _claims(article: str, outlet: str, marks: Sequence[tuple[int, int, list[str]]], path: Path) -> Iterator[GoldClaim]:
    for place, (start, end, (source, stance, issue, position)) in enumerate(marks, start=1):
        if stance not in STANCES:
            raise InputError(f"unknown stance {stance!r} in the article of {outlet}", where=str(path))
        chain = () if source == "-" else tuple(name.strip() for name in source.split(" > "))
        yield GoldClaim(
            id=f"{article}:{place}",
            article=article,
            start=start,
            end=end,
            sources=(outlet, *chain),
            stance=stance,
            issue=None if issue == "-" else issue,
            position=None if position == "-" else position,
        )
