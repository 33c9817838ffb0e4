"""Who a source is: pronouns, role nouns and described outlets to the fullest name that the article gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from narrative.claims.candidates import Candidates, may_be, restricts
from narrative.claims.cast import Cast, Entity, Place
from narrative.claims.grammar import SUBJECTS
from narrative.claims.issuers import issuer
from narrative.claims.kinds import is_outlet, kind_of
from narrative.claims.tree import Range, Tree, Word, subtree
from narrative.records import Source

UNKNOWN = "unknown"
_DEFINITE = frozenset({"the", "that", "this", "these", "those", "both"})
_ANYBODY = frozenset("official man woman source diplomat politician person leader insider minister officer".split())
_POINTING = frozenset({"that", "which", "who", "whom", "it", "what", "this"})
_IN_OFFICE = frozenset("president premier chancellor governor mayor minister senator".split())
"""Who speaks of himself; in what a spokesman says, "he" is whoever he speaks for."""
_OWNERS = frozenset({"his", "her", "its", "their"})
SINGULAR = frozenset({"he", "she"})
_PLURAL = frozenset({"they", "both", "the two", "the pair"})
_HIMSELF = frozenset({"himself", "herself", "itself", "themselves"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as it was resolved: its record, the entity behind it, and how it was found."""

    source: Source
    entity: Entity | None
    how: str | None = None


