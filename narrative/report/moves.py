"""What sources did in an event, beyond saying things: taken back, denied, confirmed, left without comment.

The first lines of every drawing. Everything here is the stance and the words of claims of the report; which issue a
claim was put to decides only whether it is shown, never what is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from narrative.records import Claim, Stance
from narrative.report.text import family_name, fold
from narrative.report.view import Index, IssueView, Voice

MOST: dict[Stance, int] = {"retracts": 3, "denies": 3, "confirms": 3, "withholds": 6, "doubts": 2}
"""How many moves of each stance are shown, in the order in which they are shown."""
MOST_TAKEN_BACK = 1
MOST_ALIKE = 2
SURE = 0.5

Said = list[tuple[str, Claim]]
"""Claims of one source, each with the name it has there."""


@dataclass(frozen=True, slots=True)
class Move:
    """What one source did.

    ``claim`` has the words that report it; ``taken_back`` what it withdrew, ``alike`` what others said that agrees.
    """

    who: str
    stance: Stance
    claim: Claim
    outlets: tuple[str, ...]
    when: datetime | None
    taken_back: tuple[Claim, ...] = ()
    alike: tuple[Claim, ...] = ()


def moves(issues: Sequence[IssueView], look: Index) -> tuple[tuple[Move, ...], int]:
    """What sources did on issues, what most outlets report first, and how many such acts are left out.

    Parameters
    ----------
    issues
        Issues as they are drawn.
    look
        The report, looked up.
    """
    shown: list[Move] = []
    left_out = 0
    for stance, most in MOST.items():
        found = [
            (_move(claims, stance, look), reach) for claims, reach in _by_source(_voices(issues, stance), look.people)
        ]
        found.sort(key=lambda pair: _rank(*pair))
        shown += [move for move, _ in found[:most]]
        left_out += max(0, len(found) - most)
    return tuple(shown), left_out


def _rank(move: Move, reach: int) -> tuple[int, int, bool]:
    """Sort key: in most outlets, of others who agree too; on the issue that most outlets speak to; by name."""
    outlets = {*move.outlets, *(claim.sources[0].name for claim in move.alike)}
    return -len(outlets), -reach, move.claim.speaker.kind == "anonymous"


def _voices(issues: Iterable[IssueView], stance: Stance) -> list[tuple[Voice, int]]:
    """Voices with a stance, and how many outlets speak to their issue.

    An outlet's own words are an act only where it withholds or takes back.
    """
    own = stance in ("withholds", "retracts")
    return [
        (voice, len(issue.outlets))
        for issue in issues
        for column in issue.columns
        for voice in column.voices
        if voice.stance == stance and (own or voice.claims[0].attributed)
    ]


def _by_source(
    voices: Sequence[tuple[Voice, int]], people: frozenset[str]
) -> list[tuple[list[tuple[str, Claim]], int]]:
    """Claims by who speaks, over all issues; a source without a name stays one of its own issue and article."""
    groups: dict[str, Said] = {}
    reach: dict[str, int] = {}
    for number, (voice, outlets) in enumerate(voices):
        kind, key = voice.claims[0].speaker.kind, fold(voice.name)
        key = f"{key} @{number}" if kind == "anonymous" else key
        key = (kind == "person" and family_name(key, people)) or key
        groups.setdefault(key, []).extend((voice.name, claim) for claim in voice.claims)
        reach[key] = max(reach.get(key, 0), outlets)
    return [(found, reach[key]) for key, found in groups.items()]


def _move(found: Said, stance: Stance, look: Index) -> Move:
    claims = [claim for _, claim in found]
    originals = [claim for claim in claims if look.article_of(claim).copy_of is None] or claims
    # whoever only points ("it would not comment") says less than whoever names the matter
    best = max(originals, key=lambda claim: (claim.about is None or claim.about in claim.text, -claims.index(claim)))
    return Move(
        who=max((name for name, _ in found), key=lambda name: len(fold(name).split())),
        stance=stance,
        claim=best,
        outlets=tuple(dict.fromkeys(claim.sources[0].name for claim in claims)),
        when=look.when(best),
        taken_back=_withdrawn(claims, look) if stance == "retracts" else (),
        alike=_alike(claims, look) if stance == "denies" else (),
    )


def _withdrawn(claims: Sequence[Claim], look: Index) -> tuple[Claim, ...]:
    """What was withdrawn, the fullest words first, each once."""
    found = {
        relation.b: look.claims[relation.b]
        for claim in claims
        for relation in look.relations.get(claim.id, ())
        if relation.kind == "retracts" and relation.a == claim.id
    }
    once = {fold(claim.text): claim for claim in sorted(found.values(), key=lambda claim: claim.id, reverse=True)}
    ranked = sorted(once.values(), key=lambda claim: (-len(fold(claim.statement).split()), claim.id))
    return tuple(ranked[:MOST_TAKEN_BACK])


def _alike(claims: Sequence[Claim], look: Index) -> tuple[Claim, ...]:
    """Statements of others that rather agree with a denial than not, the surest first, one a speaker."""
    own = {fold(claim.speaker.name) for claim in claims}
    agreeing = [
        (relation.probability, look.claims[relation.b if relation.a == claim.id else relation.a])
        for claim in claims
        for relation in look.relations.get(claim.id, ())
        if relation.kind == "agree" and relation.probability >= SURE
    ]
    found: dict[str, Claim] = {}
    for _, claim in sorted(agreeing, key=lambda pair: (-pair[0], pair[1].id)):
        name = fold(claim.speaker.name)
        if claim.attributed and name not in own and claim.stance in ("asserts", "confirms"):
            found.setdefault(name, claim)
    return tuple(found.values())[:MOST_ALIKE]
