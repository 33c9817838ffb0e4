"""Text of articles on its way to a reader: nothing in it may act on the page or the terminal that shows it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from narrative.records import Claim

# Marks, embeddings, overrides and isolates that reorder what follows them (Unicode Standard Annex 9).
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSAFE = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff{_BIDI}\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_LINK_SCHEMES = frozenset({"http", "https"})


def plain(text: str) -> str:
    """Make text safe to print: no control or direction characters, white space folded to single spaces."""
    return _SPACE.sub(" ", _UNSAFE.sub("\ufffd", text)).strip()


def safe_characters(text: str) -> str:
    """Replace control and direction characters one for one, so that offsets keep."""
    return _UNSAFE.sub("\ufffd", text)


def safe_link(url: str | None) -> str | None:
    """Give the address if a reader may be sent there (http and https only)."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in _LINK_SCHEMES or not parts.netloc or _UNSAFE.search(url) or _SPACE.search(url):
        return None
    return url


def fold(name: str) -> str:
    """Fold a name for comparison: case, accents, punctuation and a leading article are dropped."""
    # decomposed before and after: a letter of mathematics has no case until it is decomposed
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    words = re.findall(r"\w+", bare.replace("’s", "").replace("'s", ""))
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)


def said_in(label: str, question: str) -> bool:
    """Whether a question holds an answer in the same words, so that it need not be said twice."""
    return fold(label) in fold(question)


def family_name(short: str, names: Iterable[str]) -> str | None:
    """Give the one full name among folded names that ends in a folded name of one word; ``None`` for none or several.

    Newspapers name a person in full once and by the family name after that.
    """
    if not short or " " in short:
        return None
    full = sorted((name for name in names if name.endswith(" " + short)), key=len)
    return full[0] if full and all(same_name(full[0], name) for name in full) else None


def same_name(a: str, b: str) -> bool:
    """Whether two folded names are one: equal, or one ends in the other's two or more words (a title before a name)."""
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    return " " in shorter and longer.endswith(" " + shorter)


def split_cue(claim: Claim) -> tuple[str, str, str]:
    """Cut a claim's text into what stands before its cue, the cue, and what stands after it."""
    if claim.cue_span is None:
        return claim.text, "", ""
    start, end = claim.cue_span[0] - claim.start, claim.cue_span[1] - claim.start
    if not 0 <= start < end <= len(claim.text):
        return claim.text, "", ""
    return claim.text[:start], claim.text[start:end], claim.text[end:]
