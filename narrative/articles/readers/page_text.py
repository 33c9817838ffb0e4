"""The text of the article on a page, by trafilatura, after what misleads it was taken off.

1. Corrections and editor's notes are set aside, because extractors take them for furniture.
2. Captions, comments, teasers and notices are taken off, and the articles that follow the first on pages
   that scroll on without end.
3. trafilatura tells the text from the page.
4. Headings and notes that went missing are put back.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from narrative.articles.boilerplate import is_note
from narrative.articles.readers.page_prune import first_article_only, names, posts_together, prune, said

_NOTE_NAMES = re.compile(r"correction|clarification|editors?-?_?note|amend|erratum|update-?note", re.IGNORECASE)
_BLOCKS = frozenset({"p", "head", "item", "quote", "cell", "list", "row", "table", "div", "code", "lb"})


def page_text(root: Any) -> str:
    """Give the article's text, paragraphs apart by an empty line; empty where there is none."""
    root = copy.deepcopy(root)
    first_article_only(root)
    posts_together(root)
    notes = _notes(root)
    prune(root)
    text = _extracted(root)
    plain = _plain(text)
    missing = [note for note in notes if _plain(note)[:120] not in plain]
    return "\n\n".join(part for part in (text, *missing) if part)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _notes(root: Any) -> list[str]:
    """Find the corrections and editor's notes on a page, each once."""
    found: list[str] = []
    for node in root.iter("p", "div", "aside", "footer", "section", "em", "span", "li"):
        named = node.tag not in {"em", "span"} and _NOTE_NAMES.search(names(node)) is not None
        if not named and node.tag not in {"p", "em", "li", "div", "aside"}:
            continue
        words = said(node)
        if 20 < len(words) < 1500 and (is_note(words) or (named and len(words) > 40)):
            plain = _plain(words)
            if not any(plain in _plain(other) or _plain(other) in plain for other in found):
                found.append(words)
    return found


def _extracted(root: Any) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(
        root,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        include_links=False,
        include_images=False,
        with_metadata=False,
        favor_recall=True,
    )
    body = getattr(document, "body", None)
    if body is None:
        return ""
    shown = said(root)
    blocks = _with_headings(_paragraphs(body), root, shown)
    return _in_order(_with_standfirst(blocks, root, shown), shown)


def _with_standfirst(blocks: list[tuple[str, bool]], root: Any, shown: str) -> list[tuple[str, bool]]:
    """Put back the lines between the headline and the first paragraph: they are the outlet's own summary."""
    head = next(root.iter("h1"), None)
    first = next((block for block, heading in blocks if not heading), None)
    if head is None or first is None:
        return blocks
    start, end = shown.find(said(head)), shown.find(first[:200])
    there = {block for block, _ in blocks}
    lines = []
    for node in root.iter("p", "h2"):
        line = said(node)
        place = shown.find(line, max(start, 0)) if line else -1
        if start < place < end and len(line.split()) > 5 and line not in there and not _within(line, there):
            lines.append((line, False))
            there.add(line)
    return [*lines, *blocks]


def _within(line: str, blocks: set[str]) -> bool:
    return any(line in block for block in blocks)


def _with_headings(blocks: list[tuple[str, bool]], root: Any, shown: str) -> list[tuple[str, bool]]:
    """Put back the headings that stand right above a block; in a live blog they are half of what is said."""
    there = {block for block, _ in blocks}
    starts = tuple(block[:40] for block, heading in blocks if not heading)
    found = list(blocks)
    for node in root.iter("h2", "h3", "h4"):
        heading = said(node)
        if not heading or heading in there:
            continue
        place = shown.find(heading)
        if place >= 0 and shown[place + len(heading) : place + len(heading) + 60].lstrip().startswith(starts):
            found.append((heading, True))
            there.add(heading)
    return found


def _in_order(blocks: list[tuple[str, bool]], shown: str) -> str:
    """Put blocks in the order of the page, each once, and leave out headings that nothing follows."""
    places, last, seen = [], 0, set()
    for block, _ in blocks:
        place = shown.find(block[:200], 0)
        last = place if place >= 0 else last
        places.append(last)
    order = []
    for number in sorted(range(len(blocks)), key=lambda number: (places[number], number)):
        if len(blocks[number][0]) < 30 or blocks[number][0] not in seen:
            order.append(number)
            seen.add(blocks[number][0])
    kept = []
    for number, following in zip(order, [*order[1:], None], strict=True):
        block, heading = blocks[number]
        if heading and (following is None or blocks[following][1]):
            continue
        kept.append(block)
    return "\n\n".join(kept)


def _paragraphs(body: Any) -> list[tuple[str, bool]]:
    """Give the blocks of an extracted body, and whether each is a heading."""
    from lxml import etree

    blocks: list[tuple[str, bool]] = []
    parts: list[str] = []

    def close(heading: bool) -> None:
        block = " ".join("".join(parts).split())
        if block:
            blocks.append((block, heading))
        parts.clear()

    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            close(event == "end" and node.tag == "head")
        if event == "start":
            parts.append(node.text or "")
        elif node is not body:
            parts.append(node.tail or "")
    close(False)
    return blocks
