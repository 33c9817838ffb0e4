"""The corpora in benchmarks/gold keep to the form that their README gives."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

GOLD = Path(__file__).parents[2] / "benchmarks" / "gold"
SETS = sorted(path.parent for path in GOLD.glob("*/gold.yaml"))
FRONT = {"id", "outlet", "title", "published", "url", "language"}
STANCES = {"asserts", "confirms", "denies", "doubts", "withholds", "retracts"}
NO_POSITION = {"withholds", "retracts"}
REQUIRED = {"id", "article", "quote", "source", "stance", "issue"}
OPTIONAL = {"position", "retracts"}

Meta = dict[str, Any]
Gold = dict[str, Any]
Articles = dict[str, tuple[Meta, str]]


def read_articles(folder: Path) -> Articles:
    found: Articles = {}
    for path in sorted((folder / "articles").glob("*.txt")):
        head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
        meta = yaml.safe_load(head.removeprefix("---\n"))
        assert path.stem == meta["id"], f"{path.name}: the file is named after its id"
        found[meta["id"]] = (meta, body)
    return found


def read_gold(folder: Path) -> Gold:
    gold: Gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    return gold


def article_problems(articles: Articles) -> list[str]:
    found = []
    for name, (meta, body) in articles.items():
        if set(meta) != FRONT:
            found.append(f"{name}: front matter has {sorted(meta)}")
        if not isinstance(meta.get("published"), datetime) or meta["published"].tzinfo is None:
            found.append(f"{name}: published is no time with a zone")
        if ".example/" not in str(meta.get("url")):
            found.append(f"{name}: the url could be a real page")
        if not 150 <= len(body.split()) <= 450:
            found.append(f"{name}: {len(body.split())} words")
        if body.lstrip().startswith(str(meta.get("title"))):
            found.append(f"{name}: the text repeats the title")
    versions = [(meta["url"], meta["published"]) for meta, _ in articles.values()]
    if len(set(versions)) != len(versions):
        found.append("two articles share url and time")
    return found


def frame_problems(gold: Gold, articles: Articles) -> list[str]:
    found = []
    placed = list(itertools.chain.from_iterable(gold["events"].values()))
    if sorted(placed) != sorted(articles):
        found.append("events and articles differ")
    found += [f"copies {group}" for group in gold["syndicated"] if len(group) < 2 or not set(group) <= set(articles)]
    ids = [claim["id"] for claim in gold["claims"]]
    if len(set(ids)) != len(ids):
        found.append("a claim id stands twice")
    for issue, question in gold["issues"].items():
        speakers = {tuple(claim["source"]) for claim in gold["claims"] if claim["issue"] == issue}
        if len(speakers) < 2:
            found.append(f"issue {issue}: fewer than two sources speak to it")
        if not question.endswith("?"):
            found.append(f"issue {issue}: no question")
    return found


def claim_problems(gold: Gold, articles: Articles) -> list[str]:
    found = []
    claims = {claim["id"]: claim for claim in gold["claims"]}
    for name, claim in claims.items():
        if not set(claim) >= REQUIRED or not set(claim) <= REQUIRED | OPTIONAL or claim["article"] not in articles:
            found.append(f"{name}: fields or article")
            continue
        meta, body = articles[claim["article"]]
        if body.count(claim["quote"]) != 1 or claim["quote"] != claim["quote"].strip():
            found.append(f"{name}: the quote stands {body.count(claim['quote'])} times in its article")
        if not claim["source"] or claim["source"][0] != meta["outlet"] or not all(claim["source"]):
            found.append(f"{name}: the chain does not start with the outlet")
        if claim["stance"] not in STANCES:
            found.append(f"{name}: stance {claim['stance']}")
        if claim["issue"] is not None and claim["issue"] not in gold["issues"]:
            found.append(f"{name}: issue {claim['issue']} is not declared")
        wants_position = claim["issue"] is not None and claim["stance"] not in NO_POSITION
        if isinstance(claim.get("position"), str) != wants_position:
            found.append(f"{name}: position {claim.get('position')!r}")
        if len(claim["source"]) == 1 and claim["issue"] is None:
            found.append(f"{name}: own voice without an issue")
        if "retracts" in claim:
            target = claims.get(claim["retracts"])
            if claim["stance"] != "retracts" or target is None or target["issue"] != claim["issue"]:
                found.append(f"{name}: retracts {claim['retracts']}")
    return found


def overlap_problems(gold: Gold, articles: Articles) -> list[str]:
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for claim in gold["claims"]:
        start = articles[claim["article"]][1].find(claim["quote"])
        spans.setdefault(claim["article"], []).append((start, start + len(claim["quote"]), claim["id"]))
    return [
        f"{left[2]} and {right[2]} overlap"
        for group in spans.values()
        for left, right in itertools.pairwise(sorted(group))
        if left[1] > right[0]
    ]


def problems(gold: Gold, articles: Articles) -> list[str]:
    checks: list[Callable[[Gold, Articles], list[str]]] = [frame_problems, claim_problems, overlap_problems]
    return article_problems(articles) + [problem for check in checks for problem in check(gold, articles)]


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_set_keeps_the_form(folder: Path) -> None:
    assert problems(read_gold(folder), read_articles(folder)) == []


def test_claim_ids_are_unique_over_all_sets() -> None:
    ids = [claim["id"] for folder in SETS for claim in read_gold(folder)["claims"]]
    assert ids
    assert len(set(ids)) == len(ids)


def test_every_set_is_in_the_card() -> None:
    card = (GOLD / "README.md").read_text(encoding="utf-8")
    assert [folder.name for folder in SETS if f"`{folder.name}`" not in card] == []


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("quote", "Words that no article holds.", "stands 0 times"),
        ("source", ["Somebody else"], "start with the outlet"),
        ("stance", "shouts", "stance shouts"),
        ("issue", "no-such-issue", "not declared"),
        ("position", None, "position None"),
        ("retracts", "no-such-claim", "retracts no-such-claim"),
    ],
)
def test_a_slip_in_a_claim_is_noticed(field: str, value: object, complaint: str) -> None:
    gold, articles = read_gold(SETS[0]), read_articles(SETS[0])
    broken = copy.deepcopy(gold)
    claim = next(claim for claim in broken["claims"] if claim.get("position"))
    claim[field] = value
    assert any(complaint in problem for problem in problems(broken, articles))
