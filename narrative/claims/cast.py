"""The cast of an article: who and what it names or describes, under which forms, where, with which roles."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from narrative.claims.kinds import is_outlet
from narrative.claims.lexicon import Lexicon
from narrative.claims.names import NameMention, name_mentions, same_name
from narrative.claims.tree import Tree

EntityType = Literal["person", "group", "place", "unknown"]
Place = tuple[int, int]
"""Number of a passage and of a token in it."""


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that an article names or describes.

    Parameters
    ----------
    names
        Forms of the name, with how often each is used, in the order of the text.
    roles
        Lower-case words that describe it.
    places
        Where it is mentioned, in the order of the text.
    subjects
        Those places at which it is the subject of a clause.
    """

    names: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    subjects: set[Place] = field(default_factory=set)
    type: EntityType = "unknown"
    gender: str = ""
    plural: bool = False
    named: bool = True

    @property
    def name(self) -> str:
        """The form with most words; of equals the earliest."""
        return max(self.names, key=lambda name: len(name.split()))

    @property
    def label(self) -> str:
        """The entity label that the parser gave most often."""
        return min(self.labels, key=lambda k: (-self.labels[k], k)) if self.labels else ""

    def last_before(self, place: Place) -> Place | None:
        """Where it was mentioned last before a place."""
        at = bisect_left(self.places, place)
        return self.places[at - 1] if at else None


_LEAST_WORDS = 5
_CAPITALS = 0.75
_UNCAPPED = frozenset(
    "a an and as at but by for from in into is it nor of on or over than the to up via vs with".split()
)


def _is_headline(text: str) -> bool:
    """Whether a passage is set like a headline: most of its longer words begin with a capital, and no stop ends it.

    With a stop, all have to but those that no headline writes with one.
    """
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    if len(words) < _LEAST_WORDS:
        return False
    if text.rstrip().endswith((".", "!", "?", "”", '"')):
        return all(word[0].isupper() or word.rstrip(",:;") in _UNCAPPED for word in text.split() if word[0].isalpha())
    return sum(word[0].isupper() for word in words) / len(words) >= _CAPITALS


