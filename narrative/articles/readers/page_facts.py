"""What a page says of its article beside the text: headline, time, outlet, address, language.

Sources in the order in which they are believed: schema.org data (JSON-LD), meta elements, the page's own
elements, and last what trafilatura makes of it. A date is only taken from where pages declare it, because a
date that is guessed puts an article into the wrong event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from narrative.articles.dates import parse_date
from narrative.articles.names import clean_line
from narrative.articles.readers.json_values import is_news, parse
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError

_DATES = (
    "article:published_time", "og:article:published_time", "article:published", "parsely-pub-date", "sailthru.date",
    "datepublished", "pubdate", "publishdate", "publish-date", "publish_date", "published_at",
    "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date",
    "og:pubdate", "originalpublicationdate", "citation_publication_date", "bt:pubdate",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_SITES = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "apple-mobile-web-app-title",
)
_DATED = re.compile(r"(?:^|[\s_-])(?:date|dateline|published|publish|pubdate|posted|timestamp|time|meta|meta-line|"
                    r"byline|entry-meta|post-meta|article-meta)(?:$|[\s_-])", re.IGNORECASE)  # fmt: skip
_MOST_JSON = 1_000_000


def page_facts(root: Any, address: str | None, settings: ArticleSettings) -> dict[str, object]:
    """Give ``title``, ``published``, ``outlet``, ``url`` and ``language`` as far as the page names them."""
    meta = _meta(root)
    news = _news_object(root, settings)
    url = _url(root, meta, news, address)
    title = _title(root, meta, news)
    return {
        "title": title,
        "published": _published(root, meta, news, settings),
        "outlet": _outlet(root, meta, news) or _outlet_of_title(root, title),
        "url": url,
        "language": _text(news.get("inLanguage")) or root.get("lang") or meta.get("og:locale") or meta.get("language"),
    }


def _meta(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = (node.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _news_object(root: Any, settings: ArticleSettings) -> Mapping[str, Any]:
    """Find the schema.org object of the article among the scripts of a page."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = (script.text or "").strip().strip(";")
        if not source or len(source) > _MOST_JSON:
            continue
        try:
            value = parse(re.sub(r"[\x00-\x1f]", " ", source), settings)
        except InputError:
            continue
        for item in _objects(value):
            if is_news(item):
                return item
    return {}


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = item + waiting
        elif isinstance(item, dict):
            yield item
            waiting = [item[key] for key in ("@graph", "mainEntity") if key in item] + waiting


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@id") or value.get("alternateName")
    if isinstance(value, list):
        value = value[0] if value else None
    return value.strip() or None if isinstance(value, str) else None


def _url(root: Any, meta: Mapping[str, str], news: Mapping[str, Any], address: str | None) -> str | None:
    links = [node.get("href") for node in root.iter("link") if "canonical" in (node.get("rel") or "").lower().split()]
    base = address or meta.get("og:url") or ""
    for found in (*links, meta.get("og:url"), _text(news.get("mainEntityOfPage")), _text(news.get("url")), address):
        if not found:
            continue
        try:
            url = urljoin(base, found.strip())
            parts = urlsplit(url)
        except ValueError:
            continue
        # A canonical address of the front page is a mistake of the page.
        if (
            parts.scheme in {"http", "https"}
            and parts.netloc
            and (parts.path.strip("/") or parts.query or address is None)
        ):
            return str(url)
    return None


def _outlet(root: Any, meta: Mapping[str, str], news: Mapping[str, Any]) -> str | None:
    publisher = _text(news.get("publisher")) or _microdata(root, "publisher") or _text(news.get("sourceOrganization"))
    if publisher and not publisher.startswith(("http", "#", "_:")):
        return publisher
    for name in _SITES:
        if found := meta.get(name):
            if found.startswith("http") and name != "og:site_name":
                continue  # the outlet's page on a social network
            return found
    return None


def _outlet_of_title(root: Any, title: str | None) -> str | None:
    """Take the outlet from "Headline | Outlet", where the page shows that headline alone."""
    named = _line("".join(root.findtext(".//title") or ""))
    match = re.search(
        r"\s(?:[|\u2013\u2014\u00b7\u00bb-]|::)\s+((?:(?! [|\u2013\u2014\u00b7\u00bb-] ).){3,40})$", named
    )
    if match is None or not title or not named.startswith(title) or len(match[1].split()) > 5:
        return None
    return match[1].strip()


