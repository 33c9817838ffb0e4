"""Articles of one address are versions of one article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from urllib.parse import urlsplit

from narrative.records import Article

_NEVER = datetime.max.replace(tzinfo=UTC)


def mark_versions(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Set ``version_of`` of every article that repeats the address of an earlier one.

    Parameters
    ----------
    articles
        In any order. What an input says itself about ``version_of`` stays.

    Returns
    -------
    tuple of Article
        In the order given. Versions form a chain: each names the one before it, by time of publication
        (an article without a time comes last), then by id.

    Notes
    -----
    Addresses are compared without scheme, ``www.``, a trailing slash and the part after ``#``. An address
    without a path is a front page, which many articles share, and makes no versions.
    """
    by_address: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if address := address_key(article.url):
            by_address[address].append(article)
    earlier: dict[str, str] = {}
    for group in by_address.values():
        group.sort(key=_by_time)
        for before, after in pairwise(group):
            earlier[after.id] = before.id
    return tuple(
        replace(article, version_of=earlier[article.id])
        if article.version_of is None and article.id in earlier
        else article
        for article in articles
    )


def first_versions(articles: Sequence[Article]) -> dict[str, str]:
    """Give for every article's id that of the first version of it that is among the articles."""
    before = {article.id: article.version_of for article in articles}
    first: dict[str, str] = {}
    for article in articles:
        here, seen = article.id, {article.id}
        while (there := before[here]) is not None and there in before and there not in seen:
            seen.add(there)
            here = there
        first[article.id] = here
    return first


def address_key(url: str | None) -> str | None:
    """Give an address in the form in which two of one article are equal; ``None`` where it names no article."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip() if "://" in url else f"https://{url.strip()}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    if not host or not (path or parts.query):
        return None
    return f"{host}{path}?{parts.query}" if parts.query else f"{host}{path}"


def _by_time(article: Article) -> tuple[datetime, str]:
    return article.published or _NEVER, article.id
