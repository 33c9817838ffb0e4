"""The names of an article: who and what is named, under which forms, with which roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrative.claims.lexicon import Lexicon
from narrative.claims.tree import Range, Word, subtree

_LINKS = frozenset(
    {"of", "for", "&", "de", "del", "della", "van", "von", "der", "al", "bin", "ibn", "la", "le", "the", "and"}
)
_PERSON_RELATIVE = frozenset({"who", "whom"})


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name where it stands: tokens of the bare name, and the words that describe its bearer."""

    tokens: Range
    text: str
    roles: frozenset[str]
    titled: bool
    label: str
    locative: bool


def name_mentions(words: Sequence[Word], text: str, lexicon: Lexicon) -> Iterator[NameMention]:
    """Names of a passage from left to right.

    Parameters
    ----------
    words
        The parsed passage.
    text
        The article's own characters for it.
    lexicon
        The words that the room knows.
    """
    titles = lexicon["titles"]
    for a, b in ((a, b - _of_texts(words, a, b, lexicon)) for a, b in _runs(words)):
        tokens = words[a:b]
        cut = a
        for t in tokens:
            bare = t.lower.rstrip(".")
            if t.i == a and _office_of(words, a, b, lexicon):
                cut = _person_in(words, a, b)
            if bare in titles and t.i + 1 < b and not _company_tail(words, t.i + 1, b, lexicon):
                cut = t.i + 1
        titled = cut > a
        roles = {t.lower.rstrip(".") for t in words[a:cut]}
        roles |= {_IN_FULL[short] for short in roles & _IN_FULL.keys()}
        roles |= _roles_beside(words, cut, b)
        labels = Counter(t.ent for t in words[cut:b] if t.ent)
        label = max(sorted(labels), key=lambda k: labels[k]) if labels else ""
        before = words[a - 1].lower if a else ""
        locative = before in ("in", "at", "near", "from", "off", "across", "to", "into", "outside", "around", "over")
        name = text[words[cut].idx : words[b - 1].end]
        yield NameMention((cut, b), name, frozenset(roles), titled, label, locative)


def _of_texts(words: Sequence[Word], a: int, b: int, lexicon: Lexicon) -> int:
    """How many words at the end of a run are no part of the name: 1 for the papers of a person ("Olaf Lind Memos")."""
    last = words[b - 1].lower
    if any(word.lower in _LINKS for word in words[a:b]):
        return 0  # "Committee of Public Accounts"
    texts = lexicon["text nouns"] | lexicon["published"]
    return int(b - a >= _NAME_AND_TEXTS and last.endswith("s") and last.removesuffix("s") in texts)


_NAME_AND_TEXTS = 3


def _office_of(words: Sequence[Word], a: int, b: int, lexicon: Lexicon) -> bool:
    """Whether a run of capitals goes on an office: "Minister of | Roads Olaf Lind"."""
    if a < _OFFICE_AND_OF or b - a < _PLACE_AND_NAME or words[a - 1].lower not in ("of", "for"):
        return False
    office = words[a - 2].lower
    return words[a - 2].text[0].isupper() and office in lexicon["titles"] | lexicon["roles"]


_OFFICE_AND_OF, _PLACE_AND_NAME = 2, 3


def _person_in(words: Sequence[Word], a: int, b: int) -> int:
    """Where the name of a person begins at the end of such a run."""
    start = b
    while start > a and words[start - 1].ent == "PERSON":
        start -= 1
    return start if a < start <= b - 2 else b - 2


