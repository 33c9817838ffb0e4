"""Issues and positions from judged pairs: average linkage on a signed graph.

Claims are joined while the mean weight between two groups is positive: the average-linkage rule of agglomerative
clustering on signed graphs (Bailoni et al. 2022, "GASP, a generalized framework for agglomerative clustering of
signed graphs and its application to instance segmentation", CVPR), which approximates correlation clustering
(Bansal, Blum and Chawla 2004, "Correlation clustering", Machine Learning 56). Pairs that were not judged weigh a
little against joining, since near claims were all judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

Pair = tuple[int, int]


def group(count: int, weights: Mapping[Pair, float], unknown: float) -> list[list[int]]:
    """Partition items by average linkage on a sparse signed graph.

    Parameters
    ----------
    count
        Items, numbered from 0 in an order that does not depend on the input's (ties are broken by it).
    weights
        Between -1 and 1 for pairs ``(i, j)`` with ``i < j``: positive where they belong together.
    unknown
        Weight of a pair that is not in `weights`.

    Returns
    -------
    list of list of int
        Groups, each sorted, ordered by their first item.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    groups: list[list[int]] = []
    for members in components(count, [pair for pair, weight in weights.items() if weight > 0]):
        if len(members) == 1:
            groups.append(members)
            continue
        place = {item: n for n, item in enumerate(members)}
        apart = np.full((len(members), len(members)), 1.0 - unknown)
        for (i, j), weight in weights.items():
            if i in place and j in place:
                apart[place[i], place[j]] = apart[place[j], place[i]] = 1.0 - weight
        np.fill_diagonal(apart, 0.0)
        # distances are rounded so that a sum in another order cannot break a tie otherwise
        tree = linkage(np.round(squareform(apart, checks=False), 6), method="average")
        labels = fcluster(tree, t=1.0 - 1e-9, criterion="distance")
        by_label: dict[int, list[int]] = {}
        for item, label in zip(members, labels, strict=True):
            by_label.setdefault(int(label), []).append(item)
        groups.extend(by_label.values())
    return sorted(sorted(members) for members in groups)


def components(count: int, edges: Sequence[Pair]) -> list[list[int]]:
    """Connected components, each sorted, ordered by their first item."""
    parent = list(range(count))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for i, j in edges:
        a, b = root(i), root(j)
        parent[max(a, b)] = min(a, b)
    found: dict[int, list[int]] = {}
    for item in range(count):
        found.setdefault(root(item), []).append(item)
    return list(found.values())
