"""A large report, made up: many outlets, articles and claims, three in five of them on issues of every size."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from narrative.records import Article, Claim, Event, Issue, Position, Reason, Relation, Report, Source, Stance

STANCES: tuple[Stance, ...] = ("asserts", "asserts", "asserts", "confirms", "denies")
WORDS = "harbour council bridge budget report minister engineers opening delay tender court union winter steel".split()


def large_report(articles: int = 200, claims: int = 5_000, events: int = 10, seed: int = 7) -> Report:
    """Make a report up; the same for the same numbers."""
    random = Random(seed)
    each = claims // articles
    made = [_article(number, each, random) for number in range(articles)]
    found = [claim for article, inside in made for claim in inside]
    size = articles // events
    grouped, relations = [], []
    for number in range(events):
        members = [made[place] for place in range(number * size, (number + 1) * size)]
        event, among = _event(f"e{number + 1}", members, random)
        grouped.append(event)
        relations += among
    return Report(
        articles=tuple(article for article, _ in made),
        claims=tuple(found),
        events=tuple(grouped),
        relations=tuple(relations),
        version="0",
    )


def _article(number: int, claims: int, random: Random) -> tuple[Article, list[Claim]]:
    outlet = f"Outlet {number % 40}"
    text, inside = "", []
    for place in range(claims):
        speaker = f"Speaker {random.randrange(120)}"
        sentence = f"{speaker} said that {' '.join(random.choices(WORDS, k=18))} would come to {random.randrange(90)}."
        cue = sentence.index("said")
        start = len(text)
        inside.append(
            Claim(
                id=f"a{number}:{place}",
                article=f"a{number}",
                start=start,
                end=start + len(sentence),
                text=sentence,
                statement=sentence.partition(" that ")[2],
                sources=(Source(name=outlet, kind="outlet"), Source(name=speaker, kind="person", cue="said")),
                stance=random.choice(STANCES),
                cue_span=(start + cue, start + cue + 4),
                why=("the verb of saying", "its subject"),
            )
        )
        text += sentence + " "
        text += " ".join(random.choices(WORDS, k=12)).capitalize() + ". "
    published = datetime(2025, 3, 1, tzinfo=UTC) + timedelta(minutes=37 * number)
    article = Article(
        id=f"a{number}",
        outlet=outlet,
        title=" ".join(random.choices(WORDS, k=8)),
        text=text,
        published=published,
        url=f"https://outlet{number % 40}.example/{number}",
    )
    return article, inside


def _event(name: str, members: list[tuple[Article, list[Claim]]], random: Random) -> tuple[Event, list[Relation]]:
    pool = [claim.id for _, inside in members for claim in inside]
    random.shuffle(pool)
    issues, relations = [], []
    while len(pool) > len(members) * 10:
        sides = [[pool.pop() for _ in range(random.randrange(1, 9))] for _ in range(random.choice((1, 1, 2, 3)))]
        aside = [pool.pop() for _ in range(random.choice((0, 0, 1, 3)))]
        issues.append(
            Issue(
                id=f"{name}.i{len(issues) + 1}",
                question=f"Will the {' '.join(random.choices(WORDS, k=5))} come in spring?",
                positions=tuple(
                    Position(label=" ".join(random.choices(WORDS, k=6)), claims=tuple(side), origins=len(side))
                    for side in sides
                ),
                withheld=tuple(aside),
            )
        )
        relations += [Relation(a=a, b=b, kind="agree", probability=0.9) for side in sides for a, b in pairwise(side)]
        relations += [
            Relation(a=a, b=b, kind="conflict", probability=0.8, reasons=(Reason(kind="number", a="12", b="40"),))
            for number, side in enumerate(sides)
            for other in sides[number + 1 :]
            for a in side
            for b in other
        ]
    return Event(
        id=name, label=f"{name} harbour", articles=tuple(a.id for a, _ in members), issues=tuple(issues)
    ), relations
