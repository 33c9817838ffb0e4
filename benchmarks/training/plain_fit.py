"""Learn the layer for plain statements side by side (`narrative.issues.plain`).

    python -m benchmarks.training.plain_fit DEV_FILE [--out FILE]

The pairs are the halves ``dev`` of the project's own suites of conflicts and those written to be learned from
(`benchmarks/training/pairs`); and, a tenth as heavy together, the quarter of the NLI development rows that calibrates
(allowed licences, short premises), and pairs put together from two of the suite. The calibration, and the threshold
where two in a hundred of the suite's pairs without conflict are called one, come from cross-validation on the halves
``dev``. The halves ``heldout`` have no part in it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.quality.calibration import expected_error
from benchmarks.quality.judge_common import bare_claim, read_lines
from benchmarks.training.boosting import Growth, grow
from benchmarks.training.judge_calibrate import calibration_rows, fit
from benchmarks.training.judge_export import Calibration
from benchmarks.training.judge_pairs import make
from benchmarks.training.judge_stories import read_stories
from narrative.issues.crossencoder import load_pair_model
from narrative.issues.judge import LearnedJudge
from narrative.issues.plain import COLUMNS, VERDICTS, plain_features
from narrative.issues.reading import read_statements
from narrative.issues.side_by_side import levelled
from narrative.issues.trees import trees_of
from narrative.vectors import load_encoder

OUT = Path(__file__).parents[2] / "narrative" / "issues" / "data" / "plain.json"
SUITES = Path(__file__).parents[1] / "suites"
PAIRS = Path(__file__).parent / "pairs"
AGREE, CONFLICT, NEITHER = range(len(VERDICTS))
WORDS = 40  # longer premises are no statements
FALSE_SHARE = 0.02  # three in a hundred are allowed: of 200 pairs one or two more come by chance
OTHERS_SHARE, SAME_SHARE = 0.1, 0.1
PARAPHRASES = 1200  # pairs of the stories, of which each sixth is a paraphrase
_GROWTH = Growth(trees=150, rate=0.05, leaves=8, least=15, seen=0.3)
STEP = 137  # from a pair to the one that lends its second side, so that the two have nothing to do with each other
Floats = NDArray[np.float64]
Labelled = tuple[str, str, int]


def suite_pairs() -> list[Labelled]:
    """The halves that may be learned from; what says more agrees with what says less."""
    pairs = []
    for suite, label in (("false_conflicts", NEITHER), ("true_conflicts", CONFLICT)):
        for row in read_lines(SUITES / f"{suite}.jsonl"):
            if row["half"] == "dev":
                pairs.append((row["a"], row["b"], AGREE if row["shape"] == "refinement" else label))  # noqa: PERF401
    return pairs


def written_pairs() -> list[Labelled]:
    """The pairs written to be learned from, and never measured on."""
    names = sorted(PAIRS.glob("plain_*.jsonl"))
    return [(row["a"], row["b"], VERDICTS.index(row["label"])) for name in names for row in read_lines(name)]


def same_pairs(own: list[Labelled]) -> list[Labelled]:
    """Pairs that agree: paraphrases of the stories, statements and themselves, and what conflicts once it is levelled.

    "Ravel fired the shot" and "it was Sokol who fired the shot" agree once both name Ravel.
    """
    made = make(read_stories(), PARAPHRASES, seed=0)
    pairs = [(a, b, AGREE) for a, b, _, kind in made if kind == "paraphrase"]
    pairs += [(a, a, AGREE) for a, _, _ in own[::5]]
    apart = [(a, b) for a, b, label in own if label == CONFLICT]
    read = read_statements([text for pair in apart for text in pair], [None] * (2 * len(apart)))
    level = [(a.text, b.text, levelled(a, b)) for a, b in zip(read[::2], read[1::2], strict=True)]
    return pairs + [(a, told, AGREE) for a, b, told in level if told != b]


def learn(rows: Floats, labels: NDArray[np.int64], weights: Floats) -> dict[str, Any]:
    """Trees of each verdict, as they stand in ``data/plain.json``."""
    return dict(zip(VERDICTS, grow(rows, labels, _GROWTH, weights), strict=True))


def scores(verdicts: dict[str, Any], rows: Floats) -> Floats:
    """What the trees add up to before calibration, shape (n, 3)."""
    groups = [trees_of({"name": "", **verdicts[verdict]}, width=len(COLUMNS)) for verdict in VERDICTS]
    return np.column_stack([group.score(rows) for group in groups])


def chances(found: Floats, calibration: Calibration) -> Floats:
    """Probabilities, shape (n, 3)."""
    logits = calibration.scale * found + np.array(calibration.bias)
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def main(
    dev: Annotated[Path, typer.Argument(help="NLI development rows.")],
    judge: Annotated[str | None, typer.Option(help="Another cross-encoder.")] = None,
    out: Annotated[Path, typer.Option(help="File to write.")] = OUT,
) -> None:
    """Fit and write the trees."""
    from sklearn.model_selection import StratifiedKFold

    suite, written = suite_pairs(), written_pairs()
    own = [*suite, *written]
    others = [row for row in calibration_rows(dev, 200) if len(row[0].split()) < WORDS]
    others += [(a, suite[(n + STEP) % len(suite)][1], NEITHER) for n, (a, _, _) in enumerate(suite) if n % 2]
    same = same_pairs(own)
    labelled = [*own, *others, *same]
    learner = LearnedJudge.unlearned(load_encoder(), cross=load_pair_model(judge))
    rows = plain_features(learner, [(bare_claim("a", a), bare_claim("b", b)) for a, b, _ in labelled])[0]
    labels = np.array([label for _, _, label in labelled])
    of_suite = np.arange(len(own)) < len(suite)
    weight = np.ones(len(labels))
    weight[len(own) :] = OTHERS_SHARE * len(own) / len(others)
    weight[len(own) + len(others) :] = SAME_SHARE * len(own) / len(same)

    found = np.zeros((len(own), len(VERDICTS)))
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    for seen, unseen in folds.split(rows[: len(own)], labels[: len(own)] + len(VERDICTS) * of_suite):
        known = np.concatenate([seen, np.arange(len(own), len(labels))])
        found[unseen] = scores(learn(rows[known], labels[known], weight[known]), rows[unseen])
    calibration = fit(found[of_suite], labels[: len(own)][of_suite])
    conflict = chances(found, calibration)[:, CONFLICT]
    truth = labels[: len(own)] == CONFLICT
    threshold = float(np.quantile(conflict[of_suite & ~truth], 1 - FALSE_SHARE))
    made = {
        "name": "narrative-plain 2",
        "columns": list(COLUMNS),
        "cross_encoder": load_pair_model(judge).name,
        "calibration": {"scale": calibration.scale, "bias": list(calibration.bias)},
        "least_conflict": round(threshold, 4),
        "verdicts": learn(rows, labels, weight),
    }
    out.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(suite)} pairs of the suites, {len(written)} written ones, {len(others)} others; {calibration}")
    for name, mine in (("suites", of_suite), ("written", ~of_suite)):
        if mine.any():
            at = (threshold, 0.5)
            hit = [(conflict[mine & truth] > t).mean() for t in at]
            wrong = [(conflict[mine & ~truth] > t).mean() for t in at]
            print(f"in cross-validation, {name}: at {threshold:.3f} {hit[0]:.3f} found, {wrong[0]:.3f} false; ", end="")
            print(f"at 0.5 {hit[1]:.3f} and {wrong[1]:.3f}; calibration error ", end="")
            print(f"{expected_error(conflict[mine], truth[mine]):.3f}")


if __name__ == "__main__":
    typer.run(main)
