"""Labelled sets of articles for events: ECB+, NewsWCL50, MEANTIME, Emergent, and the gold sets."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from narrative.articles import ArticleSettings, read_articles
from narrative.records import Article

OWN_GOLD = Path(__file__).parents[1] / "gold"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(
    rf"(?P<d1>\d{{1,2}}) (?P<m1>{_MONTH})\.?,? (?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\.? ?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? ?,? ?(?P<y2>\d{{4}})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class EventSet:
    """Articles and the event of each."""

    name: str
    articles: tuple[Article, ...]
    events: dict[str, str]

    def gold(self) -> list[str]:
        """Events in the order of the articles."""
        return [self.events[article.id] for article in self.articles]


def bcubed(
    gold: Sequence[str], found: Sequence[object], of: Sequence[bool] | None = None
) -> tuple[float, float, float]:
    """Give B-cubed precision, recall and F1, over all items or those marked in ``of``."""
    both, golds, founds = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    rows = [i for i in range(len(gold)) if of is None or of[i]]
    precision = sum(both[gold[i], found[i]] / founds[found[i]] for i in rows) / len(rows)
    recall = sum(both[gold[i], found[i]] / golds[gold[i]] for i in rows) / len(rows)
    return precision, recall, 2 * precision * recall / (precision + recall)


def day_of(text: str | None) -> datetime | None:
    """Read the first whole date of a line."""
    match = _DATE.search(text or "")
    if match is None:
        return None
    day, month, year = (match["d1"] or match["d2"], match["m1"] or match["m2"], match["y1"] or match["y2"])
    try:
        return datetime.strptime(f"{day} {month[:3].title()} {year}", "%d %b %Y").replace(tzinfo=UTC)
    except ValueError:
        return None


def load_rows(path: Path, name: str, key: str) -> EventSet:
    """Load one JSON Lines file; ``key`` names the field with the event."""
    articles, events = [], {}
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            article = Article(
                id=row["id"],
                outlet=row.get("outlet") or "unknown",
                title=row.get("title", row.get("premise")) or "",
                text=row.get("text") or "",
                published=day_of(row.get("date")),
            )
            articles.append(article)
            events[article.id] = row[key]
    return EventSet(name, tuple(articles), events)


def load_gold(folder: Path) -> EventSet:
    """Load one gold set."""
    found = [item for item in read_articles([folder / "articles"], ArticleSettings()) if isinstance(item, Article)]
    listed = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))["events"]
    events = {article: event for event, members in listed.items() for article in members}
    kept = tuple(article for article in found if article.id in events)
    return EventSet(folder.name, kept, events)


def load_golds(*folders: Path) -> list[EventSet]:
    """Load the gold sets in some folders."""
    return [load_gold(path.parent) for folder in folders for path in sorted(folder.glob("*/gold.yaml"))]


def load_public(shared: Path) -> dict[str, EventSet]:
    """Load the public sets, by name."""
    events = shared / "data" / "events"
    return {
        "ECB+": load_rows(events / "ecbplus_topics_1_35.jsonl", "ECB+", "subtopic"),
        "NewsWCL50": load_rows(events / "newswcl50.jsonl", "NewsWCL50", "event"),
        "MEANTIME": load_rows(events / "meantime_en.jsonl", "MEANTIME", "topic"),
        "Emergent": load_rows(shared / "data" / "stance" / "emergent_train.jsonl", "Emergent", "claim_group"),
    }


def topic_of(event: str) -> str:
    """Topic of an ECB+ event: its number."""
    return re.sub(r"\D.*", "", event)
