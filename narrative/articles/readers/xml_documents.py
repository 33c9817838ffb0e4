"""XML from strangers: no entities, no network, no document types, and only so deep."""

from __future__ import annotations

import re
from typing import Any

from narrative.articles.blob import Blob, decode, over, read_whole
from narrative.articles.packing import foreign
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>", re.IGNORECASE)


def xml_text(blob: Blob, settings: ArticleSettings) -> str:
    """Read an XML document as text, without its declaration, and refuse what could harm.

    Raises
    ------
    InputError
        It declares entities, or its bytes are not in the encoding that it names.
    LimitError
        It is too long or too deep.
    """
    data = read_whole(blob, settings.limits.page_bytes, "page_bytes")
    named = _ENCODING.match(data)
    try:
        text = data.decode(named[1].decode("ascii")) if named else decode(data, settings)
    except (LookupError, UnicodeDecodeError):
        text = decode(data, settings)
    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
    if _ENTITY.search(text):
        raise InputError("declares entities, which are not read because they can be bombs; save it without a DOCTYPE")
    text = _DOCTYPE.sub("", text, count=1)
    check_depth(text, settings)
    return text


_TAG = re.compile(r"<(?:(!\[CDATA\[.*?\]\]>|!--.*?-->|\?.*?\?>)|(/?)[A-Za-z_][^<>]*?(/?)>)", re.DOTALL)


def check_depth(text: str, settings: ArticleSettings) -> None:
    """Refuse elements that are nested over the limit.

    Raises
    ------
    LimitError
        They are.
    """
    depth = 0
    for match in _TAG.finditer(text):
        if match[1] or match[3]:
            continue
        depth += -1 if match[2] else 1
        if depth > settings.limits.depth:
            raise over("the depth of the XML", settings.limits.depth, "depth")


def xml_root(text: str) -> Any:
    """Parse with lxml: entities are not resolved, nothing is fetched, nothing is huge.

    Raises
    ------
    InputError
        It is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    with foreign("XML"):
        try:
            return etree.fromstring(text.encode("utf-8", "replace"), parser)
        except etree.XMLSyntaxError as error:
            line = error.lineno or 1
            raise InputError(f"line {line}: broken XML ({error.msg}); mend it, or save it again") from None