class Resolver(Candidates):
    """Resolves the sources of one article, in the order of the text.

    Parameters
    ----------
    cast
        The article's entities.
    trees, texts
        Its parsed passages and the article's own characters of them.
    outlet
        Who publishes it.
    """

    def __init__(self, cast: Cast, trees: Sequence[Tree], texts: Sequence[str], outlet: str) -> None:
        super().__init__(cast, trees)
        self.texts, self.outlet = texts, outlet
        self._described_at: dict[Place, Entity] = {}
        for number, tree in enumerate(trees):
            self._describe_subjects(number, tree)

    def resolve(self, passage: int, phrase: Range, head: int, outer: Entity | None = None) -> Speaker | None:
        """Resolve the noun phrase of a source.

        Parameters
        ----------
        passage
            Number of the passage.
        phrase
            Token range of the noun phrase.
        head
            Token index of its head.
        outer
            Who speaks around it: a pronoun in what somebody says is most often that somebody.

        Returns
        -------
        Speaker or None
            None for "I" and "we", who are whoever speaks already.
        """
        words = self.trees[passage].words
        word, text = words[head], self.texts[passage]
        if phrase[1] - phrase[0] > 1 and head < phrase[1] - 1 and words[phrase[1] - 1].lower in _HIMSELF:
            phrase = (phrase[0], phrase[1] - 1)
        mention = _clean(text[words[phrase[0]].idx : words[phrase[1] - 1].end])
        place = (passage, phrase[0])
        if mention.casefold() in ("i", "we", "me", "us"):
            return None
        if mention == "A":
            entity = self._interviewee(place)
            return self._named_speaker(entity, mention, "who is interviewed") if entity is not None else None
        if self._is_self(mention, word):
            return Speaker(Source(name=self.outlet, kind="outlet", mention=mention), None, None)
        if outer is not None and may_be(outer, word.lower):
            return None
        several = self._one_of_several(passage, phrase, word, mention)
        if several is not None:
            return several
        entity, how = self._entity(passage, phrase, word, mention)
        if entity is None and mention.casefold() in _POINTING:
            return self.unknown()
        if entity is None:
            return self._described(word, mention, place)
        if entity.named and word.pos == "PROPN" and " " not in entity.name and any(k.dep == "poss" for k in word.kids):
            entity.names[mention.removeprefix("the ").removeprefix("The ")] += 1  # "the Seamen's Guild", not "Guild"
        self._note(place, entity)
        return self._named_speaker(entity, mention, how)

    def _one_of_several(self, passage: int, phrase: Range, word: Word, mention: str) -> Speaker | None:
        """ "one of them": one of those spoken of last."""
        words = self.trees[passage].words[phrase[0] : phrase[1]]
        if not 3 <= len(words) <= 4 or [w.lower for w in words[-2:]] != ["of", "them"]:
            return None
        beside = self._topic(passage, phrase[0])
        if beside is not None and beside.tag in ("NNS", "NNPS"):
            bare = self._bare_phrase(passage, beside)
            whole = bare if beside.pos == "PROPN" else f"the {_uncapped(bare.removeprefix('the '))}"
        elif (found := self.several((passage, phrase[0]))) is not None:
            whole = found.name if found.named else f"the {_uncapped(found.name).removeprefix('the ')}"
        else:
            return None
        name = mention.removesuffix("them") + whole
        return Speaker(Source(name=name, kind="anonymous", mention=mention), None, f'"{mention}": those spoken of last')

    def _topic(self, passage: int, before: int) -> Word | None:
        """The first subject of a sentence, before a token of it."""
        tree = self.trees[passage]
        sentence = next((s for s in tree.sentences if s[0] <= before < s[1]), None)
        if sentence is None:
            return None
        fits = (w for w in tree.words[sentence[0] : before] if w.dep in SUBJECTS and w.pos in ("NOUN", "PROPN"))
        return next(fits, None)

    def _named_speaker(self, entity: Entity, mention: str, how: str | None) -> Speaker:
        name = entity.name
        kind = kind_of(name, entity.label, entity.named, entity.type == "person", self.lexicon)
        why = f'"{mention}" is {name}: {how}' if how and mention.casefold() != name.casefold() else None
        shown = mention if mention != name else None
        return Speaker(Source(name=name, kind=kind, mention=shown), entity, why)

    def _describe_subjects(self, number: int, tree: Tree) -> None:
        """Enter those who are described, and not named, where a clause is about them ("a retired officer")."""
        roles, several = self.lexicon["roles"], self.lexicon["plural anonymous"]
        for word in tree.words:
            if word.dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "attr") or word.pos != "NOUN":
                continue
            if word.lemma not in roles and word.lower not in several:
                continue
            determiner = next((kid.lower for kid in word.kids if kid.dep in ("det", "poss", "predet")), "")
            tells_which = any(restricts(kid, word, tree.words) for kid in word.kids)
            if (determiner in _DEFINITE and not tells_which) or self._named(number, word) is not None:
                continue
            left, right = word.left, word.right
            for kid in word.kids:
                if kid.i > word.i and kid.lower in ("about", "on", "over", "regarding") and kid.dep == "prep":
                    right = min(right, kid.left)
                if kid.i > word.i and kid.left > 0 and tree.words[kid.left - 1].text == ",":
                    right = min(right, kid.left - 1)
            name = _clean(self.texts[number][tree.words[left].idx : tree.words[right - 1].end])
            known = {w.lower for w in subtree(word) if w.pos in ("NOUN", "PROPN", "ADJ")} | {word.lower, word.lemma}
            bodies = (
                self.lexicon["company nouns"] | self.lexicon["government words"] | self.lexicon["organisation words"]
            )
            entity = self.cast.describe(
                name, (number, left), known, person=word.lemma not in bodies, plural=word.tag == "NNS"
            )
            if word.dep not in ("nsubj", "nsubjpass"):
                entity.subjects.clear()
            self._described_at[number, word.i] = entity

    def unknown(self) -> Speaker:
        """Nobody is named: "it was reported"."""
        return Speaker(Source(name=UNKNOWN, kind="unknown"), None)

    def _interviewee(self, place: Place) -> Entity | None:
        """Whom an interview is with: the person named most before the first answer."""
        people = [e for e in self.cast.entities if e.type == "person" and e.named and e.places[0] < place]
        return max(people, key=lambda e: (sum(p < place for p in e.places), -e.places[0][0]), default=None)

    def _note(self, place: Place, entity: Entity) -> None:
        self.spoken.append((place, entity))
        self.cast.mention(entity, place)

    def _is_self(self, mention: str, word: Word) -> bool:
        """The outlet speaks of itself."""
        lower = mention.casefold()
        if (
            lower in ("we", "us")
            or lower in self.lexicon["outlet self"]
            or (
                lower.startswith(("our ", "this "))
                and word.lower
                in (self.lexicon["outlet nouns"] | {"correspondent", "information", "newsroom", "reporter", "sources"})
            )
        ):
            return True
        own, said = _bare(self.outlet.casefold()), _bare(lower)
        if len(said) > 1 and own[: len(said)] == said and is_outlet(self.outlet, self.lexicon):
            return True  # "Channel Nine", of Channel Nine Westland
        return said == own or (
            word.pos == "PROPN"
            and bool(_bare(lower))
            and len(_bare(lower)) < len(_bare(self.outlet.casefold()))
            and set(_bare(lower)) <= set(_bare(self.outlet.casefold()))
            and is_outlet(self.outlet, self.lexicon)
            and _bare(lower)[-1] in self.lexicon["outlet words"]
        )

    def _entity(self, passage: int, phrase: Range, word: Word, mention: str) -> tuple[Entity | None, str | None]:
        place = (passage, phrase[0])
        lower = word.lower
        lower = {"his": "he", "her": "she", "their": "they", "its": "it", "him": "he", "them": "they"}.get(lower, lower)
        if word.pos == "PRON" or lower in ("he", "she", "they", "it", "who"):
            if lower in SINGULAR:
                return self.person(place, "f" if lower == "she" else "m"), "the person spoken of last"
            if lower == "it":
                return self.group(place), "the body spoken of last"
            if lower == "they":
                return self.several(place), "those spoken of last"
            return None, None
        named = self._office_holder(passage, phrase, word) or self._named(passage, word) or self._called(word, mention)
        if named is not None and not self._only_a_title(named):
            return named, "named in full elsewhere"
        determiner = next((kid.lower for kid in word.kids if kid.dep in ("det", "poss", "predet")), "")
        if determiner in _DEFINITE and word.left >= word.i - 1 and word.right == word.i + 1:
            issued_by = issuer(word, (passage, word.i), self.trees, self.cast, self.spoken)
            if issued_by is not None:
                return issued_by, "whose text it is"
        if determiner in _DEFINITE:
            return self.definite(word, place, mention)
        if determiner in _OWNERS:
            return self._owned(word, place, determiner), "whose it is was spoken of last"
        return None, None

    def _called(self, word: Word, mention: str) -> Entity | None:
        """The one entity of that name, where the parser takes the name for no noun at all: "Trump himself"."""
        if not mention[:1].isupper() or " " in mention or word.pos not in ("VERB", "AUX", "ADJ", "ADV", "INTJ", "X"):
            return None
        called = [e for e in self.cast.entities if e.named and any(n.split()[-1] == mention for n in e.names if n)]
        return called[0] if len(called) == 1 else None

    def _office_holder(self, passage: int, phrase: Range, word: Word) -> Entity | None:
        """ "Speaker of Parliament Olaf Lind": the person whose name ends the phrase."""
        if not word.text[0].isupper() or word.i + 3 >= phrase[1] or self.trees[passage].words[word.i + 1].lower != "of":
            return None
        if word.lower not in self.lexicon["titles"] | self.lexicon["roles"]:
            return None
        last = self.cast.at((passage, phrase[1] - 1))
        return last if last is not None and last.type == "person" else None

    def _owned(self, word: Word, place: Place, determiner: str) -> Entity | None:
        """ "its committee", "her press service": the body of that name, or what belongs to whoever is meant."""
        beside = self._named_behind(word, place[0])
        if beside is not None:
            return beside
        alike = [e for e in self.cast.entities if e.named and e.type == "group" and _ends_on(e.name, word)]
        if len(alike) == 1:
            return alike[0]
        owner = self._owner(place, determiner)
        words, text = self.trees[place[0]].words, self.texts[place[0]]
        thing = _clean(text[words[place[1]].end : words[word.i].end])
        if owner is None or not thing:
            return None
        name = f"{owner}'s {thing}"
        known = next((e for e in self.cast.entities if name in e.names), None)
        if known is not None:
            return known
        roles = {w.lower for w in subtree(word) if w.pos in ("NOUN", "ADJ")} | {word.lemma}
        person = word.lemma in self.lexicon["roles"] or word.lower in self.lexicon["plural anonymous"]
        entity = self.cast.describe(name, place, roles, person=person, plural=word.tag in ("NNS", "NNPS"))
        if not person:
            entity.type = "group"
        return entity

    def _named_behind(self, word: Word, passage: int) -> Entity | None:
        """ "its maker, Moll & Co, ...": the name between commas right behind."""
        words = self.trees[passage].words
        if word.i + 2 >= len(words) or words[word.i + 1].text != ",":
            return None
        entity = self.cast.at((passage, word.i + 2))
        stop = word.i + 2
        while stop < len(words) and entity is not None and self.cast.at((passage, stop)) is entity:
            stop += 1
        return entity if stop < len(words) and words[stop].text in (",", ".", ":") else None

    def _owner(self, place: Place, determiner: str) -> str | None:
        """Whom a possessive in a source means: what the sentence is about, else the one spoken of last."""
        if determiner in ("his", "her"):
            person = self.person(place, "f" if determiner == "her" else "m")
            return person.name if person is not None and person.named else None
        topic = self._topic(*place)
        several = determiner == "their"
        if topic is not None:
            known = self._named(place[0], topic)
            plural = topic.tag in ("NNS", "NNPS") or any(kid.dep == "conj" for kid in topic.kids)
            if known is not None and known.type != "person":
                return known.name
            if known is None and plural == several and (several or topic.lemma not in self.lexicon["roles"]):
                return self._bare_phrase(place[0], topic)
        found = self.several(place) if several else self.group(place)
        last = found.last_before(place) if found is not None else None
        return found.name if found is not None and last is not None and last[0] == place[0] else None

    def _bare_phrase(self, passage: int, word: Word) -> str:
        """A noun with the adjectives and nouns before it."""
        words = self.trees[passage].words
        start = word.i
        while (
            start > word.left and words[start - 1].dep in ("compound", "amod", "nmod") and words[start - 1].head is word
        ):
            start -= 1
        phrase = self.texts[passage][words[start].idx : words[word.i].end]
        return phrase if word.pos == "PROPN" else f"the {phrase}"

    def _named(self, passage: int, word: Word) -> Entity | None:
        """The entity that the head names, or that stands in apposition to it."""
        own = self.cast.at((passage, word.i))
        if own is not None and (word.pos == "PROPN" or word.ent):
            return own
        for kid in word.kids:
            if kid.dep == "appos" and kid.i > word.i:
                beside = self.cast.at((passage, kid.i))
                if beside is not None and not any(g.dep == "case" for g in kid.kids):
                    return beside
        words = self.trees[passage].words
        if word.pos == "NOUN" and word.i + 1 < len(words) and words[word.i + 1].pos == "PROPN":
            beside = self.cast.at((passage, word.i + 1))  # "my old mate Ola Berg", "the news agency KNA"
            bodies = self.lexicon["outlet nouns"] | self.lexicon["company nouns"]
            if beside is not None and (beside.type == "person" or word.lemma in bodies):
                return beside
        last = word
        for kid in word.kids:  # "chief executive Tobias Renn" with the wrong head
            if kid.dep in ("compound", "nmod", "appos") and kid.i > word.i:
                last = kid
        return self.cast.at((passage, last.i)) if last is not word else None

    def _only_a_title(self, entity: Entity) -> bool:
        """ "the Colonel", "the Director": a title that somebody named in the article may bear."""
        words = entity.name.casefold().split()
        bearer = any(e is not entity and e.type == "person" and set(words) <= e.roles for e in self.cast.entities)
        return bearer and all(w in self.lexicon["titles"] or w in self.lexicon["roles"] for w in words)

    def _described(self, word: Word, mention: str, place: Place) -> Speaker:
        """A source that the article describes and does not name."""
        roles = {w.lower for w in subtree(word) if w.pos in ("NOUN", "PROPN", "ADJ")} | {word.lower, word.lemma}
        person = word.lemma in self.lexicon["roles"] or word.lower in self.lexicon["plural anonymous"]
        plural = word.tag in ("NNS", "NNPS")
        kind = kind_of(mention, word.ent, word.pos == "PROPN", person, self.lexicon)
        entity = self._described_at.get((place[0], word.i))
        if entity is not None:
            self.spoken.append((place, entity))
            self.cast.mention(entity, place)
            name = entity.name
            return Speaker(Source(name=name, kind=kind, mention=mention if mention != name else None), entity)
        bare = word.left == word.i - 1 and self.trees[place[0]].words[word.left].lower == "the" and not plural
        if word.pos in ("NOUN", "PROPN", "NUM", "ADJ") and not bare:
            entity = self.cast.describe(mention, place, roles, person=person, plural=plural)
            if not person and kind != "unknown":
                entity.type = "group"
            self.spoken.append((place, entity))
        elif word.lemma in _IN_OFFICE and not plural:
            # not one of the cast, but "he" in what the governor says is the governor
            entity = Entity(names=Counter({mention: 1}), type="person", named=False)
        return Speaker(Source(name=mention, kind=kind), entity)


def _ends_on(name: str, word: Word) -> bool:
    last = name.split()[-1].casefold()
    return " " in name and last in (word.lower, word.lemma)


def _bare(name: str) -> list[str]:
    return [w for w in name.replace("’s", "").replace("'s", "").split() if w != "the"]


def _clean(mention: str) -> str:
    return mention.strip(" ,;:\"'“”‘’()")


def _uncapped(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]
