"""A stream of generated articles as a monitor of the press sees it: long stories, most of them told by one outlet.

The happenings are those of ``benchmarks/scale/bad_inputs.py``; each article adds what people who were there said,
so that it is as long as news is (a dozen sentences or more).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from benchmarks.scale.bad_inputs import DAYS, ENDS, FAMILIES, NAMES, OUTLETS, PLACES, START, SUBJECTS
from narrative.records import Article

REPORTED_BY = (1,) * 18 + (2, 3)
"""By how many outlets a happening is reported: nine of ten by one."""
SAID = """
"It was over in {n} minutes," {who} said.
{who} told the {paper} that a neighbour had rung at {n} o'clock.
Records kept by the town show {n} complaints since the spring.
According to {who}, nobody was in charge when it began.
The mayor, {who}, called it a matter for the courts.
{who} would not say who had been asked first.
A report that was ordered two years ago had named {n} weak points.
"I counted {n} of them and then I stopped," {who} recalled.
The county said it would pay for half of what was lost.
{who}, who has worked there for {n} years, said the rules were clear.
Two inspectors arrived in the evening and left without a word to reporters.
The {paper} reported that {who} had warned of it in a letter.
An inquiry is due to begin within {n} days, the county's lawyer said.
{who} denied that money had played a part.
Shops in the high street stayed shut for {n} hours.
A petition by {who} asks for the minutes of the meeting.
"""
_SAID = tuple(SAID.strip().splitlines())


def stream(count: int, seed: int = 1) -> Iterator[Article]:
    """Generated articles; those of one happening follow each other, happenings come in no order of time."""
    chance = random.Random(seed)
    number = 0
    while number < count:
        body, happened, asked = chance.choice(SUBJECTS)
        place = f"{chance.choice(PLACES)}{chance.choice(ENDS).strip().lower()} {chance.choice(FAMILIES)}"
        when = START + timedelta(minutes=chance.randint(0, DAYS * 24 * 60))
        people = chance.randint(3, 90)
        for outlet in chance.sample(OUTLETS, chance.choice(REPORTED_BY)):
            if number == count:
                return
            told = people if chance.random() < 0.7 else people + chance.randint(5, 30)
            lead = happened.format(p=place, n=told)
            answer = chance.choice(["confirmed", "denied", "did not confirm"])
            parts = [f"{lead}, {body} said.", f"A spokeswoman for {body} {answer} {asked}.", *_said(chance)]
            yield Article(
                id=f"a{number}",
                outlet=f"The {outlet}",
                title=lead,
                text="\n\n".join(parts),
                published=when + timedelta(minutes=chance.randint(0, 600)),
            )
            number += 1


def _said(chance: random.Random) -> list[str]:
    return [
        line.format(
            n=chance.randint(2, 60),
            who=f"{chance.choice(NAMES)} {chance.choice(FAMILIES)}",
            paper=chance.choice(OUTLETS),
        )
        for line in chance.sample(_SAID, chance.randint(9, len(_SAID)))
    ]
