"""Who says what: articles to claims, with cue, source chain, stance and offsets.

`load_reader` gives a `ClaimReader`; its `read_many` is what the pipeline calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrative.claims.settings import ClaimSettings

if TYPE_CHECKING:
    from narrative.claims.reader import ClaimReader, load_reader

__all__ = ["ClaimReader", "ClaimSettings", "load_reader"]


def __getattr__(name: str) -> object:
    """Import the reader when it is first asked for: settings alone stay cheap."""
    if name in ("ClaimReader", "load_reader"):
        from narrative.claims import reader

        return getattr(reader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