def _company_tail(words: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> bool:
    """What follows a title word is no name of a person ("Prime Motors", "Queen Street Bank")."""
    tail = words[end - 1].lower
    return tail in lexicon["company words"] or (tail in lexicon["government words"] and end - start == 1)


def _runs(words: Sequence[Word]) -> Iterator[Range]:
    """Maximal runs of capitalised name words."""
    i, n = 0, len(words)
    while i < n:
        if not _name_word(words, i):
            i += 1
            continue
        j = i + 1
        while j < n:
            if _hyphened(words, j):
                j += 2
            elif _name_word(words, j) or (words[j].lower in _LINKS and j + 1 < n and _joined(words, i, j)):
                j += 1
            else:
                break
        while j - 1 > i and words[j - 1].lower in _LINKS:
            j -= 1
        yield i, j
        i = j


def _hyphened(words: Sequence[Word], j: int) -> bool:
    """A hyphen inside a name whose second half is small: "Jong-un"."""
    return (
        words[j].text == "-"
        and j + 1 < len(words)
        and words[j + 1].pos == "PROPN"
        and words[j].idx == words[j - 1].end
        and words[j + 1].idx == words[j].end
    )


def _name_word(words: Sequence[Word], i: int) -> bool:
    token = words[i]
    if not token.text[0].isupper():
        return token.text[0].isdigit() and i > 0 and token.ent in ("ORG", "FAC") and words[i - 1].pos == "PROPN"
    if token.pos == "PROPN":
        return token.ent not in ("DATE", "TIME") and token.lower not in _SMALL
    if token.ent in ("PERSON", "ORG", "GPE", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT"):
        return token.pos in ("NOUN", "ADJ", "VERB", "NUM", "X", "DET", "INTJ") and token.lower not in _SMALL
    return False


def _joined(words: Sequence[Word], start: int, j: int) -> bool:
    """A small word between capitals belongs to the name ("Central Bank of Norvia", "Moll & Co")."""
    nxt, word = j + 1, words[j].lower
    if word == "the" or (words[nxt].lower == "the" and word == "of"):
        nxt = j + 1 if word == "the" else j + 2
        if nxt >= len(words) or word == "the":
            return word == "the" and words[j - 1].lower == "of" and _name_word(words, nxt)
    if nxt >= len(words) or not _name_word(words, nxt):
        return False
    if word in ("and", "of", "for"):
        same = bool(words[j].ent) and words[j].ent == words[j - 1].ent == words[nxt].ent
        if words[start].ent == "PERSON":
            return False
        return same or (word == "of" and words[j - 1].lower in _OFFICES)
    return True


_OFFICES = frozenset(
    {
        "bank",
        "ministry",
        "department",
        "university",
        "institute",
        "council",
        "court",
        "house",
        "office",
        "board",
        "bureau",
        "republic",
        "kingdom",
        "church",
        "academy",
        "college",
        "association",
        "federation",
        "union",
        "organisation",
        "organization",
    }
)


def _roles_beside(words: Sequence[Word], a: int, b: int) -> set[str]:
    """Describing words before the name and in apposition to it."""
    head = words[b - 1]
    roles: set[str] = set()
    left = head.left
    for t in words[max(left, a - 8) : a]:
        if t.dep in ("compound", "nmod", "amod", "appos", "poss") and t.pos in ("NOUN", "PROPN", "ADJ"):
            roles.add(t.lower)
    for c in head.kids:
        if c.dep == "appos":
            roles |= _description(c)
        if c.dep == "relcl" and any(g.lower in _PERSON_RELATIVE for g in c.kids):
            roles.add("who")
            roles |= {f"{c.lemma.lower()}"}
            roles |= {t.lower for t in subtree(c) if t.pos == "NOUN"}
    if head.dep == "appos":
        roles |= _description(head.head)
    if head.dep == "attr" and head.head.lemma == "be":
        return roles
    for c in head.head.kids if head.dep in ("nsubj",) and head.head.lemma == "be" else ():
        if c.dep == "attr":
            roles |= _description(c)
    return roles


def _description(head: Word) -> set[str]:
    words = {head.lower}
    for t in subtree(head):
        if (
            t.dep in ("compound", "amod", "nmod", "pobj", "poss", "conj")
            and t.pos in ("NOUN", "PROPN", "ADJ")
            and t.i != head.i
        ):
            words.add(t.lower)
    return words


_IN_FULL = {
    "prof": "professor", "dr": "doctor", "sen": "senator", "gov": "governor", "capt": "captain", "gen": "general",
    "col": "colonel", "lt": "lieutenant", "sgt": "sergeant", "rep": "representative", "supt": "superintendent",
    "insp": "inspector", "cllr": "councillor", "rev": "reverend", "adm": "admiral", "maj": "major", "det": "detective",
}  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "junior", "senior"})


def same_name(short: str, long: str, person: bool) -> bool:
    """Whether a shorter form can stand for a longer one."""
    a, b = _bare(short), _bare(long)
    if not a or not b or len(a) > len(b):
        return False
    if a == b:
        return True
    if b[-1] in _BUILT and a[-1] not in _BUILT:
        return False  # "Mr. Lind" is not "Lind Tower"
    if person:
        if b[-1] in _SUFFIXES and a[-1] not in _SUFFIXES:
            return False  # "Trump" is not "Donald Trump Jr."
        if len(a) == 1:
            return a[0] in (b[0], b[-1])
        first = a[0] == b[0] or (min(len(a[0].rstrip(".")), len(b[0].rstrip("."))) == 1 and a[0][0] == b[0][0])
        return (a[-1] == b[-1] and first) or set(a) <= set(b)
    if a == b[: len(a)] or (len(a) > 1 and a == b[-len(a) :]) or set(a) <= set(b):
        return True
    initials = "".join(w[0] for w in b if w not in ("of", "the", "for", "and", "&"))
    return len(a) == 1 and len(a[0]) > 1 and a[0].replace(".", "") in (initials, initials + "s")


_BUILT = frozenset(
    "airport arena avenue bridge building hotel plaza resort skyscraper square stadium street tower towers".split()
)


def _bare(name: str) -> list[str]:
    words = [w.strip(".,'’\"“”()").casefold() for w in name.replace("’s", "").replace("'s", "").split()]
    return [w for w in words if w and w not in ("the",)]


_SMALL = frozenset(
    (
        "the a an this that these those he she it they we i you his her its their my our your who and or but "
        "if when while as at by for from in into of on to with after before since then there here what why "
        "how not no yes"
    ).split()
)
