"""What can be denied, confirmed or taken back: something said or thought, not a thing or a person.

"Dismissed the claim" denies, "dismissed forty clerks" does not.
"""

from __future__ import annotations

from narrative.claims.grammar import child
from narrative.claims.lexicon import Lexicon
from narrative.claims.tree import Word

_IT = frozenset("it this that these those them all everything anything any both what either suggestions".split())
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ing", "cy", "al")
_PLACES_WON = frozenset(
    "place spot seat berth booking reservation qualification title promotion lead win return".split()
)
# What is filed is decided on, and nobody says that it is not so: "the court dismissed the application".
_FILED = frozenset(
    "application motion petition appeal lawsuit suit case bid amendment resolution nomination extradition "
    "registration submission tender".split()
)
_DECIDING = frozenset({"dismiss", "reject", "throw", "turn", "strike", "refuse"})
_BOARDS = frozenset("admit accept grant question confirm".split())
_OF_THINGS_TOO = frozenset(
    "deny dispute refute rebut contradict debunk disavow disclaim rubbish contest decry doubt verify corroborate "
    "authenticate substantiate validate acknowledge concede confess".split()
)
_ANYTHING = frozenset("change alter cut drop pull remove delete lower raise reverse strike amend revise edit".split())
_THINGS_TOO = frozenset("account sentence picture photo image column line item advice page".split())
_VICTIMS = frozenset("dead death victim casualty fatality injured wounded missing".split())
_AMOUNTS = frozenset({"number", "count", "figure"})
_MEASURES = frozenset("lower reduce halve downgrade trim".split())
_COUNTS = frozenset({"toll", "tally"})


def is_saying(noun: Word, lexicon: Lexicon) -> bool:
    """Whether a noun stands for something said or thought."""
    if noun.pos == "PRON" or noun.lower in _IT:
        return noun.lower in _IT
    if noun.lemma in lexicon["roles"] or noun.lower in lexicon["plural anonymous"] or noun.ent in ("PERSON", "NORP"):
        return False
    named = lexicon["content nouns"] | lexicon["text nouns"] | lexicon["falsehood"] | lexicon["demands"]
    if noun.lemma in named or noun.lower in named:
        return True
    if any(kid.dep in ("acl", "ccomp") and child(kid, "mark") is not None for kid in noun.kids):
        return True
    return noun.pos == "NOUN" and len(noun.lemma) > 6 and noun.lemma.endswith(_ABSTRACT)


def takes(verb: str, noun: Word, lexicon: Lexicon, *, phrase: bool) -> bool:
    """Whether a verb that denies, doubts or confirms does so to its object.

    Parameters
    ----------
    verb
        Its lemma.
    noun
        Head of the object.
    lexicon
        The words that the room knows.
    phrase
        It is a cue of several words ("wave away"), most of which do something with their hands first.
    """
    if verb in _OF_THINGS_TOO and not phrase:
        return True
    person = noun.lemma in lexicon["roles"] or noun.lower in lexicon["plural anonymous"] or noun.ent == "PERSON"
    if verb in _DECIDING and noun.lemma in _FILED:
        return False
    if verb in _BOARDS:
        return not person and noun.lemma not in _PLACES_WON
    return is_saying(noun, lexicon)


def _of_the_dead(noun: Word) -> bool:
    of = next((child(kid, "pobj") for kid in noun.kids if kid.lower == "of"), None)
    return of is not None and of.lemma in _VICTIMS


def is_told(verb: str, noun: Word, lexicon: Lexicon) -> bool:
    """Whether a verb of taking back ("withdraw", "delete") takes back something said by its object."""
    texts = lexicon["text nouns"]
    if verb in ("cut", "change", "edit") and any(kid.lower in ("a", "an", "new") for kid in noun.kids):
        return False  # "cut a new video"
    if verb in _MEASURES:
        return noun.lemma in _COUNTS
    if noun.lower in ("one", "some", "two", "several", "most", "part", "parts", "all"):
        of = next((kid for kid in noun.kids if kid.lower == "of" and kid.dep == "prep"), None)
        goal = child(of, "pobj") if of is not None else None
        return goal is not None and (goal.lemma in texts or goal.lower in texts)
    if verb in ("drop", "abandon", "ditch") and any(kid.lower in ("against", "for", "to", "on") for kid in noun.kids):
        return False  # "dropped its claim against the builder"
    if verb in _ANYTHING and (noun.lemma in _THINGS_TOO or noun.lower == "accounts"):
        return False  # "remove the accounts", "change the picture", "cut the sentence by a year"
    if (
        verb in _ANYTHING
        and noun.lemma in _AMOUNTS
        and not _of_the_dead(noun)
        and any(kid.lower == "of" for kid in noun.kids)
    ):
        return False  # "cut the number of trains"
    if noun.lemma in texts or noun.lower in texts:
        return True
    return verb in lexicon["retract verbs"] and noun.lemma in lexicon["published"]
