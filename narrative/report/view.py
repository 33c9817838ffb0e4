"""What every drawing of a report has in common: who takes which side of an issue, and in what order issues matter.

Nothing here is judged anew. Positions, withheld and retracted claims and relations are those of the report; they are
only gathered by who speaks, so that ten papers which print one sentence of one minister are one voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Literal

from narrative.records import Article, Claim, Issue, Position, Relation, Report, Stance
from narrative.report.settings import STATUSES, Status
from narrative.report.text import family_name, fold, same_name

ColumnKind = Literal["position", "withheld", "retracted"]


@dataclass(frozen=True, slots=True)
class Index:
    """A report, looked up by id."""

    report: Report
    articles: dict[str, Article]
    claims: dict[str, Claim]
    relations: dict[str, tuple[Relation, ...]]
    taken_back: dict[str, tuple[str, ...]]  # claim -> the retractions that withdraw it
    people: frozenset[str]  # folded names of all persons that speak

    def article_of(self, claim: Claim) -> Article:
        """The article that a claim stands in."""
        return self.articles[claim.article]

    def root(self, article: str) -> str:
        """Id of the first article of which this one is a copy or a version."""
        seen = {article}
        while True:
            found = self.articles[article]
            parent = found.copy_of or found.version_of
            if parent is None or parent in seen:
                return article
            seen.add(parent)
            article = parent

    def when(self, claim: Claim) -> datetime | None:
        """When the claim was made: the day it was stated where that is told, else when it was published."""
        published = self.article_of(claim).published
        if claim.stated is None:
            return published
        noon = datetime.combine(claim.stated, time(12), tzinfo=UTC)
        return min(noon, published) if published else noon


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement in an article's words, and where it is repeated: in copies, in versions, or in the same article.

    A repetition differs in nothing but case, accents and punctuation.
    """

    claim: Claim
    repeats: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """One source with one stance on one side of an issue.

    Who is ``aside`` neither agrees nor conflicts with anybody there, and is not counted.
    """

    name: str
    stance: Stance
    quotes: tuple[Quote, ...]
    taken_back: bool = False
    aside: bool = False

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of this voice, repeats too."""
        return tuple(claim for quote in self.quotes for claim in (quote.claim, *quote.repeats))

    @property
    def outlets(self) -> tuple[str, ...]:
        """Outlets that carry it, in the order of the claims."""
        return tuple(dict.fromkeys(claim.sources[0].name for claim in self.claims))


@dataclass(frozen=True, slots=True)
class Column:
    """One side of an issue: a position, the withheld comments, or the retractions."""

    kind: ColumnKind
    letter: str
    label: str
    voices: tuple[Voice, ...]
    origins: int = 0
    origins_why: tuple[str, ...] = ()

    @property
    def taken_back(self) -> bool:
        """Whether every source of this position took it back."""
        return self.kind == "position" and bool(self.voices) and all(voice.taken_back for voice in self.voices)

    @property
    def affirmed(self) -> bool:
        """Whether some voice states this answer; where all only deny or doubt, its label is a denial."""
        return any(voice.stance in ("asserts", "confirms") for voice in self.voices)

    def lead(self, most: int) -> tuple[Voice, ...]:
        """The voices to show with their words: those that do more than say, then those that most outlets carry."""
        ranked = sorted(
            range(len(self.voices)),
            key=lambda n: (
                self.voices[n].aside,
                self.voices[n].stance == "asserts" and not self.voices[n].taken_back,
                -len(self.voices[n].outlets),
                not self.voices[n].quotes[0].claim.attributed,
                n,
            ),
        )
        return tuple(self.voices[number] for number in sorted(ranked[:most]))

    def rest(self, most: int) -> tuple[Voice, ...]:
        """The voices that :meth:`lead` leaves out."""
        lead = self.lead(most)
        return tuple(voice for voice in self.voices if voice not in lead)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of this side."""
        return tuple(claim for voice in self.voices for claim in voice.claims)


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue with its sides, as it is drawn."""

    issue: Issue
    status: Status
    columns: tuple[Column, ...]
    silent: tuple[str, ...]

    @property
    def positions(self) -> tuple[Column, ...]:
        """The sides that give an answer."""
        return tuple(column for column in self.columns if column.kind == "position")

    @property
    def retraction_shown(self) -> bool:
        """Whether a position shows by itself that its source took it back."""
        return any(voice.taken_back for column in self.positions for voice in column.voices)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims on this issue."""
        return tuple(claim for column in self.columns for claim in column.claims)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Outlets that speak to it."""
        return tuple(dict.fromkeys(claim.sources[0].name for claim in self.claims))


def index(report: Report) -> Index:
    """Look a report up by id."""
    relations: dict[str, list[Relation]] = defaultdict(list)
    taken_back: dict[str, list[str]] = defaultdict(list)
    for relation in report.relations:
        relations[relation.a].append(relation)
        if relation.b != relation.a:
            relations[relation.b].append(relation)
        if relation.kind == "retracts":
            taken_back[relation.b].append(relation.a)
    return Index(
        report=report,
        articles={article.id: article for article in report.articles},
        claims={claim.id: claim for claim in (*report.claims, *report.headlines)},
        relations={claim: tuple(found) for claim, found in relations.items()},
        taken_back={claim: tuple(found) for claim, found in taken_back.items()},
        people=frozenset(fold(s.name) for claim in report.claims for s in claim.sources if s.kind == "person"),
    )


def issue_view(issue: Issue, outlets: Sequence[str], look: Index) -> IssueView:
    """Gather an issue's claims by side and by voice.

    Parameters
    ----------
    issue
        The issue as the report has it.
    outlets
        All outlets of its event; those without a claim on the issue are silent on it.
    look
        The report, looked up.
    """
    columns = [_column("position", _letter(number), position, look) for number, position in enumerate(issue.positions)]
    if issue.withheld:
        columns.append(_aside("withheld", issue.withheld, look))
    if issue.retracted:
        columns.append(_aside("retracted", issue.retracted, look))
    view = IssueView(issue=issue, status=_status(issue, columns, look), columns=tuple(columns), silent=())
    speaking = set(view.outlets)
    silent = tuple(outlet for outlet in outlets if outlet not in speaking)
    return IssueView(issue=issue, status=view.status, columns=view.columns, silent=silent)


_RELATING = frozenset({"agree", "conflict", "supersedes"})


def _letter(number: int) -> str:
    """A, B, ... Z, A2, B2, ..."""
    return chr(ord("A") + number % 26) + (str(number // 26 + 1) if number >= 26 else "")


def importance(view: IssueView) -> tuple[int, int, int, int, str]:
    """Sort key of issues: disputes first, then what was taken back or is unconfirmed, then what is agreed."""
    back = sum(column.kind == "retracted" for column in view.columns)
    return (STATUSES.index(view.status), -back, -len(view.outlets), -len(view.claims), view.issue.id)


def _column(kind: ColumnKind, letter: str, position: Position, look: Index) -> Column:
    return Column(
        kind=kind,
        letter=letter,
        label=position.label,
        voices=_set_aside(_voices(position.claims, look), look),
        origins=position.origins,
        origins_why=position.origins_why,
    )


def _set_aside(voices: Sequence[Voice], look: Index) -> tuple[Voice, ...]:
    """Mark those whom nothing relates to anybody, where something does relate others, and put them last."""
    found = [
        any(r.kind in _RELATING for claim in voice.claims for r in look.relations.get(claim.id, ())) for voice in voices
    ]
    marked = [replace(v, aside=any(found) and not known) for v, known in zip(voices, found, strict=True)]
    return tuple(sorted(marked, key=lambda voice: voice.aside))


def _aside(kind: ColumnKind, claims: Iterable[str], look: Index) -> Column:
    label = "No confirmation, no comment" if kind == "withheld" else "Taken back"
    return Column(kind=kind, letter="", label=label, voices=_voices(claims, look))


def _voices(ids: Iterable[str], look: Index) -> tuple[Voice, ...]:
    """Group claims by who speaks and with which stance, earliest first."""
    claims = sorted((look.claims[identifier] for identifier in ids), key=lambda claim: _order(claim, look))
    groups: list[tuple[str, Stance, list[Claim]]] = []
    for claim in claims:
        key = _speaker_key(claim, look)
        for name, stance, found in groups:
            if stance == claim.stance and (name == key or _same_person(name, key, claim, found[0])):
                found.append(claim)
                break
        else:
            groups.append((key, claim.stance, [claim]))
    return tuple(
        Voice(
            name=_display_name(found),
            stance=stance,
            quotes=_quotes(found, look),
            taken_back=any(claim.id in look.taken_back for claim in found),
        )
        for _, stance, found in groups
    )


def _same_person(name: str, key: str, claim: Claim, other: Claim) -> bool:
    """A person is the same with and without a title; "the foreign ministry" may be any country's."""
    return claim.speaker.kind == other.speaker.kind == "person" and same_name(name, key)


