"""Reads files of any supported kind into articles, and marks copies and versions among them."""

from __future__ import annotations

from narrative.articles.mapping import article_from_mapping
from narrative.articles.read import read_articles
from narrative.articles.settings import ArticleSettings, Limits

__all__ = ["ArticleSettings", "Limits", "article_from_mapping", "read_articles"]
