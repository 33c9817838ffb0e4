"""What a withheld comment, a retraction or a bare denial is about, where its sentence does not repeat it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from narrative.claims.lexicon import Lexicon
from narrative.records import Claim

_REACTIONS = frozenset({"withholds", "retracts", "denies", "doubts"})
_EMPTY = frozenset(
    (
        "the a an this that these those it its his her their they them all any such some to on about of for "
        "with from by in at as and or comment comments request requests question questions matter issue "
        "report reports story claim claims allegation allegations accusation figure article line passage page "
        "post words word sentence statement further immediately independently publicly details detail calls "
        "call message messages email emails subject topic talk news rumour rumours rumor rumors website site "
        "grim not did do does said say saying be been was were denial denials earlier version paragraph "
        "explanation idea suggestion notion number numbers toll claim information answer reply response that "
        "monday tuesday wednesday thursday friday saturday sunday"
    ).split()
)
_FEWEST = 3
_FARTHEST = 12


def with_about(claims: Sequence[Claim], title: str, lexicon: Lexicon) -> list[Claim]:
    """Fill ``about`` of the claims of one article that react to something.

    Parameters
    ----------
    claims
        In the order of the text.
    title
        The headline: what a reaction is about where nothing was said before it.
    lexicon
        The words that the room knows.
    """
    del lexicon
    out: list[Claim] = []
    for claim in claims:
        if claim.stance in _REACTIONS and claim.part == "text":
            claim = _filled(claim, [c for c in out if c.part == "text"], title)
        out.append(claim)
    return out


def _filled(claim: Claim, before: Sequence[Claim], title: str) -> Claim:
    if claim.about:
        return claim
    said = claim.statement if claim.content_spans else ""
    if _tells(said):
        about = said if claim.stance in ("withholds", "retracts") else None
        return replace(claim, about=about) if about else claim
    if claim.stance in ("denies", "doubts") and claim.construction not in (
        "object",
        "idiom",
        "passive",
        "prepositional",
    ):
        return claim
    target = _target(claim, before)
    about = target.statement if target is not None else (title or None)
    if about is None:
        return claim
    found = f"about {target.id}" if target is not None else "about the headline"
    return replace(claim, about=about, why=(*claim.why, f"{found}: the sentence itself does not say what"))


def _tells(words: str) -> bool:
    """Whether some words say what they are about by themselves."""
    plain = [w.strip(".,;:'\"“”’()").casefold() for w in words.split()]
    return len([w for w in plain if w and w not in _EMPTY and not w.isdigit()]) >= _FEWEST


def _target(claim: Claim, before: Sequence[Claim]) -> Claim | None:
    near = before[-_FARTHEST:]
    name = claim.speaker.name.casefold()
    stated = [c for c in near if c.stance in ("asserts", "confirms", "denies") and c.attributed]
    if claim.stance == "retracts":
        own = [c for c in before if c.speaker.name.casefold() == name and c.stance in ("asserts", "confirms", "denies")]
        if "denial" in claim.text.casefold():
            own = [c for c in own if c.stance == "denies"] or own
        if own and claim.attributed:
            return own[-1]
        return None
    others = [c for c in stated if c.speaker.name.casefold() != name]
    if others:
        return others[-1]
    plain = [c for c in near if c.stance == "asserts" and c.speaker.name.casefold() != name]
    return plain[-1] if plain else None
