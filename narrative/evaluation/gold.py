"""Gold: articles, and what people say is claimed in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from narrative.errors import InputError
from narrative.evaluation.names import same_name
from narrative.records import RelationKind

Pair = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """One annotated claim; ``start`` and ``end`` are code points in the article's text."""

    id: str
    article: str
    start: int
    end: int
    sources: tuple[str, ...]
    stance: str
    issue: str | None = None
    position: str | None = None
    retracts: str | None = None

    @property
    def attributed(self) -> bool:
        """Whether somebody other than the outlet stands behind it."""
        return len(self.sources) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One annotated set.

    Parameters
    ----------
    name
        Of the set's folder.
    texts
        Text of each article, by id.
    events
        Event of each article, by id.
    copies
        Pairs of articles that are one text.
    claims
        By id, in the order of the file.
    """

    name: str
    texts: Mapping[str, str]
    events: Mapping[str, str]
    copies: frozenset[Pair]
    claims: Mapping[str, GoldClaim]

    def relations(self) -> tuple[dict[Pair, RelationKind], set[Pair]]:
        """Every pair of claims that the gold relates, and the pairs that count neither for nor against.

        Open pairs are what one source says twice in one article, and a retraction with other reports of what
        it withdraws.
        """
        related: dict[Pair, RelationKind] = {}
        undecided: set[Pair] = set()
        groups: dict[str, list[GoldClaim]] = defaultdict(list)
        for claim in self.claims.values():
            if claim.issue:
                groups[claim.issue].append(claim)
        for group in groups.values():
            for a, b in combinations(group, 2):
                pair = frozenset((a.id, b.id))
                repeated = a.article == b.article and a.sources[-1] == b.sources[-1]
                if repeated and "retracts" not in (a.stance, b.stance):
                    undecided.add(pair)
                elif kind := _relation(a, b):
                    related[pair] = kind
        for claim in self.claims.values():
            target = self.claims.get(claim.retracts) if claim.retracts is not None else None
            if claim.stance == "retracts" and target is not None:
                related[frozenset((claim.id, target.id))] = "retracts"
                undecided |= {frozenset((claim.id, other)) for other in self._beside(claim, target)}
        return related, undecided - set(related)

    def _beside(self, claim: GoldClaim, target: GoldClaim) -> list[str]:
        same_issue = [c for c in self.claims.values() if c.id != claim.id and c.issue == target.issue]
        return [c.id for c in same_issue if c.stance == "retracts" or c.position == target.position]


def _relation(a: GoldClaim, b: GoldClaim) -> RelationKind | None:
    if a.position and b.position:
        if a.position == b.position:
            return "agree"
        return "supersedes" if same_name(a.sources[-1], b.sources[-1]) else "conflict"
    if "withholds" in (a.stance, b.stance) and (a.position or b.position):
        return "withholds"
    return None


def load_gold(folder: Path) -> Gold:
    """Read ``gold.yaml`` and the articles beside it.

    Raises
    ------
    InputError
        A file is missing or broken, or a quote is not in its article.
    """
    import yaml

    try:
        raw: dict[str, Any] = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
        texts = dict(_read_article(path) for path in sorted((folder / "articles").glob("*.txt")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise InputError(f"not a gold folder ({error}): see benchmarks/gold/README.md", where=str(folder)) from error
    events = {article: name for name, members in raw["events"].items() for article in members}
    copies = frozenset(frozenset(pair) for group in raw.get("syndicated") or [] for pair in combinations(group, 2))
    claims = {str(row["id"]): _claim(row, texts, folder) for row in raw["claims"]}
    return Gold(name=folder.name, texts=texts, events=events, copies=copies, claims=claims)


def _read_article(path: Path) -> tuple[str, str]:
    import yaml

    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    fields = yaml.safe_load(head.removeprefix("---\n"))
    return str(fields["id"]), body.lstrip("\n")


def _claim(row: Mapping[str, Any], texts: Mapping[str, str], folder: Path) -> GoldClaim:
    start = texts.get(row["article"], "").find(row["quote"])
    if start < 0:
        raise InputError(f"the quote of {row['id']} is not in article {row['article']}", where=str(folder))
    return GoldClaim(
        id=str(row["id"]),
        article=str(row["article"]),
        start=start,
        end=start + len(row["quote"]),
        sources=tuple(row["source"]),
        stance=str(row["stance"]),
        issue=row.get("issue"),
        position=row.get("position"),
        retracts=row.get("retracts"),
    )
