"""PDF: the text of its pages, as far as it has any."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from narrative.articles.blob import Blob, Draft, over, read_whole
from narrative.articles.packing import foreign
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError, MissingExtra

_HYPHEN = re.compile(r"(\w)[-\u00ad]\n(?=[a-z])")
_SENTENCE_END = re.compile(r"[.!?:\u201d\"')\]]$")


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft]:
    """Read the text; title, outlet and date as the document names them."""
    try:
        import pypdf
    except ImportError:
        raise MissingExtra("reading PDF", "pdf") from None
    data = read_whole(blob, settings.limits.document_bytes, "document_bytes")
    with foreign("a PDF"):
        document = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise InputError("is encrypted; save it without a password")
        count = len(document.pages)
        if count > settings.limits.pages:
            raise over(f"a PDF of {count:,} pages", settings.limits.pages, "pages")
        pages, taken = [], 0
        for page in document.pages:
            shown = page.extract_text()
            taken += len(shown)
            if taken > settings.limits.text_chars:
                raise over("the text of the PDF", settings.limits.text_chars, "text_chars")
            pages.append(shown)
        about: Mapping[str, object] = document.metadata or {}
        fields: dict[str, object] = {
            "title": str(about.get("/Title") or ""),
            "published": _date(str(about.get("/CreationDate") or "")),
        }
    fields["text"] = joined(pages)
    lack = "has no text in it, only pictures of pages; run a text recognition over it first"
    yield Draft(where=blob.where, fields={**blob.known, **fields}, found=True, lack=lack)


def joined(pages: list[str]) -> str:
    """Join pages: lines to paragraphs, words that a line end split, without lines that stand on every page."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_plain(line) for line in page.splitlines()})
    repeated = {line for line, count in counts.items() if len(pages) > 2 and count * 2 > len(pages)}
    paragraphs: list[str] = []
    for page in pages:
        kept = "\n".join(line.rstrip() for line in page.splitlines() if _plain(line) not in repeated or not line)
        for block in re.split(r"\n[ \t]*\n", _HYPHEN.sub(r"\1", kept)):
            text = " ".join(block.split())
            if not text or re.fullmatch(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?", text, re.IGNORECASE):
                continue
            if paragraphs and not _SENTENCE_END.search(paragraphs[-1]) and text[0].islower():
                paragraphs[-1] += " " + text
            else:
                paragraphs.append(text)
    return "\n\n".join(paragraphs)


def _plain(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _date(value: str) -> str | None:
    match = re.match(r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:(Z)|([+-]\d{2})'?(\d{2})?)?", value)
    if match is None:
        return None
    year, month, day, hour, minute, second, _, zone, minutes = match.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}" + (f"{zone}:{minutes or '00'}" if zone else "Z")
