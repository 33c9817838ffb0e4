"""What an archive changes in a comparison: vectors that are kept, and what is told of articles that were added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from narrative.archive import Added, Archive
from narrative.pipeline import Workshop
from narrative.records import Unread

if TYPE_CHECKING:
    from narrative.claims import ClaimReader
    from narrative.issues import Judge
    from narrative.report import ReadableReport
    from narrative.vectors import TokenEncoder, Tokens, Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedMany:
    """What became of all articles that were offered.

    Parameters
    ----------
    new
        Ids of articles that were not there, or not with this content.
    read_again
        Ids of articles that were there, whose claims a newer stage read.
    known
        How many were there already.
    unread
        What could not be read, with the reason; none of it is kept.
    """

    new: tuple[str, ...]
    read_again: tuple[str, ...]
    known: int
    unread: tuple[Unread, ...]

    @property
    def taken(self) -> int:
        """How many articles could be read."""
        return len(self.new) + len(self.read_again) + self.known

    def summary(self) -> str:
        """One line."""
        again = f", {len(self.read_again)} read again by a newer version" if self.read_again else ""
        return f"{len(self.new)} added{again}, {self.known} there already, {len(self.unread)} unread"


def added_line(added: Added) -> str:
    """One line that says what became of an article."""
    if added.version_of:
        return f"added {added.id} (changed since {added.version_of})"
    return f"added {added.id}" if added.new else f"read again {added.id}"


def article_text(report: ReadableReport, name: str) -> str:
    """An article and its claims, or the one claim that is named, as plain text."""
    lines: list[str] = []
    for article in report.articles:
        when = f"{article.published:%Y-%m-%d %H:%M} UTC" if article.published else "no time"
        lines += [f"{article.id}  {article.outlet}  {when}", f"  {article.title}"]
        lines += [f"  later version of {article.version_of}"] if article.version_of else []
    claims = [*report.headlines, *report.claims]
    named = [claim for claim in claims if claim.id == name]
    for claim in named or claims:
        chain = " <- ".join(source.name for source in claim.sources)
        lines += [f"  {claim.id}  {chain} {claim.stance}: {claim.statement}"]
    return "\n".join(lines) + "\n"


class WithVectors(Workshop):
    """A workshop whose encoder looks into an archive first; what it has loaded it takes from another."""

    def __init__(self, workshop: Workshop, archive: Archive) -> None:
        super().__init__(workshop.settings)
        self._from = workshop
        self._archive = archive

    @cached_property
    def reader(self) -> ClaimReader:
        return self._from.reader

    @cached_property
    def encoder(self) -> TokenEncoder:
        return _KeptVectors(self._from.encoder, self._archive)

    @cached_property
    def judge(self) -> Judge:
        return self._from.judge


class _KeptVectors:
    """An encoder that takes from an archive the vectors that are there, and keeps the others in it."""

    def __init__(self, encoder: TokenEncoder, archive: Archive) -> None:
        self._encoder = encoder
        self._archive = archive
        self.name = encoder.name
        self.sha256 = encoder.sha256
        self.dimension = encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        from narrative.archive.vectors import find_vectors, keep_vectors

        if self._archive.closed:
            # A judge may keep the encoder that it was given for longer than the archive is open.
            return self._encoder.encode(texts)
        model = f"{self.name}/{self.sha256 or 'unhashed'}"
        known = find_vectors(self._archive, model, texts)
        new = sorted({text for text in texts if text not in known})
        if new:
            made = dict(zip(new, self._encoder.encode(new), strict=True))
            if self._archive.writable:
                keep_vectors(self._archive, model, made)
            known.update(made)
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([known[text] for text in texts])

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        # an archive keeps one vector a text: the pieces would take twenty times the room
        return self._encoder.encode_tokens(texts)
