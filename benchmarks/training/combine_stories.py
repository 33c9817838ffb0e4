"""Invented events, told by several outlets: claims with their issue and position, by construction.

A story of ``pairs/stories_*.txt`` becomes an event. Each of its points is an issue; the outlets report one of its
answers in one of its wordings, through one of the frames of ``pairs/wrappers.json``, or deny the other answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from benchmarks.training.judge_pairs import Scene
from benchmarks.training.judge_slots import HERE, change
from benchmarks.training.judge_stories import Block, Causes, Story, read_stories, value_of
from narrative.records import Claim, Source, Stance

_OUTLETS = ("North Herald", "Daily Plain", "Harbour Radio", "Union Wire", "The Observer of Mills", "Capital Nine")
_SPEAKERS = ("a spokesman", "the ministry", "two officials", "the police", "a lawyer", "the mayor", "a resident",
             "an analyst", "the company", "a union leader", "the chief executive", "witnesses")  # fmt: skip
_SAID = ("{Q}, {X} said.", "{X} said {S}.", "According to {X}, {S}.", "{X} told reporters that {S}.", "{Q}, says {X}.",
         "{Q}, {X} confirmed.", "{X} insists that {S}.", "{Q}.", "{Q}.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim with its annotation; ``position`` is ``None`` where a confirmation is withheld."""

    claim: Claim
    issue: str
    position: str | None


def told_events(count: int, seed: int = 0, folder: Path = HERE) -> Iterator[list[ToldClaim]]:
    """Invented events, the same for the same seed."""
    wrappers: dict[str, list[str]] = json.loads((folder / "wrappers.json").read_text(encoding="utf-8"))
    stories = read_stories(folder)
    rng = Random(seed)
    for number in range(count):
        story = stories[number % len(stories)]
        told = _event(story, stories, wrappers, rng)
        if len({t.issue for t in told}) > 2:
            yield told


def _event(story: Story, stories: list[Story], wrappers: dict[str, list[str]], rng: Random) -> list[ToldClaim]:
    scene = Scene(story, stories, rng)
    answers = [camps for block in story.blocks if (camps := _camps(block, scene))]
    answers += [_causes(causes, rng) for causes in story.causes]
    told: list[ToldClaim] = []
    for outlet in rng.sample(_OUTLETS, rng.randint(3, 5)):
        place = 0
        for issue in rng.sample(range(len(answers)), max(1, round(rng.uniform(0.4, 0.9) * len(answers)))):
            for _ in range(1 if rng.random() < 0.75 else 2):
                made = _claim(outlet, place, answers[issue], wrappers, rng)
                told.append(replace(made, issue=f"i{issue}"))
                place = made.claim.end + rng.randint(1, 400)
    return told


def _camps(block: Block, scene: Scene) -> dict[str, tuple[str, ...]]:
    """Sentences of the point by answer."""
    rng = scene.rng
    camps = {"yes": tuple(scene.say(text, block) for text in (*block.same, *block.refined))}
    if block.answer:
        value = value_of(block.answer, scene.world, rng, block.spans)
        span = block.spans.get(block.answer)
        key = block.answer if span is None else f"{block.answer}{span}"
        kept = dict(scene.world)
        scene.world[key] = change(value, span, rng, block.answer)
        camps["other"] = tuple(scene.say(text, block) for text in block.same)
        scene.world.clear()
        scene.world.update(kept)
    against = (*block.against, *block.contrary)
    if against:
        camps["no"] = tuple(scene.say(text, block) for text in against)
    return camps


def _causes(causes: Causes, rng: Random) -> dict[str, tuple[str, ...]]:
    effect = causes.effect
    return {
        f"cause{n}": (
            f"{effect[0]} because {clause}",
            f"{noun} led to {effect[1]}",
            f"{effect[1]} was caused by {noun}",
        )
        for n, (clause, noun) in enumerate(rng.sample(list(causes.causes), min(3, len(causes.causes))))
    }


def _claim(
    outlet: str, place: int, camps: dict[str, tuple[str, ...]], wrappers: dict[str, list[str]], rng: Random
) -> ToldClaim:
    weights = [3.0 if n == 0 else 1.5 for n in range(len(camps))]
    camp = rng.choices(sorted(camps), weights)[0]
    sentence = rng.choice(camps[camp])
    stance: Stance = "asserts"
    position: str | None = camp
    chance = rng.random()
    if chance < 0.12:
        stance, frame, position = "denies", rng.choice(wrappers["deny"]), _denied(camp, camps)
    elif chance < 0.2:
        stance, frame, position = "withholds", rng.choice(wrappers["open"][:6]), None
    else:
        frame = rng.choice(_SAID)
    speaker = rng.choice(_SPEAKERS)
    text = frame.replace("{S}", sentence).replace("{X}", speaker).replace("{Y}", speaker)
    text = text.replace("{Q}", sentence[:1].upper() + sentence[1:])
    text = text[:1].upper() + text[1:]
    sources = (Source(name=outlet, kind="outlet"), Source(name=speaker))
    claim = Claim(
        id=f"{outlet}:{place}",
        article=outlet,
        start=place,
        end=place + len(text),
        text=text,
        statement=sentence,
        sources=sources if speaker in text else sources[:1],
        stance=stance,
        stated=date(2025, 5, 14),
    )
    return ToldClaim(claim, "", position)


def _denied(camp: str, camps: dict[str, tuple[str, ...]]) -> str:
    """Who denies "yes" says "no"; who denies one of several answers takes a side of no one's own."""
    if len(camps) == 2 and "no" in camps:
        return "no" if camp == "yes" else "yes"
    return f"not {camp}"
