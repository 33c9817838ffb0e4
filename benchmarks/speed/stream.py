"""A stream of generated articles as a monitor of the press sees it: long stories, most of them told by one outlet.

The happenings are those of ``benchmarks/speed/happenings.py``; each article adds what people who were there said, so
that it is as long as news is (a dozen sentences or more).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from benchmarks.speed.happenings import happenings, reporting
from narrative.records import Article

SHARED = 10
"""One happening in so many is reported by two or three outlets, all others by one."""


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
    number = 0
    for happening in happenings(count, chance):
        for outlet in reporting(shared, chance):
            if number == count:
                return
            lead = happening.title(chance)
            said = happening.said(chance, chance.randint(9, 16))
            yield Article(
                id=f"a{number}",
                outlet=f"The {outlet}",
                title=lead,
                text="\n\n".join([f"{lead}, {happening.body} said.", happening.answer(chance), *said]),
                published=happening.when + timedelta(minutes=chance.randint(0, 600)),
            )
            number += 1
