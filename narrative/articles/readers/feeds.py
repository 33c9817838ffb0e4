"""Feeds: RSS and Atom. JSON Feed is read with the other JSON."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from narrative.articles.blob import Blob, Draft, over, unread
from narrative.articles.packing import foreign
from narrative.articles.readers.markup import text_of_fragment
from narrative.articles.readers.xml_documents import xml_text
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError
from narrative.records import Unread

_LACK = "has no text in this feed; give the page itself, or a feed with whole articles"


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Unread]:
    """Read each entry; its text is the whole content, else the summary."""
    text = xml_text(blob, settings)
    with foreign("a feed"):
        import feedparser

        # A stream, because feedparser takes a string for an address and would fetch it.
        feed: Any = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            sanitize_html=False,
            resolve_relative_uris=False,
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
        entries = list(feed.entries)
        broken = feed.get("bozo_exception")
    if len(entries) > settings.limits.members:
        raise over("the number of entries of the feed", settings.limits.members, "members")
    if not entries:
        if broken is not None:
            raise InputError(f"is a broken feed ({' '.join(str(broken).split())[:120]}); save it again")
        yield unread(blob.where, "is a feed without entries; leave it out")
    about = feed.feed
    shared = {**blob.known, "feed_outlet": about.get("title"), "language": about.get("language")}
    for number, entry in enumerate(entries, start=1):
        where = f"{blob.where}, entry {number}"
        with foreign("an entry of a feed"):
            fields = {**shared, **_fields(entry)}
        yield Draft(where=where, fields=fields, found=True, lack=_LACK)


def _fields(entry: Mapping[str, Any]) -> dict[str, object]:
    fields: dict[str, object] = {
        "title": text_of_fragment(str(entry.get("title") or "")),
        "url": entry.get("link"),
        "published": entry.get("published") or entry.get("updated"),
    }
    if entry.get("id"):
        fields["guid"] = entry["id"]
    source = entry.get("source")
    if isinstance(source, Mapping) and source.get("title"):  # who published it, in a feed that gathers
        fields["outlet"] = source["title"]
    bodies = [str(body.get("value") or "") for body in entry.get("content") or [] if isinstance(body, Mapping)]
    body = max([*bodies, str(entry.get("summary") or "")], key=len)
    fields["text"] = text_of_fragment(body)
    return {name: value for name, value in fields.items() if value}
