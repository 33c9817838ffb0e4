"""Mail: newsletters and articles sent by mail, files of many mails (mbox), and web pages saved as one file (MHTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from narrative.articles.blob import Blob, Draft, bytes_blob, over, read_whole, unread
from narrative.articles.packing import foreign
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError
from narrative.records import Unread

_NEXT = re.compile(rb"(?:\A|\n\r?\n)From [^\n]{1,200} \d{4}\r?\n")
_FILES = re.compile(r"\.(?:txt|md|html?|json|jsonl|csv|tsv|xml|rss|pdf|zip|eml)$", re.IGNORECASE)


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Blob | Unread]:
    """Read each mail: its text, else its page; files that are sent with it are read as files."""
    data = read_whole(blob, settings.limits.document_bytes, "document_bytes")
    # Only a file that begins as an mbox is one; elsewhere "From ..." may stand in a text.
    seams = list(_NEXT.finditer(data)) if data.startswith(b"From ") else []
    starts = [seam.end() for seam in seams] or [0]
    ends = [*(seam.start() for seam in seams[1:]), len(data)]
    if len(starts) > settings.limits.members:
        raise over("the number of mails in the file", settings.limits.members, "members")
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        where = blob.where if len(starts) == 1 else f"{blob.where}, mail {number}"
        try:
            yield from _mail(data[start:end], where, blob, settings)
        except InputError as error:
            yield unread(where, error.reason)


def _mail(data: bytes, where: str, blob: Blob, settings: ArticleSettings) -> Iterator[Draft | Blob]:
    with foreign("a mail"):
        # The default policy folds nothing here; what a header breaks is noted in its defects and passed over.
        mail = BytesParser(policy=policy.default).parsebytes(data)
        parts = [part for part in mail.walk() if not part.is_multipart()]
        if sum(1 for _ in mail.walk()) > settings.limits.depth * 10:
            raise over("the number of parts of a mail", settings.limits.depth * 10, "depth")
        fields = _headers(mail)
        body, is_page = _body(parts)
        files = [] if mail.get("Snapshot-Content-Location") else _files(parts)
    fields = {**blob.known, **fields}
    if is_page:
        from narrative.articles.readers.html import page_fields

        known = {name: str(value) for name, value in fields.items() if name in {"url"}}
        page = page_fields(body.encode("utf-8", "replace"), settings, {**known, "charset": "utf-8"})
        if mail.get("Snapshot-Content-Location"):
            fields = {**fields, **{name: value for name, value in page.items() if value}}
        else:
            fields["text"] = page.get("text")
    else:
        fields["text"] = unwrapped(body)
    if body.strip() or not files:
        yield Draft(where=where, fields=fields, found=True)
    for name, content in files:
        yield bytes_blob(content, where=f"{where}/{name}", name=name, nesting=blob.nesting + 1)


def _headers(mail: EmailMessage) -> dict[str, object]:
    """The outlet is who sent it: the name that is shown, else the domain."""
    name, address = parseaddr(str(mail.get("From", "")))
    sender = name.strip().strip("'\"") or address.rpartition("@")[2]
    fields: dict[str, object] = {"title": str(mail.get("Subject", "")), "published": str(mail.get("Date", ""))}
    fields["outlet"] = sender
    place = str(mail.get("Snapshot-Content-Location", "") or mail.get("Archived-At", "")).strip("<> ")
    if place:
        fields["url"] = place
        if mail.get("Snapshot-Content-Location"):
            fields.pop("outlet")
            fields.pop("published")  # of the day on which the page was saved
    return fields


def _body(parts: list[EmailMessage]) -> tuple[str, bool]:
    """Give the text to read, and whether it is a page."""
    texts = {"text/plain": "", "text/html": ""}
    for part in parts:
        kind = part.get_content_type()
        if kind in texts and not texts[kind].strip() and part.get_content_disposition() != "attachment":
            texts[kind] = _content(part)
    plain, page = texts["text/plain"], texts["text/html"]
    # Newsletters often have "view this mail in your browser" as their whole plain text.
    if page.strip() and len(plain.split()) < 30:
        return page, True
    return plain, False


def unwrapped(text: str) -> str:
    """Join the lines of paragraphs that a mail program has broken at some 76 characters."""
    paragraphs = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        lines = block.strip().splitlines()
        long = [line for line in lines[:-1] if len(line) > 50]
        paragraphs.append((" " if long and len(long) * 2 >= len(lines) - 1 else "\n").join(map(str.strip, lines)))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _content(part: EmailMessage) -> str:
    try:
        content = part.get_content()
    except (LookupError, ValueError):  # an encoding that nobody knows
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return content if isinstance(content, str) else ""


def _files(parts: list[EmailMessage]) -> list[tuple[str, bytes]]:
    files = []
    for part in parts:
        name = part.get_filename() or ""
        if part.get_content_disposition() == "attachment" and _FILES.search(name):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                files.append((name.replace("\\", "/").rsplit("/", 1)[-1], payload))
    return files
