"""Holds a report to its contract: the JSON Schema first, then what a schema cannot say.

The schema is JSON Schema draft 7 (Wright et al. 2018) and is published as ``report.schema.json`` beside this module.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from narrative.errors import ReportError

FORMAT = "narrative-report/1"


def schema() -> dict[str, Any]:
    """Give the JSON Schema of a report, as a new dictionary."""
    text = resources.files("narrative.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def validate(document: Any) -> None:
    """Check that a document keeps the contract ``narrative-report/1``.

    Beyond the schema: ids are unique, everything that is referred to exists, every claim starts with its outlet, and
    where the article's text is in the report, the claim's text is cut from it.

    Parameters
    ----------
    document
        The document as ``json.loads`` gives it, or its text.

    Raises
    ------
    ReportError
        At the first place that breaks the contract; the message names it.
    """
    import fastjsonschema

    if isinstance(document, str | bytes):
        document = parse(document)

    _check_version(document)
    try:
        _checker()(document)
    except fastjsonschema.JsonSchemaValueException as error:
        place = str(error.name).removeprefix("data").lstrip(".") or "the document"
        message = str(error.message).removeprefix(str(error.name)).strip()
        raise ReportError(f"not a {FORMAT}: {place} {message}") from error
    _check_articles(document)
    _check_claims(document)
    _check_events(document)


def parse(text: str | bytes) -> Any:
    """Parse JSON.

    Raises
    ------
    ReportError
        Where the text is no JSON.
    """
    try:
        return json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ReportError(f"the report is no JSON: {error}; write it with `narrative compare --format json`") from error
    except RecursionError as error:
        raise ReportError("the report is nested too deeply; write it with `narrative compare --format json`") from error


@cache
def _checker() -> Callable[[Any], Any]:
    import fastjsonschema

    check: Callable[[Any], Any] = fastjsonschema.compile(schema(), use_default=False)
    return check


def _check_version(document: Any) -> None:
    """Tell a report of another version from what is no report at all."""
    form = document.get("format") if isinstance(document, dict) else None
    if isinstance(form, str) and form != FORMAT and form.startswith(FORMAT.partition("/")[0] + "/"):
        raise ReportError(
            f"is written as {form}, and this version reads {FORMAT}: compare the articles again, "
            "or draw it with the version of narrative that wrote it"
        )


def _check_unique(kind: str, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for identifier in ids:
        if identifier in seen:
            raise ReportError(f"not a {FORMAT}: two {kind} have the id {identifier!r}")
        seen.add(identifier)
    return seen


def _check_known(where: str, ids: Iterable[str], known: set[str] | Mapping[str, Any]) -> None:
    for identifier in ids:
        if identifier not in known:
            raise ReportError(f"not a {FORMAT}: {where} names {identifier!r}, which is not in the report")


def _check_articles(document: Mapping[str, Any]) -> None:
    known = _check_unique("articles", (article["id"] for article in document["articles"]))
    for article in document["articles"]:
        others = [article[key] for key in ("copy_of", "version_of") if article[key] is not None]
        _check_known(f"article {article['id']}", others, known)


def _check_claims(document: Mapping[str, Any]) -> None:
    articles = {article["id"]: article for article in document["articles"]}
    claims = [*document["claims"], *document.get("headlines", ())]
    _check_unique("claims", (claim["id"] for claim in claims))
    for claim in claims:
        where = f"claim {claim['id']}"
        _check_known(where, [claim["article"]], articles)
        article = articles[claim["article"]]
        if claim["sources"][0]["name"] != article["outlet"]:
            raise ReportError(f"not a {FORMAT}: {where} must start with its outlet, {article['outlet']!r}")
        whole = article["title"] if claim.get("part") == "title" else article.get("text")
        if whole is not None and whole[claim["start"] : claim["end"]] != claim["text"]:
            raise ReportError(
                f"not a {FORMAT}: {where}: its text is not what {article['id']} has from start to end; "
                "offsets count Unicode code points"
            )


def _check_events(document: Mapping[str, Any]) -> None:
    articles = {article["id"] for article in document["articles"]}
    claims = {claim["id"] for claim in document["claims"]}
    _check_unique("events", (event["id"] for event in document["events"]))
    _check_unique("issues", (issue["id"] for event in document["events"] for issue in event["issues"]))
    for event in document["events"]:
        _check_known(f"event {event['id']}", event["articles"], articles)
        for issue in event["issues"]:
            where = f"issue {issue['id']}"
            for position in issue["positions"]:
                _check_known(where, position["claims"], claims)
            _check_known(where, issue["withheld"], claims)
            _check_known(where, issue["retracted"], claims)
    for relation in document["relations"]:
        _check_known(f"relation {relation['a']}~{relation['b']}", (relation["a"], relation["b"]), claims)
