"""The report as JSON, after the contract ``narrative-report/1``, and back again without loss.

Fields that hold their default and that the contract does not demand (a cue that is not there, an empty ``why``) are
left out, so that a report stays small and a reader of it sees what is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from narrative.errors import ReportError
from narrative.records import (
    Article,
    Claim,
    Event,
    Issue,
    Model,
    Position,
    Reason,
    Relation,
    Report,
    Source,
    Unread,
)
from narrative.report.validation import FORMAT, parse, validate

Json = dict[str, Any]


def to_json(report: Report, *, indent: int | None = 2) -> str:
    """Write a report as JSON.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    indent
        Spaces a level; ``None`` for one line.

    Returns
    -------
    str
        The document, ending in a line feed.
    """
    return json.dumps(to_dict(report), ensure_ascii=False, indent=indent, allow_nan=False) + "\n"


def from_json(text: str | bytes) -> Report:
    """Read a report that :func:`to_json` wrote, or any document that keeps the contract.

    Raises
    ------
    ReportError
        Where the text is no JSON, or the document does not keep the contract.
    """
    return from_dict(parse(text))


def to_dict(report: Report) -> Json:
    """Turn a report into the plain dictionary that :func:`to_json` writes."""
    return {
        "format": FORMAT,
        "version": report.version,
        "articles": [article_to_dict(article) for article in report.articles],
        "claims": [claim_to_dict(claim) for claim in report.claims],
        "headlines": [claim_to_dict(claim) for claim in report.headlines],
        "events": [event_to_dict(event) for event in report.events],
        "relations": [_relation(relation) for relation in report.relations],
        "unread": [{"where": unread.where, "reason": unread.reason} for unread in report.unread],
        "models": [{"role": model.role, "name": model.name, "sha256": model.sha256} for model in report.models],
        "thresholds": dict(report.thresholds),
    }


def from_dict(document: Any) -> Report:
    """Turn a dictionary that keeps the contract into a report.

    Raises
    ------
    ReportError
        Where the document does not keep the contract; the message names the place.
    """
    validate(document)
    return Report(
        version=document.get("version", ""),
        articles=tuple(_read_article(entry) for entry in document["articles"]),
        claims=tuple(_read_claim(entry) for entry in document["claims"]),
        headlines=tuple(_read_claim(entry) for entry in document.get("headlines", ())),
        events=tuple(_read_event(entry) for entry in document["events"]),
        relations=tuple(_read_relation(entry) for entry in document["relations"]),
        unread=tuple(Unread(where=entry["where"], reason=entry["reason"]) for entry in document.get("unread", ())),
        models=tuple(
            Model(role=entry["role"], name=entry["name"], sha256=entry["sha256"])
            for entry in document.get("models", ())
        ),
        thresholds={name: float(value) for name, value in document.get("thresholds", {}).items()},
    )


def time_text(moment: datetime | None) -> str | None:
    """Write a time in ISO 8601, with ``Z`` for UTC."""
    if moment is None:
        return None
    text = moment.isoformat()
    return text[: -len("+00:00")] + "Z" if moment.tzinfo is not None and moment.utcoffset() == timedelta(0) else text


def article_to_dict(article: Article) -> Json:
    """Turn an article into its entry in the report."""
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "published": time_text(article.published),
        "url": article.url,
        "language": article.language,
        "copy_of": article.copy_of,
        "version_of": article.version_of,
        "text": article.text,
    }


def claim_to_dict(claim: Claim) -> Json:
    """Turn a claim into its entry in the report."""
    entry: Json = {
        "id": claim.id,
        "article": claim.article,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "statement": claim.statement,
        "sources": [_source(source) for source in claim.sources],
        "stance": claim.stance,
        "hedged": claim.hedged,
        "stated": claim.stated.isoformat() if claim.stated else None,
    }
    if claim.about is not None:
        entry["about"] = claim.about
    if claim.construction != "own-voice":
        entry["construction"] = claim.construction
    if claim.cue_span is not None:
        entry["cue_span"] = list(claim.cue_span)
    if claim.part != "text":
        entry["part"] = claim.part
    if claim.source_span is not None:
        entry["source_span"] = list(claim.source_span)
    if claim.content_spans:
        entry["content_spans"] = [list(span) for span in claim.content_spans]
    if claim.why:
        entry["why"] = list(claim.why)
    return entry


def _source(source: Source) -> Json:
    entry: Json = {"name": source.name, "kind": source.kind}
    if source.cue is not None:
        entry["cue"] = source.cue
    if source.mention is not None:
        entry["mention"] = source.mention
    return entry


def event_to_dict(event: Event) -> Json:
    """Turn an event into its entry in the report."""
    return {
        "id": event.id,
        "label": event.label,
        "articles": list(event.articles),
        "issues": [_issue(issue) for issue in event.issues],
    }


def _issue(issue: Issue) -> Json:
    return {
        "id": issue.id,
        "question": issue.question,
        "positions": [_position(position) for position in issue.positions],
        "withheld": list(issue.withheld),
        "retracted": list(issue.retracted),
    }


def _position(position: Position) -> Json:
    entry: Json = {"label": position.label, "claims": list(position.claims), "origins": position.origins}
    if position.origins_why:
        entry["origins_why"] = list(position.origins_why)
    return entry


def _relation(relation: Relation) -> Json:
    return {
        "a": relation.a,
        "b": relation.b,
        "kind": relation.kind,
        "probability": relation.probability,
        "reasons": [{"kind": reason.kind, "a": reason.a, "b": reason.b} for reason in relation.reasons],
    }


def _read_article(entry: Mapping[str, Any]) -> Article:
    return Article(
        id=entry["id"],
        outlet=entry["outlet"],
        title=entry["title"],
        published=_read_time(entry["published"], entry["id"]),
        url=entry["url"],
        language=entry["language"],
        copy_of=entry["copy_of"],
        version_of=entry["version_of"],
        text=entry.get("text", ""),
    )


def _read_time(text: str | None, where: str) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ReportError(f"article {where}: {text!r} is no date and time in ISO 8601") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _read_day(text: str | None, where: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ReportError(f"claim {where}: {text!r} is no date in ISO 8601 (2024-11-17)") from error


def _read_claim(entry: Mapping[str, Any]) -> Claim:
    cue_span: Sequence[int] | None = entry.get("cue_span")
    source_span: Sequence[int] | None = entry.get("source_span")
    return Claim(
        id=entry["id"],
        article=entry["article"],
        start=entry["start"],
        end=entry["end"],
        text=entry["text"],
        statement=entry["statement"],
        sources=tuple(
            Source(name=link["name"], kind=link["kind"], cue=link.get("cue"), mention=link.get("mention"))
            for link in entry["sources"]
        ),
        stance=entry["stance"],
        hedged=entry["hedged"],
        stated=_read_day(entry["stated"], entry["id"]),
        about=entry.get("about"),
        construction=entry.get("construction", "own-voice"),
        cue_span=(cue_span[0], cue_span[1]) if cue_span else None,
        part=entry.get("part", "text"),
        source_span=(source_span[0], source_span[1]) if source_span else None,
        content_spans=tuple((span[0], span[1]) for span in entry.get("content_spans", ())),
        why=tuple(entry.get("why", ())),
    )


def _read_event(entry: Mapping[str, Any]) -> Event:
    return Event(
        id=entry["id"],
        label=entry["label"],
        articles=tuple(entry["articles"]),
        issues=tuple(_read_issue(issue) for issue in entry["issues"]),
    )


def _read_issue(entry: Mapping[str, Any]) -> Issue:
    return Issue(
        id=entry["id"],
        question=entry["question"],
        positions=tuple(_read_positions(entry["positions"])),
        withheld=tuple(entry["withheld"]),
        retracted=tuple(entry["retracted"]),
    )


def _read_positions(entries: Iterable[Mapping[str, Any]]) -> Iterable[Position]:
    for entry in entries:
        yield Position(
            label=entry["label"],
            claims=tuple(entry["claims"]),
            origins=entry.get("origins", 1),
            origins_why=tuple(entry.get("origins_why", ())),
        )


def _read_relation(entry: Mapping[str, Any]) -> Relation:
    return Relation(
        a=entry["a"],
        b=entry["b"],
        kind=entry["kind"],
        probability=float(entry["probability"]),
        reasons=tuple(Reason(kind=reason["kind"], a=reason["a"], b=reason["b"]) for reason in entry["reasons"]),
    )
