"""What int8 and onnxruntime cost and gain: accuracy and speed of one checkpoint against `CrossEncoder.predict`.

``python -m benchmarks.training.judge_loss CHECKPOINT MODEL_FOLDER DEV_FILE`` judges the same development rows with
both, one thread each, in turns, and counts CPU seconds.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.training.judge_data import LABELS, kept_for_calibration
from narrative.issues.crossencoder import OnnxPairModel
from narrative.issues.evidence import select_evidence

ROUNDS = 3
Pair = tuple[str, str]


def rows_of(path: Path, count: int) -> tuple[list[Pair], NDArray[np.int64]]:
    """A sample of the development rows that do not calibrate."""
    from benchmarks.quality.judge_common import read_lines

    rows = [row for row in read_lines(path) if not kept_for_calibration(row["premise"], row["hypothesis"])]
    chosen = random.Random(3).sample(rows, min(count, len(rows)))
    pairs = [(select_evidence(row["premise"], row["hypothesis"]), row["hypothesis"]) for row in chosen]
    return pairs, np.array([LABELS.index(row["label"]) for row in chosen])


def load_reference(checkpoint: Path, max_tokens: int) -> Any:
    """The checkpoint as a sentence-transformers cross-encoder with the same tokenizer."""
    from sentence_transformers import CrossEncoder
    from transformers import AutoModelForSequenceClassification, PreTrainedTokenizerFast

    with tempfile.TemporaryDirectory() as folder:
        AutoModelForSequenceClassification.from_pretrained(checkpoint).save_pretrained(folder)
        tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
            tokenizer_file=str(checkpoint / "tokenizer.json"),
            pad_token="[PAD]",
            cls_token="[CLS]",
            sep_token="[SEP]",
            unk_token="[UNK]",
            mask_token="[MASK]",
            model_input_names=["input_ids", "token_type_ids", "attention_mask"],
        )
        tokenizer.save_pretrained(folder)
        return CrossEncoder(folder, device="cpu", local_files_only=True, max_length=max_tokens)


def timed(judge: Callable[[Sequence[Pair]], Any], pairs: Sequence[Pair]) -> tuple[NDArray[np.float64], float]:
    """What `judge` says, and the CPU seconds that it took."""
    began = time.process_time()
    found = np.asarray(judge(pairs), dtype=np.float64)
    return found, time.process_time() - began


def main(
    checkpoint: Annotated[Path, typer.Argument(help="Folder of the checkpoint.")],
    folder: Annotated[Path, typer.Argument(help="Folder of the exported weights.")],
    dev: Annotated[Path, typer.Argument(help="Development rows.")],
    count: Annotated[int, typer.Option(help="Rows.")] = 2000,
) -> None:
    """Compare accuracy on all rows, and speed on the first 400 in rounds."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch

    torch.set_num_threads(1)
    pairs, truth = rows_of(dev, count)
    model = OnnxPairModel(folder)
    reference = load_reference(checkpoint, model.description.max_tokens)

    def predict(some: Sequence[Pair]) -> Any:
        return reference.predict(list(some), show_progress_bar=False)

    whole, _ = timed(predict, pairs)
    small, _ = timed(model.logits, pairs)
    right = [float((scores.argmax(axis=1) == truth).mean()) for scores in (whole, small)]
    alike = float((whole.argmax(axis=1) == small.argmax(axis=1)).mean())
    print(f"accuracy of {len(pairs)} rows: float32 {right[0]:.4f}, int8 {right[1]:.4f}; the same label in {alike:.4f}")
    ratios = []
    for _ in range(ROUNDS):
        slow, fast = timed(predict, pairs[:400])[1], timed(model.logits, pairs[:400])[1]
        ratios.append(slow / fast)
        print(
            f"CrossEncoder.predict {400 / slow:.1f} pairs a CPU second, int8 {400 / fast:.1f}, ratio {ratios[-1]:.2f}"
        )
    print(f"median ratio {np.median(ratios):.2f}")


if __name__ == "__main__":
    typer.run(main)
