"""Make the project's own pairs from its stories: news language, every label by construction.

``python -m benchmarks.training.judge_pairs OUT --count 90000`` writes the same file for the
same seed. The kinds of pairs and their labels are described in ``pairs/README.md``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from benchmarks.training.judge_data import LABELS, OWN
from benchmarks.training.judge_frames import (
    ACTION_FRAMES,
    CAUSE_CONTRIBUTES,
    CAUSE_FALSE,
    CAUSE_OPEN,
    CAUSE_TRUE,
    action_frame,
    action_label,
    conditional,
    headline,
    namesakes,
    polish,
    scoped,
    timed,
    wrap,
)
from benchmarks.training.judge_slots import bounded, change
from benchmarks.training.judge_stories import Action, Block, Causes, Story, World, fill, read_stories, value_of

E, C, N = range(3)
Made = tuple[str, str, int] | None


@dataclass
class Scene:
    """One telling of one story: its values, and the source of all chance."""

    story: Story
    stories: list[Story]
    rng: Random
    world: World = field(default_factory=dict)

    def say(self, sentence: str, block: Block | None = None, changed: str = "") -> str:
        """Write a sentence with this scene's values, one slot changed where it is named."""
        spans = block.spans if block else {}
        if not changed:
            return fill(sentence, self.world, self.rng, spans)
        value = value_of(changed, self.world, self.rng, spans)
        span = spans.get(changed)
        key = changed if span is None else f"{changed}{span}"
        other = self.world | {key: change(value, span, self.rng, changed)}
        return fill(sentence, other, self.rng, spans)

    def pick(self, texts: tuple[str, ...]) -> str:
        """Choose one."""
        return self.rng.choice(texts)

    def either(self, first: str, second: str, label: int) -> Made:
        """Give a pair whose label holds both ways, in a random order."""
        return (first, second, label) if self.rng.random() < 0.5 else (second, first, label)


def paraphrase(scene: Scene, block: Block) -> Made:
    """Two sentences of one point."""
    if len(block.same) < 2:
        return None
    first, second = scene.rng.sample(block.same, 2)
    return scene.say(first, block), scene.say(second, block), E


def opposite(scene: Scene, block: Block) -> Made:
    """A sentence and what contradicts it."""
    options = [(text, "") for text in block.against] + [(text, block.answer) for text in block.contrary]
    if not options:
        return None
    text, changed = scene.rng.choice(options)
    source = scene.pick(block.same + block.refined)
    return scene.either(scene.say(source, block), scene.say(text, block, changed), C)


def other_answer(scene: Scene, block: Block) -> Made:
    """The same point with another figure, date, place or name."""
    if not block.answer:
        return None
    first = scene.pick(block.same + block.refined)
    second = first if scene.rng.random() < 0.3 else scene.pick(block.same)
    return scene.either(scene.say(first, block), scene.say(second, block, block.answer), C)


def other_subject(scene: Scene, block: Block) -> Made:
    """The same said, or its contrary, about another thing."""
    if not block.subject:
        return None
    slot = scene.rng.choice(block.subject)
    first = scene.pick(block.same)
    if f"{{{slot}}}" not in first:
        return None
    second = scene.pick(block.same + block.against + block.against)
    if f"{{{slot}}}" not in second:
        return None
    changed_first = scene.say(first, block, slot)
    if block.answer and scene.rng.random() < 0.5:
        return scene.either(changed_first, scene.say(second, block, block.answer), N)
    return scene.either(changed_first, scene.say(second, block), N)


def namesake(scene: Scene, block: Block) -> Made:
    """The same said, or its contrary, about two that share a name."""
    slot = scene.rng.choice(block.subject) if block.subject else ""
    marks = namesakes(slot, scene.rng)
    if marks is None:
        return None
    texts = [scene.pick(block.same), scene.pick(block.same + block.against + block.against)]
    if any(f"{{{slot}}}" not in text or f"{{{slot}}}'s" in text for text in texts):
        return None
    name = value_of(slot, scene.world, scene.rng, block.spans).text
    name = name.split()[-1] if slot.startswith("P") else name
    one, other = (text.replace(f"{{{slot}}}", name + mark) for text, mark in zip(texts, marks, strict=True))
    answered = block.answer if scene.rng.random() < 0.5 else ""
    return scene.either(scene.say(one, block), scene.say(other, block, answered), N)


