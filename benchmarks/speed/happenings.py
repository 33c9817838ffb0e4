"""What generated articles tell: happenings of many kinds, and what people say of each in words of its own.

Articles that are patched together from the same few sentences, names and things would be taken for copies of each
other, and the happenings of one week for one. So a happening has speakers and things of its own, and no kind of
happening comes again before all others have come.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.scale.bad_inputs import DAYS, OUTLETS, START, SUBJECTS

NAMES = [
    start + middle + end
    for start in "Ka Le Mi So Ta Re No Ju Fe Da Pe Ri".split()
    for middle in "la ni ro va se mi".split()
    for end in "ra lin na to ven mir sa don rik k".split()
]
STEMS = [
    start + middle
    for start in "Ash Bar Bel Cal Cor Den Dra Far Gal Har Jar Kes Lun Mor Nor Pem Quil Ros Sten Tar Ulm Wal Yar".split()
    for middle in "a e i o u en er in on ul".split()
]
FAMILIES = [
    stem + end for stem in STEMS for end in "ben bury combe hurst lake mond ner ridge sley ton vik wick".split()
]
PLACES = [stem + end for stem in STEMS for end in "bridge bay cross hill ferry park fields gate wells green".split()]
THINGS = """
accordion alarm altar ambulance anchor antenna apron aquarium arcade archive armchair ashtray attic awning axle bakery
balcony ballot banner barge barn barrel basement basket battery beacon bearing bell bench bicycle binoculars blanket
boiler bolt bonfire bookcase boot bottle boulder bracket brake brick bridle broom bucket buoy cabinet cable camera
canal candle canoe canopy canteen canvas carpet carriage cart cellar chain chalk chapel chart chimney chisel choir
cistern clinic clock coat compass compressor concrete conveyor copper corridor counter cradle crane crate crypt
cupboard curtain cushion dam desk diary dome drain drawer drill drum dumpster dyke elevator embankment engine envelope
escalator excavator fence filter flag flare flute forge fountain freezer fuel furnace fuse gallery garage gasket gauge
gearbox generator glacier glove granary gravel greenhouse hammer hammock handrail harbour harness harp hatch hedge
helmet hinge hose hut icebox ink jetty kennel kettle kiln kiosk kite ladder lamp lantern larder lawn ledger lever
lighthouse locker locomotive loom lorry magnet mailbox manhole map marble marquee mast mattress meadow meter
microphone mill mirror moat mortar mosaic motor muzzle napkin needle net notebook nozzle oar orchard organ oven paddle
padlock paint pallet parachute parcel pavilion pedal pew piano pier pigeon pillar pipe piston plank plaster plough
podium pole pond porch portrait postbox pram press prism projector propeller pulley pump quarry quay quilt rack
radiator raft railing ramp receipt reservoir rope rudder saddle safe satchel sawmill scaffold scale scarf screw
sculpture seal sewer shaft shed shelf shelter shutter sickle signal silo sink siren skylight sledge sluice socket
spade spire spool spring stable stage stairway statue steeple stove stretcher submarine suitcase sundial switch tank
tanker tap tarpaulin telescope tent terrace thermostat ticket tile timber tower tractor trailer tram trapdoor trellis
trolley trough trumpet tunnel turbine turnstile tyre umbrella urn valve van vase vault veranda viaduct vineyard violin
wagon wardrobe warehouse well wharf wheelbarrow whistle windmill winch wire workshop wreath yacht
""".split()
SAID = tuple(
    """
