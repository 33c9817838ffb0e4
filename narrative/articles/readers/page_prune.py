"""Takes off a page what misleads an extractor: furniture by its name, by its heading, and by its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from narrative.articles.boilerplate import is_boilerplate

_DROP_TAGS = ("figcaption", "script", "style", "noscript", "template", "iframe", "form", "button", "select", "svg",
              "amp-ad", "amp-embed", "amp-analytics", "amp-sidebar", "amp-consent", "dialog", "nav",
              "audio", "video")  # fmt: skip
# Names of classes and ids that are furniture wherever they stand ...
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|photo-credit|image-credit|cookies?|consent|gdpr|onetrust|newsletter|related|"
    r"recirc|recirculation|recommended|most-read|most-popular|trending|comments?|commentlist|disqus|responses|"
    r"reactions|reader-views|breadcrumbs?|advert|advertisement|ad-slot|sponsored|taboola|outbrain|read-more|readmore|"
    r"read-next|up-next|onward|author-bio|byline-bio|signup|sign-up|donate|donation|toast|modal|popup|skip-link|"
    r"gallery-controls|pagination|nav|navbar|navigation|menu|masthead|sidebar|sr-only|visually-hidden|kicker|eyebrow|"
    r"screen-reader-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
# ... and those that also name what holds the article, such as the part behind a wall.
_OFTEN_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:credit|subscribe|subscription|paywall|regwall|premium|piano|promo|share|sharing|social|ad|tags|"
    r"topics|overlay|footer|byline|bylines|by|dateline|timestamp|entry-meta|article-meta|post-meta|meta-line|author|"
    r"authors|publish-date|published|post-time|thumbnail-list|teaser-list|gate|gateway|meter|metered|wall|barrier|"
    r"offers?|load-more)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"^\W*(?:\d+\s+)?(?:comments?|responses?|reactions?|replies|reader views|readers?['\u2019]? comments?|"
    r"join the (?:discussion|conversation|debate)|leave a (?:reply|comment)|you (?:may|might) also like.{0,30}|"
    r"more (?:from|on this|like this|stories|news)\b.{0,50}|read (?:more|next|also)|see also|up next|top stories|"
    r"(?:related|recommended|sponsored|trending|latest|most read|most popular|most viewed)"
    r"(?: (?:stories|articles|news|content|topics|coverage|reading|posts|links|videos|now|today|for you|in .{1,30}))*|"
    r"editor['\u2019]?s picks?|(?:suggested |related )?(?:topics|tags)|filed under|share this.{0,20}|"
    r"explore more.{0,30}|(?:next|previous) (?:article|story|post)|around the web|about the authors?|newsletters?|"
    r"sign up (?:for|to) .{0,50})\W*(?:\d+\W*)?$",
    re.IGNORECASE,
)
_KEEP_TAGS = frozenset({"html", "body", "main", "article"})
_WHOLE = 500


def said(node: Any) -> str:
    """Give the text of a node on one line."""
    return " ".join("".join(node.itertext()).split())


def names(node: Any) -> str:
    """Give the names that a page gives to a node."""
    return f"{node.get('class') or ''} {node.get('id') or ''} {node.get('data-component') or ''}"


def prune(root: Any) -> None:
    """Take everything off that is known to be none of the article."""
    _without_named(root)
    _without_headed(root)
    _without_teasers(root)


def first_article_only(root: Any) -> None:
    """Drop the articles that a page loads after the first: parts beside it that have a headline of their own."""
    for head in list(root.iter("h1")):
        part, above = head, head.getparent()
        while above is not None and not _others(above, part):
            part, above = above, above.getparent()
        if above is None:
            return
        if len(said(part)) >= _WHOLE:
            for other in _others(above, part):
                other.drop_tree()
            return


def _others(above: Any, part: Any) -> list[Any]:
    """Give the later parts beside ``part`` that have a headline."""
    return [node for node in part.itersiblings() if isinstance(node.tag, str) and _has(node, "h1")]


def _has(node: Any, *tags: str) -> bool:
    return next(node.iter(*tags), None) is not None


def posts_together(root: Any) -> None:
    """Make one text of the posts of a live blog, which are articles or items of a list, or only some are taken."""
    posts = [node for node in root.iter("article") if not _has(node, "h1")]
    for post in posts if len(posts) > 1 else []:
        post.tag = "div"
        for head in list(post.iter("header")):
            head.tag = "div"
    for item in list(root.iter("li")):
        if _has(item, "p", "h2", "h3", "h4"):
            item.tag = "div"
            above = item.getparent()
            if above is not None and above.tag in {"ol", "ul"}:
                above.tag = "div"


def _without_named(root: Any) -> None:
    for node in list(root.iter(*_DROP_TAGS)):
        if node.getparent() is not None:
            node.drop_tree()
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node.tag in _KEEP_TAGS or node.getparent() is None:
            continue
        hidden = node.get("hidden") is not None or (node.get("aria-hidden") or "").lower() == "true"
        named = names(node)
        furniture = _FURNITURE.search(named) and not _has(node, "h1", "article", "main")
        if hidden or furniture or (_OFTEN_FURNITURE.search(named) and _length(node) < _WHOLE // 2):
            if node.tag.startswith("h") and not hidden and not furniture:
                continue
            node.drop_tree()


def _length(node: Any) -> int:
    return sum(len(said(child)) for child in node.iter("p"))


def _without_headed(root: Any) -> None:
    """Drop sections that their heading gives away: comments, related stories, the author."""
    whole = len(said(root))
    for head in list(root.iter("h2", "h3", "h4", "h5", "h6")):
        above = head.getparent()
        if above is None or not _HEADED.match(said(head)):
            continue
        for node in _sections(head):
            if not _has(node, "h1", "main") and len(said(node)) * 2 < whole:
                node.drop_tree()
                break
        else:
            head.drop_tree()


def _sections(head: Any) -> Iterator[Any]:
    """Give the containers that a heading may be the heading of: those that begin with it."""
    found = []
    node = head
    while (above := node.getparent()) is not None and above.tag not in _KEEP_TAGS:
        first = next((child for child in above if isinstance(child.tag, str)), None)
        if first is not node or (above.text or "").strip():
            break
        found.append(above)
        node = above
    yield from reversed(found)


def _without_teasers(root: Any) -> None:
    """Drop blocks that are hardly more than a link: teasers of other articles."""
    for node in list(root.iter("li", "p", "h2", "h3", "h4", "h5", "dt", "dd")):
        words = len(said(node))
        if not words or node.getparent() is None or next(node.iter("p", "li"), node) is not node:
            continue
        linked = sum(len(said(link)) for link in node.iter("a"))
        if linked * 10 < words * 8:
            if is_boilerplate(said(node)):
                node.drop_tree()
            continue
        above = node.getparent()
        if node.tag[0] == "h" and above.tag not in _KEEP_TAGS and _is_card(above):
            above.drop_tree()
        else:
            node.drop_tree()


def _is_card(node: Any) -> bool:
    """Whether a part is hardly more than a linked headline with a line or two under it."""
    return not _has(node, "h1", "article", "main") and _length(node) < _WHOLE and len(list(node.iter("p"))) < 3
