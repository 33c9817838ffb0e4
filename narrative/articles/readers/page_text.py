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

_DROP_TAGS = ("figcaption", "script", "style", "noscript", "template", "iframe", "form", "button", "select", "svg",
              "amp-ad", "amp-embed", "amp-analytics", "amp-sidebar", "amp-consent", "dialog", "nav",
              "audio", "video")  # fmt: skip
# Names of classes and ids that are furniture wherever they stand ...
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|photo-credit|image-credit|cookies?|consent|gdpr|onetrust|newsletter|related|"
    r"recirc|recirculation|recommended|most-read|most-popular|trending|comments?|commentlist|disqus|breadcrumbs?|"
    r"advert|advertisement|ad-slot|sponsored|taboola|outbrain|read-more|readmore|read-next|up-next|onward|author-bio|"
    r"byline-bio|signup|sign-up|donate|donation|toast|modal|popup|skip-link|gallery-controls|pagination|nav|navbar|"
    r"navigation|menu|masthead|sidebar|sr-only|visually-hidden|screen-reader-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
# ... and those that also name what holds the article, such as the part behind a wall.
_OFTEN_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:credit|subscribe|subscription|paywall|regwall|premium|piano|promo|share|sharing|social|ad|tags|"
    r"topics|overlay|footer|byline|bylines|dateline|timestamp|entry-meta|article-meta|post-meta|author|authors|"
    r"publish-date|published|thumbnail-list|teaser-list)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOTE_NAMES = re.compile(r"correction|clarification|editors?-?_?note|amend|erratum|update-?note", re.IGNORECASE)
_KEEP_TAGS = frozenset({"html", "body", "main", "article"})
_BLOCKS = frozenset({"p", "head", "item", "quote", "cell", "list", "row", "table", "div", "code", "lb"})
_WHOLE = 500


def page_text(root: Any) -> str:
    """Give the article's text, paragraphs apart by an empty line; empty where there is none."""
    root = copy.deepcopy(root)
    _first_article_only(root)
    _posts_together(root)
    notes = _notes(root)
    _take_off(root)
    _take_off_teasers(root)
    text = _extracted(root)
    plain = _plain(text)
    missing = [note for note in notes if _plain(note)[:120] not in plain]
    if not text and not missing:
        return ""
    return "\n\n".join([*([text] if text else []), *(note for note in missing)])


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _said(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _first_article_only(root: Any) -> None:
    """Drop the articles that a page loads after the first; posts of a live blog have no headline of their own."""
    articles = [
        node
        for node in root.iter("article")
        if not any(above.tag == "article" for above in node.iterancestors()) and next(node.iter("h1"), None) is not None
    ]
    if len(articles) < 2 or len(_said(articles[0])) < _WHOLE:
        return
    for later in articles[1:]:
        later.drop_tree()


def _posts_together(root: Any) -> None:
    """Make one text of the posts of a live blog, which are articles by their tag, or only the first is taken."""
    posts = [node for node in root.iter("article") if next(node.iter("h1"), None) is None]
    if len(posts) < 2:
        return
    for post in posts:
        post.tag = "div"
        for head in list(post.iter("header")):
            head.tag = "div"


def _names(node: Any) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''} {node.get('data-component') or ''}"


def _notes(root: Any) -> list[str]:
    """Find the corrections and editor's notes on a page, each once."""
    found: list[str] = []
    for node in root.iter("p", "div", "aside", "footer", "section", "em", "span", "li"):
        named = node.tag not in {"em", "span"} and _NOTE_NAMES.search(_names(node)) is not None
        if not named and node.tag not in {"p", "em", "li", "div", "aside"}:
            continue
        words = _said(node)
        if 20 < len(words) < 1500 and (is_note(words) or (named and len(words) > 40)):
            plain = _plain(words)
            if not any(plain in _plain(other) or _plain(other) in plain for other in found):
                found.append(words)
    return found


def _take_off(root: Any) -> None:
    for node in list(root.iter(*_DROP_TAGS)):
        if node.getparent() is not None:
            node.drop_tree()
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node.tag in _KEEP_TAGS or node.getparent() is None:
            continue
        hidden = node.get("hidden") is not None or (node.get("aria-hidden") or "").lower() == "true"
        names = _names(node)
        furniture = _FURNITURE.search(names) and not _holds_body(node)
        if hidden or furniture or (_OFTEN_FURNITURE.search(names) and _length(node) < _WHOLE // 2):
            node.drop_tree()


def _length(node: Any) -> int:
    return sum(len(_said(child)) for child in node.iter("p"))


def _take_off_teasers(root: Any) -> None:
    """Drop blocks that are hardly more than a link: teasers of other articles."""
    for node in list(root.iter("li", "p", "h2", "h3", "h4", "h5", "dt", "dd")):
        words = len(_said(node))
        if not words or node.getparent() is None or next(node.iter("p", "li"), node) is not node:
            continue
        linked = sum(len(_said(link)) for link in node.iter("a"))
        if linked * 10 >= words * 8:
            node.drop_tree()


def _holds_body(node: Any) -> bool:
    return any(next(node.iter(tag), None) is not None for tag in ("h1", "article", "main"))


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
    return "" if body is None else _in_order(_with_headings(_paragraphs(body), root), _said(root))


def _with_headings(blocks: list[tuple[str, bool]], root: Any) -> list[tuple[str, bool]]:
    """Put back the headings that stand right above a block; in a live blog they are half of what is said."""
    shown = _said(root)
    there = {block for block, _ in blocks}
    starts = tuple(block[:40] for block, heading in blocks if not heading)
    found = list(blocks)
    for node in root.iter("h2", "h3", "h4"):
        heading = _said(node)
        if not heading or heading in there:
            continue
        place = shown.find(heading)
        if place >= 0 and shown[place + len(heading) : place + len(heading) + 60].lstrip().startswith(starts):
            found.append((heading, True))
            there.add(heading)
    return found


def _in_order(blocks: list[tuple[str, bool]], shown: str) -> str:
    """Put blocks in the order of the page, and leave out headings that nothing follows."""
    places, last = [], 0
    for block, _ in blocks:
        place = shown.find(block[:200], 0)
        last = place if place >= 0 else last
        places.append(last)
    order = sorted(range(len(blocks)), key=lambda number: (places[number], number))
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