"The {a} was gone within {n} minutes," {who} said.
{who} told the {paper} that somebody had moved the {a} next to the {b}.
Records of the town list {n} complaints about the {a}.
According to {who}, the {a} had no lock.
The mayor, {who}, called the {a} a matter for the courts.
{who} would not say who had bought the {a}.
A report that was ordered two years ago had named the {a} and the {b}.
"I counted the {a} twice," {who} recalled.
The county will pay for the {a} but not for the {b}.
{who}, who has looked after the {a} for {n} years, blamed the {b}.
Two inspectors photographed the {a} and left.
The {paper} reported that {who} had warned of the {a} in a letter.
An inquiry into the {a} is due to begin within {n} days.
{who} denied that the {a} had been sold.
Near the {a} a crowd of {n} waited until dark.
A petition by {who} asks for a new {a}.
By Thursday {n} volunteers had cleaned the {a}.
{who} said a key to the {a} had been missing since Easter.
"My daughter saw the {a} fall," said {who}, a baker.
The {a} cannot be repaired before the {b} arrives.
The governor has not commented on the {a}.
Insurers put the {a} at {n} thousand, a sum that {who} called absurd.
A drone filmed the {a} until its battery died.
{who} confirmed that the permit for the {a} had lapsed.
Children drew the {a} with a {b} on top.
An engineer, {who}, found rust in the {a}.
The union wants the {a} back, its secretary {who} told a crowd of {n}.
Behind the {a} stood a {b} that nobody claimed.
{who} apologised on the radio for the {a}.
Prices for a {a} doubled overnight, the {paper} found.
A spokesman for the police declined to discuss the {a}.
"We were told to wait for the {a}, so we waited," {who} said.
Lawyers for {who} have asked a judge to seal the {a}.
The last {a} of this kind was built in the winter of 1987.
{who} insisted that the {a} had passed every test.
Copies of the contract, seen by the {paper}, mention a {a} and {n} visits.
An auditor, {who}, speaks of careless arithmetic around the {a}.
The opposition demands that {who} give up the {a}.
{who} doubts that the {a} was ever there.
The council's treasurer, {who}, put a new {a} at {n} thousand.
Tourists took pictures of the {a} until guards led them away.
{who}, a retired sailor, claimed to have heard the {a}.
The owner retracted what he had said of the {a} through {who}.
A second witness spoke of {n} people beside the {a}.
{who} was seen carrying a {a} out of a side door.
The foundation that {who} runs has offered its {a}.
Neither side would reveal where the {a} had come from.
An old map shows a {a} exactly there, said {who}.
""".strip().splitlines()
)
_CAST, _THINGS = 6, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What outlets may report.

    Parameters
    ----------
    body
        Who speaks of it.
    happened
        What happened; takes ``p`` and ``n``.
    asked
        What a spokeswoman is asked about.
    place
        Where.
    when
        At what time.
    people
        The number in what happened, as most tell it.
    cast, things
        Who says something about it, and what they speak of.
    """

    body: str
    happened: str
    asked: str
    place: str
    when: datetime
    people: int
    cast: tuple[str, ...]
    things: tuple[str, ...]

    def title(self, chance: random.Random) -> str:
        """What happened, as one outlet tells it; some give another number."""
        told = self.people if chance.random() < 0.7 else self.people + chance.randint(5, 30)
        return self.happened.format(p=self.place, n=told)

    def answer(self, chance: random.Random) -> str:
        """What the spokeswoman says."""
        answer = chance.choice(["confirmed", "denied", "did not confirm"])
        return f"A spokeswoman for {self.body} {answer} {self.asked}."

    def said(self, chance: random.Random, count: int) -> list[str]:
        """So many sentences of people who were there."""
        return [self._filled(line, chance) for line in chance.sample(SAID, count)]

    def _filled(self, line: str, chance: random.Random) -> str:
        a, b = chance.sample(self.things, 2)
        return line.format(
            a=a, b=b, n=chance.randint(2, 60), who=chance.choice(self.cast), paper=chance.choice(OUTLETS)
        )


def happenings(count: int, chance: random.Random) -> Iterator[Happening]:
    """So many happenings over the years, in no order of time."""
    times = sorted(chance.randint(0, DAYS * 24 * 60) for _ in range(count))
    kinds = [kind for _ in range(-(-count // len(SUBJECTS))) for kind in SUBJECTS]
    made = list(zip(times, kinds, strict=False))
    chance.shuffle(made)
    for minutes, (body, happened, asked) in made:
        yield Happening(
            body=body,
            happened=happened,
            asked=asked,
            place=chance.choice(PLACES),
            when=START + timedelta(minutes=minutes),
            people=chance.randint(3, 90),
            cast=_cast(chance),
            things=tuple(chance.sample(THINGS, _THINGS)),
        )


def _cast(chance: random.Random) -> tuple[str, ...]:
    return tuple(f"{chance.choice(NAMES)} {chance.choice(FAMILIES)}" for _ in range(_CAST))


def reporting(shared: int, chance: random.Random) -> Sequence[str]:
    """The outlets that report a happening: one in so many is reported by two or three, all others by one."""
    return chance.sample(OUTLETS, chance.choice((2, 3)) if chance.random() * shared < 1 else 1)
