"""Reports for the tests: one written by hand with every shape in it, and the ones that a gold corpus describes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from narrative.records import (
    Article,
    Claim,
    Event,
    Issue,
    Model,
    Position,
    Reason,
    Relation,
    RelationKind,
    Report,
    Source,
    SourceKind,
    Stance,
    Unread,
)

OPENED = "The Harl Bridge will open on 3 May, the transport ministry said."
DENIED = "Mayor Ada Brandt denied that the bridge would open in May."
COST_LOW = "The bridge cost 40 million euros, according to the builder Nordspan."
COST_HIGH = "It swallowed 65 million euros, auditors found."
SILENT = "The builder Nordspan declined to comment on the opening."
REPORTED = "The River Post reported on Monday that a cable had snapped during a load test."
TAKEN_BACK = "The River Post later withdrew its report about the cable."
ALONE = "Ferry captains fear for their jobs, a union leader said."
SPECULATED = "The opening could slip into autumn, a person familiar with the work told the Gazette."


def claim(
    article: Article,
    number: int,
    text: str,
    chain: Sequence[tuple[str, str | None, SourceKind]],
    stance: Stance = "asserts",
    **extra: Any,
) -> Claim:
    """Cut ``text`` out of the article and put the outlet and ``chain`` behind it."""
    start = article.text.index(text)
    cue = chain[-1][1] if chain else None
    at = text.find(cue) if cue else -1
    return Claim(
        id=f"{article.id}:{number}",
        article=article.id,
        start=start,
        end=start + len(text),
        text=text,
        statement=extra.pop("statement", text.rstrip(".")),
        sources=(
            Source(name=article.outlet, kind="outlet"),
            *(Source(name=name, kind=kind, cue=cue) for name, cue, kind in chain),
        ),
        stance=stance,
        cue_span=(start + at, start + at + len(cue)) if cue and at >= 0 else None,
        construction="clause-with-cue" if chain else "own-voice",
        **extra,
    )


def _articles() -> tuple[Article, ...]:
    wire = f"{OPENED} {COST_LOW} {SILENT}"
    return (
        Article(
            id="wire-1",
            outlet="Coast Wire",
            title="Harl Bridge to open on 3 May",
            text=wire,
            published=datetime(2025, 4, 7, 8, 0, tzinfo=UTC),
            url="https://coastwire.example/harl",
        ),
        Article(
            id="local-1",
            outlet="Morning Echo",
            title="Bridge to open in May",
            text=wire,
            published=datetime(2025, 4, 7, 10, 30, tzinfo=UTC),
            copy_of="wire-1",
        ),
        Article(
            id="post-1",
            outlet="The River Post",
            title="Snapped cable at Harl Bridge",
            text=f"A cable snapped during a load test at the Harl Bridge. {ALONE}",
            published=datetime(2025, 4, 7, 12, 0, tzinfo=UTC),
            url="https://riverpost.example/cable",
        ),
        Article(
            id="post-1b",
            outlet="The River Post",
            title="Load test at Harl Bridge",
            text=f"A load test took place at the Harl Bridge. {ALONE}",
            published=datetime(2025, 4, 7, 18, 0, tzinfo=UTC),
            url="https://riverpost.example/cable",
            version_of="post-1",
        ),
        Article(
            id="gazette-1",
            outlet="Harl Gazette",
            title="Mayor denies May opening",
            text=f"{DENIED} {SPECULATED} {COST_HIGH} {REPORTED} {TAKEN_BACK}",
            published=datetime(2025, 4, 8, 6, 15, tzinfo=UTC),
            url="https://gazette.example/mayor",
        ),
    )


def _claims(by_id: Mapping[str, Article]) -> tuple[Claim, ...]:
    wire, local, gazette = by_id["wire-1"], by_id["local-1"], by_id["gazette-1"]
    ministry = [("the transport ministry", "said", "government")]
    nordspan = [("Nordspan", "according to", "company")]
    post = [("The River Post", "reported", "outlet")]
    copied: list[Claim] = []
    for article in (wire, local):
        copied += [
            claim(article, 1, OPENED, ministry, statement="The Harl Bridge will open on 3 May", why=("cue 'said'",)),
            claim(article, 2, COST_LOW, nordspan, statement="The bridge cost 40 million euros"),
            claim(article, 3, SILENT, [("Nordspan", "declined to comment", "company")], "withholds", about="opening"),
        ]
    return (
        *copied,
        claim(by_id["post-1"], 1, "A cable snapped during a load test at the Harl Bridge.", []),
        claim(by_id["post-1"], 2, ALONE, [("a union leader", "said", "anonymous")]),
        claim(by_id["post-1b"], 1, ALONE, [("a union leader", "said", "anonymous")]),
        claim(gazette, 1, DENIED, [("Mayor Ada Brandt", "denied", "person")], "denies"),
        claim(gazette, 2, SPECULATED, [("a person familiar with the work", "told", "anonymous")], hedged=True),
        claim(gazette, 3, COST_HIGH, [("auditors", "found", "organisation")]),
        claim(gazette, 4, REPORTED, post, stated=date(2025, 4, 7)),
        claim(gazette, 5, TAKEN_BACK, [("The River Post", "withdrew", "outlet")], "retracts", about="the cable"),
    )


def sample_report() -> Report:
    """A report with every shape: disputes, a copy, versions, silence withheld, a retraction, a title, an unread."""
    articles = _articles()
    claims = _claims({article.id: article for article in articles})
    issues = (
        Issue(
            id="e1.i1",
            question="Will the Harl Bridge open in May?",
            positions=(
                Position(
                    label="The Harl Bridge will open on 3 May",
                    claims=("wire-1:1", "local-1:1"),
                    origins=1,
                    origins_why=("local-1 republishes wire-1",),
                ),
                Position(label="not in May", claims=("gazette-1:1", "gazette-1:2"), origins=2),
            ),
            withheld=("wire-1:3", "local-1:3"),
        ),
        Issue(
            id="e1.i2",
            question="What did the bridge cost?",
            positions=(
                Position(label="40 million euros", claims=("wire-1:2", "local-1:2")),
                Position(label="65 million euros", claims=("gazette-1:3",)),
            ),
        ),
        Issue(
            id="e1.i3",
            question="Did a cable snap?",
            positions=(Position(label="A cable snapped", claims=("post-1:1", "gazette-1:4")),),
            retracted=("gazette-1:5",),
        ),
    )
    event = Event(id="e1", label="Harl Bridge opening", articles=tuple(a.id for a in articles), issues=issues)
    reason = Reason(kind="negation", a="will open", b="denied")
    return Report(
        articles=articles,
        claims=claims,
        headlines=(
            Claim(
                id="wire-1:h1",
                article="wire-1",
                start=0,
                end=len(articles[0].title),
                text=articles[0].title,
                statement=articles[0].title,
                sources=(Source(name="Coast Wire", kind="outlet"),),
                part="title",
            ),
        ),
        events=(event,),
        relations=(
            Relation(a="wire-1:1", b="gazette-1:1", kind="conflict", probability=0.94, reasons=(reason,)),
            Relation(a="local-1:1", b="gazette-1:1", kind="conflict", probability=0.94, reasons=(reason,)),
            Relation(a="wire-1:1", b="local-1:1", kind="agree", probability=0.99),
            Relation(a="wire-1:3", b="wire-1:1", kind="withholds", probability=0.8),
            Relation(
                a="wire-1:2",
                b="gazette-1:3",
                kind="conflict",
                probability=0.9,
                reasons=(Reason(kind="number", a="40 million", b="65 million"),),
            ),
            Relation(a="gazette-1:5", b="post-1:1", kind="retracts", probability=0.97),
            Relation(a="gazette-1:5", b="gazette-1:4", kind="retracts", probability=0.98),
        ),
        unread=(Unread(where="broken.txt, line 3", reason="published: 'soon' is no date; write it as 2025-04-07"),),
        models=(Model(role="encoder", name="all-MiniLM-L6-v2", sha256="0" * 64),),
        thresholds={"conflict": 0.8},
        version="0.0.0",
    )


def gold_report(folder: Path) -> Report:
    """Build the report that a gold corpus describes (``articles/*.txt`` and ``gold.yaml``)."""
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    articles = sorted((_read(path) for path in (folder / "articles").glob("*.txt")), key=lambda a: (a.published, a.id))
    articles = _link(articles, gold)
    by_id = {article.id: article for article in articles}
    claims = {entry["id"]: _gold_claim(by_id[entry["article"]], entry) for entry in gold["claims"]}
    ordered = sorted(claims.values(), key=lambda c: (list(by_id).index(c.article), c.start))
    events = tuple(
        Event(id=f"e{number}", label=label, articles=tuple(ids), issues=_gold_issues(f"e{number}", gold, claims, ids))
        for number, (label, ids) in enumerate(gold["events"].items(), 1)
    )
    return Report(articles=tuple(articles), claims=tuple(ordered), events=events, relations=_gold_relations(gold))


def _read(path: Path) -> Article:
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    fields = yaml.safe_load(head.removeprefix("---\n"))
    moment = fields["published"]
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    fields["published"] = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Article(text=body.lstrip("\n"), **fields)


def _link(articles: Sequence[Article], gold: Mapping[str, Any]) -> list[Article]:
    from dataclasses import replace

    copies = {copy: group[0] for group in gold.get("syndicated", []) for copy in group[1:]}
    first: dict[str, str] = {}
    linked = []
    for article in articles:
        version = first.get(article.url or "")
        if article.url:
            first[article.url] = article.id
        linked.append(replace(article, copy_of=copies.get(article.id), version_of=version))
    return linked


def _gold_claim(article: Article, entry: Mapping[str, Any]) -> Claim:
    start = article.text.index(entry["quote"])
    return Claim(
        id=f"{article.id}:{entry['id']}",
        article=article.id,
        start=start,
        end=start + len(entry["quote"]),
        text=entry["quote"],
        statement=entry["quote"],
        sources=(
            Source(name=article.outlet, kind="outlet"),
            *(Source(name=name, kind="unknown") for name in entry["source"][1:]),
        ),
        stance=entry["stance"],
    )


def _gold_issues(
    event: str, gold: Mapping[str, Any], claims: Mapping[str, Claim], ids: Sequence[str]
) -> tuple[Issue, ...]:
    issues = []
    for slug, question in gold["issues"].items():
        positions: dict[str, list[str]] = defaultdict(list)
        aside: dict[str, list[str]] = {"withholds": [], "retracts": []}
        for entry in gold["claims"]:
            if entry.get("issue") != slug or entry["article"] not in ids:
                continue
            if entry["stance"] in aside:
                aside[entry["stance"]].append(claims[entry["id"]].id)
            else:
                positions[str(entry.get("position"))].append(claims[entry["id"]].id)
        if positions or aside["withholds"] or aside["retracts"]:
            issues.append(
                Issue(
                    id=f"{event}.{slug}",
                    question=question,
                    positions=tuple(
                        Position(label=label, claims=tuple(found), origins=len(found))
                        for label, found in positions.items()
                    ),
                    withheld=tuple(aside["withholds"]),
                    retracted=tuple(aside["retracts"]),
                )
            )
    return tuple(issues)


def _gold_relations(gold: Mapping[str, Any]) -> tuple[Relation, ...]:
    full = {entry["id"]: f"{entry['article']}:{entry['id']}" for entry in gold["claims"]}
    relations = []
    by_issue: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in gold["claims"]:
        if entry["stance"] == "retracts" and entry.get("retracts"):
            relations.append(
                Relation(a=full[entry["id"]], b=full[entry["retracts"]], kind="retracts", probability=0.97)
            )
        if entry.get("issue"):
            by_issue[entry["issue"]].append(entry)
    for entries in by_issue.values():
        for index, a in enumerate(entries):
            for b in entries[index + 1 :]:
                if a.get("position") and b.get("position"):
                    same = a["source"][-1] == b["source"][-1]
                    kind: RelationKind = "supersedes" if same else "conflict"
                    kind = "agree" if a["position"] == b["position"] else kind
                    relations.append(Relation(a=full[a["id"]], b=full[b["id"]], kind=kind, probability=0.9))
                elif "withholds" in (a["stance"], b["stance"]) and (a.get("position") or b.get("position")):
                    first, second = (a, b) if a["stance"] == "withholds" else (b, a)
                    relations.append(
                        Relation(a=full[first["id"]], b=full[second["id"]], kind="withholds", probability=0.8)
                    )
    return tuple(relations)
