"""Articles and claims, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from narrative.records import Article, Claim, Source


def article(name: str, day: int = 3, **fields: object) -> Article:
    """An article of "The <name>" of a day in March 2025."""
    made = Article(id=name, outlet=f"The {name}", text="", published=datetime(2025, 3, day, 9, tzinfo=UTC))
    return replace(made, **fields)  # type: ignore[arg-type]


def claim(where: str, text: str, *behind: str, **fields: object) -> Claim:
    """A claim "<article>:<number>" that stands at hundred code points a number.

    Parameters
    ----------
    where
        Its id.
    text
        The whole sentence; also what is stated, unless a field says otherwise.
    behind
        Who stands behind it after the outlet, outermost first.
    """
    name, number = where.split(":")
    start = 100 * int(number)
    made = Claim(
        id=where,
        article=name,
        start=start,
        end=start + len(text),
        text=text,
        statement=text,
        sources=(Source(name=f"The {name}", kind="outlet"), *(Source(name=link) for link in behind)),
    )
    return replace(made, **fields)  # type: ignore[arg-type]
