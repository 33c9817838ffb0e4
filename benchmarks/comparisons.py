"""The few figures that the README shows, each beside what others reach in the same run."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One figure, ours and theirs.

    Parameters
    ----------
    figure
        What it is called.
    benchmark
        Its name in the registry.
    ours
        Keys into the benchmark's figures.
    peers
        Whose other figures stand beside it, with their keys.
    lower
        The lower, the better.
    """

    figure: str
    benchmark: str
    ours: tuple[str, ...]
    peers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lower: bool = False

    def better(self, one: float, other: float) -> bool:
        """Whether the first of two figures is the better one."""
        return one < other if self.lower else one > other


def _events(name: str, figure: str) -> Comparison:
    """Grouping into events, on one set."""
    peers = {
        "TF-IDF, best threshold": "TF-IDF best",
        "community_detection, best threshold": "community best",
        "community_detection as it comes": "community as it comes",
        "BERTopic, best least size": "BERTopic best",
        "BERTopic as it comes": "BERTopic as it comes",
    }
    return Comparison(
        figure=figure,
        benchmark="events",
        ours=(name, "f1"),
        peers={peer: (name, key) for peer, key in peers.items()},
    )


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        figure="who says what in news (PolNeAR): attributions found, F1",
        benchmark="polnear",
        ours=("narrative", "half of the union", "f1"),
        peers={
            "textacy": ("textacy", "half of the union", "f1"),
            "a plain rule": ("plain rule", "half of the union", "f1"),
        },
    ),
    Comparison(
        figure="source right, of the attributions found",
        benchmark="polnear",
        ours=("narrative", "half of the union", "source_right"),
        peers={
            "textacy": ("textacy", "half of the union", "source_right"),
            "a plain rule": ("plain rule", "half of the union", "source_right"),
        },
    ),
    Comparison(
        figure="claims with the right source, nineteen stories held out, F1",
        benchmark="story-claims",
        ours=("held out", "attributed claims with the right source", "f1"),
    ),
    Comparison(
        figure="withheld comments, nineteen stories held out, F1",
        benchmark="story-claims",
        ours=("held out", "stance withholds", "f1"),
    ),
    Comparison(
        figure="claims with the right source, stories nobody looked at, F1",
        benchmark="unseen",
        ours=("attributed claims with the right source", "f1"),
    ),
    Comparison(
        figure="whole comparison, the same stories: conflicts, precision",
        benchmark="unseen",
        ours=("relation conflict", "precision"),
    ),
    Comparison(
        figure="whole comparison, the same stories: conflicts, recall",
        benchmark="unseen",
        ours=("relation conflict", "recall"),
    ),
    Comparison(
        figure="claims with the right source, three gold sets whose errors were read, F1",
        benchmark="gold-apart",
        ours=("attributed claims with the right source", "f1"),
    ),
    Comparison(
        figure="whole comparison, three gold sets: conflicts, precision",
        benchmark="gold-apart",
        ours=("relation conflict", "precision"),
    ),
    Comparison(
        figure="whole comparison, three gold sets: conflicts, recall",
        benchmark="gold-apart",
        ours=("relation conflict", "recall"),
    ),
    Comparison(
        figure="false conflicts that are called conflicts (less is better)",
        benchmark="pair-rules",
        ours=("narrative", "false conflicts called a conflict"),
        peers={
            "contradict-text's rule": ("contradict-text's rule", "false conflicts called a conflict"),
            "the NLI model alone": ("surest label", "false conflicts called a conflict"),
        },
        lower=True,
    ),
    Comparison(
        figure="true conflicts that are found",
        benchmark="pair-rules",
        ours=("narrative", "true conflicts called a conflict"),
        peers={
            "contradict-text's rule": ("contradict-text's rule", "true conflicts called a conflict"),
            "the NLI model alone": ("surest label", "true conflicts called a conflict"),
        },
    ),
    _events("ECB+", "events on ECB+, B-cubed F1 (our weights learned there, in part)"),
    _events("MEANTIME", "events on MEANTIME (four topics of Wikinews, not single happenings), B-cubed F1"),
    _events("Emergent", "events on Emergent (headlines alone, by claim), B-cubed F1"),
    Comparison(
        figure="sentences embedded a core-second",
        benchmark="encoding",
        ours=("one thread, int8", "sentences a core-second"),
        peers={"sentence-transformers": ("one thread, SentenceTransformer", "sentences a core-second")},
    ),
    Comparison(
        figure="grouping 100,000 vectors, processor seconds (less is better)",
        benchmark="grouping",
        ours=("100,000: day by day", "cpu s"),
        peers={
            "community_detection": ("100,000: community_detection 0.75", "cpu s"),
            "BERTopic": ("100,000: BERTopic", "cpu s"),
        },
        lower=True,
    ),
    Comparison(
        figure="the same, B-cubed F1",
        benchmark="grouping",
        ours=("100,000: day by day", "f1"),
        peers={
            "community_detection": ("100,000: community_detection 0.75", "f1"),
            "BERTopic": ("100,000: BERTopic", "f1"),
        },
    ),
    Comparison(
        figure="same answer to one question (NAnCo), area under the curve",
        benchmark="nanco",
        ours=("NAnCo", "same meaning", "AUC by question"),
        peers={"cosine of all-MiniLM-L6-v2": ("NAnCo", "cosine alone", "AUC by question")},
    ),
)
