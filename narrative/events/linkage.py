"""Average linkage that stops where two established groups stay apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from narrative.events.weights import PairWeights

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def link(scores: Floats, weights: PairWeights) -> Ints:
    """Group items by the average score of their pairs.

    Parameters
    ----------
    scores
        Of all pairs, symmetric, shape (n, n).
    weights
        ``average``, ``contrast`` and ``established`` decide.

    Returns
    -------
    numpy.ndarray
        A number of its group for each item, shape (n,); numbers mean nothing beyond equality.

    Notes
    -----
    A plain threshold cannot suit both articles that tell one event in many ways (low scores inside) and
    two events that resemble each other (scores as high, between groups that are tighter inside). So a merge
    of two groups that have an inside is refused where they are less like each other than each is like
    itself, by more than ``contrast``; what is refused stays apart further up the tree.
    """
    from scipy.cluster.hierarchy import average
    from scipy.spatial.distance import squareform

    n = len(scores)
    if n == 1:
        return np.zeros(1, np.int64)
    top = weights.clip
    distance = top - scores
    np.fill_diagonal(distance, 0.0)
    tree = average(squareform(distance, checks=False))
    size = np.ones(2 * n - 1)
    inside = np.zeros(2 * n - 1)
    whole = np.ones(2 * n - 1, dtype=bool)
    parent = np.full(2 * n - 1, -1, dtype=np.int64)
    for step, (left, right, height, count) in enumerate(tree):
        a, b, merged = int(left), int(right), n + step
        across = top - height
        parent[a] = parent[b] = merged
        size[merged] = count
        inside[merged] = inside[a] + inside[b] + across * size[a] * size[b]
        whole[merged] = (
            whole[a] and whole[b] and across >= weights.average and not _apart(a, b, across, size, inside, weights)
        )
    label = np.arange(2 * n - 1)
    for node in range(2 * n - 2, -1, -1):
        if parent[node] >= 0 and whole[parent[node]]:
            label[node] = label[parent[node]]
    return np.asarray(label[:n], dtype=np.int64)


def _apart(a: int, b: int, across: float, size: Floats, inside: Floats, weights: PairWeights) -> bool:
    if min(size[a], size[b]) < weights.established:
        return False
    mean = [inside[i] / (size[i] * (size[i] - 1) / 2) for i in (a, b)]
    return bool(across < min(mean) - weights.contrast)
