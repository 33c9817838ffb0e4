"""News agencies' XML: NewsML-G2 (items, packages, messages) and NITF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from narrative.articles.blob import Blob, Draft, quoted, unread
from narrative.articles.readers.markup import text_of_fragment
from narrative.articles.readers.xml_documents import xml_root, xml_text
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError
from narrative.records import Unread

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Unread]:
    """Read each item that carries text."""
    root = xml_root(xml_text(blob, settings))
    name = _local(root)
    if name == "nitf":
        yield Draft(where=blob.where, fields={**blob.known, **_nitf(root)}, found=True)
        return
    items = [root] if name == "newsItem" else _all(root, "newsItem")
    if not items:
        if name in {"newsMessage", "packageItem", "NewsML"}:
            yield unread(blob.where, "has no newsItem with a text; give the items it refers to")
            return
        raise InputError(f"is XML with the root {quoted(name)}; NewsML-G2, NITF, RSS, Atom and XHTML are read")
    for number, item in enumerate(items, start=1):
        where = blob.where if len(items) == 1 else f"{blob.where}, item {number}"
        yield Draft(where=where, fields={**blob.known, **_item(item)}, found=True)


def _local(node: Any) -> str:
    return str(node.tag).rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _all(node: Any, name: str) -> list[Any]:
    return [child for child in node.iter() if _local(child) == name]


def _first(node: Any | None, *path: str) -> Any | None:
    """Find a descendant by the local names of the steps to it."""
    for step in path:
        if node is None:
            return None
        node = next((child for child in node.iter() if child is not node and _local(child) == step), None)
    return node


def _said(node: Any | None) -> str | None:
    if node is None:
        return None
    return " ".join("".join(node.itertext()).split()) or None


def _item(item: Any) -> dict[str, object]:
    meta, content = _first(item, "itemMeta"), _first(item, "contentMeta")
    provider = _first(meta, "provider")
    outlet = _said(_first(provider, "name")) or (provider.get("literal") if provider is not None else None)
    if not outlet:
        credit = _first(content, "creditline") or _first(content, "infoSource", "name")
        holder = _first(item, "rightsInfo", "copyrightHolder")
        outlet = _said(credit) or _said(holder) or (holder.get("literal") if holder is not None else None)
    if not outlet and provider is not None:  # a code such as nprov:REUTERS
        outlet = str(provider.get("qcode") or "").rpartition(":")[2] or None
    language = _first(content, "language")
    published = (
        _first(meta, "firstCreated") if _first(meta, "versionCreated") is None else _first(meta, "versionCreated")
    )
    guid = str(item.get("guid") or "")
    return {
        "id": guid,
        "outlet": outlet,
        "title": _said(_first(content, "headline")) or _said(_first(meta, "title")),
        "published": _said(published) or _said(_first(content, "contentCreated")),
        "language": (language.get("tag") if language is not None else None) or item.get(_LANG),
        "url": guid if guid.startswith("http") else None,
        "text": _text(item),
    }


def _text(item: Any) -> str | None:
    contents = _first(item, "contentSet")
    for name in ("inlineXML", "inlineData"):
        for node in _all(contents, name) if contents is not None else []:
            body = _first(node, "body.content") or _first(node, "body")
            if (text := _paragraphs(body if body is not None else node)) is not None:
                return text
    return None


def _paragraphs(node: Any) -> str | None:
    from lxml import etree

    for child in list(node.iter()):  # without namespaces the fragment reader knows the names
        if isinstance(child.tag, str):
            child.tag = _local(child)
            for name in [name for name in child.attrib if "}" in name]:
                del child.attrib[name]
    if len(node) == 0:
        return text_of_fragment(node.text) if node.text and node.text.strip() else None
    return text_of_fragment(etree.tostring(node, encoding="unicode", method="html", with_tail=False)) or None


def _nitf(root: Any) -> dict[str, object]:
    issued = _first(root, "date.issue")
    identity = _first(root, "doc-id")
    body = _first(root, "body.content")
    outlet = _said(_first(root, "distributor")) or _said(_first(root, "doc.copyright"))
    holder = _first(root, "doc.copyright")
    return {
        "id": identity.get("id-string") if identity is not None else None,
        "outlet": outlet or (holder.get("holder") if holder is not None else None),
        "title": _said(_first(root, "hedline", "hl1")) or _said(_first(root, "title")),
        "published": issued.get("norm") if issued is not None else None,
        "language": root.get(_LANG),
        "text": _paragraphs(body) if body is not None else None,
    }
