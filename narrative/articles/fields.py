"""From the fields that an input gives to an ``Article``, or to the reason why it is none."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from narrative.articles.blob import Draft, over, quoted, unread
from narrative.articles.boilerplate import without_boilerplate
from narrative.articles.dates import parse_date
from narrative.articles.languages import Detect, language_code
from narrative.articles.names import borrows_letters, clean_line, clean_name, look, mixed_script, whole_text
from narrative.articles.outlets import Outlets, host_of, is_domain
from narrative.articles.settings import ArticleSettings
from narrative.articles.tables import read_table
from narrative.errors import InputError
from narrative.records import Article, Unread

_PLAIN = re.compile(r"[\W_]+")
_ABSENT = frozenset({"", "null", "none", "nan", "nat", "n/a"})


def plain_key(name: str) -> str:
    """Give a field's name without case, spaces and marks: ``pubDate`` and ``pub_date`` are one."""
    return _plain_key(name) if len(name) < 100 else ""


@lru_cache(maxsize=4096)
def _plain_key(name: str) -> str:
    return _PLAIN.sub("", name.rsplit(":", 1)[-1]).casefold()


@lru_cache(maxsize=16)
def aliases(field: str) -> tuple[str, ...]:
    """Names under which inputs give a field of ours, the best first."""
    return next(tuple(row[1].split()) for row in read_table("fields.tsv") if row[0] == field)


def pick(fields: Mapping[str, object], field: str, settings: ArticleSettings) -> tuple[str | None, object]:
    """Find a field of ours among those of an input.

    Returns
    -------
    tuple
        The name under which it was found, and its value; ``(None, None)`` where it is absent.
    """
    column = settings.columns.get(field)
    if column is not None and not _absent(fields.get(column)):
        return column, fields[column]
    by_key: dict[str, str] = {}
    for name in fields:
        by_key.setdefault(plain_key(str(name)), name)
    for alias in aliases(field):
        found = by_key.get(alias)
        if found is not None and not _absent(fields[found]):
            return found, fields[found]
    if default := settings.defaults.get(field):
        return None, default
    return None, None


def _absent(value: object) -> bool:
    if isinstance(value, str):
        return len(value) < 6 and value.strip().casefold() in _ABSENT
    return value is None or value != value or value == [] or value == {}


