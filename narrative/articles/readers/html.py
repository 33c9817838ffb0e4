"""Web pages: the article's own text, with the headline, date, outlet and canonical address of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from narrative.articles.blob import Blob, Draft, byte_order_mark, over, read_whole
from narrative.articles.packing import foreign
from narrative.articles.settings import ArticleSettings

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]{2,40})[\"']")
_LACK = "has no article text in it that could be told from the page around it"


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft]:
    """Read one page."""
    data = read_whole(blob, settings.limits.page_bytes, "page_bytes")
    yield Draft(where=blob.where, fields=page_fields(data, settings, blob.known), found=True, lack=_LACK)


def page_fields(data: bytes, settings: ArticleSettings, known: Mapping[str, str]) -> dict[str, object]:
    """Give the fields of the article on a page.

    Parameters
    ----------
    data
        The page.
    known
        What is known beforehand: its ``url``, its ``charset``.

    Raises
    ------
    InputError
        The page cannot be parsed.
    LimitError
        It has too many elements.
    """
    from narrative.articles.readers.page_facts import page_facts
    from narrative.articles.readers.page_text import page_text

    text = decoded(data, known.get("charset"), settings)
    with foreign("HTML"):
        root = page_root(text, settings)
        if root is None:
            return {**known}
        facts = page_facts(root, known.get("url"), settings)
        body = page_text(root)
    given = {name: value for name, value in known.items() if name != "charset"}
    return {**given, **{name: value for name, value in facts.items() if value}, "text": body}


def page_root(text: str, settings: ArticleSettings) -> Any | None:
    """Parse a page; ``None`` where there is nothing in it."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    data = text.replace("\0", "").encode("utf-8", "replace")
    if not data.strip():
        return None
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, AssertionError):
        return None
    limits = settings.limits
    for count, _ in enumerate(root.iter(), start=1):
        if count > limits.elements:
            raise over("the number of elements of the page", limits.elements, "elements")
    return root


def decoded(data: bytes, charset: str | None, settings: ArticleSettings) -> str:
    """Decode a page: by its byte order mark, as UTF-8 where it is that, as it says itself, as its server says.

    A page is never refused for its encoding: what is left is read as Windows-1252, as browsers do.
    """
    skip, encoding = byte_order_mark(data)
    if encoding:
        return data[skip:].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    head = data[:4096]
    named = _CHARSET.search(head) or _XML_CHARSET.search(head)
    for name in (named[1].decode("ascii") if named else None, charset, settings.encoding):
        if not name:
            continue
        try:
            # Latin-1 on the web is Windows-1252.
            wanted = "cp1252" if name.lower().replace("_", "-") in {"iso-8859-1", "latin-1", "ascii"} else name
            return data.decode(wanted, "replace")
        except (LookupError, ValueError):
            continue
    broken = data.decode("utf-8", "replace")
    return broken if broken.count("\ufffd") * 200 < len(broken) else data.decode("cp1252", "replace")
