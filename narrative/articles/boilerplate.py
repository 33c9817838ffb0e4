"""Takes off what is no part of an article, and keeps what an article says about itself.

Used on pages, feeds, mail and PDFs, whose text was found; a text that was written for this program
stays as it is, so that offsets count in what the user gave.
"""

from __future__ import annotations

import re
from functools import lru_cache

from narrative.articles.tables import read_table

_NOTE = re.compile(
    r"^\W*(?:"
    r"(?:editor['\u2019]?s['\u2019]?|publisher['\u2019]?s|author['\u2019]?s) note\b"
    r"|(?:correction|corrections and clarifications|clarification|retraction|erratum|amendment)s?\b\s*"
    r"(?:[:\u2014\u2013.(-]|,|to this|appended|issued|on |\w+ \d)"
    r"|this (?:article|story|piece|headline|post|item|page|dispatch|text|version)\b[^.]{0,60}\b"
    r"(?:was|has been|is|were) (?:later |since |also )?"
    r"(?:amended|corrected|updated|changed|edited|clarified|removed|retracted|withdrawn)"
    r"|(?:an?|the) (?:earlier|previous|original|first)(?: published)? (?:version|edition)s? of (?:this|the|our) "
    r"(?:article|story|report|piece|headline|post|item|page|dispatch|text)\b"
    r")",
    re.IGNORECASE,
)
# A line that is only who wrote it. Cases matter: "By Friday the bridge was open" begins a sentence.
_NAME = r"[^\W\d_a-z][\w.'\u2019-]+(?: (?:de|van|von|der|al|bin|[^\W\d_a-z][\w.'\u2019-]*)){0,4}"
_BYLINE = re.compile(rf"^(?:By|Words by|Text by) {_NAME}(?:(?:,| and| &|, and| in) {_NAME}){{0,6}}$")
_NOTE_LABEL = re.compile(
    r"^\W*(?:editor|publisher|author|correction|clarification|retraction|erratum|amendment|update)", re.IGNORECASE
)


def is_note(paragraph: str) -> bool:
    """Whether a paragraph is a correction or an editor's note: a statement of the outlet about the article."""
    return _NOTE.match(paragraph[:400]) is not None


def marked(note: str) -> str:
    """Give a note with a label in front, so that it is told from the story."""
    return note if _NOTE_LABEL.match(note) else f"Editor's note: {note}"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = read_table("boilerplate.tsv")
    whole = "|".join(f"(?:{row[1]})" for row in rows if row[0] == "line")
    begins = "|".join(f"(?:{row[1]})" for row in rows if row[0] == "begins")
    return (
        re.compile(rf"\W*(?:{whole})\W*", re.IGNORECASE),
        re.compile(rf"\W*(?:{begins})", re.IGNORECASE),
    )


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph is none of the article: cookie notices, invitations, credits of pictures."""
    if len(paragraph) > 400 or is_note(paragraph):
        return False
    if len(paragraph) < 120 and _BYLINE.match(paragraph.strip()):
        return True
    whole, begins = _patterns()
    return whole.fullmatch(paragraph) is not None or begins.match(paragraph) is not None


def without_boilerplate(text: str, title: str = "") -> str:
    """Take boilerplate paragraphs and a repeated title off a text; label its notes.

    Parameters
    ----------
    text
        Paragraphs, apart by an empty line.
    title
        The headline, which is not repeated in the text.
    """
    kept: list[str] = []
    for paragraph in text.split("\n\n"):
        plain = paragraph.strip()
        if not plain or is_boilerplate(plain) or (not kept and title and _same(plain, title)):
            continue
        kept.append(marked(plain) if is_note(plain) else plain)
    return "\n\n".join(kept)


def _same(a: str, b: str) -> bool:
    return re.sub(r"\W+", "", a).casefold() == re.sub(r"\W+", "", b).casefold()