def as_text(value: object) -> str | None:
    """Give a field's value as text: text itself, a number, a list of paragraphs, a thing with a name."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        named = next((value[key] for key in ("name", "title", "id", "value") if isinstance(value.get(key), str)), None)
        return named if isinstance(named, str) else None
    if isinstance(value, list | tuple):
        parts = [part for part in value if isinstance(part, str)]
        return "\n\n".join(parts) if parts and len(parts) == len(value) else None
    return str(value) if isinstance(value, int | float | datetime) and not isinstance(value, bool) else None


def to_article(draft: Draft, settings: ArticleSettings, outlets: Outlets, detect: Detect) -> Article | Unread:
    """Make an article of a draft, or say what it lacks."""
    try:
        return _to_article(draft, settings, outlets, detect)
    except InputError as error:
        return unread(draft.where, error.reason)


def _to_article(draft: Draft, settings: ArticleSettings, outlets: Outlets, detect: Detect) -> Article:
    limits = settings.limits
    text = _text(draft, settings)
    url = _url(draft, settings)
    outlet = _outlet(draft, settings, outlets, url)
    title = clean_line(_optional(draft, "title", settings) or "")
    if len(title) > limits.title_chars:
        raise over(f"a title of {len(title):,} characters", limits.title_chars, "title_chars")
    published = _published(draft, settings)
    language = _language(draft, settings)
    given = clean_line(_optional(draft, "id", settings) or "")
    if len(given) > limits.name_chars:
        given = hashlib.sha256(given.encode()).hexdigest()[:16]
    return Article(
        id=given or _made_id(outlet, (title, text, url or "", published.isoformat() if published else "")),
        outlet=outlet,
        text=text,
        title=title,
        published=published,
        url=url,
        language=language or (detect(text) if settings.detect_language else None) or "en",
    )


def _made_id(outlet: str, parts: tuple[str, ...]) -> str:
    """An id for an article that has none: the outlet, and a hash of what makes it this article."""
    plain = unicodedata.normalize("NFKD", outlet).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:40]
    digest = hashlib.sha256("\0".join((outlet, *parts)).encode("utf-8", "replace")).hexdigest()[:10]
    return f"{slug}-{digest}" if slug else digest


def _optional(draft: Draft, field: str, settings: ArticleSettings) -> str | None:
    name, value = pick(draft.fields, field, settings)
    if value is None:
        return None
    text = as_text(value)
    if text is None and not draft.found:
        raise InputError(
            f"{_place(draft, name)}{name or field} is no text but {quoted(type(value).__name__)}; write it as text"
        )
    return text


def _place(draft: Draft, name: str | None) -> str:
    line = draft.lines.get(name) if name else None
    return f"line {line}: " if line else ""


def _text(draft: Draft, settings: ArticleSettings) -> str:
    text = _optional(draft, "text", settings)
    if text is None or not text.strip():
        raise InputError(draft.lack or "has no text; give the article's words in the field text")
    if len(text) > settings.limits.text_chars:
        raise over(f"a text of {len(text):,} characters", settings.limits.text_chars, "text_chars")
    text = whole_text(text)
    if settings.clean or (settings.clean is None and draft.found):
        text = without_boilerplate(text, _optional(draft, "title", settings) or "")
    if not re.search(r"\w", text):
        raise InputError("has no words in its text; give the article's words in the field text")
    if text.count("\ufffd") * 10 > len(text):
        raise InputError("is not text but binary data; give articles as text, JSON, HTML or another kind that is read")
    return text


def _url(draft: Draft, settings: ArticleSettings) -> str | None:
    url = clean_line(_optional(draft, "url", settings) or "")
    if not url or len(url) > 4000:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    # Reports make links of addresses; nothing but the web may come through here.
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _outlet(draft: Draft, settings: ArticleSettings, outlets: Outlets, url: str | None) -> str:
    name, value = pick(draft.fields, "outlet", settings)
    outlet = clean_name(as_text(value) or "") if value is not None else ""
    if outlet and is_domain(outlet):
        host = host_of(outlet)
        known = outlets.of_domain(host)
        outlet = known.outlet if known else host
    if url and (draft.found or not outlet):
        host = host_of(url)
        known = outlets.of_domain(host)
        # A page's address is surer than the name that its template gives.
        if known is not None and not known.aggregator:
            outlet = known.outlet
        elif known is None and not outlet:
            outlet = host
    if not outlet or not re.search(r"\w", outlet):
        raise InputError(
            "names no outlet, and has no url that tells it; add a field outlet, "
            "or say in the settings which field has it"
        )
    if len(outlet) > settings.limits.name_chars:
        raise over(f"an outlet name of {len(outlet):,} characters", settings.limits.name_chars, "name_chars")
    _refuse_forged(outlet, outlets, _place(draft, name))
    return outlet


def _refuse_forged(outlet: str, outlets: Outlets, place: str) -> None:
    """Refuse a name that pretends to be another; a comparison would accuse the wrong outlet."""
    if outlet.isascii():
        return
    if word := mixed_script(outlet):
        letters = ", ".join(sorted({f"U+{ord(c):04X}" for c in word if not c.isascii()}))
        raise InputError(
            f"{place}outlet {quoted(outlet)} mixes letters of several scripts in one word ({letters}); "
            "write the name in one script"
        )
    meant = outlets.of_look(look(outlet))
    if meant is not None and outlet.casefold() != meant.casefold() and borrows_letters(outlet):
        raise InputError(
            f"{place}outlet {quoted(outlet)} looks like {meant} but is written with letters of another script; "
            "write the name that is meant"
        )


def _published(draft: Draft, settings: ArticleSettings) -> datetime | None:
    name, value = pick(draft.fields, "published", settings)
    if value is None:
        return None
    try:
        return parse_date(value, settings.day_first)
    except ValueError as error:
        if draft.found:
            return None
        raise InputError(f"{_place(draft, name)}{name or 'published'} {quoted(value)} {error}") from None


def _language(draft: Draft, settings: ArticleSettings) -> str | None:
    name, value = pick(draft.fields, "language", settings)
    if value is None:
        return None
    code = language_code(as_text(value) or "")
    if code is None and not draft.found:
        raise InputError(
            f"{_place(draft, name)}{name or 'language'} {quoted(value)} is no language; write a code such as en"
        )
    return code
