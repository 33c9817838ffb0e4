"""The report as four tidy tables (Wickham 2014): claims, issues, positions, relations."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from narrative.errors import MissingExtra
from narrative.records import Claim, Report
from narrative.report.contract import time_text
from narrative.report.overview import overview
from narrative.report.text import safe_characters
from narrative.report.view import Index, index
from narrative.report.wording import chain

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "claims": {
        "claim": "string",
        "article": "string",
        "outlet": "string",
        "published": "time",
        "url": "string",
        "copy_of": "string",
        "version_of": "string",
        "part": "string",
        "start": "integer",
        "end": "integer",
        "text": "string",
        "statement": "string",
        "speaker": "string",
        "speaker_kind": "string",
        "chain": "string",
        "cue": "string",
        "stance": "string",
        "hedged": "boolean",
        "stated": "string",
        "event": "string",
        "issue": "string",
        "side": "string",
    },
    "issues": {
        "issue": "string",
        "event": "string",
        "event_label": "string",
        "question": "string",
        "status": "string",
        "positions": "integer",
        "claims": "integer",
        "outlets": "integer",
        "withheld": "integer",
        "retracted": "integer",
        "silent": "string",
    },
    "positions": {
        "event": "string",
        "issue": "string",
        "side": "string",
        "label": "string",
        "origins": "integer",
        "claim": "string",
        "outlet": "string",
        "speaker": "string",
        "stance": "string",
        "taken_back": "boolean",
    },
    "relations": {
        "a": "string",
        "b": "string",
        "kind": "string",
        "probability": "number",
        "reasons": "string",
        "a_outlet": "string",
        "b_outlet": "string",
        "a_speaker": "string",
        "b_speaker": "string",
        "a_text": "string",
        "b_text": "string",
    },
}
"""Columns of each table with their types; an integer or a boolean is never missing, anything else may be."""


def rows(report: Report) -> dict[str, list[Row]]:
    """Lay a report out as rows, table by table, with plain Python values.

    Copies and versions keep their rows (``copy_of`` and ``version_of`` tell them apart). ``side`` is a position's
    letter, ``withheld`` or ``retracted``. Where a claim stands on several issues, ``claims`` names the first;
    ``positions`` has a row for each.
    """
    look = index(report)
    sides, issues = _sides(report)
    first: dict[str, Row] = {}
    for row in sides:
        first.setdefault(row["claim"], row)
    return {
        "claims": [_claim_row(claim, look, first.get(claim.id)) for claim in (*report.claims, *report.headlines)],
        "issues": issues,
        "positions": sides,
        "relations": list(_relation_rows(report, look)),
    }


def to_csv(report: Report) -> dict[str, str]:
    """Write the four tables as CSV (RFC 4180), by name of the table.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    written = {}
    for name, table in rows(report).items():
        stream = io.StringIO()
        writer = csv.DictWriter(stream, fieldnames=list(COLUMNS[name]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in table)
        written[name] = stream.getvalue()
    return written


def frames(report: Report) -> dict[str, pd.DataFrame]:
    """Give the four tables as pandas frames with types (needs the extra ``pandas``).

    Raises
    ------
    ModuleNotFoundError
        pandas is not installed.
    """
    import pandas as pd

    made = {}
    for name, table in rows(report).items():
        frame = pd.DataFrame(table, columns=list(COLUMNS[name]))
        for column, kind in COLUMNS[name].items():
            if kind == "time":
                frame[column] = pd.to_datetime(frame[column], utc=True).astype("datetime64[us, UTC]")
            else:
                frame[column] = frame[column].astype(_PANDAS[kind])
        made[name] = frame
    return made


_PANDAS = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool"}


def to_parquet(report: Report) -> dict[str, bytes]:
    """Write the four tables as Parquet, by name of the table (needs the extra ``parquet``).

    Raises
    ------
    MissingExtra
        pandas or pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401

        made = frames(report)
    except ModuleNotFoundError as error:
        raise MissingExtra("Parquet", "parquet") from error
    return {name: frame.to_parquet(index=False) for name, frame in made.items()}


def _claim_row(claim: Claim, look: Index, side: Row | None) -> Row:
    article = look.article_of(claim)
    return {
        "claim": claim.id,
        "article": claim.article,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
        "copy_of": article.copy_of,
        "version_of": article.version_of,
        "part": claim.part,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "statement": claim.statement,
        "speaker": claim.speaker.name,
        "speaker_kind": claim.speaker.kind,
        "chain": chain(claim),
        "cue": claim.speaker.cue,
        "stance": claim.stance,
        "hedged": claim.hedged,
        "stated": claim.stated.isoformat() if claim.stated else None,
        "event": side["event"] if side else None,
        "issue": side["issue"] if side else None,
        "side": side["side"] if side else None,
    }


def _sides(report: Report) -> tuple[list[Row], list[Row]]:
    sides: list[Row] = []
    issues: list[Row] = []
    for event in overview(report).events:
        for view in event.issues:
            issue = view.issue
            issues.append(
                {
                    "issue": issue.id,
                    "event": event.event.id,
                    "event_label": event.event.label,
                    "question": issue.question,
                    "status": view.status,
                    "positions": len(issue.positions),
                    "claims": len(issue.claims),
                    "outlets": len(view.outlets),
                    "withheld": len(issue.withheld),
                    "retracted": len(issue.retracted),
                    "silent": "; ".join(view.silent),
                }
            )
            for column in view.columns:
                sides += [
                    {
                        "event": event.event.id,
                        "issue": issue.id,
                        "side": column.letter or column.kind,
                        "label": column.label,
                        "origins": column.origins,
                        "claim": claim.id,
                        "outlet": claim.sources[0].name,
                        "speaker": claim.speaker.name,
                        "stance": claim.stance,
                        "taken_back": voice.taken_back and column.kind == "position",
                    }
                    for voice in column.voices
                    for claim in voice.claims
                ]
    return sides, issues


def _relation_rows(report: Report, look: Index) -> Iterator[Row]:
    for relation in report.relations:
        a, b = look.claims[relation.a], look.claims[relation.b]
        yield {
            "a": a.id,
            "b": b.id,
            "kind": relation.kind,
            "probability": relation.probability,
            "reasons": "; ".join(f"{reason.kind}: {reason.a} | {reason.b}" for reason in relation.reasons),
            "a_outlet": a.sources[0].name,
            "b_outlet": b.sources[0].name,
            "a_speaker": a.speaker.name,
            "b_speaker": b.speaker.name,
            "a_text": a.text,
            "b_text": b.text,
        }


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, str):
        text = safe_characters(value)
        formula = text.startswith(("\t", "\r")) or text.lstrip().startswith(("=", "+", "-", "@"))
        return f"'{text}" if formula else text
    return "" if value is None else value
