"""The frozen records that pass between rooms, and nothing else.

Every room takes and gives these. The field names are those of the JSON report
(``narrative-report/1``) and of ``docs/glossary.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

Stance = Literal["asserts", "confirms", "denies", "doubts", "withholds", "retracts"]
SourceKind = Literal["outlet", "person", "government", "company", "organisation", "document", "anonymous", "unknown"]
RelationKind = Literal["agree", "conflict", "supersedes", "retracts", "withholds"]
Part = Literal["text", "title"]

STANCES: tuple[Stance, ...] = get_args(Stance)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
RELATION_KINDS: tuple[RelationKind, ...] = get_args(RelationKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read.

    Parameters
    ----------
    id
        Unique within a run.
    outlet
        The publisher, as a reader knows it.
    text
        The body, without the title. Every offset of a claim counts Unicode code points in it.
    title
        The headline; empty where there is none.
    published
        Time of publication, with a time zone (UTC where the input names none).
    url
        Address; two articles of one url are versions of one article.
    language
        BCP 47 code, ``"en"`` by default.
    copy_of
        Id of the article that this one republishes.
    version_of
        Id of the earlier version of the same url.
    """

    id: str
    outlet: str
    text: str
    title: str = ""
    published: datetime | None = None
    url: str | None = None
    language: str = "en"
    copy_of: str | None = None
    version_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something that was offered as an article and could not be read or compared.

    Parameters
    ----------
    where
        File (with line, where one is known) or article id.
    reason
        What is wrong with it and how to mend it, in one line.
    """

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One link of a source chain.

    Parameters
    ----------
    name
        The fullest name that the article gives for this source.
    kind
        What it is; ``"anonymous"`` for a source that the article describes without naming.
    cue
        The words that attribute the statement to it, with negation and aspect.
    mention
        The words that stand in the sentence where they differ from ``name`` ("he", "the newspaper").
    """

    name: str
    kind: SourceKind = "unknown"
    cue: str | None = None
    mention: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of one article, with who stands behind it.

    Parameters
    ----------
    id
        ``"<article id>:<number>"``, numbered in the order of the text; ``"<article id>:h<number>"`` in a title.
    article
        Id of the article.
    start, end
        Code points in the article's text, or in its title where ``part`` is ``"title"``.
    text
        Exactly that slice.
    statement
        What is stated, without cue and source, mentions resolved where it needs that to stand alone.
    sources
        From the publishing outlet (always first) to the innermost speaker.
    stance
        Of the innermost source to what is stated.
    hedged
        The statement is qualified ("may", "reportedly").
    stated
        The day on which the innermost source said it, where the article tells.
    about
        What a withheld comment, a retraction or a bare denial is about, in words, where the
        sentence does not repeat it.
    construction
        Name of the construction of reported speech it was read from (``"own-voice"`` for none).
    cue_span
        Start and end of the innermost cue, in the same text as ``start``.
    part
        Whether the claim stands in the text or in the title.
    source_span
        Start and end of the words of the innermost source, in the same text as ``start``, where it has any.
    content_spans
        Starts and ends of what is attributed, in pieces, in the same text as ``start``.
    why
        The steps that led to this reading, one readable line each.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    statement: str
    sources: tuple[Source, ...]
    stance: Stance = "asserts"
    hedged: bool = False
    stated: date | None = None
    about: str | None = None
    construction: str = "own-voice"
    cue_span: tuple[int, int] | None = None
    part: Part = "text"
    source_span: tuple[int, int] | None = None
    content_spans: tuple[tuple[int, int], ...] = ()
    why: tuple[str, ...] = ()

    @property
    def speaker(self) -> Source:
        """The innermost source."""
        return self.sources[-1]

    @property
    def attributed(self) -> bool:
        """Whether somebody other than the outlet stands behind the statement."""
        return len(self.sources) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a relation was given: the words of either side that carried the verdict."""

    kind: str
    a: str = ""
    b: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How claim ``a`` stands to claim ``b``, with the calibrated probability of it.

    For ``supersedes`` ``a`` is the later statement; for ``retracts`` ``a`` is the retraction; for
    ``withholds`` ``a`` is the withheld confirmation or comment.
    """

    a: str
    b: str
    kind: RelationKind
    probability: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Claims that agree on one answer to an issue.

    ``origins`` counts independent origins: copies of one text and chains that end in the same source
    count once. ``origins_why`` says which claims were counted together and why.
    """

    label: str
    claims: tuple[str, ...]
    origins: int = 1
    origins_why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A question to which claims of an event give answers."""

    id: str
    question: str
    positions: tuple[Position, ...] = ()
    withheld: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims on this issue: positions first, then withheld, then retracted."""
        taken = tuple(claim for position in self.positions for claim in position.claims)
        return taken + self.withheld + self.retracted


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Articles on one happening, and the issues on which they speak."""

    id: str
    label: str
    articles: tuple[str, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model or a learned table that had a part in a report."""

    role: str
    name: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """Something that happened to events that were there before.

    Parameters
    ----------
    kind
        ``"merge"``: ``other`` is now part of ``event``. ``"split"``: ``other`` was part of ``event``.
    event, other
        Ids of the two.
    articles
        Earlier articles that went along with ``other``.
    found
        When, in UTC, ISO 8601; empty where it is not kept.
    """

    kind: Literal["merge", "split"]
    event: str
    other: str
    articles: tuple[str, ...]
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole comparison. ``narrative.report`` draws everything from it.

    Parameters
    ----------
    articles
        All articles that were read, by time of publication, then id.
    claims
        Claims of the articles' texts, in the order of the articles and of the text.
    headlines
        Claims of the titles (``part == "title"``).
    events
        Largest first.
    relations
        Between claims of ``claims``.
    unread
        What could not be read, with the reason.
    models
        Which models and learned tables had a part, with their hashes.
    thresholds
        Learned or set numbers that decided, by name.
    version
        Version of the library that made it.
    """

    articles: tuple[Article, ...] = ()
    claims: tuple[Claim, ...] = ()
    headlines: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    unread: tuple[Unread, ...] = ()
    models: tuple[Model, ...] = ()
    thresholds: dict[str, float] = field(default_factory=dict)
    version: str = ""
