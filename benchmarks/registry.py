"""Which benchmarks there are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One benchmark.

    Parameters
    ----------
    module
        The module that runs it.
    task
        What is measured, in one line.
    data
        Where its data is: in the repository, or below the folder given with ``--shared``.
    group
        The part of the page that it belongs to.
    reference
        What its figures are held against, with its source; empty where there is nothing.
    note
        What a reader has to know to read the figures rightly.
    options
        Its own options.
    folder
        The part of the folder of ``--shared`` that it takes; ``""`` for all of it, ``None`` where it needs none.
    shared_option
        The option that takes this folder.
    prints
        It prints its figures as JSON, instead of writing them to the file given with ``--json``.
    peers
        Packages of others that it runs beside ours (``benchmarks/requirements-peers.txt``).
    """

    module: str
    task: str
    data: str
    group: str = "Quality"
    reference: str = ""
    note: str = ""
    options: tuple[str, ...] = ()
    folder: str | None = None
    shared_option: str = "--shared"
    prints: bool = False
    peers: tuple[str, ...] = ()


SUITE: dict[str, Benchmark] = {
    "gold": Benchmark(
        module="benchmarks.quality.gold",
        task="the whole comparison, end to end, against the five gold sets that ship",
        data="benchmarks/gold",
        note="The last layer of the judge learns from the annotation of these sets, so that the figures for issues and "
        "relations flatter it; `gold-apart` does not.",
    ),
    "gold-apart": Benchmark(
        module="benchmarks.quality.gold",
        task="the whole comparison, end to end, against three gold sets kept apart",
        data="gold (three sets, not part of the repository)",
        note="No weights of the claim reader or the judge were learned from these sets (those of events were, in "
        "part), but their errors were read while the library was built: expect less on articles that nobody here has "
        "seen. `story-claims`, held out, is nearer to that.",
        folder="gold",
        shared_option="--gold",
    ),
    "unseen": Benchmark(
        module="benchmarks.quality.unseen",
        task="the whole comparison, end to end, on stories that nothing was learned from",
        data="benchmarks/unseen",
        note="Written by others after the reader and the layers were made, and scored once: nobody read what is wrong "
        "in them. This is the figure to expect on new text of the same kind.",
    ),
    "relations": Benchmark(
        module="benchmarks.quality.relations",
        task="issues and relations with the annotated claims given, on the gold sets that ship",
        data="benchmarks/gold",
        note="As `gold`: the last layer learns from these sets.",
    ),
    "relations-apart": Benchmark(
        module="benchmarks.quality.relations",
        task="issues and relations with the annotated claims given: what the judge loses, apart from the claim reader",
        data="gold (three sets, not part of the repository)",
        folder="gold",
        shared_option="--gold",
    ),
    "story-claims": Benchmark(
        module="benchmarks.quality.story_claims",
        task="who says what and with which stance, in stories by other writers in other styles",
        data="benchmarks/training/stories",
        note="Some of these stories were looked at while the reader was built (`developed on`); the others "
        "(`held out`) were only scored.",
    ),
    "polnear": Benchmark(
        module="benchmarks.quality.polnear",
        task="who says what: attributions of PolNeAR's development part",
        data="data/attribution/polnear_dev.jsonl (PolNeAR, Newell et al. 2018)",
        reference="textacy's `direct_quotations` and a plain rule (reporting verb with subject and clause, "
        '"according to"), in the same run',
        folder="data",
        peers=("textacy",),
    ),
    "claim-errors": Benchmark(
        module="benchmarks.quality.claim_errors",
        task="what the claim reader gets wrong, counted by class, in the stories developed on and in PolNeAR's "
        "development part",
        data="benchmarks/training/stories; data/attribution/polnear_dev.jsonl (PolNeAR, Newell et al. 2018)",
        note="Counts of errors: fewer is better. Nothing of the stories held out is in them.",
        folder="data",
    ),
    "false-conflicts": Benchmark(
        module="benchmarks.quality.false_conflicts",
        task="share called a conflict: eight shapes of false conflict, eight of true conflict",
        data="benchmarks/suites",
        options=("--json",),
        prints=True,
    ),
    "pair-rules": Benchmark(
        module="benchmarks.quality.pair_rules",
        task="the same suites, by the rules of other contradiction tools with our cross-encoder in them",
        data="benchmarks/suites",
        reference="contradict-text's rule: cosine of at least 0.3, then the surest label",
    ),
    "nli": Benchmark(
        module="benchmarks.quality.nli",
        task="entailment, contradiction, neutral: accuracy by source",
        data="data/nli/dev.jsonl",
        reference="majority, a linear model on embeddings, cosine alone, in the same run",
        options=("--json",),
        folder="",
        prints=True,
    ),
    "claimdiff": Benchmark(
        module="benchmarks.quality.claimdiff",
        task="whether one outlet's statement weakens or strengthens another's: area under the curve",
        data="data/conflict/claimdiff_train.jsonl",
        reference="cosine of all-MiniLM-L6-v2, a linear model on its embeddings, in the same run",
        options=("--json",),
        folder="",
        prints=True,
    ),
    "nanco": Benchmark(
        module="benchmarks.quality.nanco",
        task="answers of outlets to one question with the same meaning",
        data="data/positions/nanco_dev.jsonl (NAnCo, Laban et al. 2022)",
        reference="cosine of all-MiniLM-L6-v2, in the same run",
        options=("--json",),
        folder="",
        prints=True,
    ),
    "emergent": Benchmark(
        module="benchmarks.quality.emergent",
        task="headlines for, against or observing a claim: accuracy",
        data="data/stance/emergent_train.jsonl",
        reference="majority and a linear model on embeddings, in the same run; Ferreira & Vlachos 2016 report 0.73 on "
        "the test part",
        options=("--json",),
        folder="",
        prints=True,
    ),
    "calibration": Benchmark(
        module="benchmarks.quality.calibration",
        task="expected calibration error of the judge",
        data="data/nli/dev.jsonl, benchmarks/suites",
        options=("--json",),
        folder="",
        prints=True,
    ),
    "events": Benchmark(
        module="benchmarks.quality.events",
        task="articles on one happening: B-cubed",
        data="data/events, gold, benchmarks/gold",
        reference="TF-IDF with average linkage, community_detection and BERTopic at the threshold or least size that "
        "suits each set best, and the last two as they come, in the same run",
        note="The weights that ship learned from ECB+, NewsWCL50 and the gold sets: `events-learned` gives the figures "
        "for these with weights that never saw them. BERTopic is a tool for topics, takes no set of fewer texts than "
        "a topic has at least, and is unseeded: its figures are means of three runs.",
        folder="",
        peers=("bertopic", "umap-learn", "hdbscan"),
    ),
    "events-learned": Benchmark(
        module="benchmarks.training.events_train",
        task="articles on one happening, B-cubed F1, each set or topic by weights that never saw it",
        data="data/events, gold, benchmarks/gold",
        reference="published trials on ECB+ topics 1-35 with the threshold that suits best: TF-IDF 0.874, "
        "all-MiniLM-L6-v2 0.869, their mean 0.880",
        folder="",
        prints=True,
    ),
    "copies": Benchmark(
        module="benchmarks.quality.copies",
        task="republished articles found among others on the same event",
        data="benchmarks/gold, gold, and generated edits of data/events",
        folder="",
    ),
    "encoding": Benchmark(
        module="benchmarks.speed.encoding",
        task="sentences embedded a core-second and a second, a cold start, and how near the vectors are",
        data="sentences of the articles that ship",
        group="Speed and scale",
        reference="`SentenceTransformer.encode` as it comes, the same weights, in turns in the same run",
    ),
    "claims-speed": Benchmark(
        module="benchmarks.speed.claims",
        task="claims read, against parsing alone, and memory along ten thousand articles",
        data="generated from benchmarks/gold",
        group="Speed and scale",
        reference="spaCy's own pipeline, the same weights, in turns in the same run",
        note="That memory stays flat was asked for before the work began; that flat is at most 0.03 more than after "
        "the first third was set with this benchmark, before its first whole run. The articles are made of five sets, "
        "in other orders and with other figures: words never seen before come less often than in news.",
        options=("--stream", "10000"),
    ),
    "judged-pairs": Benchmark(
        module="benchmarks.speed.judged_pairs",
        task="pairs of claims that the cross-encoder reads, against the size of an event",
        data="data/events/newswcl50.jsonl",
        group="Speed and scale",
        folder="",
    ),
    "pipeline": Benchmark(
        module="benchmarks.speed.pipeline",
        task="the whole comparison by stage: articles a second, memory, what the transformer has to embed",
        data="generated (benchmarks/speed/stream.py)",
        group="Speed and scale",
        note="One happening in 10 of the stream is told by several outlets; with 10,000 articles (`10000/100`) one in "
        "100, so that the run ends within forty minutes: most of the time goes into pairs within events of several "
        "outlets.",
        options=("100", "1000", "10000/100"),
    ),
    "grouping": Benchmark(
        module="benchmarks.scale.grouping",
        task="grouping generated vectors: time, peak memory, B-cubed",
        data="generated (benchmarks/scale/generator.py)",
        group="Speed and scale",
        reference="sentence-transformers' community_detection, as it comes and tuned, and BERTopic as it comes, in the "
        "same run",
        note="The peak is that of the process so far. BERTopic is a tool for topics, and is unseeded: the same run "
        "again gives other topics.",
        options=("10000", "100000", "--peers"),
        peers=("bertopic", "umap-learn", "hdbscan"),
    ),
    "grouping-million": Benchmark(
        module="benchmarks.scale.growth",
        task="grouping a million vectors: time, peak memory, B-cubed, and how time grows from a hundred thousand",
        data="generated (benchmarks/scale/generator.py)",
        group="Speed and scale",
        note="`growth` is the power of the number of vectors with which processor seconds grow from the first row: 1 "
        "is in proportion. In the second row as many come a day as in the first, in the third ten times as many.",
    ),
    "archive": Benchmark(
        module="benchmarks.speed.archive",
        task="adding a hundred articles to an archive of a hundred thousand, against adding them to an empty one",
        data="generated",
        group="Speed and scale",
        options=("--stored", "100000", "--json"),
        prints=True,
    ),
    "crash": Benchmark(
        module="benchmarks.crash.run",
        task="kill -9 at random moments of `archive add`: nothing lost, nothing half, the next run completes it",
        data="generated",
        group="Robustness",
        options=("--kills", "200"),
    ),
    "bad-inputs": Benchmark(
        module="benchmarks.scale.bad_inputs",
        task="10,000 articles in files of ten kinds, 300 of them bad: what is compared, what is listed, the exit code",
        data="generated",
        group="Robustness",
    ),
    "fuzz": Benchmark(
        module="benchmarks.fuzz",
        task="fuzzing of every reader, the claim reader and every writer: executions, faults",
        data="tests/fuzz/corpus",
        group="Robustness",
        options=("--executions", "1000000"),
        prints=True,
        peers=("atheris",),
    ),
}