def room_for_both(scene: Scene, block: Block) -> Made:
    """Two values that can both be true."""
    if not block.shared:
        return None
    first, second = scene.pick(block.same), scene.pick(block.same)
    return scene.either(scene.say(first, block), scene.say(second, block, block.shared[0]), N)


def refinement(scene: Scene, block: Block) -> Made:
    """What says more entails what says less; the other way it is open."""
    if not block.refined:
        return None
    more, less = scene.say(scene.pick(block.refined), block), scene.say(scene.pick(block.same), block)
    return (more, less, E) if scene.rng.random() < 0.6 else (less, more, N)


def scope(scene: Scene, block: Block) -> Made:
    """Two figures for two parts of a whole are open; for the same part they contradict."""
    if block.answer not in ("N", "PC", "M"):
        return None
    first, second = scene.rng.sample(scoped(scene.rng), 2)
    sentence = scene.pick(block.same)
    one = scene.say(scene.pick(block.same), block)
    if block.against and scene.rng.random() < 0.25:
        other = scene.say(scene.pick(block.against), block)
    else:
        other = scene.say(sentence, block, block.answer)
    if scene.rng.random() < 0.3:
        return scene.either(f"{one} {first}", f"{other} {first}", C)
    return scene.either(f"{one} {first}", f"{other} {second}", N)


def moment(scene: Scene, block: Block) -> Made:
    """A later state of the same thing is open; two states at one time contradict."""
    early, late = timed(scene.rng)
    one = scene.say(scene.pick(block.same), block)
    if block.against and scene.rng.random() < 0.5:
        other = scene.say(scene.pick(block.against), block)
    elif block.answer:
        other = scene.say(scene.pick(block.same), block, block.answer)
    else:
        return None

    def at(when: str, text: str) -> str:
        return f"{when} {text}" if scene.rng.random() < 0.5 else f"{text} {when}"

    if scene.rng.random() < 0.3:
        when = scene.rng.choice((early, late))
        return scene.either(at(when, one), at(when, other), C)
    if scene.rng.random() < 0.5:
        one, other = other, one
    return scene.either(at(early, one), at(late, other), N)


def bound(scene: Scene, block: Block) -> Made:
    """A count against a bound or an approximation."""
    if block.answer != "N":
        return None
    count = value_of("N", scene.world, scene.rng, block.spans)
    text, fits = scene.rng.choice(bounded(count.amount, scene.rng))
    loose = scene.pick(block.same).replace("{N}", text)
    exact = scene.say(scene.pick(block.same), block)
    loose = scene.say(loose, block)
    if not fits:
        return scene.either(exact, loose, C)
    near = text.split()[0] in ("about", "around", "some", "roughly", "nearly", "just")
    return (exact, loose, E) if near or scene.rng.random() < 0.75 else (loose, exact, N)


def framed(scene: Scene, block: Block) -> Made:
    """A statement denied, confirmed, only reported, or left open, against the statement."""
    same = scene.say(scene.pick(block.same), block)
    other = scene.say(scene.pick(block.same), block)
    if block.against and (not block.answer or scene.rng.random() < 0.6):
        contrary = scene.say(scene.pick(block.against), block)
    elif block.answer:
        contrary = scene.say(scene.pick(block.same), block, block.answer)
    else:
        return None
    frame = scene.rng.choices(("deny", "confirm", "report", "open"), (0.36, 0.16, 0.24, 0.24))[0]
    if frame == "deny":
        text, impersonal = wrap("deny", other, scene.rng)
        if impersonal and block.against and contrary not in block.same and scene.rng.random() < 0.25:
            return text, contrary, E
        return scene.either(text, same, C)
    if frame == "confirm":
        text, impersonal = wrap("confirm", other, scene.rng)
        if scene.rng.random() < 0.4:
            return scene.either(text, contrary, C)
        return scene.either(text, same, E) if impersonal else (text, same, E)
    text, _ = wrap(frame, other, scene.rng)
    return scene.either(text, contrary if scene.rng.random() < 0.6 else same, N)


