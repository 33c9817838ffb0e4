"""Read the stories in ``pairs/stories_*.txt``; ``pairs/README.md`` describes their notation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.training.judge_slots import HERE, Value, draw, write

Span = tuple[int, int]
World = dict[str, Value]

_SLOT = re.compile(r"\{([A-Z_]+\d?)\}")


@dataclass(frozen=True)
class Block:
    """Sentences about one point of a story.

    Attributes
    ----------
    answer
        The slot whose change contradicts (``x=``), or ``""``.
    subject
        Slots whose change makes it another thing (``o=``, and every slot that is not declared).
    shared
        Slots that leave room for both values (``b=``).
    spans
        Range of each counted slot.
    same, against, contrary, refined
        Paraphrases (``=``); what contradicts them (``!``); what contradicts them whatever its
        own figures are (``#``); what says more than they do (``>``).
    """

    answer: str
    subject: tuple[str, ...]
    shared: tuple[str, ...]
    spans: dict[str, Span]
    same: tuple[str, ...]
    against: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    refined: tuple[str, ...] = ()


@dataclass(frozen=True)
class Causes:
    """One effect and rival causes, each as a clause and as a noun phrase."""

    effect: tuple[str, str]
    causes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Action:
    """Something that an agent does or leaves: agent, bare form, past form."""

    agent: str
    base: str
    past: str


@dataclass(frozen=True)
class Story:
    """One kind of event with its points, causes and actions."""

    title: str
    blocks: tuple[Block, ...]
    causes: tuple[Causes, ...]
    actions: tuple[Action, ...]


def read_stories(folder: Path = HERE) -> list[Story]:
    """Read every story, in the order of file names and lines."""
    stories: list[Story] = []
    for path in sorted(folder.glob("stories_*.txt")):
        parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        stories.extend(_read_story(part) for part in parts)
    return stories


def fill(sentence: str, world: World, rng: Random, spans: dict[str, Span] | None = None) -> str:
    """Write `sentence` with the values of `world`, drawing those that are missing."""

    def put(match: re.Match[str]) -> str:
        return write(value_of(match[1], world, rng, spans or {}), rng)

    return _SLOT.sub(put, sentence)


def value_of(slot: str, world: World, rng: Random, spans: dict[str, Span]) -> Value:
    """The value of `slot` in `world`, drawn within its span when it is new."""
    span = spans.get(slot)
    key = slot if span is None else f"{slot}{span}"
    if key not in world:
        taken = {value.text for name, value in world.items() if value.text}
        value = draw(slot, span, rng)
        for _ in range(20):
            if value.text not in taken:
                break
            value = draw(slot, span, rng)
        world[key] = value
    return world[key]


def slots_of(sentence: str) -> set[str]:
    """Names of the slots in `sentence`."""
    return set(_SLOT.findall(sentence))


def _read_story(part: str) -> Story:
    title, *lines = part.splitlines()
    blocks: list[Block] = []
    causes: list[Causes] = []
    actions: list[Action] = []
    header = ""
    body: list[tuple[str, str]] = []
    for line in [*lines, "@"]:
        sign, text = line[:1], line[1:].strip()
        if sign == "@":
            _close(header, body, blocks, causes)
            header, body = text, []
        elif sign == "+":
            agent, base, past = (piece.strip() for piece in text.split("|"))
            actions.append(Action(agent, base, past))
        elif sign in ("=", "!", "#", ">", "&", "*"):
            body.append((sign, text))
        elif sign.strip():
            raise ValueError(f"story {title!r}: no line starts with {sign!r}: {line!r}")
    return Story(title.strip(), tuple(blocks), tuple(causes), tuple(actions))


def _close(header: str, body: list[tuple[str, str]], blocks: list[Block], causes: list[Causes]) -> None:
    lines: dict[str, list[str]] = {}
    for sign, text in body:
        lines.setdefault(sign, []).append(text)
    if "&" in lines:
        effect = _two(lines["&"][0])
        causes.append(Causes(effect, tuple(_two(text) for text in lines["*"])))
    if "=" in lines:
        blocks.append(_block(header, lines))


def _two(text: str) -> tuple[str, str]:
    first, second = (piece.strip() for piece in text.split("|"))
    return first, second


def _block(header: str, lines: dict[str, list[str]]) -> Block:
    options = dict(option.split("=", 1) for option in header.split())
    answer = options.pop("x", "")
    shared = tuple(filter(None, options.pop("b", "").split(",")))
    options.pop("o", None)
    spans: dict[str, Span] = {}
    for slot, value in options.items():
        low, high = value.split("-")
        spans[slot] = (int(low), int(high))
    named = set().union(*(slots_of(text) for text in lines["="]))
    subject = tuple(sorted(named - {answer, *shared}))
    return Block(
        answer,
        subject,
        shared,
        spans,
        *(tuple(lines.get(sign, ())) for sign in ("=", "!", "#", ">")),
    )
