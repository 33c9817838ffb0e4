"""Shows how different news outlets tell the same event.

>>> import narrative
>>> report = narrative.compare(narrative.read(["articles/"]))  # doctest: +SKIP
>>> report.events[0].issues  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrative._version import __version__
from narrative.errors import NarrativeError
from narrative.records import Article, Claim, Event, Issue, Position, Relation, Report, Source, Unread

if TYPE_CHECKING:
    from narrative.pipeline import Settings, compare, read

__all__ = [
    "Article",
    "Claim",
    "Event",
    "Issue",
    "NarrativeError",
    "Position",
    "Relation",
    "Report",
    "Settings",
    "Source",
    "Unread",
    "__version__",
    "compare",
    "read",
]


def __getattr__(name: str) -> object:
    # The pipeline is imported when first used, so that importing the package stays quick.
    if name in {"Settings", "compare", "read"}:
        from narrative import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
