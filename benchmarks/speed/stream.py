"""A stream of generated articles as a monitor of the press sees it: long stories, most of them told by one outlet.

The happenings are those of ``benchmarks/scale/bad_inputs.py``; each article adds what people who were there said,
so that it is as long as news is (a dozen sentences or more). What they say is drawn from many sentences, and each
happening has speakers of its own: articles that are patched together from the same few sentences would be taken for
copies of each other, and their happenings for one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta

from benchmarks.scale.bad_inputs import DAYS, ENDS, FAMILIES, NAMES, OUTLETS, PLACES, START, SUBJECTS
from benchmarks.scale.wording import SAID
from narrative.records import Article

SHARED = 10
"""One happening in so many is reported by two or three outlets, all others by one."""
_CAST = 6
"""People who speak about one happening."""


def stream(count: int, seed: int = 1, shared: int = SHARED) -> Iterator[Article]:
    """Generated articles; those of one happening follow each other, happenings come in no order of time.

    Parameters
    ----------
    count
        How many.
    seed
        Of chance.
    shared
        One happening in so many is reported by two or three outlets.
    """
    chance = random.Random(seed)
    reported_by = (*[1] * (2 * shared - 2), 2, 3)
    number = 0
    while number < count:
        body, happened, asked = chance.choice(SUBJECTS)
        place = f"{chance.choice(PLACES)}{chance.choice(ENDS).strip().lower()} {chance.choice(FAMILIES)}"
        when = START + timedelta(minutes=chance.randint(0, DAYS * 24 * 60))
        people = chance.randint(3, 90)
        cast = [f"{chance.choice(NAMES)} {chance.choice(FAMILIES)}" for _ in range(_CAST)]
        for outlet in chance.sample(OUTLETS, chance.choice(reported_by)):
            if number == count:
                return
            told = people if chance.random() < 0.7 else people + chance.randint(5, 30)
            lead = happened.format(p=place, n=told)
            answer = chance.choice(["confirmed", "denied", "did not confirm"])
            parts = [f"{lead}, {body} said.", f"A spokeswoman for {body} {answer} {asked}.", *_said(chance, cast)]
            yield Article(
                id=f"a{number}",
                outlet=f"The {outlet}",
                title=lead,
                text="\n\n".join(parts),
                published=when + timedelta(minutes=chance.randint(0, 600)),
            )
            number += 1


def _said(chance: random.Random, cast: Sequence[str]) -> list[str]:
    return [
        line.format(n=chance.randint(2, 60), who=chance.choice(cast), paper=chance.choice(OUTLETS))
        for line in chance.sample(SAID, chance.randint(9, 16))
    ]
