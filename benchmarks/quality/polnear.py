"""Who says what, measured on PolNeAR: source, cue and content of attributions in US political news.

    python -m benchmarks.quality.polnear --shared FOLDER [--part dev|train] [--limit N]
        [--json FILE] [--errors FILE] [--without-peers]

``FOLDER`` holds ``attribution/polnear_dev.jsonl`` (PolNeAR: Newell, Margolin and Ruths, LREC 2018), which is
not part of this repository. Beside the claim reader, the same run measures textacy's ``direct_quotations`` and
a plain rule (see :mod:`benchmarks.quality.claims_baselines`; ``benchmarks/requirements-peers.txt`` names what
has to be installed for them).

Protocol
--------
* **Gold.** One annotator an article: where several annotated it, the one whose id sorts first. Every
  attribution with a content counts, also one without a source (``it was reported``). A part of an attribution
  (source, cue, content) is the set of its characters that are letters or digits, so that quotation marks,
  commas and blanks decide nothing.
* **Found.** The reader runs over the article's text as it stands (PolNeAR keeps the headline as the first
  paragraph) through ``narrative.pipeline.claims_of``. A claim in the outlet's own voice is no attribution; a
  claim with a source is one, and each further link of its chain is one more, the content of which is all
  that stands inside the claim under that link (in "TASS, citing Bloomberg, says that ..." both; behind the
  cue where that comes first, "Ann said Bob had told her ..."). A speaker with two cues counts twice ("the
  mayor said she could not comment").
* **Match.** Gold and found are paired one to one, so that the sum of the overlaps is greatest. Main protocol,
  *half of the union*: a pair counts where the contents share at least half of the characters of either
  (Jaccard 0.5). Beside it the laxer *half of the smaller*: shared at least half of the smaller of the two.
  With neither is it looked at whether the cue or the source are right.
* **Source right.** Among the pairs found whose gold has a source: the source's words in the text share at
  least half of the characters of the smaller of the two ("Obama" is right for "President Obama", "he" for the
  "he" that is annotated). Who "he" is, PolNeAR does not tell. **Cue right**, likewise.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from narrative.pipeline import Settings, Workshop, claims_of
from narrative.records import Article, Claim, Source

Span = tuple[int, int]
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution: where its source, cue and content stand in the article's text.

    ``label`` is the construction that a reader names, or the id that the gold gives.
    """

    content: Spans
    cue: Spans = ()
    source: Spans = ()
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An article of PolNeAR with the attributions of one annotator."""

    article: Article
    attributions: tuple[Attribution, ...]


@dataclass(slots=True)
class Tally:
    """Counts over articles, and what follows from them."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    with_source: int = 0
    source_right: int = 0
    cue_right: int = 0

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 of attributions; source and cue right on those found."""
        precision = self.matched / self.found if self.found else 0.0
        recall = self.matched / self.gold if self.gold else 0.0
        both = precision + recall
        return {
            "gold": self.gold,
            "found": self.found,
            "matched": self.matched,
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(2 * precision * recall / both, 3) if both else 0.0,
            "source_right": round(self.source_right / self.with_source, 3) if self.with_source else 0.0,
            "cue_right": round(self.cue_right / self.matched, 3) if self.matched else 0.0,
        }


@dataclass(slots=True)
class Outcome:
    """What one reader does over all articles: tallies a protocol, and the pairs of the main one."""

    union: Tally = field(default_factory=Tally)
    smaller: Tally = field(default_factory=Tally)
    misses: list[tuple[GoldArticle, Attribution, Attribution | None]] = field(default_factory=list)
    false_finds: list[tuple[GoldArticle, Attribution]] = field(default_factory=list)
    wrong_sources: list[tuple[GoldArticle, Attribution, Attribution]] = field(default_factory=list)


Reader = Callable[[Sequence[GoldArticle]], Iterable[Sequence[Attribution]]]


def load_polnear(path: Path, limit: int | None = None) -> list[GoldArticle]:
    """The articles of one file, one annotator each, in the order of their ids."""
    rows: dict[str, dict[str, Any]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            known = rows.get(row["doc"])
            if known is None or row["annotator"] < known["annotator"]:
                rows[row["doc"]] = row
    chosen = [rows[doc] for doc in sorted(rows)]
    return [_gold_article(row) for row in chosen[:limit]]


def _gold_article(row: dict[str, Any]) -> GoldArticle:
    def spans(parts: list[dict[str, Any]]) -> Spans:
        return tuple((start, end) for part in parts for start, end in part["spans"])

    attributions = tuple(
        Attribution(content=spans(a["content"]), cue=spans(a["cue"]), source=spans(a["source"]), label=a["id"])
        for a in row["attributions"]
        if a["content"]
    )
    article = Article(id=row["doc"], outlet=row["publisher"], text=row["text"])
    return GoldArticle(article=article, attributions=attributions)


# ---- the claim reader, as attributions ----


def read_with_narrative(articles: Sequence[GoldArticle]) -> list[list[Attribution]]:
    """The attributions that the claim reader finds, article by article."""
    workshop = Workshop(Settings(strict=True))
    _, claims, _ = claims_of([gold.article for gold in articles], workshop)
    by_article: dict[str, list[Attribution]] = {gold.article.id: [] for gold in articles}
    texts = {gold.article.id: gold.article.text for gold in articles}
    for claim in claims:
        if claim.attributed and claim.part == "text":
            by_article[claim.article].extend(links(claim, texts[claim.article]))
    return [by_article[gold.article.id] for gold in articles]


def links(claim: Claim, text: str) -> list[Attribution]:
    """The attributions of a claim: one a link of its chain that stands in the sentence, innermost first."""
    cue = (claim.cue_span,) if claim.cue_span else ()
    sources = claim.sources[1:]
    source = claim.source_span or _locate(_words(sources[-1]), claim, text, claim.cue_span)
    content: Spans = claim.content_spans
    if not content:
        content = _without([(claim.start, claim.end)], [*cue, *([source] if source else [])])
    inner = Attribution(content=content, cue=cue, source=(source,) if source else (), label=claim.construction)
    found = [inner]
    spoken = _inside(sources[-1].cue, claim, text) if sources[-1].cue else None
    if spoken is not None and source and cue and spoken not in cue and not _touch(spoken, cue[0]):
        # "The mayor said she could not comment": one speaker, and both what she said and what she withheld.
        said_by = _inside(_words(sources[-1]), claim, text)
        if said_by is not None and said_by != source:
            after = spoken[1] if spoken[0] < cue[0][0] else claim.start
            under = _without([(after, claim.end)], [said_by, spoken])
            found.append(Attribution(content=under, cue=(spoken,), source=(said_by,), label="said of oneself"))
    for outer in reversed(sources[:-1]):
        at = _inside(_words(outer), claim, text)
        outer_cue = _inside(outer.cue, claim, text) if outer.cue else None
        if at is None or outer_cue is None or outer_cue == claim.cue_span:
            continue
        # Everything of the claim that is not this link speaks under it; nothing before a cue that comes first.
        after = outer_cue[1] if at[0] < outer_cue[0] < (cue[0][0] if cue else 0) else claim.start
        under = _without([(after, claim.end)], [at, outer_cue])
        found.append(Attribution(content=under, cue=(outer_cue,), source=(at,), label="relay"))
    return found


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _words(source: Source) -> str:
    return source.mention or source.name


def _inside(words: str, claim: Claim, text: str) -> Span | None:
    start = text.find(words, claim.start, claim.end)
    return (start, start + len(words)) if start >= 0 else None


def _locate(words: str, claim: Claim, text: str, near: Span | None) -> Span | None:
    """Where the source's words stand: inside the claim if they do, otherwise nearest to the cue."""
    middle = near[0] if near else claim.start
    places = []
    start = text.find(words)
    while start >= 0:
        outside = not (claim.start <= start < claim.end)
        places.append((outside, abs(start - middle), (start, start + len(words))))
        start = text.find(words, start + 1)
    return min(places)[2] if places else None


