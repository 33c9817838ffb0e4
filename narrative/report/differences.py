"""What changed between two reports of one story: new claims, positions that moved, what was taken back since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from narrative.records import Article, Claim, Issue, Report
from narrative.report.overview import STATUS_TITLES, overview
from narrative.report.settings import Status
from narrative.report.text import fold, plain
from narrative.report.view import IssueView
from narrative.report.wording import STANCE_WORDS, chain, count

Key = tuple[str, str, str]
"""Article, folded text and part of a claim: what a claim is recognised by in another report."""


@dataclass(frozen=True, slots=True)
class Move:
    """A claim that stands on another side of the same issue than before."""

    claim: Claim
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class IssueChange:
    """What changed on an issue that both reports have; ``before`` is ``None`` where the issue is new."""

    question: str
    before: Status | None
    after: Status
    joined: tuple[tuple[str, Claim], ...] = ()
    left: tuple[Claim, ...] = ()
    moved: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """All that changed from one report to a later one."""

    articles: tuple[Article, ...] = ()
    articles_gone: tuple[Article, ...] = ()
    articles_changed: tuple[Article, ...] = ()
    claims: tuple[Claim, ...] = ()
    claims_gone: tuple[Claim, ...] = ()
    retractions: tuple[Claim, ...] = ()
    issues: tuple[IssueChange, ...] = ()
    issues_gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def differences(old: Report, new: Report) -> Differences:
    """Find what changed from ``old`` to ``new``.

    A claim is the same in both where its article and its words are; an issue is the one with which it shares most
    claims. Ids of events and issues play no part, since a new article may renumber them.
    """
    before, after = _by_key(old), _by_key(new)
    old_articles = {article.id: article for article in old.articles}
    new_articles = {article.id: article for article in new.articles}
    fresh = tuple(claim for key, claim in after.items() if key not in before)
    changes, gone = _issue_changes(old, new)
    return Differences(
        articles=tuple(article for name, article in new_articles.items() if name not in old_articles),
        articles_gone=tuple(article for name, article in old_articles.items() if name not in new_articles),
        articles_changed=tuple(
            article
            for name, article in new_articles.items()
            if name in old_articles
            and (article.text, article.title) != (old_articles[name].text, old_articles[name].title)
        ),
        claims=fresh,
        claims_gone=tuple(claim for key, claim in before.items() if key not in after),
        retractions=tuple(claim for claim in fresh if claim.stance == "retracts"),
        issues=changes,
        issues_gone=gone,
    )


def diff(old: Report, new: Report) -> str:
    """Say in words what changed from ``old`` to ``new``, what matters most first."""
    found = differences(old, new)
    return "\n".join(_lines(found)).strip("\n") if found else "Nothing changed."


def _key(claim: Claim) -> Key:
    return claim.article, fold(claim.text), claim.part


def _by_key(report: Report) -> dict[Key, Claim]:
    return {_key(claim): claim for claim in report.claims}


def _sides(view: IssueView) -> dict[Key, tuple[str, Claim]]:
    return {_key(claim): (column.label, claim) for column in view.columns for claim in column.claims}


def _issue_changes(old: Report, new: Report) -> tuple[tuple[IssueChange, ...], tuple[str, ...]]:
    olds = [issue for event in overview(old).events for issue in event.issues]
    news = [issue for event in overview(new).events for issue in event.issues]
    pairs = _match(olds, news)
    changes = []
    for number, view in enumerate(news):
        earlier = olds[pairs[number]] if number in pairs else None
        change = _change(earlier, view)
        if change is not None:
            changes.append(change)
    taken = set(pairs.values())
    return tuple(changes), tuple(view.issue.question for number, view in enumerate(olds) if number not in taken)


def _match(olds: Sequence[IssueView], news: Sequence[IssueView]) -> dict[int, int]:
    """Pair issues by the claims they share, greatest first; each is used once."""
    where: dict[Key, list[int]] = {}
    for number, view in enumerate(olds):
        for key in _sides(view):
            where.setdefault(key, []).append(number)
    shared: Counter[tuple[int, int]] = Counter(
        (number, other) for number, view in enumerate(news) for key in _sides(view) for other in where.get(key, ())
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (number, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if number not in pairs and other not in taken:
            pairs[number] = other
            taken.add(other)
    return pairs


def _change(earlier: IssueView | None, view: IssueView) -> IssueChange | None:
    after = _sides(view)
    if earlier is None:
        return IssueChange(question=view.issue.question, before=None, after=view.status, joined=tuple(after.values()))
    before = _sides(earlier)
    partner = _same_sides(earlier.issue, view.issue)
    moved = tuple(
        Move(claim=claim, before=before[key][0], after=label)
        for key, (label, claim) in after.items()
        if key in before and partner.get(before[key][0], before[key][0]) != label
    )
    change = IssueChange(
        question=view.issue.question,
        before=earlier.status,
        after=view.status,
        joined=tuple(side for key, side in after.items() if key not in before),
        left=tuple(claim for key, (_, claim) in before.items() if key not in after),
        moved=moved,
    )
    return change if change.joined or change.left or change.moved or change.before != change.after else None


def _same_sides(old: Issue, new: Issue) -> Mapping[str, str]:
    """Label of the new side that holds most of each old side's claims, since a label may be worded anew."""
    label_of = {claim: position.label for position in new.positions for claim in position.claims}
    found = {}
    for position in old.positions:
        votes = Counter(label_of[claim] for claim in position.claims if claim in label_of)
        if votes:
            # Where two new sides hold as many of its claims, the one that kept the label is the same side.
            found[position.label] = min(votes, key=partial(_rank, votes, position.label))
    return found


