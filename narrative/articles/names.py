"""Names and titles as people read them: no invisible characters, no look-alike letters.

The words of an article are left alone; see ``whole_text`` for the few characters that are not text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from narrative.articles.tables import read_table

# Embeddings, overrides and isolates of direction, marks of direction, soft hyphen, spaces of no width.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
                     "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]")  # fmt: skip
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_ESCAPE = re.compile(  # of terminals: CSI and OSC sequences, and those of two characters
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c]{0,200}(?:\x07|\x1b\\\\|\x9c)|\x1b[@-_]"
)
_WORD = re.compile(r"[^\W\d_]+")


def whole_text(text: str) -> str:
    """Replace characters that are not text, one for one, so that every offset stays.

    Control characters (NUL, escape) and halves of surrogate pairs become U+FFFD; the C1 range, which in
    practice is Windows-1252 read wrongly, becomes the character that was meant.
    """
    return _CONTROL.sub(_replacement, text) if _CONTROL.search(text) else text


def _replacement(match: re.Match[str]) -> str:
    code = ord(match[0])
    return bytes([code]).decode("cp1252", "replace") if 0x80 <= code <= 0x9F else "\ufffd"


def clean_line(text: str) -> str:
    """Give foreign text as one line without control characters, terminal escapes and invisible characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = whole_text(_ESCAPE.sub("", text)).replace("\ufffd", "")
    return " ".join(_UNSEEN.sub("", text).split())


def clean_name(name: str) -> str:
    """Give an outlet's name in one spelling: compatible forms (NFKC), no joiners, no invisible characters."""
    name = clean_line(unicodedata.normalize("NFKC", clean_line(name)))
    if not name.isascii() and _script_of(name) in _EUROPEAN:  # elsewhere joiners are spelling
        name = " ".join(_JOINERS.sub("", name).split())
    return name


_EUROPEAN = frozenset({"LATIN", "CYRILLIC", "GREEK", "MIXED", ""})


def _script_of(word: str) -> str:
    """Name the script of a word's letters: of these three, ``"OTHER"``, or ``"MIXED"`` for several of the three."""
    found = set()
    for letter in word:
        if not letter.isalpha():
            continue
        first = unicodedata.name(letter, "OTHER").split()[0]
        found.add(first if first in {"LATIN", "CYRILLIC", "GREEK"} else "OTHER")
    european = found - {"OTHER"}
    return "MIXED" if len(european) > 1 else next(iter(european or found), "")


def mixed_script(name: str) -> str | None:
    """Give the first word that mixes Latin, Cyrillic and Greek letters, as only a forged name does."""
    if name.isascii():
        return None
    return next((word for word in _WORD.findall(name) if _script_of(word) == "MIXED"), None)


@lru_cache(maxsize=1)
def _lookalikes() -> dict[int, str]:
    return {ord(other): latin for other, latin in read_table("lookalikes.tsv")}


def borrows_letters(name: str) -> bool:
    """Whether a name has letters that look like Latin letters and are none."""
    return any(ord(c) in _lookalikes() for c in name) if not name.isascii() else False


def look(name: str) -> str:
    """Give what a name looks like: letters of other scripts as the Latin letters they resemble."""
    table = _lookalikes()
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.translate(table)) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())
