"""Boosted trees as scikit-learn grows them and as `narrative.issues.trees` reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How trees are grown: how many, at what rate, with how many leaves of at least so many rows, how penalised.

    ``seen`` is the share of the columns that each split may choose from; ``stops`` whether growing ends once rows kept
    apart gain nothing.
    """

    trees: int
    rate: float
    leaves: int
    least: int
    penalty: float = 5.0
    seen: float = 1.0
    stops: bool = False


def grow(
    rows: NDArray[np.float64],
    labels: Sequence[int] | NDArray[np.int64],
    growth: Growth,
    weights: NDArray[np.float64] | None = None,
) -> list[dict[str, Any]]:
    """Grow trees.

    Parameters
    ----------
    rows
        Shape (n, columns).
    labels
        Of the rows: 0 or 1, or one of several classes.
    growth
        How.
    weights
        Of the rows.

    Returns
    -------
    list of dict
        ``bias`` and ``trees`` of each class; of two classes, those of the second only.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=growth.trees,
        learning_rate=growth.rate,
        max_leaf_nodes=growth.leaves,
        min_samples_leaf=growth.least,
        l2_regularization=growth.penalty,
        max_features=growth.seen,
        early_stopping=growth.stops,
        random_state=0,
    ).fit(rows, labels, sample_weight=weights)
    biases = np.ravel(model._baseline_prediction)
    return [
        {"bias": round(float(bias), 6), "trees": [_tree(each[n].nodes) for each in model._predictors]}
        for n, bias in enumerate(biases)
    ]


def _tree(nodes: Any) -> dict[str, list[float]]:
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "column": np.where(leaf, -1, nodes["feature_idx"]).astype(int).tolist(),
        "threshold": [0.0 if end else float(x) for end, x in zip(leaf, nodes["num_threshold"], strict=True)],
        "left": np.where(leaf, 0, nodes["left"]).astype(int).tolist(),
        "right": np.where(leaf, 0, nodes["right"]).astype(int).tolist(),
        "value": np.where(leaf, nodes["value"], 0.0).round(5).tolist(),
    }