def condition(scene: Scene, block: Block) -> Made:
    """What would happen on a condition does not meet what happens."""
    one = conditional(scene.say(scene.pick(block.same), block), scene.rng)
    if one is None:
        return None
    options = [scene.say(scene.pick(block.same), block)]
    options += [scene.say(text, block) for text in block.against] * 2
    return scene.either(one, scene.rng.choice(options), N)


def several(scene: Scene, block: Block) -> Made:
    """Two or three facts against one: the label is that of the fact that it is about."""
    others = [other for other in scene.story.blocks if other is not block]
    if not others:
        return None
    maker = scene.rng.choice((paraphrase, opposite, other_answer, other_answer, refinement, bound, framed))
    made = maker(scene, block)
    if made is None or (maker is framed and made[2] == E):
        return None
    first, second, label = made
    facts = [scene.say(scene.pick(other.same), other) for other in scene.rng.sample(others, min(2, len(others)))]
    facts = facts[: scene.rng.randint(1, 2)]
    return _joined([*facts, first], scene.rng), second, label


def _joined(facts: list[str], rng: Random) -> str:
    rng.shuffle(facts)
    if len(facts) == 2 and rng.random() < 0.4:
        return f"{facts[0]}{rng.choice((' and ', ', while ', ', and ', '; '))}{facts[1]}"
    return ". ".join(fact[:1].upper() + fact[1:] for fact in facts)


def unrelated(scene: Scene, block: Block) -> Made:
    """Two points of one story, or of two stories."""
    if scene.rng.random() < 0.75 and len(scene.story.blocks) > 1:
        other = scene.rng.choice([candidate for candidate in scene.story.blocks if candidate is not block])
    else:
        other = scene.rng.choice(scene.rng.choice([story for story in scene.stories if story.blocks]).blocks)
        if other is block:
            return None
    first = scene.say(scene.pick(block.same + block.against), block)
    return scene.either(first, scene.say(scene.pick(other.same + other.against), other), N)


def cause(scene: Scene, causes: Causes) -> Made:
    """Rival explanations contradict; explanations that are open, or that add up, do not."""
    (clause, noun), (rival_clause, rival_noun) = scene.rng.sample(causes.causes, 2)
    effect, effect_noun = causes.effect

    def write(frames: tuple[str, ...], of: tuple[str, str]) -> str:
        frame = scene.rng.choice(frames)
        parts = {"effect": effect, "effect_noun": effect_noun, "cause": of[0], "cause_noun": of[1]}
        return scene.say(frame.format(**parts))

    own, rival = (clause, noun), (rival_clause, rival_noun)
    kind = scene.rng.randrange(9)
    if kind < 2:
        return write(CAUSE_TRUE, own), write(CAUSE_TRUE, own), E
    if kind < 4:
        return scene.either(write(CAUSE_TRUE, own), write(CAUSE_TRUE, rival), C)
    if kind == 4:
        return scene.either(write(CAUSE_TRUE, own), write(CAUSE_FALSE, own), C)
    if kind == 5:
        return scene.either(write(CAUSE_OPEN, own), write(CAUSE_TRUE, scene.rng.choice((own, rival))), N)
    if kind == 6:
        return scene.either(write(CAUSE_CONTRIBUTES, own), write(CAUSE_CONTRIBUTES, rival), N)
    if kind == 7:
        return write(CAUSE_TRUE, own), scene.say(effect), E
    return scene.say(effect), write(CAUSE_TRUE + CAUSE_OPEN, own), N


