"""Where things stand in the two drawings of the page, in the units of their view boxes; templates draw them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from narrative.records import Claim, Stance
from narrative.report.overview import EVENTFUL, EventView
from narrative.report.text import fold, plain
from narrative.report.view import Column, Index, IssueView

WIDTH, GRAPH_WIDTH = 1140, 960
LANE = 22
LEFT, RIGHT = 300, 1114
DOT = 12.0
MOST_ISSUES = 10
MOST_SPEAKERS = 26
MOST_ALIKE, MOST_MOMENTS = 2, 30
_STEPS = [timedelta(hours=hours) for hours in (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 2160, 4320, 8760)]


@dataclass(frozen=True, slots=True)
class Dot:
    """A claim on the timeline."""

    x: float
    y: float
    stance: Stance
    claim: Claim
    who: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One side of an issue along time."""

    y: float
    column: Column
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One issue along time."""

    y: float
    issue: IssueView
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A time on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Issues along time, from ``left`` to ``right``; ``left_out`` of them are not drawn."""

    width: int
    height: int
    left: int
    right: int
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    left_out: int


def timeline(event: EventView, look: Index) -> Timeline | None:
    """Lay out the issues that are more than plain agreement along time; ``None`` where no claim has a time."""
    eventful = [issue for issue in event.issues if issue.status in EVENTFUL]
    shown = eventful[:MOST_ISSUES]
    moments = [moment for issue in shown for claim in issue.claims if (moment := look.when(claim))]
    if not moments:
        return None
    first, last = min(moments), max(moments)
    span = max(last - first, timedelta(hours=1))

    def place(moment: datetime) -> float:
        return LEFT + (moment - first) / span * (RIGHT - LEFT)

    bands = []
    y = 34.0
    for issue in shown:
        top = y
        y += LANE
        lanes = []
        for column in issue.columns:
            lanes.append(Lane(y=y, column=column, dots=_dots(column, y, look, place)))
            y += LANE
        bands.append(Band(y=top, issue=issue, lanes=tuple(lanes)))
        y += 10
    ticks = tuple(Tick(x=round(place(moment), 1), label=label) for moment, label in _ticks(first, first + span))
    return Timeline(
        width=WIDTH,
        height=round(y),
        left=LEFT,
        right=RIGHT,
        bands=tuple(bands),
        ticks=ticks,
        left_out=len(eventful) - len(shown),
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """One act in the chronicle: who did what on which issue, and when."""

    when: datetime
    who: str
    claim: Claim
    column: Column
    issue: IssueView


def chronicle(event: EventView, look: Index) -> tuple[Moment, ...]:
    """The timeline as a list, for narrow screens: of each side its first voices, and whoever does more than say."""
    found = []
    for issue in [issue for issue in event.issues if issue.status in EVENTFUL][:MOST_ISSUES]:
        for column in issue.columns:
            plainly = 0
            for voice in column.voices:
                claim = voice.quotes[0].claim
                plainly += voice.stance == "asserts"
                moment = look.when(claim)
                if moment and (voice.stance != "asserts" or plainly <= MOST_ALIKE):
                    found.append(Moment(when=moment, who=voice.name, claim=claim, column=column, issue=issue))
    # where there are too many, those on the issues that matter least are left out
    return tuple(sorted(found[:MOST_MOMENTS], key=lambda moment: (moment.when, moment.claim.id)))


def _dots(column: Column, y: float, look: Index, place: Callable[[datetime], float]) -> tuple[Dot, ...]:
    spoken = [
        (moment, quote.claim, voice.name)
        for voice in column.voices
        for quote in voice.quotes
        if (moment := look.when(quote.claim))
    ]
    dots: list[Dot] = []
    before = -DOT
    for moment, claim, who in sorted(spoken, key=lambda item: (item[0], item[1].id)):
        x = max(place(moment), before + DOT)
        before = x
        dots.append(Dot(x=round(x, 1), y=y, stance=claim.stance, claim=claim, who=who))
    # What was pushed over the edge by its neighbours moves back, the last one onto the edge.
    over = max(0.0, before - (WIDTH - DOT))
    if over:
        dots = [Dot(x=round(dot.x - over, 1), y=dot.y, stance=dot.stance, claim=dot.claim, who=dot.who) for dot in dots]
    return tuple(dots)


def _ticks(first: datetime, last: datetime) -> list[tuple[datetime, str]]:
    """At most eight round times from first to last (UTC)."""
    step = next((step for step in _STEPS if (last - first) / step <= 7), _STEPS[-1] * 10)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    moment = epoch + step * -(-(first - epoch) // step)
    found: list[tuple[datetime, str]] = []
    while moment <= last and len(found) < 12:
        utc = moment.astimezone(UTC)
        label = f"{utc.day} {utc:%b}" if step >= timedelta(days=1) or utc.hour == 0 else f"{utc:%H:%M}"
        found.append((moment, f"{label} {utc.year}" if step >= timedelta(days=30) else label))
        moment += step
    return found


@dataclass(frozen=True, slots=True)
class Node:
    """An outlet, a relay or a speaker in the source graph."""

    key: str
    label: str
    note: str
    x: int
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Claims that run from one node to the next, the line between them as wide as ``weight`` (1 to 4)."""

    start: tuple[float, float]
    end: tuple[float, float]
    weight: int
    title: str

    @property
    def path(self) -> str:
        """The line as the path of an SVG."""
        (x1, y1), (x2, y2) = self.start, self.end
        middle = (x1 + x2) / 2
        return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


@dataclass(frozen=True, slots=True)
class Graph:
    """Outlet <- relay <- speaker, copies folded into the outlet they come from."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rows: tuple[tuple[str, str, str, int], ...]
    left_out: int


_COLUMNS = {"outlet": 190, "relay": 400, "speaker": 640}
_ROW = 26


def source_graph(event: EventView, look: Index) -> Graph | None:
    """Lay out who quotes whom on the issues of an event; ``None`` where nobody is quoted."""
    chains = _chains(event, look)
    if not chains:
        return None
    speakers = Counter[str]()
    for (_, _, speaker), number in chains.items():
        speakers[speaker] += number
    kept = {name for name, _ in sorted(speakers.items(), key=lambda item: (-item[1], item[0]))[:MOST_SPEAKERS]}
    shown = {chain: number for chain, number in chains.items() if chain[2] in kept}
    links = Counter[tuple[tuple[str, str], tuple[str, str]]]()
    for (outlet, relay, speaker), number in shown.items():
        stops = [("outlet", outlet), *([("relay", relay)] if relay else []), ("speaker", speaker)]
        for stop, following in pairwise(stops):
            links[stop, following] += number
    places = _places(links)
    height = round(max(y for _, y in places.values()) + _ROW)
    nodes = tuple(
        Node(
            key=f"{kind}:{name}",
            label=name,
            note=_copies_of(name, event) if kind == "outlet" else "",
            x=x,
            y=y,
            kind=kind,
        )
        for (kind, name), (x, y) in places.items()
    )
    edges = tuple(_edge(places[a], places[b], number, a[1], b[1]) for (a, b), number in sorted(links.items()))
    rows = tuple((outlet, relay, speaker, number) for (outlet, relay, speaker), number in sorted(shown.items()))
    return Graph(
        width=GRAPH_WIDTH, height=height, nodes=nodes, edges=edges, rows=rows, left_out=len(speakers) - len(kept)
    )


def _chains(event: EventView, look: Index) -> Counter[tuple[str, str, str]]:
    """How many claims run along each outlet, relay (none: empty) and speaker; names by their folded form."""
    names: dict[str, Counter[str]] = {}

    def name(text: str) -> str:
        names.setdefault(fold(text), Counter())[plain(text)] += 1
        return fold(text)

    found = Counter[tuple[str, str, str]]()
    done: set[str] = set()
    for issue in event.issues:
        for claim in issue.claims:
            article = look.article_of(claim)
            if claim.id in done or not claim.attributed or article.copy_of is not None:
                continue
            done.add(claim.id)
            inner = [name(source.name) for source in claim.sources]
            found[inner[0], "\n".join(inner[1:-1]), inner[-1]] += 1
    shown = {key: min(counts, key=lambda text: (-counts[text], len(text), text)) for key, counts in names.items()}

    def path(key: str) -> str:
        return " ← ".join(shown[part] for part in key.split("\n")) if key else ""

    return Counter({(path(a), path(b), path(c)): number for (a, b, c), number in found.items()})


def _copies_of(outlet: str, event: EventView) -> str:
    own = {article.id for article in event.articles if plain(article.outlet) == outlet}
    copies = list(dict.fromkeys(plain(article.outlet) for article in event.articles if article.copy_of in own))
    return f"printed too by {', '.join(copies)}" if copies else ""


def _places(links: Counter[tuple[tuple[str, str], tuple[str, str]]]) -> dict[tuple[str, str], tuple[int, float]]:
    """Stand every column in the order of the mean place of its neighbours (the barycentre rule of Sugiyama 1981)."""
    neighbours: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for a, b in links:
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    columns = {kind: sorted(node for node in neighbours if node[0] == kind) for kind in _COLUMNS}
    height = max(len(nodes) for nodes in columns.values()) * _ROW
    place: dict[tuple[str, str], float] = {}

    def spread(nodes: Sequence[tuple[str, str]]) -> None:
        gap = height / (len(nodes) + 1)
        place.update({node: (number + 1) * gap for number, node in enumerate(nodes)})

    for nodes in columns.values():
        spread(nodes)
    for kind in ("relay", "speaker", "relay", "outlet", "relay", "speaker"):
        means = {
            node: sum(place[other] for other in neighbours[node]) / len(neighbours[node]) for node in columns[kind]
        }
        columns[kind].sort(key=lambda node: (means[node], node))
        spread(columns[kind])
    return {node: (_COLUMNS[kind], round(place[node] + 10, 1)) for kind, nodes in columns.items() for node in nodes}


def _edge(a: tuple[int, float], b: tuple[int, float], number: int, outer: str, inner: str) -> Edge:
    title = f"{outer} ← {inner}: {number}"
    return Edge(start=(a[0] + 8, a[1]), end=(b[0] - 8, b[1]), weight=min(number, 4), title=title)
