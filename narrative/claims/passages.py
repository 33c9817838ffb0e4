"""Cut an article into passages: what the parser sees at once, with offsets into the article kept.

A passage is a paragraph (or part of a very long one) without dateline, bullet or byline. The text that the
parser sees has the length of the slice it stands for, character by character, so that every offset holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from narrative.records import Article, Part

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_BULLET = re.compile(r"\s*(?:[-*•▪●◦–—·>#]+|\d{1,2}[.)])\s+(?=\S)")
_PLACE = r"[A-Z][\w.'’-]*(?:[ /,&]+(?:[A-Z][\w.'’-]*|[a-z]{2,3}(?= [A-Z])))*"
_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
_AGENCY = r"(?:\([A-Z][\w .&/-]{1,40}\)|/[A-Z][\w .&-]{1,30}/\.?)"
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE},?\s+{_DATE}[.,]?\s*(?:{_AGENCY}[.,]?\s*)?[-–—:.]+\s*(?:{_AGENCY}\.?\s*[-–—:]?\s*)?"
    rf"|{_PLACE},?\s+{_DATE}[.,]?\s*{_AGENCY}[.,]?\s*[-–—:]*\s*"
    rf"|{_PLACE},?\s*{_AGENCY}\s*[-–—:_]+\s*"
    rf"|(?-i:[A-Z][A-Z.'’ /-]{{2,40}}(?:, [A-Z][\w. ]{{2,20}})?)\s*(?:—|–|--|-)\s+"
    rf"|\({_AGENCY[3:-2] if False else '[A-Z][A-Za-z .&]{1,30}'}\)\s*[-–—]+\s*)"
)
_BYLINE = re.compile(
    r"\s*(?:by\s+[A-Z][\w.'’-]+(?:\s+(?:and\s+)?[A-Z][\w.'’-]+){0,5}(?:\s*(?:,|\||in\b).{0,60})?"
    r"|(?:updated|published|last modified|posted)\b.{0,60}\d.{0,30}"
    r"|(?:read more|click here|sign up|share this|follow us|advertisement|related|see also|listen|watch)\b.{0,80})\s*$",
    re.I,
)
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_SOFT = re.compile(r"\s+")
_OPENING_PAIR = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=\())''(?=\S)")
_STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " ", "\t": " "}
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article that is parsed as one text.

    Parameters
    ----------
    start
        Offset of the passage in the article's text, or in its title.
    text
        The article's own characters.
    parsed
        What the parser sees; of the same length.
    part
        Whether it stands in the text or in the title.
    paragraph
        Number of the paragraph it belongs to.
    """

    start: int
    text: str
    parsed: str
    part: Part
    paragraph: int


def passages(article: Article, longest: int) -> Iterator[Passage]:
    """Passages of an article's text in order, without datelines, bylines and bullets."""
    case = _usual_case(article.text)
    for number, (start, end) in enumerate(_paragraphs(article.text)):
        line = article.text[start:end]
        if _BYLINE.match(line):
            continue
        bullet = _BULLET.match(line)
        if bullet:
            start += bullet.end()
        if number < 3 or bullet is None:
            dateline = _DATELINE.match(article.text[start:end])
            if dateline and dateline.end() < end - start:
                start += dateline.end()
        for a, b in _windows(article.text, start, end, longest):
            text = article.text[a:b]
            yield Passage(a, text, _for_parser(text, case), "text", number)


def title_passage(article: Article, longest: int) -> Passage | None:
    """The headline as a passage, or None where there is none."""
    if not article.title.strip():
        return None
    start = len(article.title) - len(article.title.lstrip())
    text = article.title[start : start + longest].rstrip()
    return Passage(start, text, _for_parser(text, _usual_case(article.text)), "title", -1)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, joined where a paragraph is wrapped at a fixed width."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m.group().isspace()]
    long_lines = [b - a for a, b in lines if b - a > 40]
    wrapped = len(long_lines) > 3 and max(long_lines) <= 100
    open_start: int | None = None
    for i, (start, end) in enumerate(lines):
        begin = start if open_start is None else open_start
        follows = i + 1 < len(lines) and text.count("\n", end, lines[i + 1][0]) <= 1
        whole = text[begin:end].rstrip()[-1:] in '.!?…:"”’»)'
        goes_on = follows and not whole and text[lines[i + 1][0]].islower()
        if follows and (goes_on or (wrapped and end - start > 40 and not whole)):
            open_start = begin
            continue
        open_start = None
        yield begin, end


def _windows(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Cut a passage that is too long, after a sentence if there is one, else at white space."""
    while end - start > longest:
        cut = start + longest
        stops = [m.end() for m in _STOP.finditer(text, start, cut)]
        spaces = [m.end() for m in _SOFT.finditer(text, start + longest // 2, cut)]
        if stops and stops[-1] - start > longest // 4:
            cut = stops[-1]
        elif spaces:
            cut = spaces[-1]
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _usual_case(text: str) -> dict[str, str]:
    """How a word that is also written in capitals is usually written in this article."""
    seen: dict[str, Counter[str]] = {}
    for word in re.findall(r"[^\W\d_]{2,}", text):
        if not word.isupper():
            seen.setdefault(word.upper(), Counter())[word] += 1
    return {upper: min(forms, key=lambda form: (-forms[form], form)) for upper, forms in seen.items()}


def _for_parser(text: str, case: dict[str, str]) -> str:
    """Straight quotes, single spaces' worth of breaks, and capitals undone where a whole run is in capitals."""
    plain = re.sub(r"[\n\r\u2028\u2029\x0b\x0c\x85]", " ", text.translate(_STRAIGHT))
    if "''" in plain:  # two single marks for a double one; the length stays
        plain = _OPENING_PAIR.sub(' "', plain).replace("''", '" ')
    words = re.findall(r"[^\W\d_]{2,}", plain)
    capitals = sum(word.isupper() for word in words)
    if not capitals:
        return plain
    shouting = capitals > 0.7 * len(words) and len(words) > 2

    def undo(match: re.Match[str]) -> str:
        word = match.group()
        if not word.isupper() or (not shouting and not _tabloid(word, match.start())):
            return word
        usual = case.get(word, word.lower())
        lowered = usual if len(usual) == len(word) else word
        return lowered if match.start() else lowered[:1].upper() + lowered[1:]

    return re.sub(r"[^\W\d_]{2,}", undo, plain)


def _tabloid(word: str, start: int) -> bool:
    """A word in capitals that is shouted rather than an abbreviation: long, or the first of a paragraph."""
    return len(word) > 5 or (start == 0 and len(word) > 3)
