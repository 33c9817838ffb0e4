"""The frames around statements: who denies or reports them, when, where, and on what condition."""

from __future__ import annotations

import json
import re
from random import Random

from benchmarks.training.judge_slots import HERE, NAMES

WRAPPERS: dict[str, list[str]] = json.loads((HERE / "wrappers.json").read_text(encoding="utf-8"))
ACTION_FRAMES: dict[str, list[str]] = json.loads((HERE / "actions.json").read_text(encoding="utf-8"))

CAUSE_TRUE = (
    "{effect} because {cause}",
    "{cause_noun} caused {effect_noun}",
    "{effect_noun} was caused by {cause_noun}",
    "the cause of {effect_noun} was {cause_noun}",
    "{cause_noun} is to blame for {effect_noun}",
    "{cause_noun} led to {effect_noun}",
    "investigators found that {effect} because {cause}",
    "{effect_noun} was the result of {cause_noun}",
)
CAUSE_FALSE = (
    "{cause_noun} was not the cause of {effect_noun}",
    "{effect_noun} had nothing to do with {cause_noun}",
    "investigators ruled out {cause_noun} as the cause of {effect_noun}",
    "it is not true that {effect} because {cause}",
    "{cause_noun} played no part in {effect_noun}",
)
CAUSE_OPEN = (
    "{cause_noun} may have caused {effect_noun}",
    "investigators are examining whether {cause_noun} caused {effect_noun}",
    "it is suspected that {effect} because {cause}",
    "{cause_noun} has not been ruled out as the cause of {effect_noun}",
    "it is still unclear whether {cause_noun} led to {effect_noun}",
    "a local newspaper speculated that {cause_noun} was behind {effect_noun}",
)
CAUSE_CONTRIBUTES = (
    "{cause_noun} contributed to {effect_noun}",
    "{cause_noun} was one of the causes of {effect_noun}",
    "{cause_noun} played a part in {effect_noun}",
    "among the reasons for {effect_noun} was {cause_noun}",
)

_E, _C, _N = range(3)
# What two statements about one action make of each other; what is missing is left out.
_ACTION_LABELS = {
    ("done", "done"): _E,
    ("not_done", "not_done"): None,  # "refused to" says more than "did not"
    ("plan", "plan"): None,  # "wants to" says less than "has decided to"
    ("no_plan", "no_plan"): None,
    ("open", "open"): _N,
    ("done", "not_done"): _C,
    ("plan", "no_plan"): _C,
    ("done", "plan"): None,
    ("done", "no_plan"): None,
    ("done", "open"): _N,
    ("not_done", "plan"): _N,
    ("not_done", "no_plan"): None,
    ("not_done", "open"): _N,
    ("plan", "open"): _N,
    ("no_plan", "open"): _N,
}
_IMPERSONAL = re.compile(
    r"^(it is (not )?true|it is now certain|it turned out|it has been proved|confirmed:|documents prove"
    r"|tests established|there is no|reports that|the claim|the fact|contrary|no, |fact check|the story|a report that)"
)
_NAMESAKES: dict[str, tuple[str, ...]] = {
    "P": tuple(
        f", the {role}," for role in "goalkeeper painter judge elder younger dentist miner poet priest banker".split()
    ),
    "O": tuple(f", the {kind}," for kind in "airline insurer brewery bank broadcaster shipyard retailer".split()),
}
_FUTURE = re.compile(r" (will|is to|are to|is going to|must|would) ")
_HEADLINE_DROPS = re.compile(r"\b(the|a|an) ", re.IGNORECASE)


def action_label(first: str, second: str) -> int | None:
    """The label of two kinds of statement about one action, in either order; None: leave out."""
    return _ACTION_LABELS.get((first, second), _ACTION_LABELS.get((second, first)))


def action_frame(kind: str, agent: str, base: str, past: str, rng: Random) -> str:
    """Write one statement about an action."""
    frame = rng.choice(ACTION_FRAMES[kind])
    parts = {"A": agent, "BASE": base, "PAST": past, "DID": "did", "IF": rng.choice(NAMES["conditions"])}
    for name, text in parts.items():
        frame = frame.replace(f"{{{name}}}", text)
    return frame


def wrap(kind: str, statement: str, rng: Random) -> tuple[str, bool]:
    """Put `statement` into a frame of `kind`; say whether the frame speaks for no one."""
    frame = rng.choice(WRAPPERS[kind])
    text = frame.replace("{X}", rng.choice(NAMES["speakers"])).replace("{Y}", rng.choice(NAMES["media"]))
    return text.replace("{S}", statement), bool(_IMPERSONAL.match(frame))


def scoped(rng: Random) -> list[str]:
    """Scopes, in random order."""
    return rng.sample(NAMES["regions"], len(NAMES["regions"]))


def timed(rng: Random) -> tuple[str, str]:
    """An earlier and a later time."""
    return rng.choice(NAMES["early"]), rng.choice(NAMES["late"])


def namesakes(slot: str, rng: Random) -> tuple[str, str] | None:
    """Marks that tell two bearers of one name apart; None where `slot` holds no such name."""
    marks = _NAMESAKES.get(slot.rstrip("0123456789"))
    if slot.startswith("C"):
        marks = tuple(f" in {country}" for country in NAMES["country"])
    if marks is None:
        return None
    first, second = rng.sample(marks, 2)
    return first, second


def conditional(statement: str, rng: Random) -> str | None:
    """Put a condition on a statement about the future; None for any other."""
    if not _FUTURE.search(f" {statement} "):
        return None
    condition = rng.choice(NAMES["conditions"])
    return f"{condition}, {statement}" if rng.random() < 0.4 else f"{statement} {condition}"


def headline(statement: str, rng: Random) -> str:
    """Shorten a statement as headlines do: articles and some auxiliaries go."""
    text = _HEADLINE_DROPS.sub("", statement)
    text = text.replace(" has been ", " ").replace(" have been ", " ")
    if rng.random() < 0.3:
        return text.title().replace("'S ", "'s ")
    return text


def polish(statement: str, rng: Random) -> str:
    """Sometimes add an adjunct that changes nothing, a capital and a full stop."""
    text = statement.strip().rstrip(",").replace(",,", ",").replace(",.", ".")
    if rng.random() < 0.06:
        adjunct = rng.choice(NAMES["adjuncts"])
        text = f"{text}, {adjunct}" if rng.random() < 0.5 else f"{adjunct}, {text}"
    if rng.random() < 0.85:
        text = text[:1].upper() + text[1:]
    if rng.random() < 0.7 and not text.endswith("."):
        text += "."
    return text
