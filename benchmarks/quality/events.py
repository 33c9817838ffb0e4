"""Events, B-cubed F1, beside TF-IDF with average linkage, and all-MiniLM-L6-v2 with community_detection and BERTopic.

    python -m benchmarks.quality.events [--shared PATH] [--gold FOLDER ...] [--json FILE]

The library's learned numbers took part in learning from ECB+, NewsWCL50 and the gold sets: their honest
figures, out of fold, are those of ``benchmarks/training/events_train.py``. What is printed here for them
shows what ships. MEANTIME (events are whole topics) and Emergent (headlines by claim) took no part. The
peers get the threshold that suits each set best, which no user could choose (BERTopic the number of texts
that a topic has at least; its figures are means of three runs, because two runs differ, and are left out
where it is not installed or takes no set so small).
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.quality import bertopic_peer
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


def bertopic(one: EventSet, encoder: Encoder, leasts: Sequence[int]) -> float | None:
    """BERTopic on the same vectors: mean F1 of three runs, at the number of texts a topic that suits the set best."""
    vectors = encoder.encode([embedded_of(article) for article in one.articles])
    texts = [whole_of(article) for article in one.articles]
    found = []
    for least in leasts:
        runs = [bertopic_peer.topics(texts, vectors, least) for _ in range(3)]
        scores = [bcubed(one.gold(), labels)[2] for labels in runs if labels is not None]
        if scores:
            found.append(statistics.mean(scores))
    return max(found, default=None)


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
        "as it comes | BERTopic best | as it comes"
    )
    if not bertopic_peer.installed():
        print("BERTopic is not installed: left out (benchmarks/requirements-peers.txt)")
    kept: dict[str, dict[str, float | None]] = {}
    for one in sets:
        p, r, f1 = ours(one, encoder)
        peers: list[float | None] = [
            tfidf(one)[2],
            community(one, encoder, tuned=True)[2],
            community(one, encoder, tuned=False)[2],
        ]
        names = ["TF-IDF best", "community best", "community as it comes"]
        if bertopic_peer.installed():
            peers += [bertopic(one, encoder, (2, 3, 5, 10, 20)), bertopic(one, encoder, (bertopic_peer.LEAST,))]
            names += ["BERTopic best", "BERTopic as it comes"]
        print(f"{one.name:<12}{len(one.articles):>9}{len(set(one.gold())):>8} | {p:6.3f} {r:6.3f} {f1:6.3f} | "
              + " | ".join("-" if peer is None else f"{peer:.3f}" for peer in peers), flush=True)  # fmt: skip
        kept[one.name] = {"articles": len(one.articles), "events": len(set(one.gold()))}
        kept[one.name] |= {"precision": float(p), "recall": float(r), "f1": float(f1)}
        kept[one.name] |= dict(zip(names, (None if peer is None else float(peer) for peer in peers), strict=True))
    if given.json:
        given.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
