"""What makes stored work the same work: article id, hash of the article, stage, versions of the models.

Nothing here is a secret; the hashes (BLAKE2b, 128 bits) only have to tell contents apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC

from narrative.archive.coding import plain_text
from narrative.records import Article, Claim, Event, Model

DIGEST_BYTES = 16


def digest_of(article: Article) -> bytes:
    """The hash of all of an article but its id: another title or time makes another version, too."""
    when = article.published.astimezone(UTC).isoformat() if article.published else ""
    marks = (article.copy_of or "", article.version_of or "")
    return _hash(article.outlet, article.title, article.text, when, article.url or "", article.language, *marks)


def stage_of(name: str, version: str, models: Sequence[Model], settings: object) -> str:
    """The identity of a stage: its name, the library's version, its models and settings.

    Parameters
    ----------
    name
        Such as ``"claims"``.
    version
        Of the library.
    models
        Every model and learned table that has a part in the stage.
    settings
        A frozen settings class (or a tuple of them), whose ``repr`` names every value.

    Returns
    -------
    str
        Readable at its start, such as ``"claims/0.1.0/9f86d081884c7d65"``.
    """
    known = sorted(plain_text(model) for model in models)
    return f"{name}/{version}/{_hash(*known, repr(settings)).hex()[:16]}"


def event_key(stage: str, event: Event, articles: Sequence[Article], claims: Sequence[Claim]) -> bytes:
    """The identity of the comparison of one event: all that the comparison reads."""
    return _hash(stage, plain_text(event), plain_text(tuple(articles)), plain_text(tuple(claims)))


def text_key(text: str) -> bytes:
    """The hash of a text that was embedded."""
    return _hash(text)


def _hash(*parts: str) -> bytes:
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()
