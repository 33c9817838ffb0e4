"""A report as Markdown (CommonMark with tables as GitHub writes them), for a wiki or a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrative.records import Article, Claim, Report
from narrative.report.marking import Edit
from narrative.report.moves import Move
from narrative.report.overview import STATUS_TITLES, EventView, Overview, overview
from narrative.report.settings import ReportSettings
from narrative.report.text import plain, safe_link, split_cue
from narrative.report.view import Column, IssueView, Voice, day
from narrative.report.wording import (
    DROPPED_SIGN,
    MOST_DROPPED,
    STANCE_SIGNS,
    STANCE_WORDS,
    TAKEN_BACK_LEAD,
    chain,
    count,
    origins,
    tally,
    voice_line,
)

# What starts markup within a line, or what GitHub makes of bare addresses, mentions and formulas. Nothing of an article
# ever starts a line, so that what means something only there (a dash, a number with a full stop) is left as it is.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$^@]|:(?=//)|(?<=\bwww)\.)", re.IGNORECASE)
_LINK_BREAKERS = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "|": "%7C", "`": "%60"})


def to_markdown(report: Report, settings: ReportSettings | None = None) -> str:
    """Draw a report as Markdown.

    Every word of an article is escaped: none of it is read as markup, as a link or as HTML.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    settings
        Filters and lengths.
    """
    view = overview(report, settings)
    lines = [line for event in view.events for line in _event(event, view)]
    if not view.events:
        lines.append(escape(view.nothing) if view.settings.filtered else "No events.")
    lines += _unread(report)
    return "\n".join(lines).strip("\n") + "\n"


def escape(text: str) -> str:
    """Write text so that Markdown shows it as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", plain(text))


def _event(event: EventView, view: Overview) -> Iterator[str]:
    yield f"# {escape(event.event.label) or 'Event'}"
    yield ""
    yield " · ".join(tally(event))
    yield ""
    yield from _moves(event)
    if event.told:
        yield "## Who carries what"
        yield ""
        yield from _matrix(event)
    shown = None
    for issue in event.told:
        if issue.status != shown:
            yield f"## {STATUS_TITLES[issue.status]}"
            yield ""
            shown = issue.status
        yield from _issue(issue, view)
    if event.silent:
        yield f"No claim on any of these issues in their articles here: {', '.join(map(escape, event.silent))}."
        yield ""
    yield from _edits(event)
    yield from _singles(event, view)
    yield from _articles(event)


def _moves(event: EventView) -> Iterator[str]:
    """What sources did beyond saying things, each in its own words."""
    if not event.acts:
        return
    yield "## In short"
    yield ""
    yield from (_edit(act) if isinstance(act, Edit) else _move(act) for act in event.acts)
    if event.more_moves:
        yield f"- {count(event.more_moves, 'more such act')} under the issues below"
    yield ""


def _move(move: Move) -> str:
    date = f" ({day(move.when.date())})" if move.when else ""
    line = f"- {STANCE_SIGNS[move.stance]} **{escape(move.who)}** {STANCE_WORDS[move.stance]}{date}:"
    line += f" “{_quoted(move.claim)}”"
    line += "".join(f" {TAKEN_BACK_LEAD} “{_quoted(claim)}”" for claim in move.taken_back)
    return line + "".join(f" So too **{escape(claim.speaker.name)}**: “{_quoted(claim)}”" for claim in move.alike)


def _edit(edit: Edit) -> str:
    words = " ".join(f"“{escape(line)}”" for line in edit.dropped[:MOST_DROPPED])
    return f"- {DROPPED_SIGN} **{escape(edit.later.outlet)}** no longer has: {words}"


def _matrix(event: EventView) -> Iterator[str]:
    outlets = [outlet for outlet in event.outlets if outlet not in event.silent]
    yield f"| Issue | {' | '.join(map(escape, outlets))} |"
    yield f"|---|{':-:|' * len(outlets)}"
    for issue in event.told:
        yield f"| {escape(issue.issue.question)} | {' | '.join(_mark(issue, outlet) for outlet in outlets)} |"
    yield ""
    yield "A, B: carries that answer. ○: reports that a source does not confirm. ↩: reports that it was taken back."
    yield ""


