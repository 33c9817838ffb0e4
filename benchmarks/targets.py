"""What was aimed at before the work began: for each figure the least that had to be reached, and the goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One figure with its target.

    Parameters
    ----------
    benchmark
        Its name in the registry.
    figure
        What it is called on the page.
    path
        Keys into the benchmark's figures; a key that is not there as it stands may be the beginning of one.
    least, goal
        What had to be reached, and what was hoped for; ``goal`` is ``None`` where there is only one line to pass.
    peer
        Keys of the figure of somebody else in the same run, as ``path``; empty where there is none.
    peer_name
        Whose it is.
    lower
        The lower, the better.
    """

    benchmark: str
    figure: str
    path: tuple[str, ...]
    least: float
    goal: float | None = None
    peer: tuple[str, ...] = ()
    peer_name: str = ""
    lower: bool = False

    def met(self, value: float, mark: float | None) -> bool:
        """Whether a value passes one of the two."""
        if mark is None:
            return False
        return value <= mark if self.lower else value >= mark


def pick(figures: Any, path: tuple[str, ...]) -> float | None:
    """The figure at the end of a path, ``None`` where it is not there."""
    for key in path:
        if not isinstance(figures, dict):
            return None
        names = [key] if key in figures else [name for name in figures if str(name).startswith(key)]
        if len(names) != 1:
            return None
        figures = figures[names[0]]
    return float(figures) if isinstance(figures, int | float) else None


def _gold(figure: str, key: str, least: float, goal: float, part: str = "f1") -> Target:
    return Target(benchmark="gold-apart", figure=figure, path=(key, part), least=least, goal=goal)


