"""What the templates of the page ask for beyond the views: names of places on the page, filters, links, verdicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from narrative.records import Article, Claim, Reason, Relation, RelationKind
from narrative.report import drawing, marking
from narrative.report.overview import EventView, Overview
from narrative.report.text import fold, plain, safe_link
from narrative.report.view import IssueView, Quote, Voice

MOST_VERDICTS = 10
MOST_SOURCES = 400
FRAGMENT_WORDS = 6
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FIRST = ("conflict", "retracts", "supersedes", "withholds", "agree")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A relation with both of its claims; ``more`` relations of its kind stand between the same two speakers."""

    relation: Relation
    a: Claim
    b: Claim
    more: int

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it was given."""
        return self.relation.reasons


@dataclass(frozen=True)
class Page:
    """A report's places on the page. Ids of articles and claims never become ids of the page: they may be anything."""

    view: Overview
    claim_numbers: dict[str, int] = field(init=False)
    article_numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        report = self.view.report
        claims = (*report.claims, *report.headlines)
        object.__setattr__(self, "claim_numbers", {claim.id: number for number, claim in enumerate(claims)})
        object.__setattr__(self, "article_numbers", {a.id: number for number, a in enumerate(report.articles)})

    @cached_property
    def told(self) -> tuple[EventView, ...]:
        """Events with something to compare, or with more than one outlet."""
        return tuple(event for event in self.view.events if event.issues or len(event.outlets) > 1)

    @cached_property
    def alone(self) -> tuple[EventView, ...]:
        """Events that only one outlet reports, with no issue."""
        return tuple(event for event in self.view.events if not event.issues and len(event.outlets) <= 1)

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """All outlets, in the order of the filter."""
        return tuple(sorted({article.outlet for article in self.view.report.articles}, key=lambda n: (fold(n), n)))

    @cached_property
    def sources(self) -> tuple[tuple[str, str, int], ...]:
        """Folded name, name and number of claims of the sources that are not outlets of their own claim, most first."""
        names: dict[str, Counter[str]] = {}
        for claim in self.view.report.claims:
            for source in claim.sources[1:]:
                names.setdefault(fold(source.name), Counter())[source.name] += 1
        ranked = sorted(names.items(), key=lambda item: (-sum(item[1].values()), item[0]))[:MOST_SOURCES]
        chosen = [(key, min(c, key=lambda n: (-c[n], len(n), n)), sum(c.values())) for key, c in ranked]
        return tuple(sorted(chosen))

    @cached_property
    def _outlet_numbers(self) -> dict[str, int]:
        return {outlet: number for number, outlet in enumerate(self.outlets)}

    @cached_property
    def _source_numbers(self) -> dict[str, int]:
        return {key: number for number, (key, _, _) in enumerate(self.sources)}

    @cached_property
    def _homes(self) -> dict[str, tuple[int, str]]:
        """The first issue on which each claim stands, and the quote that shows it."""
        homes: dict[str, tuple[int, str]] = {}
        for number, issue in enumerate(self._issues):
            for column in issue.columns:
                for voice in column.voices:
                    for shown in voice.quotes:
                        for claim in (shown.claim, *shown.repeats):
                            homes.setdefault(claim.id, (number, shown.claim.id))
        return homes

    @cached_property
    def _issues(self) -> tuple[IssueView, ...]:
        return tuple(issue for event in self.view.events for issue in event.issues)

    @cached_property
    def _issue_numbers(self) -> dict[str, int]:
        return {issue.issue.id: number for number, issue in enumerate(self._issues)}

    @cached_property
    def _claims_by_article(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.view.report.claims:
            found.setdefault(claim.article, []).append(claim)
        return found

    @cached_property
    def overstated(self) -> dict[str, marking.Overstatement]:
        """Headlines that state plainly what their text has from a source, or hedges, by article."""
        return {found.headline.article: found for found in marking.overstatements(self.view.look)}

    def issue_place(self, issue: IssueView) -> str:
        """Id of an issue on the page."""
        return f"i{self._issue_numbers[issue.issue.id]}"

    def quote_place(self, issue: IssueView, claim: Claim) -> str:
        """Id of a quote under an issue."""
        return f"{self.issue_place(issue)}-c{self.claim_numbers[claim.id]}"

    def home(self, claim: Claim) -> str | None:
        """Id of the quote that shows a claim on the board."""
        if claim.id not in self._homes:
            return None
        issue, shown = self._homes[claim.id]
        return f"i{issue}-c{self.claim_numbers[shown]}"

    def mark_place(self, claim: Claim) -> str:
        """Id of a claim's mark in its article; of the article, where the report was written without texts."""
        article = self.article(claim)
        if claim.part == "title" or claim.end > len(article.text):
            return self.article_place(article)
        return f"m{self.claim_numbers[claim.id]}"

    def article_place(self, article: Article) -> str:
        """Id of an article on the page."""
        return f"a{self.article_numbers[article.id]}"

    def article(self, claim: Claim) -> Article:
        """The article of a claim."""
        return self.view.look.article_of(claim)

    def article_by_id(self, identifier: str) -> Article:
        """An article by its id in the report."""
        return self.view.look.articles[identifier]

    def language(self, article: Article) -> str | None:
        """An article's language where it is another than the page's, if it is a tag that browsers take."""
        return article.language if article.language != "en" and _LANGUAGE.fullmatch(article.language) else None

    def link(self, claim: Claim) -> str | None:
        """The article's address at the place of the claim (a text fragment, as browsers understand it)."""
        url = safe_link(self.article(claim).url)
        if url is None or claim.part == "title":
            return url
        words = plain(claim.text).split()
        start = quote(" ".join(words[:FRAGMENT_WORDS]), safe="").replace("-", "%2D")
        return f"{url}{'' if '#' in url else '#'}:~:text={start}"

    def outlet_numbers(self, claims: Iterable[Claim]) -> str:
        """Numbers of the outlets of claims, for the filter."""
        return _numbers(self._outlet_numbers[claim.sources[0].name] for claim in claims)

    def outlet_number(self, article: Article) -> int:
        """Number of an article's outlet, for the filter."""
        return self._outlet_numbers[article.outlet]

    def source_numbers(self, claims: Iterable[Claim]) -> str:
        """Numbers of the sources in the chains of claims, for the filter."""
        known = self._source_numbers
        folded = (fold(source.name) for claim in claims for source in claim.sources)
        return _numbers(known[name] for name in folded if name in known)

    def voice_outlets(self, voice: Voice) -> str:
        """Numbers of the outlets that carry a voice."""
        return self.outlet_numbers(voice.claims)

    def repeats(self, quote: Quote) -> tuple[tuple[str, ...], int]:
        """Outlets that copied a quote, and in how many versions of its article it stands."""
        articles = [self.article(claim) for claim in (quote.claim, *quote.repeats)]
        copies = dict.fromkeys(article.outlet for article in articles[1:] if article.copy_of)
        return tuple(copies), len({article.id for article in articles if not article.copy_of})

    def claims_of(self, article: Article) -> Sequence[Claim]:
        """Claims of an article's text."""
        return self._claims_by_article.get(article.id, [])

    def pieces(self, article: Article) -> Iterable[marking.Piece]:
        """An article's text, cut at its claims."""
        return marking.pieces(article, self.claims_of(article))

    @cached_property
    def edited(self) -> dict[str, marking.Edit]:
        """What later versions changed, by the later article."""
        return {edit.later.id: edit for event in self.view.events for edit in event.edits}

    def verdicts(self, issue: IssueView) -> tuple[tuple[Verdict, ...], int]:
        """What an issue rests on: the surest relation of each kind between each two speakers; how many are left out.

        What sets apart stands before what joins; two claims of one speaker that agree are left out.
        """
        inside = {claim.id for claim in issue.claims}
        look = self.view.look
        groups: dict[tuple[RelationKind, frozenset[str]], set[Relation]] = {}
        for relation in (relation for claim in inside for relation in look.relations.get(claim, ())):
            if relation.a in inside and relation.b in inside:
                speakers = frozenset(fold(look.claims[side].speaker.name) for side in (relation.a, relation.b))
                if len(speakers) > 1 or relation.kind != "agree":
                    groups.setdefault((relation.kind, speakers), set()).add(relation)
        best = [(min(found, key=self._sureness), len(found)) for found in groups.values()]
        best.sort(key=lambda pair: (_FIRST.index(pair[0].kind), self._sureness(pair[0])))
        shown = [Verdict(r, look.claims[r.a], look.claims[r.b], more - 1) for r, more in best]
        apart = [verdict for verdict in shown if verdict.relation.kind != "agree"]
        agreed = [verdict for verdict in shown if verdict.relation.kind == "agree"]
        kept = apart[: max(MOST_VERDICTS - len(agreed), MOST_VERDICTS // 2)]
        kept += agreed[: MOST_VERDICTS - len(kept)]
        return tuple(kept), len(shown) - len(kept)

    def _sureness(self, relation: Relation) -> tuple[bool, float, str, str]:
        copied = any(self.article(self.view.look.claims[side]).copy_of for side in (relation.a, relation.b))
        return copied, -relation.probability, relation.a, relation.b

    def timeline(self, event: EventView) -> drawing.Timeline | None:
        """The timeline of an event."""
        return drawing.timeline(event, self.view.look)

    def chronicle(self, event: EventView) -> tuple[drawing.Moment, ...]:
        """The timeline of an event as a list."""
        return drawing.chronicle(event, self.view.look)

    def graph(self, event: EventView) -> drawing.Graph | None:
        """The source graph of an event."""
        return drawing.source_graph(event, self.view.look)

    def sides(self, issue: IssueView, outlet: str) -> list[tuple[str, str]]:
        """Letter or kind, and label, of the sides of an issue that an outlet carries."""
        return [
            (column.letter or column.kind, column.label)
            for column in issue.columns
            if any(claim.sources[0].name == outlet for claim in column.claims)
        ]


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(str(number) for number in sorted(set(numbers)))
