"""Export a checkpoint of the judge to ONNX, int8 by channel, with its description.

``reduce_range`` keeps the weights to seven bits: processors without VNNI add two products in
sixteen bits, and eight-bit weights would overflow there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.training.judge_data import LABELS

NAME = "narrative-judge"
MAX_TOKENS = 128


@dataclass(frozen=True)
class Calibration:
    """``softmax(scale * logits + bias)``; the identity by default."""

    scale: float = 1.0
    bias: tuple[float, float, float] = (0.0, 0.0, 0.0)


def export_float(checkpoint: Path, target: Path) -> None:
    """Write the checkpoint as a float32 ONNX graph with free batch and length."""
    import torch
    from transformers import AutoModelForSequenceClassification

    model = AutoModelForSequenceClassification.from_pretrained(checkpoint, attn_implementation="eager")
    model.eval()
    example = torch.ones((2, 9), dtype=torch.int64)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Logits(model).module,
            (example, example, torch.zeros_like(example)),
            str(target),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={name: {0: "pair", 1: "token"} for name in names} | {"logits": {0: "pair"}},
            opset_version=17,
            dynamo=False,
        )


class _Logits:
    """Holds a module whose forward takes the three inputs by position and gives logits."""

    def __init__(self, model: Any) -> None:
        import torch

        class Module(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.model = model

            def forward(self, ids: Any, mask: Any, types: Any) -> Any:
                return self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).logits

        self.module = Module()


def quantize(source: Path, target: Path) -> None:
    """Quantise weights to int8 by channel; activations are quantised as they come."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(target),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


def export(checkpoint: Path, target: Path, *, version: str, calibration: Calibration, training: dict[str, Any]) -> None:
    """Write ``judge.onnx``, ``tokenizer.json`` and ``model.json`` of `checkpoint` to `target`.

    Parameters
    ----------
    checkpoint
        Folder that ``judge_train.py`` wrote.
    target
        Folder to write; replaced file by file.
    version
        Version of the weights.
    calibration
        Fitted on data kept apart.
    training
        Facts of the training for the description.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        export_float(checkpoint, Path(folder) / "judge.onnx")
        quantize(Path(folder) / "judge.onnx", target / "judge.onnx")
    shutil.copyfile(checkpoint / "tokenizer.json", target / "tokenizer.json")
    describe(target, version=version, calibration=calibration, training=training)


def describe(target: Path, *, version: str, calibration: Calibration, training: dict[str, Any]) -> None:
    """Write ``model.json`` for the weights that lie in `target`."""
    description = {
        "name": NAME,
        "version": version,
        "sha256": hashlib.sha256((target / "judge.onnx").read_bytes()).hexdigest(),
        "labels": list(LABELS),
        "max_tokens": MAX_TOKENS,
        "calibration": {"scale": calibration.scale, "bias": list(calibration.bias)},
        "licence": "Apache-2.0",
        "training": training,
    }
    (target / "model.json").write_text(json.dumps(description, indent=2) + "\n", encoding="utf-8")


def main(
    checkpoint: Annotated[Path, typer.Argument(help="Folder of a checkpoint.")],
    target: Annotated[Path, typer.Argument(help="Folder to write.")],
    version: Annotated[str, typer.Option(help="Version of the weights.")] = "0",
) -> None:
    """Export one checkpoint, uncalibrated."""
    progress = json.loads((checkpoint / "progress.json").read_text(encoding="utf-8"))
    export(checkpoint, target, version=version, calibration=Calibration(), training=progress)


if __name__ == "__main__":
    typer.run(main)