def _microdata(root: Any, prop: str) -> str | None:
    """Give the name of a thing that the page's own elements describe."""
    for node in root.iter():
        if prop in (node.get("itemprop") or "").split():
            named = [child for child in node.iter() if "name" in (child.get("itemprop") or "").split()]
            said = (named[0].get("content") or " ".join("".join(named[0].itertext()).split())) if named else None
            return said or node.get("content") or None
    return None


def _title(root: Any, meta: Mapping[str, str], news: Mapping[str, Any]) -> str | None:
    """Prefer the headline that a reader sees, where it is the one that the page declares."""
    declared = [title for title in (_text(news.get("headline")), *(meta.get(name) for name in _TITLES)) if title]
    named = _line("".join(root.findtext(".//head/title") or root.findtext(".//title") or ""))
    heads = [_line(" ".join(node.itertext())) for node in root.iter("h1")]
    heads = [head for head in heads if 2 < len(head) < 400]
    known = [_line(title) for title in declared] + ([named] if named else [])
    site = _outlet(root, meta, news) or ""
    heads = [
        head for head in heads if not site or re.sub(r"\W", "", head).casefold() != re.sub(r"\W", "", site).casefold()
    ]
    for head in heads:
        if any(_shares(head, title) for title in known):
            return head
    if declared:
        return _without_site(_line(declared[0]), site)
    if len(heads) == 1 and len(heads[0].split()) > 2:
        return heads[0]
    return _without_site(named, site) if named else (heads[0] if heads else None)


def _line(text: str) -> str:
    return clean_line(text)


def _shares(head: str, title: str) -> bool:
    words, others = set(re.findall(r"\w+", head.casefold())), set(re.findall(r"\w+", title.casefold()))
    return len(words) > 1 and len(words & others) * 2 >= min(len(words), len(others)) and len(words & others) > 1


def _without_site(title: str, site: str) -> str:
    """Take the outlet's name off the end of a title: "Bridge closed | The Velmar Courier"."""
    parts = re.split(r"\s+[|\u2013\u2014\u00b7\u00bb-]\s+", title)
    if len(parts) < 2:
        return title
    last = re.sub(r"\W+", "", parts[-1]).casefold()
    plain = re.sub(r"\W+", "", site).casefold()
    # A bar only ever parts the headline from the names of the section and the outlet.
    if (plain and last and (last in plain or plain in last)) or re.search(r"\s\|\s", title):
        cut = title.rsplit(" | ", title.count(" | "))[0] if " | " in title else None
        return (cut or title[: title.rfind(parts[-1])].rstrip(" |\u2013\u2014\u00b7\u00bb-")) or title
    return title


def _published(root: Any, meta: Mapping[str, str], news: Mapping[str, Any], settings: ArticleSettings) -> str | None:
    times = [node for node in root.iter("time") if node.get("datetime")]
    marked = [
        node.get("datetime") for node in root.iter() if node.get("itemprop") == "datePublished" and node.get("datetime")
    ]
    first = [
        node.get("datetime")
        for node in times
        if node.get("pubdate") is not None or re.search(r"publi|posted|byline|dateline", _classes(node), re.IGNORECASE)
    ]
    for found in (
        _text(news.get("datePublished")),
        *(meta.get(name) for name in _DATES),
        *marked,
        *first,
        *(node.get("datetime") for node in times[:1]),
        _text(news.get("dateCreated")),
        *_shown_dates(root),
    ):
        if found and _is_date(found, settings):
            return str(found)
    return None


def _shown_dates(root: Any) -> Iterator[str]:
    """Give the dates that a page only shows, in elements that are named after a date."""
    for node in root.iter("div", "span", "p", "time", "small", "li"):
        if not _DATED.search(f"{node.get('class') or ''} {node.get('id') or ''}") and node.tag != "time":
            continue
        text = " ".join("".join(node.itertext()).split())
        if 6 <= len(text) < 120:
            first = re.split(r"\s[|\u2022\u00b7]\s|(?i:\b(?:last )?(?:updated|modified)\b)", text)[0]
            yield re.sub(r"^\W*(?i:published|posted|first published|on|date)\b[\s:]*(?:on )?", "", first).strip(" ,|")


def _classes(node: Any) -> str:
    parent = node.getparent()
    above = (parent.get("class") or "") if parent is not None else ""
    return f"{node.get('class') or ''} {node.get('itemprop') or ''} {above}"


def _is_date(value: str, settings: ArticleSettings) -> bool:
    try:
        parse_date(value, settings.day_first)
    except ValueError:
        return False
    return True
