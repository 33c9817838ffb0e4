"""Values for the slots of the stories: drawn, changed, and written in more than one way.

A value is what is meant ("12"); a form is how it is written ("twelve", "12", "a dozen"). Every
draw comes from a `random.Random` that is handed in, so that pairs depend on their seed only.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from random import Random

HERE = Path(__file__).parent / "pairs"
NAMES: dict[str, list[str]] = json.loads((HERE / "names.json").read_text(encoding="utf-8"))

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_KM_PER_MILE = 1.609
_NEAR = 0.35  # a changed figure differs by at least this share, unless it is a small count


@dataclass(frozen=True)
class Value:
    """What a slot holds.

    Attributes
    ----------
    kind
        Name of the slot without its number: ``N``, ``P``, ``C`` and so on.
    amount
        The figure, for the kinds that have one.
    text
        The name, month or date, for the kinds that have none.
    unit
        Currency or unit, where there is one.
    """

    kind: str
    amount: float = 0.0
    text: str = ""
    unit: str = ""


def draw(slot: str, span: tuple[int, int] | None, rng: Random) -> Value:
    """Draw a value for `slot`, a figure within `span` where it is given."""
    kind = slot.rstrip("0123456789")
    low, high = span or (3, 400)
    if kind == "N":
        return Value(kind, _figure(low, high, rng))
    if kind in _FIGURES:
        bottom, top, digits = _FIGURES[kind]
        amount = round(math.exp(rng.uniform(math.log(bottom), math.log(top))), digits)
        unit = rng.choice(("dollars", "euros", "pounds")) if kind.startswith("M") else ""
        return Value(kind, amount, unit=unit)
    return Value(kind, text=_TEXTS[kind](rng))


def change(value: Value, span: tuple[int, int] | None, rng: Random, slot: str = "") -> Value:
    """Draw another value of the same kind that nobody would take for the first."""
    for _ in range(60):
        other = draw(slot or value.kind, span, rng)
        if value.text and other.text != value.text and not _shares_name(value, other):
            return other
        if not value.text and _differs(value, other):
            return Value(other.kind, other.amount, unit=value.unit)
    return Value(value.kind, value.amount * 2 + 1, value.text, value.unit)


def write(value: Value, rng: Random) -> str:
    """Write the value in one of its forms."""
    if value.kind in _WRITERS:
        return _WRITERS[value.kind](value, rng)
    return value.text


def number(amount: float, rng: Random) -> str:
    """Write a count: in words when it is small, with or without the comma of thousands."""
    whole = round(amount)
    if whole <= 12 and rng.random() < 0.6:
        return _SMALL[whole]
    if whole == 12 and rng.random() < 0.2:
        return "a dozen"
    if whole < len(_SMALL) and rng.random() < 0.15:
        return _SMALL[whole]
    if whole >= 1_000_000:
        return f"{whole / 1e6:.3g} million"
    return f"{whole:,}" if whole < 10_000 or rng.random() < 0.9 else str(whole)


def bounded(amount: float, rng: Random) -> list[tuple[str, bool]]:
    """Write bounds and approximations of a count, each with whether the count satisfies it."""
    lower = max(1, math.floor(amount * rng.uniform(0.6, 0.95)))
    higher = math.ceil(amount * rng.uniform(1.15, 1.8)) + 1
    near = _rounded(amount)
    far = _rounded(amount * rng.choice((0.45, 2.2, 3.0)))
    forms = [
        (f"at least {number(lower, rng)}", True),
        (f"more than {number(max(1, lower - 1), rng)}", True),
        (f"over {number(max(1, lower - 1), rng)}", True),
        (f"fewer than {number(higher, rng)}", True),
        (f"up to {number(higher, rng)}", True),
        (f"at least {number(higher, rng)}", False),
        (f"more than {number(higher, rng)}", False),
        (f"no fewer than {number(higher, rng)}", False),
        (f"between {number(lower, rng)} and {number(higher, rng)}", True),
    ]
    if lower > 1 and lower < amount:
        forms += [(f"at most {number(lower, rng)}", False), (f"no more than {number(lower, rng)}", False)]
    if amount > 30:
        about = rng.choice(("about", "around", "some", "roughly", "nearly" if near >= amount else "just over"))
        forms.append((f"{about} {number(near, rng)}", True))
        forms.append((f"{rng.choice(('about', 'around', 'roughly'))} {number(far, rng)}", False))
    return forms


def _rounded(amount: float) -> int:
    step = int(10 ** max(0, int(math.log10(max(amount, 1))) - 1))
    return max(step, round(amount / step) * step)


def _figure(low: int, high: int, rng: Random) -> float:
    raw = math.exp(rng.uniform(math.log(low), math.log(high)))
    whole = round(raw)
    return whole if rng.random() < 0.6 or whole < 30 else max(low, min(high, _rounded(raw)))


def _differs(value: Value, other: Value) -> bool:
    if value.kind == "Y":
        return abs(value.amount - other.amount) >= 1
    if value.kind in ("MAG", "AGE", "N", "PC") and value.amount < 25:
        return abs(value.amount - other.amount) >= max(0.3, 0.12 * value.amount)
    return abs(math.log((other.amount + 1e-9) / (value.amount + 1e-9))) > _NEAR


def _shares_name(value: Value, other: Value) -> bool:
    return bool(set(value.text.split()) & set(other.text.split()))


def _person(rng: Random) -> str:
    return f"{rng.choice(NAMES['first'])} {rng.choice(NAMES['last_start'])}{rng.choice(NAMES['last_end'])}"


def _town(rng: Random) -> str:
    start, end = rng.choice(NAMES["town_start"]), rng.choice(NAMES["town_end"])
    return f"{start}{end}" if " " not in start else start + end


def _company(rng: Random) -> str:
    return rng.choice(NAMES["company_start"]) + rng.choice(NAMES["company_end"])


def _date(rng: Random) -> str:
    return f"{rng.randint(1, 28)} {rng.choice(NAMES['months'])}"


def _time(rng: Random) -> str:
    return f"{rng.randint(0, 23)}:{rng.randint(0, 11) * 5:02d}"


def _score(rng: Random) -> str:
    lost = rng.randint(0, 3)
    return f"{lost + rng.randint(1, 3)}-{lost}"


_FIGURES = {
    "M": (1.2, 900, 1),
    "MONEY_SMALL": (1.2, 9.5, 1),
    "PC": (1.2, 80, 1),
    "KM": (40, 400, 0),
    "AGE": (17, 88, 0),
    "MAG": (4.8, 8.6, 1),
    "Y": (1950, 2034, 0),
}
_TEXTS = {
    "P": _person,
    "C": _town,
    "O": _company,
    "R": lambda rng: rng.choice(NAMES["country"]),
    "MO": lambda rng: rng.choice(NAMES["months"]),
    "W": lambda rng: rng.choice(NAMES["weekdays"]),
    "D": _date,
    "T": _time,
    "SCORE": _score,
}


def _write_money(value: Value, rng: Random) -> str:
    sign = {"dollars": "$", "euros": "€", "pounds": "£"}[value.unit]
    amount = f"{value.amount:.3g}"
    return rng.choice((f"{sign}{amount} million", f"{amount} million {value.unit}", f"{sign}{amount}m"))


def _write_small_money(value: Value, rng: Random) -> str:
    sign = {"dollars": "$", "euros": "€", "pounds": "£"}[value.unit]
    return rng.choice((f"{sign}{value.amount:.2f}", f"{value.amount:.2f} {value.unit}"))


def _write_percent(value: Value, rng: Random) -> str:
    return f"{value.amount:g}" + rng.choice(("%", " percent", " per cent"))


def _write_distance(value: Value, rng: Random) -> str:
    if rng.random() < 0.3:
        return f"{round(value.amount / _KM_PER_MILE)} miles"
    return f"{value.amount:g}" + rng.choice((" km", " kilometres", " kilometers"))


def _write_date(value: Value, rng: Random) -> str:
    day, month = value.text.split()
    return rng.choice((f"{day} {month}", f"{month} {day}", f"{month[:3]} {day}" if month != "May" else f"May {day}"))


def _write_time(value: Value, rng: Random) -> str:
    hour, minute = value.text.split(":")
    clock = f"{(int(hour) - 1) % 12 + 1}:{minute} " + ("p.m." if int(hour) >= 12 else "a.m.")
    return rng.choice((value.text, clock, clock.replace(".", "")))


def _write_person(value: Value, rng: Random) -> str:
    return value.text if rng.random() < 0.75 else value.text.split()[-1]


_WRITERS = {
    "N": lambda value, rng: number(value.amount, rng),
    "M": _write_money,
    "MONEY_SMALL": _write_small_money,
    "PC": _write_percent,
    "KM": _write_distance,
    "AGE": lambda value, _: f"{value.amount:g}",
    "MAG": lambda value, _: f"{value.amount:.1f}",
    "Y": lambda value, _: f"{value.amount:.0f}",
    "D": _write_date,
    "T": _write_time,
    "P": _write_person,
}
