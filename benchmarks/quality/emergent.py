"""Is a headline for a claim, against it, or only observing? Emergent, its training part.

``python -m benchmarks.quality.emergent --shared ../shared`` prints accuracy and macro-F1 in cross-validation by claim
of a logistic layer over the judge's outputs, beside the majority and a linear model on the embeddings.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import typer

from benchmarks.quality.judge_common import (
    SHARED,
    Floats,
    JsonOption,
    JudgeOption,
    SharedOption,
    cross_validated,
    curved,
    judge_texts,
    read_lines,
    show,
)
from narrative.records import Article

FILE = "data/stance/emergent_train.jsonl"
STANCES_OF_CLAIMS = ("asserts", "confirms", "denies", "doubts", "withholds", "retracts")
STANCES = ("against", "for", "observing")


def stances_read(headlines: Sequence[str]) -> Floats:
    """What the reader of claims finds in each headline: stances, attribution, hedges; shape (n, 8)."""
    from narrative.claims import ClaimSettings, load_reader

    reader = load_reader(ClaimSettings())
    articles = [
        Article(id=f"headline-{n}", outlet="headline", text=text.rstrip(".") + ".") for n, text in enumerate(headlines)
    ]
    found = []
    for article in articles:
        claims = [claim for group in reader.read_many([article]) for claim in group]
        stances = [float(any(claim.stance == stance for claim in claims)) for stance in STANCES_OF_CLAIMS]
        marks = [any(claim.attributed for claim in claims), any(claim.hedged for claim in claims)]
        found.append([*stances, *map(float, marks)])
    return np.array(found)


def main(shared: SharedOption = SHARED, judge: JudgeOption = None, as_json: JsonOption = False) -> None:
    """Measure the three-way stance of headlines."""
    from sklearn.metrics import accuracy_score, f1_score

    rows = list(read_lines(shared / FILE))
    judged = judge_texts([(row["premise"], row["hypothesis"]) for row in rows], judge)
    claims = [row["claim_group"] for row in rows]
    truth = np.array([STANCES.index(row["stance"]) for row in rows])

    def line(name: str, guessed: np.typing.NDArray[np.int64]) -> list[object]:
        return [name, float(accuracy_score(truth, guessed)), float(f1_score(truth, guessed, average="macro"))]

    def learned(name: str, features: Floats, strength: float) -> list[object]:
        return line(name, cross_validated(features, truth, claims, strength).argmax(axis=1))

    majority = np.full(len(rows), np.bincount(truth).argmax())
    as_it_comes = np.array([1, 0, 2])[judged.forward.argmax(axis=1)]
    with_headline = np.hstack([judged.outputs(), judged.left, stances_read([row["premise"] for row in rows])])
    lines = [
        line("majority", majority),
        learned("linear on embeddings (CV)", judged.embedded(), 0.001),
        line("cross-encoder as it comes", as_it_comes),
        learned("judge's outputs (CV)", judged.outputs(), 0.02),
        learned("outputs and embeddings (CV)", np.hstack([judged.outputs(), judged.embedded()]), 0.001),
        line("outputs and headline, radial kernel (CV)", curved(with_headline, truth, claims).argmax(axis=1)),
    ]
    title = f"Emergent, {len(rows)} headlines, {len(set(claims))} claims: for, against, observing"
    show(title, ["score", "accuracy", "macro-F1"], lines, as_json)


if __name__ == "__main__":
    typer.run(main)
