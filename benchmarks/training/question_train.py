"""Learn the upper half of the encoder anew, so that claims that answer one question come near.

    python -m benchmarks.training.question_train --work FOLDER [--fold N ...] [--out FOLDER]

The lower half of all-MiniLM-L6-v2 stays as it is. From there on its own upper half is trained further, event by event:
each claim is to be nearer to those that answer its question than to all others of the event (Khosla et al. 2020,
"Supervised contrastive learning", NeurIPS). What the claims of an event share is taken off first, as whoever reads the
vectors does. The claims are those that the library reads in the project's own gold sets and stories; one that nobody
marked answers no question of another.

For each part of the sets one is learned from the other parts, ``fold-N`` in the work folder, so that the layers above
learn from vectors of sets that were not learned from. One that is there already is not learned again. At last
comes the one that ships, learned from all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.gold_claims import events_of, matched
from benchmarks.quality.relations import read_claims
from benchmarks.training.stories import GOLD, STORIES, LearningSet, learning_sets
from narrative.issues.question_encoder import DESCRIPTION, WEIGHTS
from narrative.issues.stated import stated, with_days
from narrative.records import Claim
from narrative.vectors import load_encoder
from narrative.vectors.graph import build_upper_half, read_shape
from narrative.vectors.weights import DEFAULT_SHA256, default_folder

OUT = Path(__file__).parents[2] / "narrative" / "issues" / "model"
FOLDS = 4
_MOST = 130  # claims of an event that are seen at a time
_AT_ONCE = 32
_FEW = 4  # as in narrative.issues.surroundings

Middles = Mapping[str, NDArray[np.float16]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How it is trained.

    ``whole`` is the share of the claims of which the whole text is read, not only what it states; ``temperature``
    divides the cosines.
    """

    epochs: int = 4
    rate: float = 5e-5
    temperature: float = 0.07
    whole: float = 0.4
    seed: int = 0


@dataclass(frozen=True, slots=True)
class EventTexts:
    """One event: its set, what its claims state and their whole texts, and the question of each, if any."""

    told: str
    texts: tuple[tuple[str, str], ...]
    questions: tuple[str | None, ...]


def event_texts(told: LearningSet, read: Sequence[Claim]) -> list[EventTexts]:
    """The events of a set as the library reads them."""
    in_text = [claim for claim in read if claim.part == "text"]
    issue = {claim.id: told.gold.claims[name].issue for name, claim in matched(told.gold, in_text).items()}
    articles = {article.id: article for article in told.articles}
    found = []
    for event in events_of(told.gold):
        spoken = [claim for claim in in_text if claim.article in event.articles]
        members = with_days(sorted(spoken, key=lambda c: (c.article, c.start, c.end, c.id)), articles)
        texts = tuple((stated(claim).text, claim.text) for claim in members)
        made = EventTexts(told.name, texts, tuple(issue.get(claim.id) for claim in members))
        if len({question for question in made.questions if question}) > 0 and len(texts) > 2:
            found.append(made)
    return found


def middles_of(events: Sequence[EventTexts]) -> Middles:
    """What the lower half makes of each text, rounded."""
    texts = sorted({text for event in events for both in event.texts for text in both})
    encoder = load_encoder()
    return {
        text: tokens.middle.astype(np.float16)
        for start in range(0, len(texts), 500)
        for text, tokens in zip(
            texts[start : start + 500], encoder.encode_tokens(texts[start : start + 500]), strict=True
        )
        if tokens.middle is not None
    }


class UpperHalf:
    """The upper half of the encoder in PyTorch, to be trained."""

    def __init__(self) -> None:
        from transformers import AutoModel

        folder = default_folder()
        self.shape = read_shape(folder)
        model: Any = AutoModel.from_pretrained(str(folder), local_files_only=True)
        self.layers = model.encoder.layer[self.shape.middle :]

    def encode(self, texts: Sequence[str], middles: Middles) -> Any:
        """Vectors of length 1, a tensor of shape (n, width)."""
        import torch

        made: dict[int, Any] = {}
        order = sorted(range(len(texts)), key=lambda n: len(middles[texts[n]]))
        for start in range(0, len(order), _AT_ONCE):
            part = order[start : start + _AT_ONCE]
            rows = [torch.from_numpy(middles[texts[n]]).float() for n in part]
            hidden = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
            there = torch.arange(hidden.shape[1])[None, :] < torch.tensor([len(row) for row in rows])[:, None]
            masked = torch.zeros(there.shape).masked_fill(~there, torch.finfo(torch.float32).min)[:, None, None, :]
            for layer in self.layers:
                found = layer(hidden, attention_mask=masked)
                hidden = found[0] if isinstance(found, tuple) else found
            kept = there.unsqueeze(-1).float()
            vectors = (hidden * kept).sum(1) / kept.sum(1)
            made |= dict(zip(part, torch.nn.functional.normalize(vectors, dim=-1), strict=True))
        return torch.stack([made[n] for n in range(len(texts))])

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """As they are named in the model's file."""
        first = self.shape.middle
        return {
            f"encoder.layer.{first + n}.{name}": value.detach().numpy()
            for n, layer in enumerate(self.layers)
            for name, value in layer.state_dict().items()
        }


