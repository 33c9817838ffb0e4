"""Settings of the articles room: what is taken from an input, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from pathlib import Path

from narrative.errors import UsageError

MIB = 1024 * 1024

FIELDS = ("id", "outlet", "title", "text", "published", "url", "language")
"""The fields of an article that an input can give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds that foreign input may not pass; whatever does becomes an ``Unread`` that names the limit.

    Parameters
    ----------
    document_bytes
        A file that has to be read whole (text, a JSON document, XML, a mail, a PDF); 32 MiB by default.
    page_bytes
        An HTML page or a feed; 8 MiB by default.
    stream_bytes
        A file that is read piece by piece (JSON Lines, CSV, WARC, Parquet, ZIP, tar); 16 GiB by default.
    line_bytes
        One line of JSON Lines or one row of CSV; 16 MiB by default.
    text_chars
        The text of one article; 1,000,000 code points by default.
    title_chars, name_chars
        A title (2,000) and an outlet name or id (200).
    depth
        Levels of brackets in JSON or of elements in XML; 100 by default.
    elements
        Elements of an HTML page; 100,000 by default.
    nesting
        Packed files within packed files; 3 by default.
    members
        Files in one archive, or records in one WARC, rows of a Parquet table; 1,000,000 by default.
    unpacked_bytes
        What one packed file may unpack to in all; 16 GiB by default.
    ratio
        How many times its packed size a file may unpack to, once it is over 1 MiB; 200 by default.
    pages
        Pages of a PDF; 300 by default.
    """

    document_bytes: int = 32 * MIB
    page_bytes: int = 8 * MIB
    stream_bytes: int = 16 * 1024 * MIB
    line_bytes: int = 16 * MIB
    text_chars: int = 1_000_000
    title_chars: int = 2_000
    name_chars: int = 200
    depth: int = 100
    elements: int = 100_000
    nesting: int = 3
    members: int = 1_000_000
    unpacked_bytes: int = 16 * 1024 * MIB
    ratio: int = 200
    pages: int = 300

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) < 1:
                raise UsageError(f"limit {name} must be 1 or more, not {getattr(self, name)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSettings:
    """How articles are read.

    Parameters
    ----------
    columns
        Which field of ours is found under which name of the input's (``{"outlet": "paper"}``), before
        the names that are known anyway.
    defaults
        Values for fields that an input does not give (``{"outlet": "The Velmar Courier"}``).
    outlets
        Table of domains, outlets, owners and agencies, read before the one that comes with the library.
    encoding
        Encoding of text that is not UTF-8; by default such text is refused.
    day_first
        How to read 03/04/2024: ``True`` for 3 April, ``False`` for 4 March; by default it is refused.
    detect_language
        Tell the language of articles that name none; otherwise they are taken as English.
    clean
        Take cookie notices, invitations to read more and captions off the text, and label its notes. By default
        this is done to what was found on pages, in feeds, mail and PDFs, and not to text that was given as such.
    follow_links
        Follow symbolic links inside folders.
    strict
        Raise an ``InputError`` at the first thing that cannot be read, instead of giving it as ``Unread``.
    limits
        Bounds for foreign input.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    outlets: Path | None = None
    encoding: str | None = None
    day_first: bool | None = None
    detect_language: bool = True
    clean: bool | None = None
    follow_links: bool = False
    strict: bool = False
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        for given in (*self.columns, *self.defaults):
            if given not in FIELDS:
                raise UsageError(f"no field {given!r}; the fields of an article are {', '.join(FIELDS)}")
        if self.encoding is not None:
            try:
                "".encode(self.encoding)
            except (LookupError, ValueError):
                raise UsageError(f"no encoding {self.encoding!r}; for example utf-8, cp1252, latin-1") from None

    @classmethod
    def from_options(
        cls,
        columns: Sequence[str] = (),
        defaults: Sequence[str] = (),
        limits: Sequence[str] = (),
        outlets: Path | None = None,
        encoding: str | None = None,
    ) -> ArticleSettings:
        """Make settings of options as people write them.

        Parameters
        ----------
        columns
            ``field=column`` each.
        defaults
            ``field=value`` each.
        limits
            ``limit=number`` each; ``KB``, ``MB`` and ``GB`` are understood.

        Raises
        ------
        UsageError
            One of them is not written so, or names what is not there.
        """
        known = {given.name for given in dataclass_fields(Limits)}
        bounds: dict[str, int] = {}
        for name, value in _pairs(limits, "--limit", "page_bytes=20MB").items():
            if name not in known:
                raise UsageError(f"no limit {name!r}; the limits are {', '.join(sorted(known))}")
            bounds[name] = _number(name, value)
        return cls(
            columns=_pairs(columns, "--map", "outlet=paper"),
            defaults=_pairs(defaults, "--set", "outlet=The Velmar Courier"),
            outlets=outlets,
            encoding=encoding,
            limits=Limits(**bounds),
        )


def _pairs(options: Sequence[str], option: str, example: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for given in options:
        name, mark, value = given.partition("=")
        if not mark or not name.strip() or not value.strip():
            raise UsageError(f"{option} {given!r} is not understood; write it as {option} {example!r}")
        found[name.strip()] = value.strip()
    return found


_UNITS = {"": 1, "KB": 1024, "MB": MIB, "GB": 1024 * MIB}


def _number(name: str, value: str) -> int:
    match = re.fullmatch(r"(\d{1,15})\s*(KB|MB|GB)?", value.replace(",", "").replace("_", ""), re.IGNORECASE)
    if match is None:
        raise UsageError(f"limit {name} is no number: {value!r}; write it as {name}=1000 or {name}=20MB")
    return int(match[1]) * _UNITS[(match[2] or "").upper()]
