"""Events, B-cubed F1, beside TF-IDF with average linkage and all-MiniLM-L6-v2 with community_detection.

    python -m benchmarks.quality.events [--shared PATH] [--gold FOLDER ...] [--json FILE]

The library's learned numbers took part in learning from ECB+, NewsWCL50 and the gold sets: their honest
figures, out of fold, are those of ``benchmarks/training/events_train.py``. What is printed here for them
shows what ships. MEANTIME (events are whole topics) and Emergent (headlines by claim) took no part. The
peers get the threshold that suits each set best, which no user could choose.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from benchmarks.quality.event_sets import OWN_GOLD, EventSet, bcubed, load_golds, load_public
from narrative.articles import ArticleSettings, mark_copies, mark_versions
from narrative.events import EventSettings, group_events
from narrative.events.reading import embedded_of, whole_of
from narrative.vectors import Encoder, load_encoder


def ours(one: EventSet, encoder: Encoder) -> tuple[float, float, float]:
    """The library as it comes."""
    marked = mark_copies(mark_versions(one.articles), ArticleSettings())
    group = {
        article: event.id for event in group_events(marked, encoder, EventSettings()) for article in event.articles
    }
    return bcubed(one.gold(), [group[article.id] for article in one.articles])


def tfidf(one: EventSet) -> tuple[float, float, float]:
    """TF-IDF of the whole article and average linkage, at the threshold that suits the set best."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(map(whole_of, one.articles))
    distance = 1 - (words @ words.T).toarray()
    found = []
    for threshold in np.arange(0.5, 1.0, 0.02):
        model = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=threshold)
        found.append(bcubed(one.gold(), model.fit_predict(distance).tolist()))
    return max(found, key=lambda scores: scores[2])


def community(one: EventSet, encoder: Encoder, *, tuned: bool) -> tuple[float, float, float]:
    """all-MiniLM-L6-v2 on title and lead with community_detection; what it leaves out counts as alone."""
    import torch
    from sentence_transformers.util import community_detection

    vectors = torch.from_numpy(encoder.encode([embedded_of(article) for article in one.articles]))
    found = []
    for threshold in np.arange(0.3, 0.9, 0.05) if tuned else [0.75]:
        labels = [-1 - i for i in range(len(one.articles))]
        groups = community_detection(vectors, threshold=float(threshold), min_community_size=2 if tuned else 10)
        for number, members in enumerate(groups):
            for member in members:
                labels[int(member)] = number
        found.append(bcubed(one.gold(), labels))
    return max(found, key=lambda scores: scores[2])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="folder with data/ and gold/")
    parser.add_argument("--gold", type=Path, nargs="*", default=[OWN_GOLD], help="folders of gold sets")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    sets: list[EventSet] = []
    folders = list(given.gold)
    if given.shared:
        sets.extend(load_public(given.shared).values())
        folders.insert(0, given.shared / "gold")
    sets.extend(load_golds(*folders))
    encoder = load_encoder()
    print(
        f"{'set':<12}{'articles':>9}{'events':>8} | {'P':>6}{'R':>7}{'F1':>7} | TF-IDF best | community best | "
        "as it comes"
    )
    kept: dict[str, dict[str, float]] = {}
    for one in sets:
        p, r, f1 = ours(one, encoder)
        peers = [tfidf(one)[2], community(one, encoder, tuned=True)[2], community(one, encoder, tuned=False)[2]]
        print(f"{one.name:<12}{len(one.articles):>9}{len(set(one.gold())):>8} | {p:6.3f} {r:6.3f} {f1:6.3f} | "
              f"{peers[0]:11.3f} | {peers[1]:14.3f} | {peers[2]:11.3f}", flush=True)  # fmt: skip
        names = ("precision", "recall", "f1", "TF-IDF best", "community best", "community as it comes")
        kept[one.name] = {"articles": len(one.articles), "events": len(set(one.gold()))}
        kept[one.name] |= dict(zip(names, map(float, (p, r, f1, *peers)), strict=True))
    if given.json:
        given.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
