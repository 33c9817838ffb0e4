"""Quotations that are signed: "We lost everything." — Jonna Reit, baker."""

from __future__ import annotations

import re

from narrative.claims.attribution import Attribution
from narrative.claims.tree import Tree

_SIGNED = re.compile(
    r'\s*"[^"].*"[\s.]*(?P<dash>--|[\u2012-\u2015-])\s*'
    r"(?P<who>[A-Z][\w.'-]*(?: (?:of|the|de|van|von|and|[A-Z][\w.'-]*)){0,6}(?:,[^.\"]{2,60})?)\s*$",
    re.DOTALL,
)
_LONGEST = 12


def signature(text: str, tree: Tree) -> Attribution | None:
    """Who signed a passage that is nothing but a quotation.

    Parameters
    ----------
    text
        The passage, as it was parsed.
    tree
        Its parse.
    """
    match = _SIGNED.match(text)
    if match is None:
        return None
    words = tree.words
    dash = next((w.i for w in words if w.idx <= match.start("dash") < w.end), None)
    first = next((w.i for w in words if w.end > match.start("who")), None)
    if dash is None or first is None or not 0 < dash < first or len(words) - first > _LONGEST:
        return None
    comma = next((w.i for w in words[first:] if w.text == ","), len(words))
    last = next((i for i in range(comma - 1, first - 1, -1) if words[i].text[0].isalnum()), first)
    return Attribution(
        anchor=dash,
        cue=(dash,),
        content=((0, dash),),
        construction="signature",
        frame="q",
        source=(first, last + 1),
        source_head=last,
    )
