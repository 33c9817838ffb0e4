"""Reads files of any supported kind into articles, and marks copies and versions among them."""

from __future__ import annotations

from narrative.articles.copies import mark_copies
from narrative.articles.mapping import article_from_mapping
from narrative.articles.read import read_articles
from narrative.articles.settings import ArticleSettings, Limits
from narrative.articles.versions import mark_versions

__all__ = ["ArticleSettings", "Limits", "article_from_mapping", "mark_copies", "mark_versions", "read_articles"]
