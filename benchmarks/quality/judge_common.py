"""What the benchmarks of the judge share: pairs of plain texts in, its probabilities out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from narrative.issues import load_judge
from narrative.issues.crossencoder import load_pair_model
from narrative.issues.pair_features import COLUMNS
from narrative.records import Claim, Source
from narrative.vectors import load_encoder

Floats = NDArray[np.float64]
Pair = tuple[str, str]

SharedOption = Annotated[Path, typer.Option("--shared", help="Folder with the data that is not ours.")]
JudgeOption = Annotated[str | None, typer.Option("--judge", help="Another NLI cross-encoder, by name or folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
SHARED = Path("../shared")


@dataclass(frozen=True)
class Judged:
    """What is known of n pairs.

    Attributes
    ----------
    forward, backward
        The cross-encoder's probabilities in both directions, shape (n, 3): entailment,
        contradiction, neutral.
    verdict
        The judge's, shape (n, 3): agree, conflict, neither.
    explicit
        Columns of `narrative.issues.pair_features`, shape (n, columns).
    left, right
        Embeddings, shape (n, d), of length one.
    """

    forward: Floats
    backward: Floats
    verdict: Floats
    explicit: Floats
    left: Floats
    right: Floats

    @property
    def cosine(self) -> Floats:
        """Of the embeddings, shape (n,)."""
        return np.asarray((self.left * self.right).sum(axis=1))

    def outputs(self) -> Floats:
        """All that the judge says of a pair in numbers: log-odds, cosine, explicit columns."""
        nli = np.hstack([_log_odds(self.forward), _log_odds(self.backward)])
        return np.hstack([nli, _log_odds(self.verdict), self.cosine[:, None], self.explicit])

    def embedded(self) -> Floats:
        """``[u, v, |u-v|, u*v]``, what a linear model on embeddings sees."""
        return np.hstack([self.left, self.right, abs(self.left - self.right), self.left * self.right])


def judge_texts(pairs: Sequence[Pair], judge: str | None = None) -> Judged:
    """Judge pairs of plain statements.

    Parameters
    ----------
    pairs
        Texts.
    judge
        As ``--judge``.
    """
    cross = load_pair_model(judge)
    forward, backward = cross.predict(pairs), cross.predict([(b, a) for a, b in pairs])
    encoder = load_encoder()
    texts = sorted({text for pair in pairs for text in pair})
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    learned = load_judge(judge)
    learned.adopt(encoder)
    claims = [(bare_claim("a", a), bare_claim("b", b)) for a, b in pairs]
    verdicts = learned.judge(claims)
    return Judged(
        forward.astype(np.float64),
        backward.astype(np.float64),
        np.array([(v.agree, v.conflict, v.neither) for v in verdicts]).reshape(-1, 3),
        learned.features(claims)[0].reshape(-1, len(COLUMNS)),
        np.stack([vectors[a] for a, _ in pairs]).astype(np.float64),
        np.stack([vectors[b] for _, b in pairs]).astype(np.float64),
    )


def bare_claim(side: str, text: str) -> Claim:
    """A plain statement as a claim of an outlet of its own."""
    source = (Source(name=side),)
    return Claim(id=f"{side}:1", article=side, start=0, end=len(text), text=text, statement=text, sources=source)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def cross_validated(rows: Floats, labels: NDArray[Any], groups: Sequence[str], strength: float = 0.02) -> Floats:
    """Probabilities of a logistic regression, each group judged by a model that never saw it.

    Parameters
    ----------
    rows
        Shape (n, columns).
    labels
        Shape (n,).
    groups
        The event or claim of each row; five folds keep each whole.
    strength
        Inverse of the L2 penalty.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=2000, class_weight="balanced"))
    folds = GroupKFold(n_splits=5)
    return np.asarray(cross_val_predict(model, rows, labels, groups=groups, cv=folds, method="predict_proba"))


def curved(rows: Floats, labels: NDArray[Any], groups: Sequence[str], cost: float = 3.0) -> Floats:
    """Scores of a support vector machine with a radial kernel, cross-validated as `cross_validated`.

    Returns
    -------
    numpy.ndarray
        Shape (n,) of two classes, (n, classes) of more; higher is surer.
    """
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC

    model = make_pipeline(StandardScaler(), SVC(C=cost, gamma="scale"))
    folds = GroupKFold(n_splits=5)
    return np.asarray(cross_val_predict(model, rows, labels, groups=groups, cv=folds, method="decision_function"))


def show(title: str, columns: Sequence[str], lines: Sequence[Sequence[object]], as_json: bool) -> None:
    """Print a table, or the same as JSON."""
    if as_json:
        rows = [dict(zip(columns, line, strict=True)) for line in lines]
        print(json.dumps({"table": title, "rows": rows}, indent=2))
        return
    cells = [[str(c) for c in columns], *[[_cell(value) for value in line] for line in lines]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    print(title)
    for row in cells:
        figures = (f"  {cell.rjust(width)}" for cell, width in zip(row[1:], widths[1:], strict=True))
        print("  " + row[0].ljust(widths[0]) + "".join(figures))


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _log_odds(probabilities: Floats) -> Floats:
    clipped = np.clip(probabilities, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))
