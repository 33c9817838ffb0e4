"""A report as JSON-LD 1.1: schema.org for claims and articles, PROV-O for the chain of sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from narrative.records import Article, Claim, Position, Report, Source, SourceKind
from narrative.report.contract import time_text
from narrative.report.text import fold, safe_link
from narrative.report.view import Index, index

Node = dict[str, Any]

CONTEXT: Node = {
    "@version": 1.1,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "narrative": "urn:narrative:terms#",
}
"""Prefixes only, so that a reader needs no context from the network."""

_TYPES: dict[SourceKind, str] = {
    "outlet": "schema:NewsMediaOrganization",
    "person": "schema:Person",
    "government": "schema:GovernmentOrganization",
    "company": "schema:Corporation",
    "organisation": "schema:Organization",
    "document": "schema:CreativeWork",
}


def to_jsonld(report: Report) -> str:
    """Write a report as JSON-LD.

    Articles are ``schema:NewsArticle``; every claim and every position is a ``schema:Claim`` with its ``author``
    (the innermost speaker), its ``appearance`` and ``firstAppearance``. The chain of a claim is a line of
    ``prov:Entity``, each ``prov:wasQuotedFrom`` the next inner one and ``prov:wasAttributedTo`` its source; copies are
    ``prov:wasDerivedFrom``, versions ``prov:wasRevisionOf``. Relations that schema.org has no word for (conflict,
    withholds, retracts, supersedes) stand under ``urn:narrative:terms#``.
    """
    text = json.dumps(to_jsonld_dict(report), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    # Half a surrogate pair is no text that linked data could hold.
    return text.encode("utf-8", errors="replace").decode("utf-8")


def to_jsonld_dict(report: Report) -> Node:
    """Give the document that :func:`to_jsonld` writes."""
    look = index(report)
    agents: dict[str, Node] = {}
    nodes: list[Node] = [_article(article, look, agents) for article in report.articles]
    for claim in (*report.claims, *report.headlines):
        nodes += _claim(claim, look, agents)
    for event in report.events:
        nodes.append(_event(event.id, event.label, event.articles, [issue.id for issue in event.issues]))
        for issue in event.issues:
            nodes.append({"@id": _urn("issue", issue.id), "@type": "schema:Question", "schema:name": issue.question})
            for number, position in enumerate(issue.positions, 1):
                nodes.append(_position(f"{issue.id}.{number}", issue.id, position, look))
    return {"@context": CONTEXT, "@graph": [*nodes, *agents.values()]}


def _urn(kind: str, name: str) -> str:
    return f"urn:narrative:{kind}:{quote(name, safe='', errors='backslashreplace')}"


def _reference(kind: str, name: str) -> Node:
    return {"@id": _urn(kind, name)}


def _time(text: str | None, kind: str = "dateTime") -> Node | None:
    return {"@type": f"xsd:{kind}", "@value": text} if text else None


def _clean(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [], "")}


def _agent(source: Source, article: str, look: Index, agents: dict[str, Node]) -> Node:
    """A node for a source; one that is not named is one source only within its article."""
    name = f"{fold(source.name)}@{look.root(article)}" if source.kind == "anonymous" else fold(source.name)
    key = _urn("source", name)
    if key not in agents:
        agents[key] = {"@id": key, "@type": ["prov:Agent"], "schema:name": source.name}
    kind = _TYPES.get(source.kind)
    if kind and kind not in agents[key]["@type"]:
        agents[key]["@type"].append(kind)
    return {"@id": key}


def _article(article: Article, look: Index, agents: dict[str, Node]) -> Node:
    return _clean(
        {
            "@id": _urn("article", article.id),
            "@type": ["schema:NewsArticle", "prov:Entity"],
            "schema:identifier": article.id,
            "schema:headline": article.title,
            "schema:url": {"@id": article.url} if safe_link(article.url) else None,
            "schema:datePublished": _time(time_text(article.published)),
            "schema:inLanguage": article.language,
            "schema:publisher": _agent(Source(name=article.outlet, kind="outlet"), article.id, look, agents),
            "prov:wasDerivedFrom": _reference("article", article.copy_of) if article.copy_of else None,
            "prov:wasRevisionOf": _reference("article", article.version_of) if article.version_of else None,
        }
    )


def _claim(claim: Claim, look: Index, agents: dict[str, Node]) -> Iterator[Node]:
    links = [_agent(source, claim.article, look, agents) for source in claim.sources]
    said = (
        _time(claim.stated.isoformat(), "date") if claim.stated else _time(time_text(look.article_of(claim).published))
    )
    inner = [_urn("link", f"{claim.id}#{number}") for number in range(1, len(links))]
    chain = [_urn("claim", claim.id), *inner]
    others = look.relations.get(claim.id, ())
    yield _clean(
        {
            "@id": chain[0],
            "@type": ["schema:Claim", "prov:Entity"],
            "schema:identifier": claim.id,
            "schema:text": claim.text,
            "schema:abstract": claim.statement,
            "schema:author": links[-1],
            "schema:appearance": _reference("article", claim.article),
            "schema:datePublished": said,
            "schema:creditText": " ← ".join(source.name for source in claim.sources),
            "narrative:stance": claim.stance,
            "narrative:start": claim.start,
            "narrative:end": claim.end,
            "prov:wasAttributedTo": links[0],
            "prov:wasQuotedFrom": {"@id": inner[0]} if inner else None,
            **{
                f"narrative:{kind}": [_reference("claim", r.b) for r in others if r.kind == kind and r.a == claim.id]
                for kind in ("agree", "conflict", "supersedes", "retracts", "withholds")
            },
        }
    )
    for number, identifier in enumerate(inner, 1):
        after = inner[number] if number < len(inner) else None
        yield _clean(
            {
                "@id": identifier,
                "@type": "prov:Entity",
                "prov:wasAttributedTo": links[number],
                "prov:wasQuotedFrom": {"@id": after} if after else None,
            }
        )


def _position(name: str, issue: str, position: Position, look: Index) -> Node:
    claims = sorted((look.claims[claim] for claim in position.claims), key=lambda claim: _first(claim, look))
    articles = list(dict.fromkeys(claim.article for claim in claims))
    return _clean(
        {
            "@id": _urn("position", name),
            "@type": "schema:Claim",
            "schema:text": position.label,
            "schema:about": _reference("issue", issue),
            "schema:firstAppearance": _reference("article", articles[0]) if articles else None,
            "schema:appearance": [_reference("article", article) for article in articles],
            "schema:hasPart": [_reference("claim", claim) for claim in position.claims],
            "narrative:origins": position.origins,
        }
    )


def _first(claim: Claim, look: Index) -> tuple[bool, str, str]:
    article = look.article_of(claim)
    published = article.published
    return published is None, published.isoformat() if published else "", article.id


def _event(name: str, label: str, articles: Iterable[str], issues: Iterable[str]) -> Node:
    return _clean(
        {
            "@id": _urn("event", name),
            "@type": "schema:Event",
            "schema:name": label,
            "schema:subjectOf": [_reference("article", article) for article in articles],
            "schema:about": [_reference("issue", issue) for issue in issues],
        }
    )
