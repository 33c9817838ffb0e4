"""An event as it is drawn: its articles, its issues by importance, what one outlet alone has, who is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narrative.records import Article, Claim, Event, Report
from narrative.report.marking import Edit, edits
from narrative.report.moves import Move, moves
from narrative.report.settings import ReportSettings, Status
from narrative.report.text import fold, plain
from narrative.report.view import Index, IssueView, importance, index, issue_view

STATUS_TITLES: dict[Status, str] = {
    "disputed": "Disputed",
    "moved": "Moved",
    "taken-back": "Taken back",
    "unconfirmed": "Not confirmed",
    "agreed": "Agreed",
    "single": "One source",
}
"""What a reader sees for each status."""


MOST_EDITS = 3
"""How many articles with a silent edit stand in the first lines."""

EVENTFUL: tuple[Status, ...] = ("disputed", "moved", "taken-back", "unconfirmed")
"""Statuses of issues that are more than plain agreement."""


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with everything that a drawing of it needs."""

    event: Event
    articles: tuple[Article, ...]
    outlets: tuple[str, ...]
    issues: tuple[IssueView, ...]
    singles: tuple[tuple[str, tuple[Claim, ...]], ...]
    edits: tuple[Edit, ...] = ()
    silent: tuple[str, ...] = ()
    hidden: int = 0
    moves: tuple[Move, ...] = ()
    more_moves: int = 0

    @property
    def copies(self) -> int:
        """How many of its articles republish another one."""
        return sum(article.copy_of is not None for article in self.articles)

    @property
    def versions(self) -> int:
        """How many of its articles are later versions of another one."""
        return sum(article.version_of is not None for article in self.articles)

    @property
    def silent_edits(self) -> tuple[Edit, ...]:
        """Later versions from which a sentence with a claim has gone."""
        return tuple(edit for edit in self.edits if edit.dropped)

    @property
    def acts(self) -> tuple[Move | Edit, ...]:
        """What was taken back, what is gone without a word, and what else sources did, in the order of a reader."""
        back = [move for move in self.moves if move.stance == "retracts"]
        rest = [move for move in self.moves if move.stance != "retracts"]
        return (*back, *self.silent_edits[:MOST_EDITS], *rest)

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """First and last time of publication."""
        times = [article.published for article in self.articles if article.published]
        return (min(times), max(times)) if times else None

    @property
    def eventful(self) -> tuple[IssueView, ...]:
        """Issues that are more than plain agreement, what was taken back first, then where most outlets speak."""
        main = [issue for issue in self.issues if issue.status in EVENTFUL]
        return tuple(sorted(main, key=lambda issue: (not issue.retraction_shown, -len(issue.outlets))))

    @property
    def told(self) -> tuple[IssueView, ...]:
        """All issues but what one source says again and again in one outlet."""
        return tuple(issue for issue in self.issues if issue.status != "single" or len(issue.outlets) > 1)

    def count(self, status: Status) -> int:
        """How many of its issues stand so."""
        return sum(issue.status == status for issue in self.issues)

    @property
    def retractions(self) -> int:
        """How many sources took something back, each once however many issues it touches."""
        columns = (column for issue in self.issues for column in issue.columns if column.kind == "retracted")
        return len({fold(voice.name) for column in columns for voice in column.voices})


@dataclass(frozen=True, slots=True)
class Overview:
    """A whole report as it is drawn."""

    look: Index
    events: tuple[EventView, ...]
    settings: ReportSettings

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.look.report

    @property
    def nothing(self) -> str:
        """Why there is nothing to show, and what could be asked for instead."""
        if not self.settings.filtered:
            return "No event in this report is told by more than one outlet."
        outlets = sorted({plain(article.outlet) for article in self.report.articles}, key=fold)
        return f"Nothing in this report fits the filter. Its outlets: {', '.join(outlets) or 'none'}."


def overview(report: Report, settings: ReportSettings | None = None) -> Overview:
    """Gather a report for drawing, events that most outlets tell first; filters are applied here and nowhere else."""
    settings = settings or ReportSettings()
    look = index(report)
    events = tuple(_event_view(event, look, settings) for event in report.events)
    events = tuple(sorted(events, key=lambda event: -len(event.outlets)))
    if settings.filtered:
        events = tuple(event for event in events if event.issues or event.singles)
    return Overview(look=look, events=events, settings=settings)


def _event_view(event: Event, look: Index, settings: ReportSettings) -> EventView:
    articles = tuple(look.articles[identifier] for identifier in event.articles)
    outlets = tuple(sorted({article.outlet for article in articles}, key=fold))
    issues = sorted((issue_view(issue, outlets, look) for issue in event.issues), key=importance)
    kept = tuple(issue for issue in issues if _wanted(issue, settings))
    speaking = {outlet for issue in issues for outlet in issue.outlets}
    acts, more_acts = moves(kept, look)
    return EventView(
        event=event,
        articles=articles,
        outlets=outlets,
        issues=kept,
        singles=_singles(event, articles, look, settings),
        edits=() if settings.only else edits(articles, look),
        silent=tuple(outlet for outlet in outlets if outlet not in speaking) if issues else (),
        hidden=len(issues) - len(kept),
        moves=acts,
        more_moves=more_acts,
    )


def _wanted(issue: IssueView, settings: ReportSettings) -> bool:
    if settings.only and issue.status != settings.only:
        return False
    return any(_claim_wanted(claim, settings) for claim in issue.claims)


def _claim_wanted(claim: Claim, settings: ReportSettings) -> bool:
    return _named([claim.sources[0].name], settings.outlets) and _named(
        [source.name for source in claim.sources], settings.sources
    )


def _named(names: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether one of the names contains one of the wanted ones; true where nothing is asked for."""
    folded = [fold(name) for name in names]
    return not wanted or any(fold(part) in name for part in wanted for name in folded)


def _singles(
    event: Event, articles: Sequence[Article], look: Index, settings: ReportSettings
) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    """Claims that answer no issue, by outlet; statements of a source before the outlet's own, repeats once."""
    if settings.only:
        return ()
    on_issue = {claim for issue in event.issues for claim in issue.claims}
    inside = {article.id for article in articles if article.copy_of is None}
    found: dict[str, dict[tuple[str, str], Claim]] = {}
    for claim in look.report.claims:
        if claim.article in inside and claim.id not in on_issue and _claim_wanted(claim, settings):
            outlet = look.article_of(claim).outlet
            found.setdefault(outlet, {}).setdefault((look.root(claim.article), fold(claim.text)), claim)
    return tuple(
        (outlet, tuple(sorted(found[outlet].values(), key=lambda claim: not claim.attributed)))
        for outlet in sorted(found, key=fold)
    )
