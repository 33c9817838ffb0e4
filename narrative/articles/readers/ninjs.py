"""ninjs, the IPTC's news in JSON (versions 1 to 3)."""

from __future__ import annotations

from collections.abc import Mapping

from narrative.articles.readers.markup import text_of_fragment

_MARKS = ("body_text", "body_xhtml", "body_html", "bodies", "versioncreated", "pubstatus")
_TIMES = ("firstcreated", "contentcreated", "versioncreated", "embargoed")


def is_ninjs(value: Mapping[str, object]) -> bool:
    """Whether a JSON object is a ninjs item."""
    if not isinstance(value.get("uri"), str):
        return False
    return any(
        name in value for name in ("body_text", "body_xhtml", "body_html", "bodies", "versioncreated", "pubstatus")
    )


def ninjs_fields(value: Mapping[str, object]) -> dict[str, object]:
    """Give the fields of a ninjs item under names that are known.

    The outlet is ``provider``, else ``source`` of the latest ``infosources``, else ``copyrightholder``;
    the time is that of the first creation, else of this version.
    """
    fields: dict[str, object] = {"id": value["uri"], "text": _body(value), "title": _headline(value)}
    for name in ("provider", "source", "copyrightholder", "organisation"):
        if value.get(name):
            fields["outlet"] = value[name]
            break
    else:
        sources = value.get("infosources")
        first = sources[0] if isinstance(sources, list) and sources else None
        fields["outlet"] = first.get("name") if isinstance(first, dict) else None
    fields["published"] = next((value[name] for name in ("versioncreated", *_TIMES) if value.get(name)), None)
    fields["language"] = value.get("language")
    uri = str(value["uri"])
    fields["url"] = value.get("url") or (uri if uri.startswith("http") else None)
    return fields


def _headline(value: Mapping[str, object]) -> object:
    heads = value.get("headlines")
    if isinstance(heads, list):
        texts = [head.get("value") for head in heads if isinstance(head, dict) and isinstance(head.get("value"), str)]
        if texts:
            return texts[0]
    return value.get("headline") or value.get("title")


def _body(value: Mapping[str, object]) -> str | None:
    bodies = value.get("bodies")
    found: list[tuple[str, str]] = []
    for body in bodies if isinstance(bodies, list) else []:
        if isinstance(body, dict) and isinstance(body.get("value"), str):
            kind = str(body.get("contenttype") or body.get("contentType") or body.get("role") or "text/plain")
            found.append((kind, body["value"]))
    found += [
        (name, text) for name in ("body_text", "body_xhtml", "body_html") if isinstance(text := value.get(name), str)
    ]
    found.sort(key=lambda body: "html" in body[0])  # plain text first; the order is otherwise kept
    if not found:
        return None
    kind, text = found[0]
    return text_of_fragment(text) if "html" in kind else text
