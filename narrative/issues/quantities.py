"""Figures in English text: what they allow, in which unit, and whether two of them meet.

A figure is read as the interval of values that its words leave open: "at least 10" is 10 or more,
"about a dozen" is 12 give or take a tenth, "dozens" is 24 to 96. Two figures meet where their
intervals overlap, after conversion between units (by ``pint``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from narrative.issues.lexicon import read_table

Meeting = Literal["same", "near", "apart"]

_ABOUT = {1: 0.10, 2: 0.05}  # "about 400" leaves a tenth on either side, "about 2.4 billion" a twentieth
_ABOUT_FINE = 0.03
_NEARLY = 0.07  # "nearly 300" leaves less, and only below
_REACHED = re.compile(
    r"(?:go|goes|gone|going|went|rise|rises|rose|risen|climb\w*|jump\w*|push\w*|bring\w*|brought)\s+$"
)
_CONVERTED = 0.035  # figures that were converted are rounded afterwards: 190 miles for 300 km
_MONEY = frozenset("USD GBP EUR JPY CNY INR RUB FRANC CROWN KRONA KRONE PESO LIRA SHEKEL".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of a text.

    Parameters
    ----------
    low, high
        Least and greatest value that the words allow, in `unit`; ``inf`` where they leave it open.
    value
        The figure as named.
    unit
        Canonical name of the unit (``"kilometer"``, ``"USD"``, ``"percent"``), or ``None`` for a count.
    text
        The words of the figure, with bound and unit.
    start, end
        Where they stand.
    """

    low: float
    high: float
    value: float
    unit: str | None
    text: str
    start: int
    end: int

    @property
    def exact(self) -> bool:
        """Whether the words leave nothing open."""
        return self.low == self.high


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Every figure of a text, in its order.

    Ordinals ("the first"), figures inside words ("F-16", "2nd") and bare "one" are not figures.

    Parameters
    ----------
    text
        Any English text; case does not matter.

    Returns
    -------
    tuple of Quantity
    """
    found: list[Quantity] = []
    for match in _figures(text):
        value = _value(match)
        if value is None:
            continue
        unit, end = _unit_after(text, match)
        start, low, high = _bounded(text, match.start(), end, value)
        found.append(
            Quantity(
                low=low,
                high=high,
                value=value[0],
                unit=unit,
                text=text[start:end].strip(),
                start=start,
                end=end,
            )
        )
    return tuple(found)


def _figures(text: str) -> Iterator[re.Match[str]]:
    pattern, at = _figure_pattern(), 0
    while match := pattern.search(text, at):
        if match["second"] and (_parse(match["second"]) or 0.0) < (_parse(match["number"]) or 0.0):
            # "from 40 to 30", "by seven to two": no range but two figures
            match = pattern.match(text, match.start(), match.end("number")) or match
        yield match
        at = match.end()


def meet(a: Quantity, b: Quantity) -> Meeting | None:
    """Whether two figures can be one.

    Parameters
    ----------
    a, b
        Figures of two texts that count or measure the same thing; this function does not check that.

    Returns
    -------
    {"same", "near", "apart"} or None
        ``"near"`` where rounding could explain the gap; ``None`` where the units do not compare.
    """
    if (a.unit or "") > (b.unit or ""):
        a, b = b, a  # converted one way only, so that the order of the two cannot show
    scaled = _in_unit(b, a.unit)
    if scaled is None:
        return None
    low, high = scaled
    converted = a.unit != b.unit
    slack = _CONVERTED * max(abs(a.value), abs(low if math.isfinite(low) else high)) if converted else 0.0
    # 306 km lies "up to 300 km" after rounding, but 250 does not equal "up to 300" for that
    if low - slack <= a.high and a.low - slack <= high:
        return "same"
    gap = max(low - a.high, a.low - high)
    size = max(abs(x) for x in (a.low, a.high, low, high) if math.isfinite(x))
    if size and gap / size <= _rounding(a, b):
        return "near"
    return "apart"


def _rounding(a: Quantity, b: Quantity) -> float:
    """How far two figures may lie apart for rounding to explain it, as a share of the larger."""
    return max(_own_rounding(a), _own_rounding(b))


def _own_rounding(q: Quantity) -> float:
    value = abs(q.value)
    if value == 0:
        return 0.0
    if float(value).is_integer() and value < 30 and q.unit not in _MONEY:
        return 0.0  # small counts are not rounded
    return float(min(0.03, 0.5 * 10.0 ** (1 - _digits(value))))


def _digits(value: float) -> int:
    """Significant digits of a figure as written: 1 for 400, 2 for 2.4 billion."""
    return max(1, len(f"{abs(value):.12f}".rstrip("0").replace(".", "").strip("0")))


def _in_unit(q: Quantity, unit: str | None) -> tuple[float, float] | None:
    if q.unit == unit:
        return q.low, q.high
    if q.unit is None or unit is None or q.unit in _MONEY or unit in _MONEY or "percent" in (q.unit, unit):
        return None
    factor = _factor(q.unit, unit)
    if factor is None:
        return None
    scale, shift = factor
    return q.low * scale + shift, q.high * scale + shift


@lru_cache(maxsize=512)
def _factor(source: str, target: str) -> tuple[float, float] | None:
    import pint

    registry = _registry()
    try:
        zero = registry.Quantity(0.0, source).to(target).magnitude
        one = registry.Quantity(1.0, source).to(target).magnitude
    except (pint.DimensionalityError, pint.OffsetUnitCalculusError, pint.UndefinedUnitError):
        return None
    return float(one - zero), float(zero)


@lru_cache(maxsize=1)
def _registry():  # type: ignore[no-untyped-def]
    import pint

    return pint.UnitRegistry(cache_folder=None)


def _value(match: re.Match[str]) -> tuple[float, float] | None:
    vague = match["vague"]
    if vague is not None:
        row = _numbers()[vague.lower()]
        return row[1], row[2]
    number = _parse(match["number"])
    if number is None:
        return None
    second = _parse(match["second"]) if match["second"] else None
    if second is None:
        return number, number
    if _scale_of(match["number"]) == 1 and number * _scale_of(match["second"]) < second:
        number *= _scale_of(match["second"])  # "3 to 4 million", but not "900,000 to 1 million"
    return number, max(number, second)


def _scale_of(words: str) -> float:
    """What "million" or "bn" at the end of a figure multiplies it by; 1 without such a word."""
    last = re.split(r"[\s-]+|(?<=\d)(?=[a-z])", words.lower())[-1]
    kind, value, _ = _numbers().get(last, ("", 1.0, 1.0))
    return value if kind in {"scale", "suffix"} and value >= 1000 else 1.0


def _parse(words: str) -> float | None:
    """The value of "2,400", "2.4bn", "four hundred and twelve" or "half a million"."""
    text = words.lower().replace("-", " ").strip()
    text = re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}\b)", "", text)
    text = re.sub(r"(?<=\d)(?=[a-z])", " ", text)
    total, current, seen = 0.0, 0.0, False
    for word in text.split():
        if word in {"and", "a", "an", "of"}:
            current = current if seen or word == "and" else 1.0
            continue
        if word == "half":
            current, seen = current + 0.5 if seen else 0.5, True
            continue
        if re.fullmatch(r"\d+(?:\.\d+)?", word):
            current, seen = current + float(word) if seen else float(word), True
            continue
        row = _numbers().get(word)
        if row is None:
            return None
        kind, value, _ = row
        if kind in {"unit", "tens"}:
            current += value
        elif value == 100 or value == 12:
            current = (current or 1.0) * value
        else:
            total += (current or 1.0) * value
            current = 0.0
        seen = True
    return total + current if seen else None


def _bounded(text: str, start: int, end: int, interval: tuple[float, float]) -> tuple[int, float, float]:
    """Widen an interval by the words before and after the figure."""
    low, high = interval
    before, after = text[:start], text[end:]
    kind, at = None, start
    match = _bound_pattern("before").search(before)
    if match and not (match[1].lower() == "up to" and _REACHED.search(before[: match.start(1)])):
        kind, at = _bounds()[match[1].lower()], match.start(1)
    elif match := _bound_pattern("after").match(after):
        kind = _bounds()[match[1].lower()]
    if kind == "about":
        slack = _ABOUT.get(_digits(low), _ABOUT_FINE)
        return at, low * (1 - slack), high * (1 + slack)
    if kind == "nearly":
        return at, low * (1 - _NEARLY), high
    if kind == "odd":
        return at, low, high * (1 + _NEARLY)
    if kind in {"least", "above"}:
        return at, low, math.inf
    if kind in {"most", "below"}:
        return at, 0.0 if low >= 0 else -math.inf, high
    return start, low, high


def _unit_after(text: str, match: re.Match[str]) -> tuple[str | None, int]:
    sign = match["sign"]
    if sign:
        return _units()[sign.lower()], match.end()
    after = _unit_pattern().match(text, match.end())
    if after:
        return _units()[" ".join(after["unit"].lower().split())], after.end()
    return None, match.end()


@lru_cache(maxsize=1)
def _numbers() -> Mapping[str, tuple[str, float, float]]:
    return {
        row[0]: (row[1], float(row[2]), float(row[3]) if len(row) > 3 else float(row[2]))
        for row in read_table("numbers.tsv")
    }


@lru_cache(maxsize=1)
def _bounds() -> Mapping[str, str]:
    return {row[0]: row[1] for row in read_table("bounds.tsv")}


@lru_cache(maxsize=1)
def _units() -> Mapping[str, str]:
    return {row[0]: row[1] for row in read_table("units.tsv")}


@lru_cache(maxsize=2)
def _bound_pattern(side: str) -> re.Pattern[str]:
    words = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(_bounds(), key=len, reverse=True))
    if side == "before":
        return re.compile(rf"(?<!\w)({words})\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+)?$", re.IGNORECASE)
    after = "|".join(re.escape(w) for w in ("or so", "or more", "and counting", "or fewer", "or less"))
    return re.compile(rf"\s+(?:\w+\s+)?({after})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _unit_pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(u).replace(r"\ ", r"\s+") for u in sorted(_units(), key=len, reverse=True))
    return re.compile(rf"[\s\u00a0-]?(?P<unit>{units})(?![\w/])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _figure_pattern() -> re.Pattern[str]:
    rows = _numbers()
    kinds: dict[str, list[str]] = {}
    for word, (kind, _, _) in rows.items():
        kinds.setdefault(kind, []).append(word)
    simple = "|".join(sorted(kinds["unit"] + kinds["tens"], key=len, reverse=True))
    scale = "|".join(kinds["scale"])
    suffix = "|".join(sorted(kinds["suffix"], key=len, reverse=True))
    vague = "|".join(kinds["vague"])
    grouped = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,])|\d+(?:,\d{3})*"
    digits = rf"(?:{grouped})(?:\.\d+)?(?:\s?(?:{suffix})(?!\w)|\s(?:{scale})(?!\w))?"
    # "two hundred and fifty" is one figure, "twelve and four" are two
    joined = "|".join(f"(?<={word})" for word, (kind, value, _) in rows.items() if kind == "scale" and value >= 100)
    spelled = (
        rf"(?:(?:half\s+)?an?\s+(?:{scale})(?!\w)|(?:{simple}|{scale})(?!\w))"
        rf"(?:(?:[\s-]+|(?:{joined})\s+and\s+)(?:{simple}|{scale})(?!\w))*"
        rf"(?:\s+and\s+a\s+half(?:\s+(?:{scale})(?!\w))?)?"
    )
    sign = r"us\$|[$£€¥]"
    units = "(?:" + "|".join(re.escape(u) for u in _units() if " " not in u) + ")"
    return re.compile(
        rf"(?<![\w.,/:’'-])(?P<between>between\s+)?(?P<sign>{sign})?(?:(?P<vague>{vague})(?!\w)|"
        rf"(?P<number>{digits}|{spelled}))"
        rf"(?:(?(between)\s+and\s+|(?:\s?[-–]\s?|\s+to\s+))(?:{sign})?(?P<second>{digits}|{spelled}))?"
        rf"(?![\s-](?:thirds|quarters|fifths|sixths|eighths|tenths)\b)"
        rf"(?:(?={units}(?!\w))|(?![\w:]|[.,]\d|-\w*\d))",
        re.IGNORECASE,
    )
