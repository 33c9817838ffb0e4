"""Reports in which every field that an article can fill holds something that would like to act on its reader."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from narrative.records import Article, Claim, Event, Issue, Model, Position, Reason, Relation, Report, Source, Unread
from tests.report.samples import sample_report

PAYLOADS = {
    "script": "<script>window.hacked=1</script>",
    "closed script": "</script></style></title><script>window.hacked=1</script>",
    "handler": '"><img src=x onerror="window.hacked=1">',
    "quoted handler": "' onmouseover='window.hacked=1' autofocus onfocus='window.hacked=1",
    "style": "</style><style>*{display:none}</style><link rel=stylesheet href=https://evil.example/x.css>",
    "style attribute": '<p style="position:fixed;inset:0;background:url(https://evil.example/p.png)">',
    "entities": "&lt;script&gt;window.hacked=1&lt;/script&gt; &#60;b&#62; &amp;amp; &NotAnEntity;",
    "frame": '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe><base href="https://evil.example/">',
    "svg": '<svg onload="window.hacked=1"><animate onbegin="window.hacked=1"/></svg>',
    "form": '<form action="https://evil.example"><button></form><meta http-equiv=refresh content="0;url=//a.example">',
    "template": "{{ 7*7 }} {% for x in y %}${7*7}#{7*7}<%= 7*7 %>",
    "comment": "<!-- --!> <![CDATA[ ]]> -->",
    "escape sequences": "\x1b[2J\x1b]0;owned\x07\x1b[31mred\x9b31m\x08\x08",
    "direction": "abc\u202egnp.exe\u2066\u200f\u061c",
    "markup of rich": "[bold red]loud[/bold red] [link=https://evil.example]x[/link] [/]",
    "markdown": "[x](javascript:alert(1)) ![p](https://evil.example/p.png) <b>b</b> | a | # h\n# h\n```\ncode",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "null and surrogate": "a\x00b\ufeffc\ud800d",
}
URLS = (
    "javascript:window.hacked=1",
    "JaVaScRiPt:window.hacked=1",
    "data:text/html,<script>parent.hacked=1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    "http://",
    "https://ok.example/ onclick=window.hacked=1",
    'https://ok.example/"onclick="window.hacked=1',
    "https://ok.example/\u202e",
    "\x01javascript:window.hacked=1",
    "http://[::1",
)


def hostile_report(payload: str, url: str | None = "javascript:window.hacked=1") -> Report:
    """Put ``payload`` into every text field of the sample report, and ``url`` behind every article.

    The report keeps every promise of a report: ids are unique and known, claims are cut from their articles.
    """
    report = sample_report()
    articles = {article.id: _article(article, payload, url) for article in report.articles}
    claims = {
        claim.id: _claim(claim, articles[claim.article], payload) for claim in (*report.claims, *report.headlines)
    }
    names = {name: claim.id for name, claim in claims.items()}
    return replace(
        report,
        articles=tuple(articles.values()),
        claims=tuple(claims[claim.id] for claim in report.claims),
        headlines=tuple(claims[claim.id] for claim in report.headlines),
        events=tuple(_event(event, names, payload) for event in report.events),
        relations=tuple(_relation(relation, names, payload) for relation in report.relations),
        unread=(Unread(where=payload, reason=payload),),
        models=(Model(role=payload, name=payload, sha256=payload),),
        thresholds={payload: 0.5},
        version=payload,
    )


def _id(name: str | None, payload: str) -> Any:
    return None if name is None else f"{name}{payload}"


def _article(article: Article, payload: str, url: str | None) -> Article:
    return replace(
        article,
        id=_id(article.id, payload),
        outlet=f"{article.outlet}{payload}",
        title=f"{payload}{article.title}",
        text=f"{payload} {article.text} {payload}",
        url=url,
        language=payload,
        copy_of=_id(article.copy_of, payload),
        version_of=_id(article.version_of, payload),
    )


def _claim(claim: Claim, article: Article, payload: str) -> Claim:
    """A text claim takes in the payload before the text where it was the first; a title claim stands after it."""
    shift = len(payload) if claim.part == "title" else len(payload) + 1
    start = 0 if claim.start == 0 else claim.start + shift
    whole = article.title if claim.part == "title" else article.text
    first, *inner = claim.sources
    return replace(
        claim,
        id=_id(claim.id, payload),
        article=article.id,
        start=start,
        end=claim.end + shift,
        text=whole[start : claim.end + shift],
        statement=f"{claim.statement}{payload}",
        sources=(
            replace(first, name=article.outlet),
            *(Source(name=f"{s.name}{payload}", kind=s.kind, cue=payload, mention=payload) for s in inner),
        ),
        about=payload,
        construction=payload,
        cue_span=(claim.cue_span[0] + shift, claim.cue_span[1] + shift) if claim.cue_span else None,
        why=(payload,),
    )


def _event(event: Event, names: dict[str, str], payload: str) -> Event:
    return replace(
        event,
        id=_id(event.id, payload),
        label=f"{event.label}{payload}",
        articles=tuple(_id(article, payload) for article in event.articles),
        issues=tuple(
            Issue(
                id=_id(issue.id, payload),
                question=f"{payload}{issue.question}",
                positions=tuple(
                    Position(
                        label=f"{payload}{position.label}",
                        claims=tuple(names[claim] for claim in position.claims),
                        origins=position.origins,
                        origins_why=(payload,) if position.origins_why else (),
                    )
                    for position in issue.positions
                ),
                withheld=tuple(names[claim] for claim in issue.withheld),
                retracted=tuple(names[claim] for claim in issue.retracted),
            )
            for issue in event.issues
        ),
    )


def _relation(relation: Relation, names: dict[str, str], payload: str) -> Relation:
    return replace(
        relation,
        a=names[relation.a],
        b=names[relation.b],
        reasons=tuple(Reason(kind=payload, a=payload, b=payload) for _ in relation.reasons),
    )
