"""What a drawn report shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from narrative.errors import UsageError

Status = Literal["disputed", "moved", "taken-back", "unconfirmed", "agreed", "single"]
"""How an issue stands.

``disputed``: two positions conflict. ``moved``: a source's later statement replaced its earlier one, and nobody
conflicts. ``taken-back``: one position, and its source withdrew it. ``unconfirmed``: at most one position, and somebody
withholds confirmation or comment. ``agreed``: several voices, one position. ``single``: one voice.
"""

STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """What a drawn report shows; a filter picks whole issues and never cuts one side out of an issue.

    Parameters
    ----------
    only
        Show only issues of this status; all by default.
    outlets
        Show only issues on which one of these outlets speaks. A name matches without regard to case, and a part of
        a name is enough ("figaro").
    sources
        Show only issues on which one of these sources stands in a chain, matched likewise.
    quotes
        How many quotes of one source are shown under one position.
    voices
        How many sources are shown under one position with their words; the others by name.
    singles
        How many claims are shown of what only one outlet has, an outlet.
    """

    only: Status | None = None
    outlets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    quotes: int = 2
    voices: int = 4
    singles: int = 2

    def __post_init__(self) -> None:
        if self.only is not None and self.only not in STATUSES:
            raise UsageError(f"only: {self.only!r} is no status of an issue; choose from {', '.join(STATUSES)}")
        for name in ("quotes", "voices", "singles"):
            if getattr(self, name) < 0:
                raise UsageError(f"{name} must not be negative, and is {getattr(self, name)}")

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.only or self.outlets or self.sources)
