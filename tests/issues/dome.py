"""A small event that never happened, its claims marked by hand: four outlets on a fallen dome."""

from __future__ import annotations

from narrative.records import Article, Claim, Event
from tests.issues.makers import article, claim

ARTICLES: tuple[Article, ...] = (
    article("Bote", 4, text="Six visitors were hurt."),
    article("Lens", 4, text="Nineteen visitors were hurt."),
    article("Rail", 5, text="Six people were injured."),
    article("Radio", 6, text="The Radio takes back its report."),
)

CLAIMS: tuple[Claim, ...] = (
    claim(
        "Bote:1",
        "Six visitors were hurt when the planetarium's dome came down, the fire brigade said.",
        "the fire brigade",
        statement="Six visitors were hurt when the planetarium's dome came down",
    ),
    claim(
        "Bote:2",
        "The bolts of the dome had been checked in spring, director Helga Brauer said.",
        "Helga Brauer",
        statement="The bolts of the dome had been checked in spring",
    ),
    claim(
        "Lens:1",
        "Nineteen visitors were hurt when the dome of the planetarium came down, according to surgeon Anton Reiss.",
        "Anton Reiss",
        statement="Nineteen visitors were hurt when the dome of the planetarium came down",
    ),
    claim(
        "Lens:2",
        "The bolts of the dome had not been checked in spring, engineer Karla Voss said.",
        "Karla Voss",
        statement="The bolts of the dome had not been checked in spring",
    ),
    claim(
        "Rail:1",
        "Police said six people were injured when the planetarium dome fell.",
        "Police",
        statement="Six people were injured when the planetarium dome fell",
    ),
    claim(
        "Rail:2",
        "The city would not say how many visitors were hurt.",
        "The city",
        statement="how many visitors were hurt",
        about="how many visitors were hurt",
        stance="withholds",
    ),
    claim("Radio:1", "A painter had cut through the cable of the projector."),
    claim(
        "Radio:2",
        "The Radio withdrew its report that a painter had cut through the cable.",
        "The Radio",
        statement="a painter had cut through the cable",
        about="a painter had cut through the cable",
        stance="retracts",
    ),
)

EVENT = Event(id="e1", label="Dome", articles=tuple(each.id for each in ARTICLES))
