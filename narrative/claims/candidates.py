"""Who is meant by a word that is no name: "he", "the newspaper", "the Kremlin official"."""

from __future__ import annotations

from collections.abc import Sequence

from narrative.claims.cast import Cast, Entity, Place
from narrative.claims.grammar import child
from narrative.claims.kinds import is_outlet, kind_of
from narrative.claims.lexicon import Lexicon
from narrative.claims.tree import Tree, Word, subtree

SINGULAR = frozenset({"he", "she"})
_ANYBODY = frozenset("official man woman source diplomat politician person leader insider minister officer".split())
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod"})


class Candidates:
    """The entities of one article among whom a pronoun or a description chooses.

    Parameters
    ----------
    cast
        The article's entities.
    trees
        Its parsed passages.
    """

    def __init__(self, cast: Cast, trees: Sequence[Tree]) -> None:
        self.cast, self.trees = cast, trees
        self.lexicon: Lexicon = cast.lexicon
        self.spoken: list[tuple[Place, Entity]] = []

    def ranked(self, place: Place, fits: Sequence[Entity]) -> Entity | None:
        """The likeliest of some entities: mentioned lately, as a subject, or as a speaker."""
        best: tuple[float, Place] | None = None
        chosen = None
        for entity in fits:
            last = entity.last_before(place)
            if last is None:
                continue
            passages = place[0] - last[0]
            score = -1.0 * passages
            if last in entity.subjects:
                score += 0.8
            if self.spoken and self.spoken[-1][1] is entity:
                score += 1.1
            if entity.type == "person" and entity.named and len(entity.name.split()) == 1 and not entity.roles:
                score -= 1.5 if entity.gender else 3.0
            if entity.named and entity.places[0] == last and last in entity.subjects and not passages:
                score += 0.7  # just introduced, by name, as what the sentence is about
            if (best is None or (score, last) > best) and passages <= 6:
                best, chosen = (score, last), entity
        return chosen

    def person(self, place: Place, gender: str) -> Entity | None:
        fits = [e for e in self.cast.entities if e.type == "person" and not e.plural and e.gender in ("", gender)]
        found = self.ranked(place, fits)
        if found is not None and not found.gender:
            found.gender = gender
        return found

    def person_meant(self, place: Place, gender: str, speaker: Entity | None) -> Entity | None:
        """Who a "he" or "she" inside a statement is: whoever states it, or the person spoken of last."""
        if speaker is not None and may_be(speaker, "she" if gender == "f" else "he") and speaker.type == "person":
            return speaker
        return self.person(place, gender)

    def group(self, place: Place) -> Entity | None:
        fits = [e for e in self.cast.entities if not e.plural and e.type in ("group", "unknown")]
        return self.ranked(place, fits)

    def several(self, place: Place) -> Entity | None:
        fits = [e for e in self.cast.entities if e.plural or (e.type == "group" and e.named)]
        return self.ranked(place, fits)

    def definite(self, word: Word, place: Place, mention: str) -> tuple[Entity | None, str | None]:
        """ "the newspaper", "the Kremlin official", "the ministry", "the banker"."""
        if word.lower in ("pair", "two", "duo", "trio", "three") and child(word, "prep") is None:
            return self.several(place), "those spoken of last"
        if any(restricts(kid, word, self.trees[place[0]].words) for kid in word.kids):
            return None, None
        if word.lower in self.lexicon["outlet nouns"]:
            outlets = [e for e in self.cast.entities if e.named and is_outlet(e.name, self.lexicon)]
            found = self.ranked(place, outlets) or max(
                (e for e in outlets if e.last_before(place)), key=lambda e: e.last_before(place) or (0, 0), default=None
            )
            if found is not None:
                return found, "the outlet spoken of last"
        found = self._described_alike(word, place)
        if found is not None:
            return found, "described by the same words"
        if word.lower in self.lexicon["company nouns"]:
            fits = [e for e in self.cast.entities if e.named and e.type in ("group", "unknown") and self._is_company(e)]
            sure = [e for e in fits if self._surely_company(e)]
            return self.ranked(place, sure) or self.ranked(place, fits), "the body spoken of last"
        return None, None

    def _described_alike(self, word: Word, place: Place) -> Entity | None:
        """The entity that was described by most of the same words."""
        modifiers = {w.lower for kid in word.kids if kid.dep in _MODIFIERS for w in subtree(kid) if w.pos != "PART"}
        origin = {w.lower for kid in word.kids for w in subtree(kid) if w.ent == "NORP"}
        telling = modifiers if word.lemma in _ANYBODY else modifiers - origin
        head = {word.lower, word.lemma}
        plural = word.tag in ("NNS", "NNPS")
        role = word.lemma in self.lexicon["roles"]
        body = not role and word.lemma in self.lexicon["company nouns"] | self.lexicon["government words"]
        scored: list[tuple[int, Entity]] = []
        for entity in self.cast.entities:
            if entity.plural != plural or entity.last_before(place) is None:
                continue
            known = entity.roles | {w.casefold() for n in entity.names for w in n.split()}
            if entity.type == "person" and (body or self._other_office(modifiers, known)):
                continue
            hits = bool(head & known) * 2 + len(modifiers & known) + bool(head & known and modifiers <= known)
            if hits >= 2 or (telling & known and entity.type == "person" and role):
                scored.append((hits, entity))
        top = max((hits for hits, _ in scored), default=0)
        return self._latest([e for hits, e in scored if hits == top], place)

    def _other_office(self, modifiers: set[str], known: set[str]) -> bool:
        """ "the prime minister" is not the education minister."""
        return bool((modifiers & self.lexicon["titles"]) - known)

    def _is_company(self, entity: Entity) -> bool:
        kind = kind_of(entity.name, entity.label, True, False, self.lexicon)
        spoke = any(e is entity for _, e in self.spoken)
        return kind in ("company", "organisation", "unknown") and (spoke or kind != "unknown" or bool(entity.subjects))

    def _surely_company(self, entity: Entity) -> bool:
        """By its name, or because the article calls it one."""
        if kind_of(entity.name, entity.label, True, False, self.lexicon) == "company":
            return True
        return bool(entity.roles & (self.lexicon["company nouns"] | self.lexicon["company words"]))

    @staticmethod
    def _latest(entities: Sequence[Entity], place: Place) -> Entity | None:
        return max(
            (e for e in entities if e.last_before(place)), key=lambda e: e.last_before(place) or (0, 0), default=None
        )


def may_be(outer: Entity, pronoun: str) -> bool:
    """Whether a pronoun in what somebody says can mean that somebody."""
    if pronoun in SINGULAR:
        return (
            outer.type in ("person", "unknown")
            and not outer.plural
            and outer.gender in ("", "f" if pronoun == "she" else "m")
        )
    if pronoun == "it":
        return outer.type in ("group", "unknown", "place") and not outer.plural
    return pronoun == "they" and (outer.plural or outer.type == "group")


def restricts(kid: Word, word: Word, words: Sequence[Word]) -> bool:
    """Whether what follows a noun tells which one is meant ("the officials in Kyiv"), not only more about it."""
    if kid.i < word.i or kid.dep not in ("relcl", "acl", "prep"):
        return False
    return kid.left == 0 or words[kid.left - 1].text not in (",", "(", "-", "–", "—")
