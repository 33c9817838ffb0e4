"""Why a claim or a relation was read so, in words and in the articles' own sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from narrative.errors import UsageError
from narrative.records import Claim, Reason, Relation, Report
from narrative.report.text import plain
from narrative.report.view import Index, day, index
from narrative.report.wording import (
    KIND_WORDS,
    MUTUAL,
    RELATION_WORDS,
    STANCE_WORDS,
    WORDLESS,
    chain,
    percent,
    relation_line,
    said_before,
)

WIDTH = 88
NEAREST = 3


def explain(report: Report, which: str) -> str:
    """Say why a claim, or a pair of claims, was read so.

    Parameters
    ----------
    report
        What ``narrative.compare`` gave.
    which
        A claim's id (``"tass-1:4"``), or two joined by ``~`` (``"tass-1:4~nyt-1:1"``).

    Returns
    -------
    str
        Lines of plain text, none longer than 88 characters unless a word is.

    Raises
    ------
    UsageError
        The report has no such claim; the message names the nearest ids.
    """
    look = index(report)
    parts = which.split("~")
    if len(parts) > 2:
        raise UsageError(f"{which}: join two claims with '~', not {len(parts)}")
    names = [_known(name.strip(), look) for name in parts]
    claims = [look.claims[name] for name in names]
    lines = _pair(claims[0], claims[1], look) if len(claims) == 2 else _claim(claims[0], look)
    return "\n".join(lines).strip("\n")


def reason_words(reason: Reason) -> str:
    """Write a reason as a reader would say it."""
    kind = KIND_WORDS.get(reason.kind, plain(reason.kind).replace("-", " ").replace("_", " "))
    a, b = plain(reason.a), plain(reason.b)
    if reason.kind in WORDLESS:
        return kind
    if reason.kind == "source":
        return f"{kind}: {b or a}"
    if reason.kind == "stance" and not (a and b):
        return f"its own words: “{a or b}”"
    if a and b:
        return f"{kind}: “{a}” beside “{b}”" if a != b else f"{kind}: “{a}” in both"
    return f"{kind}: “{a or b}”" if a or b else kind


def _known(name: str, look: Index) -> str:
    if name in look.claims:
        return name
    from difflib import get_close_matches

    near = get_close_matches(name, look.claims, n=NEAREST, cutoff=0.4)
    hint = f"; the nearest are {', '.join(near)}" if near else ""
    raise UsageError(f"the report has no claim {name!r}{hint}: give an id as --format json or explain shows it")


def _claim(claim: Claim, look: Index) -> Iterator[str]:
    yield f"{plain(claim.id)}: {plain(claim.speaker.name)} {STANCE_WORDS[claim.stance]}"
    yield ""
    yield from _said(claim, look)
    yield from _reading(claim)
    yield from _places(claim, look)
    yield from _relations(claim, look)


def _said(claim: Claim, look: Index) -> Iterator[str]:
    article = look.article_of(claim)
    yield from _wrap(f"“{plain(claim.text)}”", "  ")
    where = f"{plain(chain(claim))}, {day(article.published)}"
    where += f" (said {day(claim.stated)})" if claim.stated else ""
    yield from _wrap(where, "  ")
    yield from _wrap(f"in “{plain(article.title)}” ({plain(article.id)})" if article.title else plain(article.id), "  ")
    if article.copy_of:
        yield from _wrap(f"This article is a copy of {plain(article.copy_of)}.", "  ")
    if article.version_of:
        yield from _wrap(f"This article is a later version of {plain(article.version_of)}.", "  ")


def _reading(claim: Claim) -> Iterator[str]:
    yield ""
    yield "How it was read"
    if plain(claim.statement) != plain(claim.text):
        yield from _wrap(f"What is stated: {plain(claim.statement)}", "  ")
    for source in claim.sources[1:]:
        words = [f"cue “{plain(source.cue)}”"] if source.cue else []
        words += [f"written “{plain(source.mention)}”"] if source.mention else []
        words += [source.kind] if source.kind != "unknown" else []
        yield from _wrap(f"Source: {plain(source.name)}" + (f" ({', '.join(words)})" if words else ""), "  ")
    if not claim.attributed:
        yield from _wrap(f"Source: the outlet itself, {plain(claim.speaker.name)}", "  ")
    if claim.about:
        yield from _wrap(f"About: {plain(claim.about)}", "  ")
    if claim.hedged:
        yield from _wrap("It is hedged: the statement is qualified.", "  ")
    for step in claim.why:
        yield from _wrap(f"- {plain(step)}", "  ")


def _places(claim: Claim, look: Index) -> Iterator[str]:
    yield ""
    yield "Which issue it speaks to"
    issues = [issue for event in look.report.events for issue in event.issues if claim.id in issue.claims]
    for issue in issues:
        answers = [f"Answer: {plain(position.label)}" for position in issue.positions if claim.id in position.claims]
        answers += ["It confirms nothing."] if claim.id in issue.withheld else []
        answers += ["It takes an answer back."] if claim.id in issue.retracted else []
        yield from _wrap(f"{plain(issue.question)} {' '.join(answers)} ({plain(issue.id)})", "  ")
    if not issues:
        yield "  None: no other claim in these articles answers the same question."


def _relations(claim: Claim, look: Index) -> Iterator[str]:
    found = sorted(
        look.relations.get(claim.id, ()), key=lambda r: (r.kind == "agree", r.kind, -r.probability, r.a, r.b)
    )
    if not found:
        return
    yield ""
    yield "How it stands to others"
    for relation in found:
        other = look.claims[relation.b if relation.a == claim.id else relation.a]
        yield from _wrap(f"{_verdict(relation, claim, other)}, {percent(relation.probability)}", "  ")
        yield from _wrap(f"“{plain(other.text)}”", "    ")
        yield from _wrap(f"{plain(chain(other))} ({plain(other.id)})", "    ")
        for reason in relation.reasons:
            yield from _wrap(f"because of {reason_words(_seen_from(claim, relation, reason))}", "    ")


def _seen_from(claim: Claim, relation: Relation, reason: Reason) -> Reason:
    return reason if relation.a == claim.id else Reason(kind=reason.kind, a=reason.b, b=reason.a)


def _verdict(relation: Relation, claim: Claim, other: Claim) -> str:
    name = plain(other.speaker.name)
    if relation.kind in MUTUAL:
        return f"It {RELATION_WORDS[relation.kind]}s with what {name} said"
    if relation.a == claim.id:
        me = plain(claim.speaker.name)
        return f"In it, {me} {RELATION_WORDS[relation.kind]} {said_before(me, name)}"
    return f"{name} {RELATION_WORDS[relation.kind]} it"


def _pair(a: Claim, b: Claim, look: Index) -> Iterator[str]:
    found = [relation for relation in look.relations.get(a.id, ()) if {relation.a, relation.b} == {a.id, b.id}]
    yield f"{plain(a.id)} ~ {plain(b.id)}"
    for claim in (a, b):
        yield ""
        yield from _wrap(f"{plain(claim.speaker.name)} {STANCE_WORDS[claim.stance]}:", "")
        yield from _said(claim, look)
    yield ""
    for relation in found:
        first, second = look.claims[relation.a], look.claims[relation.b]
        verdict = relation_line(relation.kind, plain(first.speaker.name), plain(second.speaker.name))
        yield from _wrap(f"{verdict}, {percent(relation.probability)}.", "")
        for reason in relation.reasons:
            yield from _wrap(f"- {reason_words(reason)}", "  ")
        if not relation.reasons:
            yield "  The report gives no reason beyond the probability."
    if not found:
        yield from _nothing_said(a, b, look)


def _nothing_said(a: Claim, b: Claim, look: Index) -> Iterator[str]:
    sides = [
        (issue, [next((p for p in issue.positions if claim.id in p.claims), None) for claim in (a, b)])
        for event in look.report.events
        for issue in event.issues
        if a.id in issue.claims and b.id in issue.claims
    ]
    if not sides:
        yield from _wrap("The report sees no relation between them: they do not answer the same question, or the", "")
        yield from _wrap("probability was below the threshold, and then nothing is said.", "")
        return
    issue, (one, other) = sides[0]
    yield from _wrap(f"Both speak to: {plain(issue.question)}", "")
    if one and other and one is other:
        yield from _wrap(f"Both answer “{plain(one.label)}”, joined through other claims of that position.", "")
    else:
        yield from _wrap("The two were not related directly; other claims of their sides are.", "")


def _wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