class Cast:
    """All entities of one article.

    Parameters
    ----------
    trees
        Its parsed passages, in order.
    texts
        The article's own characters of each passage.
    lexicon
        The words that the room knows.
    """

    def __init__(self, trees: Sequence[Tree], texts: Sequence[str], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entities: list[Entity] = []
        self._at: dict[Place, Entity] = {}
        found: list[tuple[int, NameMention]] = []
        running = "\n".join(text for text in texts if not _is_headline(text))
        for number, (tree, text) in enumerate(zip(trees, texts, strict=True)):
            mentions = name_mentions(tree.words, text, lexicon)
            # "Lind Signals Openness on Pier": of a line in capitals, only what the text names too is a name
            found.extend((number, m) for m in mentions if not _is_headline(text) or m.text in running)
        self._uses = _bare_forms(found)
        self._first = {mention.text: (number, mention.tokens[0]) for number, mention in reversed(found)}
        self._genders = _form_genders(found, lexicon)
        # Longer forms first, so that a short one finds every full name that it may stand for.
        forms: dict[str, list[tuple[int, NameMention]]] = {}
        for number, mention in found:
            forms.setdefault(mention.text, []).append((number, mention))
        order = sorted(forms, key=lambda form: (-len(form.split()), forms[form][0][0], forms[form][0][1].tokens))
        for form in order:
            for number, mention in forms[form]:
                self._place(number, mention, trees[number])
        for entity in self.entities:
            entity.places.sort()
            _settle(entity, lexicon)

    def at(self, place: Place) -> Entity | None:
        """The entity whose name covers a token."""
        return self._at.get(place)

    def describe(self, name: str, place: Place, roles: Iterable[str], *, person: bool, plural: bool) -> Entity:
        """Enter somebody who is described and not named ("a retired diplomat")."""
        entity = Entity(named=False, plural=plural, type="person" if person else "unknown")
        entity.names[name] += 1
        entity.roles.update(roles)
        entity.places.append(place)
        entity.subjects.add(place)
        entity.gender = _gender(entity.roles, self.lexicon)
        self.entities.append(entity)
        return entity

    def mention(self, entity: Entity, place: Place, *, subject: bool = True) -> None:
        """Note that an entity was meant at a place by a word that is no name of it."""
        at = bisect_left(entity.places, place)
        if at == len(entity.places) or entity.places[at] != place:
            entity.places.insert(at, place)
        if subject:
            entity.subjects.add(place)

    def _place(self, number: int, mention: NameMention, tree: Tree) -> None:
        place = (number, mention.tokens[0])
        entity = self._same(mention, place)
        if entity is None:
            entity = Entity()
            self.entities.append(entity)
        entity.names[mention.text] += 1
        if mention.label:
            entity.labels[mention.label] += 1
        if mention.titled:
            entity.labels["PERSON"] += 2
        if mention.locative and mention.label in ("GPE", "LOC"):
            entity.labels[mention.label] += 1
        before = tree.words[mention.tokens[0] - 1].lower if mention.tokens[0] else ""
        if before in ("in", "near", "outside", "across") and not mention.titled and " " not in mention.text:
            entity.labels["GPE"] += 1
        entity.roles |= mention.roles
        entity.places.append(place)
        if any(tree.words[i].dep in ("nsubj", "nsubjpass") for i in range(*mention.tokens)):
            entity.subjects.add(place)
        for i in range(*mention.tokens):
            self._at[number, i] = entity

    def _rather_another(self, mention: NameMention, fitting: Sequence[Entity], place: Place) -> bool:
        """A surname used often, and before the one person of that surname is named in passing, is somebody else."""
        if " " in mention.text or any(mention.text in entity.names for entity in fitting):
            return False
        if any(p < place for entity in fitting for p in entity.places):
            return False
        uses = max(sum(entity.names.values()) for entity in fitting)
        return self._uses[mention.text] > _OFTEN * uses

    def _same(self, mention: NameMention, place: Place) -> Entity | None:
        """The entity that a form may stand for: the nearest before it, else the first after it."""
        person = mention.titled or mention.label == "PERSON"
        fitting = [
            entity
            for entity in self.entities
            if any(same_name(mention.text, name, person or entity.labels["PERSON"] > 0) for name in entity.names)
        ]
        if " " not in mention.text:  # Lind came with "his wife, Anna Lind"
            first = self._first[mention.text]
            fitting = [entity for entity in fitting if not (entity.roles & _FAMILY and first < entity.places[0])]
        gender = self._genders.get(mention.text, "")
        if gender:  # "Mr. Lind" is not Anna Lind
            fitting = [entity for entity in fitting if _first_gender(entity, self.lexicon) in ("", gender)]
        if not fitting or self._rather_another(mention, fitting, place):
            return None
        before = [entity for entity in fitting if any(p < place for p in entity.places)]
        if before:
            return max(before, key=lambda entity: max(p for p in entity.places if p < place))
        return min(fitting, key=lambda entity: min(entity.places))


_OFTEN = 3
_FAMILY = frozenset("wife husband spouse widow widower son daughter brother sister".split())


def _bare_forms(found: Iterable[tuple[int, NameMention]]) -> Counter[str]:
    return Counter(mention.text for _, mention in found)


def _form_genders(found: Iterable[tuple[int, NameMention]], lexicon: Lexicon) -> dict[str, str]:
    """The gender that titles give to a form of a name, where all that give one agree."""
    genders: dict[str, set[str]] = {}
    for _, mention in found:
        if (gender := _gender(mention.roles, lexicon)) and " " not in mention.text:
            genders.setdefault(mention.text, set()).add(gender)
    return {form: next(iter(given)) for form, given in genders.items() if len(given) == 1}


def _first_gender(entity: Entity, lexicon: Lexicon) -> str:
    """The gender that a full name tells by its first name."""
    first = entity.name.split()[0].casefold()
    return "f" if first in lexicon["she names"] else "m" if first in lexicon["he names"] else ""


def _settle(entity: Entity, lexicon: Lexicon) -> None:
    """Decide what an entity is, from its labels, its words and its roles."""
    words = {word.casefold() for name in entity.names for word in name.split()}
    tail = entity.name.split()[-1].casefold()
    group_words = lexicon["company words"] | lexicon["organisation words"] | lexicon["government words"]
    first = entity.name.split()[0].casefold()
    entity.gender = _gender(entity.roles, lexicon) or (
        "f" if first in lexicon["she names"] else "m" if first in lexicon["he names"] else ""
    )
    body = first in group_words and " of " in entity.name and "who" not in entity.roles
    if body or (is_outlet(entity.name, lexicon) and entity.labels["PERSON"] < 3):
        entity.type = "group"
    elif "who" in entity.roles or (tail not in group_words and _is_somebody(entity, lexicon)):
        entity.type = "person"
    elif tail in group_words and len(words) > 1:
        entity.type = "group"
    elif entity.label == "PERSON":
        entity.type = "person"
    elif entity.label in ("GPE", "LOC", "FAC"):
        entity.type = "place"
    elif entity.label in ("ORG", "NORP") or words & group_words:
        entity.type = "group"


def _is_somebody(entity: Entity, lexicon: Lexicon) -> bool:
    """A title that is a role, or a first name before another name."""
    titled = bool(entity.roles & lexicon["titles"] & lexicon["roles"])
    return titled or (len(entity.name.split()) > 1 and bool(entity.gender))


def _gender(roles: Iterable[str], lexicon: Lexicon) -> str:
    roles = set(roles)
    she, he = roles & lexicon["she words"], roles & lexicon["he words"]
    return "f" if she and not he else "m" if he and not she else ""