def centred(vectors: Any) -> Any:
    """Once what all claims of the event share is taken off."""
    import torch

    return torch.nn.functional.normalize(vectors - vectors.sum(0) / (len(vectors) + _FEW), dim=-1)


def loss_of(vectors: Any, questions: Sequence[str | None], temperature: float) -> Any:
    """Supervised contrastive loss over the claims that share their question with another."""
    import torch

    names = [question or f"?{n}" for n, question in enumerate(questions)]
    place = {name: n for n, name in enumerate(sorted(set(names)))}
    asked = torch.tensor([place[name] for name in names])
    itself = torch.eye(len(names), dtype=torch.bool)
    same = (asked[:, None] == asked[None]) & ~itself
    near = (vectors @ vectors.T / temperature).masked_fill(itself, -1e9)
    chances = near - torch.logsumexp(near, 1, keepdim=True)
    paired = same.any(1)
    return -((chances * same).sum(1)[paired] / same.sum(1)[paired]).mean()


def train(events: Sequence[EventTexts], middles: Middles, course: Course) -> UpperHalf:
    """Train the upper half on some events."""
    import torch

    torch.manual_seed(course.seed)
    torch.set_num_threads(1)
    chance = random.Random(course.seed)
    upper = UpperHalf()
    upper.layers.train()
    parameters = list(upper.layers.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=course.rate, weight_decay=0.01, fused=True)
    steps = course.epochs * len(events)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(1.0, (n + 1) / 20) * max(0.05, 1 - n / steps))
    for epoch in range(course.epochs):
        total = 0.0
        for event in chance.sample(list(events), len(events)):
            chosen = sorted(chance.sample(range(len(event.texts)), min(_MOST, len(event.texts))))
            texts = [event.texts[n][chance.random() < course.whole] for n in chosen]
            questions = [event.questions[n] for n in chosen]
            asked = [question for question in questions if question]
            if len(asked) == len(set(asked)):
                continue
            optimizer.zero_grad()
            loss = loss_of(centred(upper.encode(texts, middles)), questions, course.temperature)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"  epoch {epoch + 1}: loss {total / len(events):.3f}", flush=True)
    return upper


def precision(upper: UpperHalf, events: Sequence[EventTexts], middles: Middles) -> str:
    """Mean average precision of the bare cosine over all pairs of each event."""
    import torch
    from sklearn.metrics import average_precision_score

    found = []
    upper.layers.eval()
    with torch.inference_mode():
        for event in events:
            near = sum(
                vectors @ vectors.T
                for vectors in (centred(upper.encode([both[n] for both in event.texts], middles)) for n in (0, 1))
            ).numpy()
            i, j = np.triu_indices(len(event.texts), 1)
            same = [
                event.questions[a] is not None and event.questions[a] == event.questions[b]
                for a, b in zip(i, j, strict=True)
            ]
            if any(same):
                found.append(average_precision_score(same, near[i, j]))
    return f"{np.mean(found):.3f}" if found else "-"


def write(upper: UpperHalf, folder: Path, apart: Sequence[str], course: Course) -> None:
    """Write ``questions.onnx`` and ``questions.json``."""
    weights = build_upper_half(upper.weights(), upper.shape, "int8")
    described = {
        "name": "narrative-questions",
        "version": "1",
        "sha256": hashlib.sha256(weights).hexdigest(),
        "encoder": DEFAULT_SHA256,
        "licence": "Apache-2.0",
        "apart": list(apart),
        "training": asdict(course),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(weights)
    (folder / DESCRIPTION).write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> None:
    """Train what is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--work", type=Path, required=True, help="folder for those that are learned from a part")
    parser.add_argument("--fold", type=int, action="append", help="only this one; -1 is the one that ships")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(argv)
    sets = learning_sets(options.gold, options.stories)
    names = sorted(told.name for told in sets)
    course = Course()
    events = [event for told in sets for event in event_texts(told, read_claims(told.articles))]
    middles = middles_of(events)
    for fold in options.fold if options.fold is not None else (*range(FOLDS), -1):
        folder = options.out if fold < 0 else options.work / f"fold-{fold}"
        apart = [] if fold < 0 else names[fold::FOLDS]
        if fold >= 0 and (folder / DESCRIPTION).is_file():
            continue
        held = [event for event in events if event.told in apart]
        print(f"{folder.name}: {len(events) - len(held)} events, bare cosine on the others", end=" ")
        print(precision(UpperHalf(), held, middles), flush=True)
        upper = train([event for event in events if event.told not in apart], middles, course)
        print(f"  afterwards {precision(upper, held, middles)}", flush=True)
        write(upper, folder, apart, course)


if __name__ == "__main__":
    main()