def _rank(votes: Mapping[str, int], own: str, label: str) -> tuple[int, bool, str]:
    return -votes[label], label != own, label


def _lines(found: Differences) -> Iterator[str]:
    yield from _claims("Taken back since", found.retractions)
    yield from _issues(found.issues)
    yield from _section("Issues that are gone", (plain(question) for question in found.issues_gone))
    yield from _section("New articles", map(_article, found.articles))
    yield from _section("Articles whose text changed", map(_article, found.articles_changed))
    yield from _section("Articles that are gone", map(_article, found.articles_gone))
    on_issue = {claim.id for issue in found.issues for _, claim in issue.joined}
    rest = [claim for claim in found.claims if claim.id not in on_issue and claim.stance != "retracts"]
    yield from _claims("Other new claims", rest)
    yield from _claims("Claims that are gone", found.claims_gone)


def _issues(changes: Iterable[IssueChange]) -> Iterator[str]:
    for change in changes:
        yield ""
        if change.before is None:
            yield f"{plain(change.question)} (new: {STATUS_TITLES[change.after].lower()})"
        elif change.before != change.after:
            yield (
                f"{plain(change.question)} "
                f"(was {STATUS_TITLES[change.before].lower()}, is {STATUS_TITLES[change.after].lower()})"
            )
        else:
            yield f"{plain(change.question)} ({STATUS_TITLES[change.after].lower()}, as before)"
        for move in change.moved:
            yield f"  moved from “{plain(move.before)}” to “{plain(move.after)}”: {_claim(move.claim)}"
        yield from _joined(change.joined)
        for claim in change.left:
            yield f"  - no longer here: {_claim(claim)}"


def _joined(joined: Sequence[tuple[str, Claim]]) -> Iterator[str]:
    """New claims under their side; what several articles print in the same words stands once."""
    sides: dict[str, dict[tuple[str, str], list[Claim]]] = {}
    for label, claim in joined:
        words = fold(claim.speaker.name), fold(claim.text)
        sides.setdefault(plain(label), {}).setdefault(words, []).append(claim)
    for label, found in sides.items():
        yield f"  {label}"
        for claims in found.values():
            more = f", and in {count(len(claims) - 1, 'more article')}" if len(claims) > 1 else ""
            yield f"    + {_claim(claims[0])}{more}"


def _claims(title: str, claims: Sequence[Claim]) -> Iterator[str]:
    yield from _section(f"{title} ({count(len(claims), 'claim')})", map(_claim, claims))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    rows = list(lines)
    if rows:
        yield ""
        yield title
        yield from (f"  {row}" for row in rows)


def _claim(claim: Claim) -> str:
    return f"{plain(claim.speaker.name)} {STANCE_WORDS[claim.stance]}: “{plain(claim.text)}” ({plain(chain(claim))})"


def _article(article: Article) -> str:
    return f"{plain(article.outlet)}: {plain(article.title) or plain(article.id)} ({plain(article.id)})"
