"""Plain text and Markdown with front matter: ``---``, ``key: value`` lines, ``---``, then the text as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrative.articles.blob import Blob, Draft, decode, lines_unified, read_whole
from narrative.articles.settings import ArticleSettings
from narrative.errors import InputError

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_PAIR = re.compile(r"^([A-Za-z_][\w .-]*?)[ \t]*:(?:[ \t]+(.*)|)$")
_HEAD_CHARS = 64 * 1024


def read(blob: Blob, settings: ArticleSettings) -> Iterator[Draft]:
    """Read one article; offsets count in the text after the front matter, without leading empty lines."""
    data = read_whole(blob, settings.limits.document_bytes, "document_bytes")
    text = lines_unified(decode(data, settings))
    head, body = split_front_matter(text)
    fields = dict(front_matter(head)) if head is not None else {}
    lines: dict[str, int] = {}
    for number, line in enumerate((head or "").split("\n"), start=2):
        if match := _PAIR.match(line):
            lines.setdefault(match[1], number)
    if not (head is None and not body.strip()):
        fields["text"] = body
    lack = "has front matter and no text after it; add the article's words below the closing ---" if head else None
    if head is None and "outlet" not in settings.defaults:
        raise InputError(
            "has no front matter, so its outlet is not known; begin it with --- and lines such as "
            "'outlet: The Velmar Courier' and another ---"
        )
    yield Draft(where=blob.where, fields={**blob.known, **fields}, lines=lines, lack=lack)


def split_front_matter(text: str) -> tuple[str | None, str]:
    """Split a text into its front matter (``None`` where it has none) and its body.

    Raises
    ------
    InputError
        The front matter is not closed.
    """
    opening = _FENCE.match(text)
    if opening is None:
        return None, text.lstrip("\n")
    closing = _FENCE.search(text, opening.end() + 1, opening.end() + _HEAD_CHARS)
    if closing is None:
        raise InputError("line 1: the front matter that begins here is not closed; add a line --- after it")
    return text[opening.end() + 1 : closing.start()], text[closing.end() :].lstrip("\n")


def front_matter(head: str) -> dict[str, object]:
    """Read front matter as YAML, every value as text; failing that (``title: Talks: day two``), line by line.

    Raises
    ------
    InputError
        A line is neither; the message names it.
    """
    import yaml

    try:
        found = yaml.load(head, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError, ValueError):
        found = None
    if isinstance(found, dict):
        return {str(key): value for key, value in found.items() if isinstance(key, str)}
    fields: dict[str, object] = {}
    for number, line in enumerate(head.split("\n"), start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _PAIR.match(line.rstrip())
        if match is None:
            raise InputError(
                f"line {number} of the front matter is no 'key: value'; write it so, or close the front matter with ---"
            )
        value = (match[2] or "").strip()
        fields[match[1]] = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
    return fields