def act(scene: Scene, action: Action) -> Made:
    """What was done, not done, planned, ruled out or left open, against each other."""
    first, second = scene.rng.choices(tuple(ACTION_FRAMES), (3, 3, 2, 2, 3), k=2)
    label = action_label(first, second)
    if label is None:
        return None
    agent = scene.say(action.agent)
    base, past = scene.say(action.base), scene.say(action.past)
    one, other = (action_frame(kind, agent, base, past, scene.rng) for kind in (first, second))
    return None if one == other else (one, other, label)


Maker = Callable[[Scene, Block], Made]
BLOCK_MAKERS: dict[Maker, float] = {
    paraphrase: 5.0,
    opposite: 3.4,
    other_answer: 3.0,
    other_subject: 2.4,
    namesake: 1.0,
    room_for_both: 2.4,
    refinement: 1.5,
    scope: 1.3,
    moment: 2.6,
    bound: 1.3,
    framed: 3.2,
    condition: 1.2,
    several: 4.0,
    unrelated: 2.2,
}
_CAUSE_SHARE, _ACTION_SHARE = 0.05, 0.13


def make(stories: list[Story], count: int, seed: int) -> list[tuple[str, str, int, str]]:
    """Make `count` different pairs.

    Returns
    -------
    list of tuple
        Premise, hypothesis, index of the label in `LABELS`, and the kind.
    """
    rng = Random(seed)
    makers, weights = tuple(BLOCK_MAKERS), tuple(BLOCK_MAKERS.values())
    with_causes = [story for story in stories if story.causes]
    blocks = [(story, block) for story in stories for block in story.blocks]
    actions = [(story, action) for story in stories for action in story.actions]
    rows: list[tuple[str, str, int, str]] = []
    seen: set[tuple[str, str]] = set()
    while len(rows) < count:
        chance = rng.random()
        if chance < _CAUSE_SHARE:
            story = rng.choice(with_causes)
            made, kind = cause(Scene(story, stories, rng), rng.choice(story.causes)), "cause"
        elif chance < _CAUSE_SHARE + _ACTION_SHARE:
            story, action = rng.choice(actions)
            made, kind = act(Scene(story, stories, rng), action), "act"
        else:
            maker = rng.choices(makers, weights)[0]
            story, block = rng.choice(blocks)
            made, kind = maker(Scene(story, stories, rng), block), maker.__name__
        if made is None:
            continue
        first, second, label = made
        if rng.random() < 0.12:
            first, second = headline(first, rng), (headline(second, rng) if rng.random() < 0.5 else second)
        first, second = polish(first, rng), polish(second, rng)
        if first.lower().strip(". ") != second.lower().strip(". ") and (first, second) not in seen:
            seen.add((first, second))
            rows.append((first, second, label, kind))
    return rows


def main(
    out: Annotated[Path, typer.Argument(help="File to write.")],
    count: Annotated[int, typer.Option(help="Pairs.")] = 90_000,
    seed: Annotated[int, typer.Option(help="Seed.")] = 5,
    show: Annotated[int, typer.Option(help="Pairs of each kind to print.")] = 0,
) -> None:
    """Write own pairs as NLI rows."""
    rows = make(read_stories(), count, seed)
    partial = out.with_suffix(".part")
    with partial.open("w", encoding="utf-8") as stream:
        for premise, hypothesis, label, kind in rows:
            row = {"premise": premise, "hypothesis": hypothesis, "label": LABELS[label]}
            stream.write(json.dumps(row | {"dataset": OWN, "licence": "open", "kind": kind}, ensure_ascii=False) + "\n")
    partial.replace(out)
    print(Counter(LABELS[row[2]] for row in rows))
    shown: Counter[str] = Counter()
    for premise, hypothesis, label, kind in rows:
        shown[kind] += 1
        if shown[kind] <= show:
            print(f"{kind:14} {LABELS[label][:6]:6}  {premise}  ||  {hypothesis}")


if __name__ == "__main__":
    typer.run(main)
