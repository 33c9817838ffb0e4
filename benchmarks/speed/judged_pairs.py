"""How many pairs of claims the cross-encoder reads, against the size of an event.

    python -m benchmarks.speed.judged_pairs --shared FOLDER [--json FILE]

The events of NewsWCL50 with two, three, four and all five of their outlets. Which pairs are judged does not depend on
what the cross-encoder says, so that a stand-in counts them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.quality.event_sets import load_public
from benchmarks.quality.relations import read_claims
from narrative.issues import IssueSettings, compare_event
from narrative.issues.crossencoder import Probabilities
from narrative.issues.judge import judge_with
from narrative.issues.pairing import candidate_pairs
from narrative.issues.stated import stated
from narrative.records import Article, Claim, Event
from narrative.vectors import TokenEncoder, load_encoder

_SMALL, _MIDDLE = 80, 160


class Counting:
    """A cross-encoder that only counts what it is asked."""

    name = "counting"

    def __init__(self) -> None:
        self.pairs: set[frozenset[str]] = set()

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Probabilities:
        """Nothing is likelier than anything else."""
        self.pairs |= {frozenset(pair) for pair in pairs}
        return np.full((len(pairs), 3), 1 / 3, dtype=np.float32)


def counted(articles: Sequence[Article], claims: Sequence[Claim], encoder: TokenEncoder) -> dict[str, int]:
    """Claims, pairs that could be compared, pairs asked whether they answer one question, and pairs judged."""
    cross, settings = Counting(), IssueSettings()
    judge = judge_with(cross, settings, encoder)
    event = Event(id="event", label="event", articles=tuple(article.id for article in articles))
    compare_event(event, claims, articles, encoder, judge, settings)
    ordered = sorted(claims, key=lambda c: (c.article, c.start, c.end, c.id))
    contents = [stated(claim) for claim in ordered]
    asked = candidate_pairs(
        ordered, judge.vectors([c.text for c in contents]), judge.read(contents), settings.neighbours
    )
    return {
        "claims": len(claims),
        "all pairs": len(claims) * (len(claims) - 1) // 2,
        "asked": len(asked),
        "judged": len(cross.pairs),
    }


def curve(rows: Sequence[dict[str, int]]) -> dict[str, dict[str, float]]:
    """Means over small, middling and large events."""
    found: dict[str, dict[str, float]] = {}
    for name, least, most in (
        (f"up to {_SMALL} claims", 0, _SMALL),
        (f"{_SMALL + 1} to {_MIDDLE} claims", _SMALL + 1, _MIDDLE),
        (f"more than {_MIDDLE} claims", _MIDDLE + 1, 10**9),
    ):
        here = [row for row in rows if least <= row["claims"] <= most]
        claims = sum(row["claims"] for row in here)
        if claims:
            found[name] = {
                "events": len(here),
                "claims an event": round(claims / len(here), 1),
                **{f"{kind} a claim": round(sum(r[kind] for r in here) / claims, 2) for kind in ("asked", "judged")},
            }
    return found


def main(argv: Sequence[str] | None = None) -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds data/events")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(argv)
    encoder, told = load_encoder(), load_public(options.shared)["NewsWCL50"]
    rows = []
    for name in sorted(set(told.events.values())):
        members = [article for article in told.articles if told.events[article.id] == name]
        claims = [claim for claim in read_claims(members) if claim.part == "text"]
        for count in range(2, len(members) + 1):
            kept = members[:count]
            names = {article.id for article in kept}
            rows.append(counted(kept, [claim for claim in claims if claim.article in names], encoder))
    figures = curve(rows)
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
