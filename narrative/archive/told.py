"""What the archive tells of itself: what became of an article, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one article that was offered.

    Parameters
    ----------
    id
        Its id in the archive.
    new
        Whether it was not there before; otherwise only its claims of this stage were missing.
    version_of
        Id of the version before it, where the same id came with another content.
    """

    id: str
    new: bool = True
    version_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What an archive holds.

    Parameters
    ----------
    articles, outlets, claims, vectors, comparisons
        How many.
    later_versions
        Articles that are a changed version of one that was there.
    first, last
        Days of publication.
    stages
        Claim stages with the number of articles they have read; more than one where models changed.
    schema
        Number of the last migration.
    bytes
        Size of the file and its log.
    """

    articles: int
    outlets: int
    claims: int
    vectors: int
    comparisons: int
    later_versions: int
    first: str | None
    last: str | None
    stages: tuple[tuple[str, int], ...]
    schema: int
    bytes: int

    def text(self) -> str:
        """Draw as plain lines."""
        days = f"{self.first} to {self.last}" if self.first else "none with a time"
        rows = [
            ("articles", f"{self.articles} of {self.outlets} outlets ({self.later_versions} later versions)"),
            ("published", days),
            ("claims", str(self.claims)),
            ("vectors", str(self.vectors)),
            ("compared events", str(self.comparisons)),
            *[("claims read by", f"{stage} ({count} articles)") for stage, count in self.stages],
            ("schema", str(self.schema)),
            ("size", f"{self.bytes / 1e6:.1f} MB"),
        ]
        return "".join(f"{name:<16}{value}\n" for name, value in rows)
