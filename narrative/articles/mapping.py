"""Articles from mappings in memory: rows of a data frame, documents of a database, objects of a program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from narrative.articles.blob import Draft
from narrative.articles.fields import to_article
from narrative.articles.languages import Detect, load_detector
from narrative.articles.outlets import Outlets, load_outlets
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError
from narrative.records import Article, Unread

_DEFAULTS = ArticleSettings()


def article_from_mapping(mapping: Mapping[str, object], settings: ArticleSettings = _DEFAULTS) -> Article:
    """Make an article of a mapping.

    Parameters
    ----------
    mapping
        The fields of an article under their own names or any other that inputs use
        (``source`` or ``publisher`` for ``outlet``, ``pubDate`` for ``published``, ...).
    settings
        Names of fields, values for those that are missing, limits.

    Returns
    -------
    Article
        With an id made of its content where the mapping has none.

    Raises
    ------
    InputError
        The mapping is no article: no text, no outlet and no url that tells it, a date that is none,
        a field over its limit. The message names the field.
    """
    given = mapping.get("id")
    where = f"article {given}" if isinstance(given, str | int) and str(given).strip() else "article"
    fields = {str(name): value for name, value in mapping.items()}
    made = to_article(Draft(where=where, fields=fields), settings, _outlets(settings.outlets), _detect())
    if isinstance(made, Unread):
        raise InputError(made.reason, where=made.where)
    return made


@lru_cache(maxsize=4)
def _outlets(path: Path | None) -> Outlets:
    return load_outlets(path)


@lru_cache(maxsize=1)
def _detect() -> Detect:
    return load_detector()
