"""What JSON values hold: an article, a list of them, ninjs, JSON Feed, schema.org, or something else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from narrative.articles.blob import Draft, over, unread
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError
from narrative.records import Unread

_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_LISTS = ("articles", "items", "documents", "docs", "results", "data", "news", "hits", "value", "response")
_NEWS_TYPES = re.compile(r"^(?:.*Article|.*NewsArticle|.*BlogPosting|Report|AnalysisNewsArticle)$")


def parse(text: str, settings: ArticleSettings, first_line: int = 1) -> object:
    """Parse JSON within the limit of depth.

    Raises
    ------
    InputError
        It is broken; the message names the line.
    LimitError
        It is nested too deep.
    """
    limit = settings.limits.depth
    if text.count("[") + text.count("{") > limit and _depth_over(text, limit):
        raise over("the depth of the JSON", limit, "depth")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = first_line + error.lineno - 1
        raise InputError(
            f"line {line}: broken JSON ({error.msg[:1].lower()}{error.msg[1:]}, column {error.colno}); "
            "mend or remove it"
        ) from None
    except RecursionError:
        raise over("the depth of the JSON", limit, "depth") from None
    except ValueError as error:  # a number of more digits than Python reads
        raise InputError(f"line {first_line}: broken JSON ({error}); mend or remove it") from None


def _depth_over(text: str, limit: int) -> bool:
    depth = 0
    for match in _BRACKET.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
            if depth > limit:
                return True
        elif mark in "]}":
            depth -= 1
    return False


def drafts_of(value: object, where: str, known: Mapping[str, str]) -> Iterator[Draft | Unread]:
    """Find the articles in a JSON value."""
    if isinstance(value, list):
        if not value:
            yield unread(where, "is an empty list; give it articles, or leave it out")
        for number, item in enumerate(value, start=1):
            yield from _one(item, f"{where}, item {number}", known)
        return
    if isinstance(value, dict):
        items = _inner_list(value)
        if items is not None:
            shared = {**known, **_shared(value)}
            for number, item in enumerate(items, start=1):
                yield from _one(item, f"{where}, item {number}", shared)
            return
    yield from _one(value, where, known)


def _inner_list(value: dict[str, object]) -> list[object] | None:
    """Find the list of articles in an answer of a search interface, a feed, or a graph."""
    if isinstance(value.get("@graph"), list):
        graph = value["@graph"]
        assert isinstance(graph, list)
        return [item for item in graph if isinstance(item, dict) and is_news(item)] or None
    if any(isinstance(value.get(name), str) for name in ("text", "body", "content", "body_text", "articleBody")):
        return None
    for name in _LISTS:
        inner = value.get(name)
        if isinstance(inner, list) and any(isinstance(item, dict) for item in inner):
            return inner
        if (
            isinstance(inner, dict)
            and name in {"response", "hits", "data"}
            and (found := _inner_list(inner)) is not None
        ):
            return found
    return None


def _shared(value: dict[str, object]) -> dict[str, str]:
    """What the envelope says of all: the title of a JSON Feed is the outlet of its items."""
    shared = {}
    if "jsonfeed.org" in str(value.get("version", "")):
        if isinstance(value.get("title"), str):
            shared["feed_outlet"] = str(value["title"])
        if isinstance(value.get("language"), str):
            shared["language"] = str(value["language"])
    return shared


def is_news(value: Mapping[str, object]) -> bool:
    """Whether a schema.org object is an article."""
    kinds = value.get("@type")
    return any(
        isinstance(kind, str) and _NEWS_TYPES.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _one(value: object, where: str, known: Mapping[str, str]) -> Iterator[Draft | Unread]:
    if not isinstance(value, dict):
        kind = {list: "a list", str: "a text", type(None): "null", bool: "a truth value"}.get(type(value), "a number")
        yield unread(
            where,
            f"is {kind} and no article; write an object with id, outlet, title, published, url, text",
        )
        return
    if str(value.get("format", "")).startswith("narrative-report/"):
        yield unread(where, "is a report and no article; give the articles it was made from")
        return
    yield Draft(where=where, fields={**known, **_flattened(value)}, found="feed_outlet" in known)


def _flattened(value: dict[str, object]) -> dict[str, object]:
    """Bring what formats of their own keep elsewhere under names that are known."""
    from narrative.articles.readers.markup import text_of_fragment
    from narrative.articles.readers.ninjs import is_ninjs, ninjs_fields

    if is_ninjs(value):
        return ninjs_fields(value)
    fields = dict(value)
    source = fields.get("_source")
    if isinstance(source, dict):  # an answer of a search engine
        fields = {**{key: item for key, item in fields.items() if key in {"_id", "id"}}, **source}
    for name in ("content_text", "content_html", "body_html", "body_xhtml", "html"):
        body = fields.get(name)
        if isinstance(body, str) and not any(fields.get(key) for key in ("text", "body", "content")):
            fields["text"] = text_of_fragment(body) if "html" in name else body
            break
    if "date_published" in fields:
        fields.setdefault("published", fields["date_published"])
    return fields
