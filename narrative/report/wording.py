"""The words and signs that every drawing uses, so that colour never stands alone."""

from __future__ import annotations

from narrative.records import Claim, RelationKind, Stance
from narrative.report.overview import EventView
from narrative.report.view import Column, Voice

STANCE_WORDS: dict[Stance, str] = {
    "asserts": "said",
    "confirms": "confirmed",
    "denies": "denied",
    "doubts": "doubted",
    "withholds": "did not confirm",
    "retracts": "took it back",
}
"""What a source did; the past tense fits one and many."""

STANCE_BY: dict[Stance, str] = {
    "asserts": "said by",
    "confirms": "confirmed by",
    "denies": "denied by",
    "doubts": "doubted by",
    "withholds": "not confirmed by",
    "retracts": "taken back by",
}
"""For a list of names of any number and gender."""

MOVE_TITLES: dict[Stance, str] = {
    "retracts": "Taken back",
    "denies": "Denied",
    "confirms": "Confirmed",
    "withholds": "Not confirmed, or no comment",
    "doubts": "Doubted",
    "asserts": "Said",
}
"""Above what sources did, in the first lines of a drawing."""

DROPPED_TITLE = "Gone from a later version"
DROPPED_SIGN = "−"
MOST_DROPPED = 2
"""How many sentences of one article are shown that a later version no longer has."""

TAKEN_BACK_LEAD = "It had said, as read here:"
"""Before what a retraction is read to withdraw; the retraction's own words always stand before it."""

IN_OTHER_WORDS: dict[Stance, str] = {"denies": "in a denial", "doubts": "in a doubt"}
"""For who takes a position that others state by denying or doubting the opposite: nobody is shown to deny the label."""

STANCE_SIGNS: dict[Stance, str] = {
    "asserts": "•",
    "confirms": "✓",
    "denies": "✗",
    "doubts": "?",
    "withholds": "○",
    "retracts": "↩",
}

RELATION_WORDS: dict[RelationKind, str] = {
    "agree": "agree",
    "conflict": "conflict",
    "supersedes": "replaced",
    "retracts": "took back",
    "withholds": "did not confirm",
}
"""Of two that agree or conflict together, or of the one that did it to the other's words."""

MUTUAL: frozenset[RelationKind] = frozenset({"agree", "conflict"})


def relation_line(kind: RelationKind, a: str, b: str) -> str:
    """Say how two sources stand to each other ("A and B conflict", "A took back what B said")."""
    words = RELATION_WORDS[kind]
    if kind in MUTUAL:
        return f"{a} and {b} {words}" if a != b else f"two statements of {a} {words}"
    return f"{a} {words} {said_before(a, b)}"


def said_before(a: str, b: str) -> str:
    """Say whose words a source replaced, took back or did not confirm."""
    return f"what {b} said" if a != b else "an earlier statement of the same source"


KIND_WORDS: dict[str, str] = {
    "figure": "the same figure",
    "figure near": "figures close to each other",
    "figure apart": "figures that differ",
    "figure alone": "a figure on one side alone",
    "date": "the same time",
    "date apart": "times that differ",
    "time": "the same time of day",
    "time apart": "times of day that differ",
    "long ago": "one side speaks of long ago",
    "names": "names in common",
    "names apart": "other names",
    "negation": "one side negates what the other states",
    "parity": "one side is negative",
    "both negative": "both sides are negative",
    "same by negation": "the opposite of what is negated",
    "antonym": "words of opposite meaning",
    "roles swapped": "who does it and to whom it is done are swapped",
    "another holder": "the same is said of somebody else",
    "name replaced": "another name in the same wording",
    "place replaced": "another place in the same wording",
    "word replaced": "another word in the same wording",
    "alike": "almost the same wording",
    "hedge": "one side is hedged",
    "condition": "one side holds only on a condition",
    "future": "one side speaks of the future",
    "stance": "how each source stands to it",
    "position": "the other claims of their positions",
    "source": "the source",
}
"""Readable names of kinds of reasons; any other kind is shown as it is."""

WORDLESS: frozenset[str] = frozenset({"roles swapped", "another holder", "position"})
"""Kinds whose sides are parts of an analysis, and no words of an article."""


def percent(probability: float) -> str:
    """Write a probability ("94 % sure"); never 100 or 0."""
    return f"{min(99, max(1, round(probability * 100)))} % sure"


def count(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun ("1 article", "3 articles")."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def chain(claim: Claim) -> str:
    """Write a source chain as a path, outlet first ("TASS ← Bloomberg ← Olaf Scholz")."""
    return " ← ".join(source.name for source in claim.sources)


def origins(column: Column) -> str:
    """Say how many independent origins stand behind a position."""
    return count(column.origins, "independent origin") if column.kind == "position" else ""


def voice_line(voice: Voice, column: Column) -> str:
    """Say what a source does on its side of an issue ("said", "confirmed", "said, and took it back")."""
    words = STANCE_WORDS[voice.stance]
    if column.kind == "position" and column.affirmed:
        words = IN_OTHER_WORDS.get(voice.stance, words)
    if column.kind != "position":
        return words
    words = f"{words}, and took it back" if voice.taken_back else words
    return f"{words} (perhaps on this)" if voice.aside else words


def names_lead(stance: Stance, column: Column) -> str:
    """Lead a list of those who take a side ("said by", "denied by", "in a denial by")."""
    if column.kind == "position" and column.affirmed and stance in IN_OTHER_WORDS:
        return f"{IN_OTHER_WORDS[stance]} by"
    return STANCE_BY[stance]


def tally(event: EventView) -> tuple[str, ...]:
    """Count what an event holds, what matters most first."""
    found = [
        count(len(event.outlets), "outlet"),
        count(len(event.articles), "article"),
        count(event.copies, "copy", "copies") if event.copies else "",
        count(event.versions, "later version") if event.versions else "",
        f"{event.count('disputed')} disputed" if event.count("disputed") else "",
        count(event.retractions, "retraction") if event.retractions else "",
        f"{event.count('unconfirmed')} not confirmed" if event.count("unconfirmed") else "",
        f"{event.count('agreed')} agreed" if event.count("agreed") else "",
    ]
    return tuple(part for part in found if part)


def tiles(event: EventView) -> tuple[tuple[int, str, str], ...]:
    """Count what an event holds as number, noun and status, what matters most first; nothing that is not there."""
    found = [
        (event.count("disputed"), "disputed", "disputed"),
        (event.retractions, "taken back", "taken-back"),
        (event.count("unconfirmed"), "not confirmed", "unconfirmed"),
        (event.count("moved"), "moved", "moved"),
        (event.count("agreed"), "agreed", "agreed"),
        (len(event.outlets), "outlet" if len(event.outlets) == 1 else "outlets", ""),
        (len(event.articles), "article" if len(event.articles) == 1 else "articles", ""),
        (event.copies, "copy" if event.copies == 1 else "copies", ""),
        (event.versions, "later version" if event.versions == 1 else "later versions", ""),
    ]
    return tuple(tile for tile in found if tile[0])
