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
KEPT = ("layer.0/output", "layer.1/output", "layer.2/output")
"""Parts of the names of the matrices that stay float32: the second of the feed-forward pair in these layers."""


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
    """Quantise weights to int8: word vectors by row, matrices by channel, a few matrices not at all.

    Activations are quantised as they come, one range a tensor. The matrices of `KEPT` stay float32, because the range
    of what flows into them is the widest; they cost 5 MB and win back a third of the distance to float32.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    model = onnx.load(str(prepared))
    quantize_rows(model)
    onnx.save(model, str(prepared))
    quantize_dynamic(
        str(prepared),
        str(target),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
        nodes_to_exclude=[node.name for node in model.graph.node if any(part in node.name for part in KEPT)],
    )


def quantize_rows(model: Any) -> None:
    """Replace the table of word vectors by int8 rows with one scale each, in place."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    table = max(graph.initializer, key=lambda tensor: int(np.prod(tensor.dims)))
    vectors = numpy_helper.to_array(table)
    scales = np.maximum(abs(vectors).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)
    rows = np.round(vectors / scales).astype(np.int8)
    place, look_up = next((i, node) for i, node in enumerate(graph.node) if table.name in node.input)
    ids, found = look_up.input[1], look_up.output[0]
    graph.node.remove(look_up)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(rows, "word_rows"))
    graph.initializer.append(numpy_helper.from_array(scales, "word_scales"))
    nodes = [
        helper.make_node("Gather", ["word_rows", ids], ["word_row"]),
        helper.make_node("Cast", ["word_row"], ["word_float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["word_scales", ids], ["word_scale"]),
        helper.make_node("Mul", ["word_float", "word_scale"], [found]),
    ]
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)


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