def _without(spans: Iterable[Span], taken: Iterable[Span]) -> Spans:
    left = list(spans)
    for start, end in taken:
        left = [piece for a, b in left for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]]
    return tuple(left)


# ---- comparing ----


def characters(spans: Spans, text: str) -> frozenset[int]:
    """The places of all letters and digits in the spans."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def overlap(a: frozenset[int], b: frozenset[int]) -> tuple[float, float]:
    """Shared characters as a share of the union, and of the smaller of the two."""
    shared = len(a & b)
    if not shared:
        return 0.0, 0.0
    return shared / len(a | b), shared / min(len(a), len(b))


def compare_articles(articles: Sequence[GoldArticle], found: Iterable[Sequence[Attribution]]) -> Outcome:
    """Pair what was found with the gold, under both protocols."""
    outcome = Outcome()
    for gold, attributions in zip(articles, found, strict=True):
        unique = _unique(attributions, gold.article.text)
        pairs, weights = _pairs(gold, unique, 0)
        _count(outcome.union, gold, unique, pairs)
        _remember(outcome, gold, unique, pairs, weights)
        _count(outcome.smaller, gold, unique, _pairs(gold, unique, 1)[0])
    return outcome


def _unique(attributions: Sequence[Attribution], text: str) -> list[Attribution]:
    """Without those that repeat content, cue and source of another (a chain read twice)."""
    kept: dict[tuple[frozenset[int], ...], Attribution] = {}
    for one in attributions:
        kept.setdefault(tuple(characters(part, text) for part in (one.content, one.cue, one.source)), one)
    return list(kept.values())


def _pairs(
    gold: GoldArticle, found: Sequence[Attribution], which: int
) -> tuple[list[tuple[int, int]], np.ndarray[Any, Any]]:
    text = gold.article.text
    ours = [characters(a.content, text) for a in found]
    theirs = [characters(a.content, text) for a in gold.attributions]
    weights = np.array([[overlap(t, o)[which] for o in ours] for t in theirs]).reshape(len(theirs), len(ours))
    # Nested attributions can have one content inside the other: the cue breaks the tie, and only the tie.
    cues = [characters(a.cue, text) for a in found]
    ties = np.array([[overlap(characters(t.cue, text), c)[1] for c in cues] for t in gold.attributions])
    allowed = weights >= 0.5
    chosen = linear_sum_assignment(np.where(allowed, weights + 0.01 * ties.reshape(weights.shape), 0.0), maximize=True)
    return [(int(i), int(j)) for i, j in zip(*chosen, strict=True) if allowed[i, j]], weights


def _count(tally: Tally, gold: GoldArticle, found: Sequence[Attribution], pairs: Sequence[tuple[int, int]]) -> None:
    tally.gold += len(gold.attributions)
    tally.found += len(found)
    tally.matched += len(pairs)
    for i, j in pairs:
        theirs, ours = gold.attributions[i], found[j]
        tally.cue_right += _same(theirs.cue, ours.cue, gold.article.text)
        if theirs.source:
            tally.with_source += 1
            tally.source_right += _same(theirs.source, ours.source, gold.article.text)


def _same(a: Spans, b: Spans, text: str) -> bool:
    return overlap(characters(a, text), characters(b, text))[1] >= 0.5


def _remember(
    outcome: Outcome,
    gold: GoldArticle,
    found: Sequence[Attribution],
    pairs: Sequence[tuple[int, int]],
    weights: np.ndarray[Any, Any],
) -> None:
    seen_gold, seen_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, theirs in enumerate(gold.attributions):
        if i not in seen_gold:
            best = int(weights[i].argmax()) if found and weights[i].max() > 0 else None
            outcome.misses.append((gold, theirs, None if best is None else found[best]))
    outcome.false_finds += [(gold, ours) for j, ours in enumerate(found) if j not in seen_found]
    outcome.wrong_sources += [
        (gold, gold.attributions[i], found[j])
        for i, j in pairs
        if gold.attributions[i].source and not _same(gold.attributions[i].source, found[j].source, gold.article.text)
    ]


# ---- printing ----


def table(rows: dict[str, dict[str, dict[str, float]]]) -> str:
    """One line a reader and protocol."""
    lines = [f"{'reader':24}{'content matched at':22}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}{'source':>8}{'cue':>7}"]
    for reader, protocols in rows.items():
        for protocol, f in protocols.items():
            lines.append(
                f"{reader:24}{protocol:22}{f['found']:7.0f}{f['precision']:7.2f}{f['recall']:7.2f}{f['f1']:7.2f}"
                f"{f['source_right']:8.2f}{f['cue_right']:7.2f}"
            )
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table; write the figures and the errors where files are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with attribution/polnear_*.jsonl")
    parser.add_argument("--part", default="dev", choices=("dev", "train"), help="which part (default: dev)")
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--errors", type=Path, help="write misses, false finds and wrong sources to this file")
    parser.add_argument("--without-peers", action="store_true", help="the claim reader alone")
    options = parser.parse_args(argv)

    path = options.shared / "attribution" / f"polnear_{options.part}.jsonl"
    articles = load_polnear(path, options.limit)
    readers: dict[str, Reader] = {"narrative": read_with_narrative}
    if not options.without_peers:
        from benchmarks.quality.claims_baselines import read_plainly, read_with_textacy

        readers |= {"textacy": read_with_textacy, "plain rule": read_plainly}
    figures = {}
    for name, reader in readers.items():
        started = time.process_time()
        outcome = compare_articles(articles, reader(articles))
        seconds = time.process_time() - started
        figures[name] = {"half of the union": outcome.union.figures(), "half of the smaller": outcome.smaller.figures()}
        figures[name]["half of the union"]["cpu_seconds"] = round(seconds, 1)
        if name == "narrative" and options.errors:
            from benchmarks.quality.polnear_errors import describe

            options.errors.write_text(describe(outcome), encoding="utf-8")
    gold = sum(len(a.attributions) for a in articles)
    print(f"PolNeAR {options.part}: {len(articles)} articles, {gold} attributions, one annotator an article")
    print(table(figures))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