def _mark(issue: IssueView, outlet: str) -> str:
    marks = []
    for column in issue.columns:
        if any(claim.sources[0].name == outlet for claim in column.claims):
            sign = STANCE_SIGNS["withholds" if column.kind == "withheld" else "retracts"]
            marks.append(column.letter if column.kind == "position" else sign)
    return " ".join(marks)


def _issue(issue: IssueView, view: Overview) -> Iterator[str]:
    yield f"### {escape(issue.issue.question)}"
    yield ""
    for column in issue.columns:
        yield from _column(column, view)
    if issue.silent:
        yield f"Nothing on this in: {', '.join(map(escape, issue.silent))}."
        yield ""


def _column(column: Column, view: Overview) -> Iterator[str]:
    if column.kind == "position":
        back = ", taken back by its source" if column.taken_back else ""
        yield f"**{column.letter}: {escape(column.label)}** ({origins(column)}{back})"
    else:
        yield f"**{column.label}**"
    yield ""
    for voice in column.voices:
        yield from _voice(voice, column, view)
    yield ""


def _voice(voice: Voice, column: Column, view: Overview) -> Iterator[str]:
    sign = "" if voice.stance == "asserts" else f"{STANCE_SIGNS[voice.stance]} "
    yield f"- {sign}**{escape(voice.name)}** {voice_line(voice, column)}"
    for quote in voice.quotes[: view.settings.quotes]:
        yield f"  - “{_quoted(quote.claim)}” {_where(quote.claim, view)}"
    rest = voice.quotes[view.settings.quotes :]
    if rest:
        outlets = dict.fromkeys(escape(quote.claim.sources[0].name) for quote in rest)
        yield f"  - also in {', '.join(outlets)}"


def _quoted(claim: Claim) -> str:
    before, cue, after = split_cue(claim)
    if not cue.strip():
        return escape(claim.text)
    left = " " if before[-1:].isspace() else ""
    right = " " if after[:1].isspace() else ""
    return f"{escape(before)}{left}*{escape(cue)}*{right}{escape(after)}"


def _where(claim: Claim, view: Overview) -> str:
    article = view.look.article_of(claim)
    said = f", said {day(claim.stated)}" if claim.stated else ""
    text = f"{escape(chain(claim))}, {day(article.published)}{said}"
    url = safe_link(article.url)
    return f"([{text}]({url.translate(_LINK_BREAKERS)}))" if url else f"({text})"


def _edits(event: EventView) -> Iterator[str]:
    if not event.edits:
        return
    yield "## Changed after publication"
    yield ""
    for edit in event.edits:
        yield f"- **{escape(edit.later.outlet)}**, {day(edit.earlier.published)}, then {day(edit.later.published)}"
        for change in edit.changes:
            lost = f" ({count(change.claims, 'claim')} went with it)" if change.claims else ""
            yield from (f"  - removed: “{escape(line)}”{lost}" for line in change.removed)
            yield from (f"  - added: “{escape(line)}”" for line in change.added)
    yield ""


def _singles(event: EventView, view: Overview) -> Iterator[str]:
    if not event.singles or not view.settings.singles:
        return
    yield "## Only in one outlet"
    yield ""
    for outlet, claims in event.singles:
        rest = len(claims) - view.settings.singles
        more = f" (and {count(rest, 'more claim')})" if rest > 0 else ""
        yield f"- **{escape(outlet)}**{more}"
        for claim in claims[: view.settings.singles]:
            yield f"  - {escape(claim.speaker.name)}: “{escape(claim.text)}”"
    yield ""


def _articles(event: EventView) -> Iterator[str]:
    yield "## Articles"
    yield ""
    for article in event.articles:
        url = safe_link(article.url)
        title = escape(article.title) or escape(article.id)
        link = f"[{title}]({url.translate(_LINK_BREAKERS)})" if url else title
        yield f"- {escape(article.outlet)}: {link}, {day(article.published)}{_note(article)}"
    yield ""


def _note(article: Article) -> str:
    if article.copy_of:
        return f" (copy of {escape(article.copy_of)})"
    return f" (later version of {escape(article.version_of)})" if article.version_of else ""


def _unread(report: Report) -> list[str]:
    if not report.unread:
        return []
    rows = [f"- {escape(unread.where)}: {escape(unread.reason)}" for unread in report.unread]
    return ["## Not read", "", *rows, ""]