def _display_name(claims: Sequence[Claim]) -> str:
    """The name most of the claims use, in full where some have it so; the shortest of the most frequent."""
    names = [claim.speaker.name for claim in claims]
    return min(names, key=lambda name: (" " not in fold(name), -names.count(name), len(name), name))


def _speaker_key(claim: Claim, look: Index) -> str:
    """Who speaks: an unnamed source only within an article and its copies and versions, a copy for its original."""
    speaker = claim.speaker
    if not claim.attributed:
        return fold(look.articles[look.root(claim.article)].outlet)
    if speaker.kind == "anonymous":
        return f"{fold(speaker.name)} @{look.root(claim.article)}"
    name = fold(speaker.name)
    return (speaker.kind == "person" and family_name(name, look.people)) or name


def _quotes(claims: Sequence[Claim], look: Index) -> tuple[Quote, ...]:
    """Fold what a copy or a version repeats word for word into one quote."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((look.root(claim.article), fold(claim.text)), []).append(claim)
    return tuple(Quote(claim=found[0], repeats=tuple(found[1:])) for found in groups.values())


def _order(claim: Claim, look: Index) -> tuple[datetime, bool, str, int, str]:
    moment = look.when(claim) or datetime.max.replace(tzinfo=UTC)
    return (moment, look.article_of(claim).copy_of is not None, claim.article, claim.start, claim.id)


def _status(issue: Issue, columns: Sequence[Column], look: Index) -> Status:
    positions = [column for column in columns if column.kind == "position"]
    if len(positions) > 1:
        return "moved" if _only_moved(issue, look) else "disputed"
    if any(column.kind == "retracted" for column in columns):
        return "taken-back"
    if any(column.kind == "withheld" for column in columns):
        return "unconfirmed"
    several = any(len(column.voices) > 1 and column.origins > 1 for column in positions)
    return "agreed" if several else "single"


def _only_moved(issue: Issue, look: Index) -> bool:
    """Whether later statements of the same sources replaced earlier ones, and nobody conflicts."""
    side = {claim: number for number, position in enumerate(issue.positions) for claim in position.claims}
    kinds = {
        relation.kind
        for claim in side
        for relation in look.relations.get(claim, ())
        if relation.a in side and relation.b in side and side[relation.a] != side[relation.b]
    }
    return "supersedes" in kinds and "conflict" not in kinds


def short_day(moment: datetime | None, year: int) -> str:
    """Write a time without its year where that is the one that is meant anyway ("17 Nov 19:20")."""
    if moment is None:
        return "undated"
    return f"{short_date(moment, year)} {moment:%H:%M}"


def short_date(moment: date, year: int) -> str:
    """Write a day without its year where that is the one that is meant anyway ("17 Nov")."""
    return f"{moment.day} {moment:%b}" + ("" if moment.year == year else f" {moment.year}")


def day(moment: datetime | date | None) -> str:
    """Write a time as a reader would ("17 Nov 2024, 19:20"); a date without a time stays one."""
    if moment is None:
        return "undated"
    text = f"{moment.day} {moment:%b %Y}"
    return f"{text}, {moment:%H:%M}" if isinstance(moment, datetime) else text