TARGETS: tuple[Target, ...] = (
    _gold("attributed claims found, F1", "attributed claims found", 0.86, 0.95),
    _gold("attributed claims with the right source, F1", "attributed claims with the right source", 0.80, 0.92),
    _gold("whole source chain, of claims found", "whole source chain", 0.80, 0.92, "recall"),
    _gold("stance, of claims found", "stance, of the claims found", 0.90, 0.97, "recall"),
    _gold("stance withholds, F1", "stance withholds", 0.85, 0.95),
    _gold("stance retracts, F1", "stance retracts", 0.80, 0.95),
    _gold("stance denies, F1", "stance denies", 0.75, 0.90),
    _gold("stance confirms, F1", "stance confirms", 0.75, 0.90),
    _gold("issues, B-cubed F1", "issues (B-cubed)", 0.65, 0.82),
    _gold("relation agree, F1", "relation agree", 0.50, 0.75),
    _gold("relation conflict, F1", "relation conflict", 0.40, 0.70),
    _gold("relation conflict, precision", "relation conflict", 0.60, 0.85, "precision"),
    _gold("relation supersedes, F1", "relation supersedes", 0.40, 0.70),
    _gold("relation withholds, F1", "relation withholds", 0.60, 0.85),
    _gold("relation retracts, F1", "relation retracts", 0.75, 0.90),
    Target(
        benchmark="polnear",
        figure="attributions found, F1 (half of the union)",
        path=("narrative", "half of the union", "f1"),
        least=0.65,
        goal=0.82,
        peer=("plain rule", "half of the union", "f1"),
        peer_name="plain rule",
    ),
    Target(
        benchmark="polnear",
        figure="source right, of those found",
        path=("narrative", "half of the union", "source_right"),
        least=0.90,
        goal=0.95,
        peer=("plain rule", "half of the union", "source_right"),
        peer_name="plain rule",
    ),
    *(
        Target(
            benchmark="nli",
            figure=f"accuracy, {name}",
            path=("Accuracy", key, "judge"),
            least=least,
            goal=goal,
            peer=("Accuracy", key, "linear"),
            peer_name="linear on embeddings",
        )
        for name, key, least, goal in (
            ("SNLI", "snli", 0.83, 0.88),
            ("LingNLI", "lingnli", 0.64, 0.75),
            ("InfoTabS", "infotabs", 0.58, 0.68),
            ("mean of all sources", "macro", 0.57, 0.66),
        )
    ),
    *(
        Target(
            benchmark="claimdiff",
            figure=f"{name}, area under the curve",
            path=("ClaimDiff", row, name),
            least=least,
            goal=goal,
            peer=("ClaimDiff", "cosine alone", name),
            peer_name="cosine",
        )
        for name, row, least, goal in (
            ("weaken", "judge's outputs (CV)", 0.65, 0.75),
            ("strengthen", "judge's outputs (CV)", 0.74, 0.82),
        )
    ),
    Target(
        benchmark="nanco",
        figure="same meaning, area under the curve by question",
        path=("NAnCo", "same meaning", "AUC by question"),
        least=0.95,
        goal=0.97,
        peer=("NAnCo", "cosine alone", "AUC by question"),
        peer_name="cosine",
    ),
    Target(
        benchmark="nanco",
        figure="same meaning, balanced accuracy at one threshold learned elsewhere",
        path=("NAnCo", "same meaning", "bal.acc. learned"),
        least=0.86,
        goal=0.91,
        peer=("NAnCo", "cosine alone", "best each"),
        peer_name="cosine, best threshold for each question",
    ),
    Target(
        benchmark="emergent",
        figure="for, against, observing: accuracy",
        path=("Emergent", "outputs and headline", "accuracy"),
        least=0.70,
        goal=0.78,
        peer=("Emergent", "linear on embeddings", "accuracy"),
        peer_name="linear on embeddings",
    ),
    Target(
        benchmark="false-conflicts",
        figure="false conflicts called conflict, half kept apart",
        path=("Called", "false conflicts, all", "heldout"),
        least=0.03,
        lower=True,
    ),
    Target(
        benchmark="false-conflicts",
        figure="true conflicts found, half kept apart",
        path=("Called", "true conflicts, all", "heldout"),
        least=0.80,
    ),
    Target(
        benchmark="calibration",
        figure="calibration error, surest label, sources kept apart",
        path=("Expected", "NLI, allowed sources: surest label", "ECE"),
        least=0.05,
        lower=True,
    ),
    Target(
        benchmark="calibration",
        figure="calibration error of conflict, suites kept apart",
        path=("Expected", "suites, heldout: conflict", "ECE"),
        least=0.05,
        lower=True,
    ),
    Target(
        benchmark="events-learned",
        figure="ECB+ topics 1-35, B-cubed F1 out of fold",
        path=("out_of_fold_bcubed_f1", "ECB+"),
        least=0.90,
        goal=0.95,
    ),
    Target(
        benchmark="events-learned",
        figure="NewsWCL50, B-cubed F1 out of fold",
        path=("out_of_fold_bcubed_f1", "NewsWCL50"),
        least=1.0,
    ),
    Target(
        benchmark="copies",
        figure="copies in the gold sets, F1",
        path=("gold sets", "f1"),
        least=0.95,
    ),
    Target(benchmark="copies", figure="generated copies of NewsWCL50, F1", path=("NewsWCL50", "f1"), least=0.95),
    Target(benchmark="copies", figure="generated copies of ECB+, F1", path=("ECB+", "f1"), least=0.95),
    Target(
        benchmark="encoding",
        figure="sentences a core-second at one thread, times SentenceTransformer.encode",
        path=("one thread, int8", "ratio a core-second"),
        least=1.9,
    ),
    Target(
        benchmark="encoding",
        figure="sentences a second on all cores, times SentenceTransformer.encode",
        path=("all cores, int8", "ratio a second"),
        least=2.5,
    ),
    Target(
        benchmark="encoding",
        figure="least cosine to its vectors",
        path=("agreement, int8", "least cosine"),
        least=0.98,
    ),
    Target(
        benchmark="claims-speed",
        figure="claims read, speed against spaCy's own pipeline",
        path=("speed", "speed_of_spacy"),
        least=0.8,
    ),
    Target(
        benchmark="claims-speed",
        figure="10,000 articles, growth of memory after the first third, as a share",
        path=("memory", "growth_share"),
        least=0.03,
        lower=True,
    ),
    Target(
        benchmark="pipeline",
        figure="share of sentences that need the transformer, 1,000 articles",
        path=("1000", "share of sentences"),
        least=0.2,
        lower=True,
    ),
    Target(
        benchmark="grouping",
        figure="100,000 vectors, B-cubed F1",
        path=("100,000: day by day", "f1"),
        least=0.96,
        peer=("100,000: community_detection 0.75", "f1"),
        peer_name="community_detection as it comes",
    ),
    Target(
        benchmark="grouping",
        figure="100,000 vectors, cpu seconds",
        path=("100,000: day by day", "cpu s"),
        least=16.0,
        peer=("100,000: community_detection 0.75", "cpu s"),
        peer_name="community_detection as it comes",
        lower=True,
    ),
    Target(
        benchmark="grouping-million",
        figure="growth of time from 100,000 to 1,000,000, as many a day: power",
        path=("1,000,000 in 900 days", "growth"),
        least=1.1,
        lower=True,
    ),
    *(
        Target(
            benchmark="grouping-million",
            figure=f"1,000,000 vectors in {days} days, {figure}",
            path=(f"1,000,000 in {days} days", key),
            least=least,
            lower=lower,
        )
        for days in (900, 90)
        for figure, key, least, lower in (("B-cubed F1", "f1", 0.96, False), ("peak MB", "peak MB", 6000, True))
    ),
    Target(
        benchmark="archive",
        figure="100 articles onto 100,000, cost against alone",
        path=("archive only: ratio of cpu",),
        least=1.5,
        lower=True,
    ),
    Target(
        benchmark="bad-inputs",
        figure="good articles compared, of 9,700",
        path=("compared",),
        least=9700,
    ),
    Target(
        benchmark="bad-inputs",
        figure="bad ones without a line, of 300",
        path=("bad ones without a line",),
        least=0,
        lower=True,
    ),
    Target(
        benchmark="crash",
        figure="runs with anything lost after kill -9",
        path=("runs with anything lost",),
        least=0,
        lower=True,
    ),
)
