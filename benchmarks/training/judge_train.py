"""Fine-tune the bundled MiniLM-L6 into a three-way cross-encoder; stops and resumes at will.

Run with ``OMP_WAIT_POLICY=PASSIVE`` on a shared machine. The rate of learning falls linearly
to zero at ``--until`` (seconds of training from the first start), so one run has one schedule
however often it is interrupted. Own pairs are mixed in from the moment their file exists.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer

from benchmarks.training.judge_data import (
    LABELS,
    OWN,
    SHARES,
    Mixture,
    PairRow,
    read_rows,
    read_sources,
)

if TYPE_CHECKING:
    import torch

log = logging.getLogger("judge_train")


@dataclass(frozen=True)
class TrainSettings:
    """Settings of one training run.

    Attributes
    ----------
    batch, max_tokens
        Pairs a batch; tokens a pair.
    peak_rate, head_rate_factor, warmup_pairs, weight_decay, label_smoothing
        AdamW's rate at its peak, how much faster the new head learns, the pairs over which the
        rate climbs, and the usual two regularisers.
    frozen_layers
        Encoder layers that stay as they are; the embeddings always do.
    ema
        Decay a step of the running mean of the weights, which is what is saved for use.
    own_share
        Share of own pairs in a chunk once their file exists.
    chunk
        Pairs drawn, sorted by length and trained on before the mixture is looked at again.
    checkpoint_seconds
        Seconds between checkpoints.
    """

    batch: int = 32
    max_tokens: int = 112
    peak_rate: float = 1.5e-4
    head_rate_factor: float = 3.0
    warmup_pairs: int = 6_000
    weight_decay: float = 0.01
    label_smoothing: float = 0.03
    frozen_layers: int = 2
    ema: float = 0.998
    own_share: float = 0.4
    chunk: int = 6_400
    checkpoint_seconds: float = 480.0
    seed: int = 11


@dataclass
class Progress:
    """What a run has done so far; saved with every checkpoint."""

    pairs: int = 0
    seconds: float = 0.0
    losses: list[float] = field(default_factory=list)


def build_model(start: str, frozen_layers: int) -> Any:
    """Load `start` with a new three-way head, embeddings and the first layers frozen."""
    from transformers import AutoModelForSequenceClassification

    model = AutoModelForSequenceClassification.from_pretrained(
        start,
        num_labels=len(LABELS),
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
    )
    for parameter in model.bert.embeddings.parameters():
        parameter.requires_grad_(False)
    for layer in model.bert.encoder.layer[:frozen_layers]:
        for parameter in layer.parameters():
            parameter.requires_grad_(False)
    return model


def build_optimizer(model: Any, settings: TrainSettings) -> torch.optim.AdamW:
    """Fused AdamW with a faster head."""
    import torch

    head = [p for n, p in model.named_parameters() if "classifier" in n or "pooler" in n]
    held = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    groups = [
        {"params": body, "factor": 1.0},
        {"params": head, "factor": settings.head_rate_factor},
    ]
    return torch.optim.AdamW(groups, lr=settings.peak_rate, weight_decay=settings.weight_decay, fused=True)


def batches(rows: list[PairRow], tokenizer: Any, settings: TrainSettings, seed: int) -> list[Any]:
    """Tokenise `rows` and cut them into batches of like length, in shuffled order."""
    encodings = tokenizer.encode_batch([(r.premise, r.hypothesis) for r in rows])
    order = sorted(range(len(rows)), key=lambda i: len(encodings[i].ids))
    cut = [order[i : i + settings.batch] for i in range(0, len(order), settings.batch)]
    np.random.default_rng(seed).shuffle(cut)
    return [([encodings[i] for i in indices], [rows[i].label for i in indices]) for indices in cut]


def tensors(encodings: list[Any], labels: list[int]) -> tuple[dict[str, Any], Any]:
    """Pad one batch."""
    import torch

    width = max(len(e.ids) for e in encodings)
    ids = np.zeros((len(encodings), width), dtype=np.int64)
    mask, types = np.zeros_like(ids), np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
        types[row, : len(encoding.ids)] = encoding.type_ids
    named = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
    return {k: torch.from_numpy(v) for k, v in named.items()}, torch.tensor(labels)


class Run:
    """One resumable training run in one folder."""

    def __init__(self, start: str, folder: Path, settings: TrainSettings, until: float) -> None:
        from tokenizers import Tokenizer

        self.settings, self.folder, self.until, self.start = settings, folder, until, start
        self.tokenizer = Tokenizer.from_file(str(Path(start) / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(settings.max_tokens)
        self.model = build_model(start, settings.frozen_layers)
        self.optimizer = build_optimizer(self.model, settings)
        self.progress = Progress()
        self.mean = {n: p.detach().clone() for n, p in self.model.named_parameters() if p.requires_grad}
        folder.mkdir(parents=True, exist_ok=True)
        self._resume()

    @property
    def state_path(self) -> Path:
        """Where the state that resumes is kept."""
        return self.folder / "state.pt"

    def _resume(self) -> None:
        import torch

        if not self.state_path.exists():
            return
        state = torch.load(self.state_path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.mean = state["mean"]
        self.progress = Progress(state["pairs"], state["seconds"])
        log.info("resumed at %d pairs, %.0f s", self.progress.pairs, self.progress.seconds)

    def save(self) -> None:
        """Write the state that resumes, and the mean weights as a model folder."""
        import torch

        partial = self.state_path.with_suffix(".part")
        torch.save(
            {
                "model": self.model.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "mean": self.mean,
                "pairs": self.progress.pairs,
                "seconds": self.progress.seconds,
            },
            partial,
        )
        partial.replace(self.state_path)
        target = self.folder / f"step-{self.progress.pairs:07d}"
        state = self.model.state_dict() | self.mean
        self.model.save_pretrained(target, state_dict=state)
        self.tokenizer.save(str(target / "tokenizer.json"))
        recent = self.progress.losses[-200:]
        note = {"pairs": self.progress.pairs, "seconds": round(self.progress.seconds)}
        (target / "progress.json").write_text(json.dumps(note | {"loss": float(np.mean(recent)) if recent else None}))
        log.info("saved %s", target.name)

    def train(self, rows: list[PairRow]) -> None:
        """Train once on `rows`, in batches of like length."""
        for encodings, labels in batches(rows, self.tokenizer, self.settings, self.settings.seed + self.progress.pairs):
            began = time.monotonic()
            self._step(encodings, labels)
            self.progress.seconds += time.monotonic() - began
            self.progress.pairs += len(labels)
            if self.progress.seconds >= self.until:
                return

    def _step(self, encodings: list[Any], labels: list[int]) -> None:
        import torch

        s = self.settings
        left = max(0.0, 1.0 - self.progress.seconds / self.until)
        rate = s.peak_rate * left * min(1.0, (self.progress.pairs + 1) / s.warmup_pairs)
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["factor"]
        inputs, target = tensors(encodings, labels)
        logits = self.model(**inputs).logits
        loss = torch.nn.functional.cross_entropy(logits, target, label_smoothing=s.label_smoothing)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        with torch.no_grad():
            decay = min(s.ema, (1 + self.progress.pairs / s.batch) / 100)
            decay = max(0.0, min(s.ema, decay))
            for name, parameter in self.model.named_parameters():
                if parameter.requires_grad:
                    self.mean[name].lerp_(parameter, 1 - decay)
        self.progress.losses.append(loss.item())


def main(
    data: Annotated[Path, typer.Option(help="Folder with the NLI files.")],
    start: Annotated[Path, typer.Option(help="Folder of the encoder to start from.")],
    folder: Annotated[Path, typer.Option(help="Where checkpoints go.")],
    until: Annotated[float, typer.Option(help="Seconds of training in all.")] = 5_400.0,
    own: Annotated[Path | None, typer.Option(help="Own pairs, mixed in once it exists.")] = None,
    threads: Annotated[int, typer.Option(help="Threads of PyTorch.")] = 2,
    frozen_layers: Annotated[int, typer.Option(help="Encoder layers left as they are.")] = 2,
) -> None:
    """Train, or go on training, until the time is used up."""
    import torch

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(threads)
    settings = TrainSettings(frozen_layers=frozen_layers)
    torch.manual_seed(settings.seed)
    run = Run(str(start), folder, settings, until)
    sources = read_sources(data)
    log.info("read %d rows", sum(map(len, sources.values())))
    mixture = Mixture(sources, SHARES, settings.seed + run.progress.pairs)
    own_mixture, own_stamp = None, 0.0
    saved = time.monotonic()
    while run.progress.seconds < until:
        if own is not None and own.exists() and own.stat().st_mtime != own_stamp:
            own_stamp = own.stat().st_mtime
            own_rows = list(read_rows(own))
            own_mixture = Mixture({OWN: own_rows}, {OWN: 1.0}, settings.seed + run.progress.pairs)
            log.info("mixing in %d own pairs", len(own_rows))
        share = settings.own_share if own_mixture else 0.0
        rows = mixture.draw(round(settings.chunk * (1 - share)))
        if own_mixture:
            rows += own_mixture.draw(round(settings.chunk * share))
        run.train(rows)
        log.info(
            "pairs %d  seconds %.0f  loss %.4f",
            run.progress.pairs,
            run.progress.seconds,
            float(np.mean(run.progress.losses[-200:])),
        )
        if time.monotonic() - saved > settings.checkpoint_seconds:
            run.save()
            saved = time.monotonic()
    run.save()


if __name__ == "__main__":
    typer.run(main)
