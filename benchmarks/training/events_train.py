"""Learn the weights of pairs and the two thresholds of events, in cross-validation by topic.

    python -m benchmarks.training.events_train --shared PATH [--write]

Learned from pairs of articles of: ECB+ topics 1-35 without their dates; the same as if all came on
one day, but for those pairs of a topic's two events that share names, which come years apart; NewsWCL50; and the
gold sets, with pairs across sets as if they came on one day. A logistic regression gives the weights. The
thresholds are those with the best sum of B-cubed F1 over ECB+, NewsWCL50 and the gold sets, each article
scored by weights that saw neither its topic nor its set.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.quality.event_sets import OWN_GOLD, EventSet, bcubed, load_golds, load_public, topic_of
from narrative.events.features import FAR, FEATURES, Floats, PairFeatures
from narrative.events.linkage import link
from narrative.events.weights import DATA, PairWeights
from narrative.vectors import load_encoder

FOLDS = 5
PENALTY = 0.1
CLIP = 6.0
EASY = 0.1
"""Weight of a pair from two topics; all others weigh 1."""
OTHER_NAMES = 0.2
"""Cosine of names under which the two events of a topic could have come on one day."""
GOLD_WEIGHT = 60.0
"""Weight of all pairs of one small set, so that each counts as much as five ECB+ events."""
SAME_STORY = {"atacms": "missiles"}
"""Sets on one real happening are left out together."""
AVERAGES = np.arange(-2.5, 1.01, 0.25)
CONTRASTS = (1.5, 1.75, 2.0, 2.25, 2.5)
ESTABLISHED = (3, 4)
OUT = Path(__file__).parents[2] / "narrative" / "events" / "data" / DATA[0]


@dataclass
class Pairs:
    """Pairs to learn from."""

    features: Floats
    same: np.ndarray
    weight: np.ndarray
    topics: tuple[np.ndarray, np.ndarray] = field(repr=False)

    def without(self, left_out: Collection[str]) -> Pairs:
        """Give those that touch no topic left out."""
        kept = ~(np.isin(self.topics[0], list(left_out)) | np.isin(self.topics[1], list(left_out)))
        return Pairs(
            self.features[kept], self.same[kept], self.weight[kept], (self.topics[0][kept], self.topics[1][kept])
        )


def with_time(features: Floats, near: Floats | float, far: Floats | float) -> Floats:
    """Give features as if the articles lay otherwise in time."""
    out = features.copy()
    at = FEATURES.index
    out[:, at("near")], out[:, at("far")] = near, far
    for name in ("words", "names", "meaning"):
        out[:, at(f"near_{name}")] = near * out[:, at(name)]
    return out


def all_pairs(one: EventSet, features: PairFeatures) -> tuple[Floats, np.ndarray, np.ndarray, np.ndarray]:
    """Give features of all pairs of a set, whether they are one event, and their rows."""
    a, b = np.triu_indices(len(one.articles), 1)
    gold = np.array(one.gold())
    return features.of(a, b), gold[a] == gold[b], a, b


def fit(blocks: list[Pairs]) -> tuple[Floats, float]:
    """Fit a logistic regression; weights and intercept are for the features as they are."""
    x = np.vstack([block.features for block in blocks])
    y = np.concatenate([block.same for block in blocks])
    w = np.concatenate([block.weight for block in blocks])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    model = LogisticRegression(C=PENALTY, max_iter=2000).fit((x - mean) / spread, y, sample_weight=w)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def square(features: Floats, weights: tuple[Floats, float], n: int) -> Floats:
    """Give clipped logits of all pairs as a matrix."""
    out = np.full((n, n), CLIP)
    a, b = np.triu_indices(n, 1)
    out[a, b] = out[b, a] = np.clip(features @ weights[0] + weights[1], -CLIP, CLIP)
    return out


def learn_blocks(
    public: dict[str, EventSet], golds: list[EventSet], encoder: object
) -> tuple[list[Pairs], dict[str, Floats]]:
    """Give the pairs to learn from, and the features that each set is scored with."""
    scored: dict[str, Floats] = {}
    blocks: list[Pairs] = []
    ecb = public["ECB+"]
    f, same, a, b = all_pairs(ecb, PairFeatures(ecb.articles, encoder))  # type: ignore[arg-type]
    topics = np.array(["ECB+" + topic_of(event) for event in ecb.gold()])
    sibling = (topics[a] == topics[b]) & ~same
    weight = np.where(same | sibling, 1.0, EASY)
    undated = with_time(f, 0.0, 0.0)
    scored["ECB+"] = undated
    blocks.append(Pairs(undated, same, weight, (topics[a], topics[b])))
    # Much the same happening on the same day is one elsewhere or of others: a sibling event with other names.
    apart = sibling & (f[:, FEATURES.index("names")] >= OTHER_NAMES)
    stream = with_time(f, np.where(apart, 0.0, 1.0), np.where(apart, FAR, 0.0))
    blocks.append(Pairs(stream, same, weight / 2, (topics[a], topics[b])))
    for one in [public["NewsWCL50"], *golds]:
        f, same, a, b = all_pairs(one, PairFeatures(one.articles, encoder))  # type: ignore[arg-type]
        scored[one.name] = f
        name = np.full(len(a), SAME_STORY.get(one.name, one.name))
        blocks.append(Pairs(f, same, np.full(len(a), GOLD_WEIGHT / len(a)), (name, name)))
    mixed = [article for one in golds for article in one.articles]
    names = np.array([SAME_STORY.get(one.name, one.name) for one in golds for _ in one.articles])
    a, b = np.triu_indices(len(mixed), 1)
    across = names[a] != names[b]
    f = with_time(PairFeatures(mixed, encoder).of(a[across], b[across]), 1.0, 0.0)  # type: ignore[arg-type]
    flat = np.full(len(f), GOLD_WEIGHT / len(f))
    blocks.append(Pairs(f, np.zeros(len(f), dtype=bool), flat, (names[a[across]], names[b[across]])))
    return blocks, scored


def out_of_fold(
    public: dict[str, EventSet], golds: list[EventSet], blocks: list[Pairs], scored: dict[str, Floats]
) -> list[tuple[str, EventSet, Floats, list[bool] | None]]:
    """Give for each part that is scored its name, set, score matrix, and which articles count."""
    ecb = public["ECB+"]
    topics = [topic_of(event) for event in ecb.gold()]
    parts: list[tuple[str, EventSet, Floats, list[bool] | None]] = []
    for fold in range(FOLDS):
        held = {topic for topic in topics if int(topic) % FOLDS == fold}
        weights = fit([block.without({"ECB+" + topic for topic in held}) for block in blocks])
        counted = [topic in held for topic in topics]
        parts.append(("ECB+", ecb, square(scored["ECB+"], weights, len(ecb.articles)), counted))
    for one in [public["NewsWCL50"], *golds]:
        weights = fit([block.without({SAME_STORY.get(one.name, one.name)}) for block in blocks if len(block.same)])
        parts.append((one.name, one, square(scored[one.name], weights, len(one.articles)), None))
    return parts


def measure(parts: list[tuple[str, EventSet, Floats, list[bool] | None]], numbers: PairWeights) -> dict[str, float]:
    """Give B-cubed F1 by set; that of ECB+ over all folds together."""
    totals: dict[str, list[float]] = {}
    for name, one, scores, counted in parts:
        p, r, _ = bcubed(one.gold(), link(scores, numbers).tolist(), counted)
        n = sum(counted) if counted else len(one.articles)
        total = totals.setdefault(name, [0.0, 0.0, 0.0])
        total[0] += p * n
        total[1] += r * n
        total[2] += n
    return {name: 2 * (p / n) * (r / n) / (p / n + r / n) for name, (p, r, n) in totals.items()}


def main() -> None:
    """Learn, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ and gold/")
    parser.add_argument("--write", action="store_true", help=f"write {OUT.name}")
    given = parser.parse_args()
    public, golds = load_public(given.shared), load_golds(given.shared / "gold", OWN_GOLD)
    encoder = load_encoder()
    blocks, scored = learn_blocks(public, golds, encoder)
    parts = out_of_fold(public, golds, blocks, scored)
    names = [one.name for one in golds]
    best: tuple[float, PairWeights, dict[str, float]] | None = None
    for average, contrast, established in itertools.product(AVERAGES, CONTRASTS, ESTABLISHED):
        numbers = PairWeights(
            weights={}, intercept=0.0, clip=CLIP, average=float(average), contrast=contrast, established=established
        )
        f1 = measure(parts, numbers)
        total = f1["ECB+"] + f1["NewsWCL50"] + float(np.mean([f1[name] for name in names]))
        if best is None or total > best[0] + 1e-9:
            best = (total, numbers, f1)
            print(f"average {average:5.2f} contrast {contrast:4.2f} established {established}: "
                  f"ECB+ {f1['ECB+']:.3f}, NewsWCL50 {f1['NewsWCL50']:.3f}, "
                  f"gold {np.mean([f1[name] for name in names]):.3f}", flush=True)  # fmt: skip
    assert best is not None
    print("out of fold:", {name: round(value, 3) for name, value in best[2].items()})
    weights, intercept = fit(blocks)
    learned = {
        "weights": dict(zip(FEATURES, (round(float(w), 4) for w in weights), strict=True)),
        "intercept": round(intercept, 4),
        "clip": CLIP,
        "average": best[1].average,
        "contrast": best[1].contrast,
        "established": best[1].established,
        "encoder": encoder.name,
        "out_of_fold_bcubed_f1": {name: round(value, 4) for name, value in best[2].items()},
    }
    print(json.dumps(learned, indent=1))
    if given.write:
        OUT.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
