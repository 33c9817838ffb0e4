"""Text from fragments of HTML, as feeds and JSON bodies carry them."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<[a-zA-Z/!]")
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre "
    "section table td th tr ul br".split()
)
_UNREAD = frozenset("script style noscript template iframe object svg math figcaption form button select".split())


def text_of_fragment(fragment: str) -> str:
    """Give the text of a fragment of HTML, paragraphs apart; a text without tags only loses its entities."""
    if not _TAG.search(fragment):
        return html.unescape(fragment).strip()
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    data = f"<div>{fragment}</div>".replace("\0", "").encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, ValueError, AssertionError):
        return ""
    parts: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if node.tag in _UNREAD:
                node.clear(keep_tail=True)
                continue
            if node.tag in _BLOCKS:
                parts.append("\n\n")
            parts.append(node.text or "")
        else:
            if node.tag in _BLOCKS:
                parts.append("\n\n")
            parts.append(node.tail or "")
    text = "".join(parts)
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n[ \t\r]*\n", text))
    return "\n\n".join(part for part in paragraphs if part)
