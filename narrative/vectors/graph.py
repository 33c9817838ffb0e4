"""The ONNX graph of a BERT sentence encoder, built straight from its weights file.

Neither PyTorch nor an exporter takes part: the graph is the few lines of the model's definition (Devlin et
al. 2019, <https://aclanthology.org/N19-1423>) with mean pooling and rows of length 1, as in
sentence-transformers. It reads one text at a time. A batch would save little on a processor, and with 8-bit
arithmetic, whose scale comes from all numbers of a product, a vector would depend on its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from narrative.errors import ModelError
from narrative.vectors.encoder import Precision
from narrative.vectors.weights import WEIGHTS

GRAPH_VERSION = 3
"""Raised whenever the graph that is built from the same weights changes."""
OPSET = 17
IR_VERSION = 8
LEVELS = 64
"""Steps of an 8-bit weight on either side of zero: seven bits of eight, for processors whose 8-bit products
add up pairs in 16 bits (AVX2) and would overflow."""

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Measures of a BERT encoder, from its ``config.json``."""

    layers: int
    heads: int
    width: int
    epsilon: float

    @property
    def middle(self) -> int:
        """Layers of the lower half."""
        return self.layers // 2

    @property
    def head_width(self) -> int:
        """Width of one attention head."""
        return self.width // self.heads


@dataclass(slots=True)
class _Graph:
    """Nodes and constants as they are put down, in the order of computation."""

    precision: Precision
    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, Array] = field(default_factory=dict)
    count: int = 0

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Put down a node with one output, and name the output."""
        return self.add_many(operator, 1, *inputs, **attributes)[0]

    def add_many(self, operator: str, outputs: int, *inputs: str, **attributes: Any) -> list[str]:
        """Put down a node with several outputs."""
        from onnx import helper

        names = [f"{operator}_{self.count}_{i}" for i in range(outputs)]
        self.count += 1
        self.nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names

    def constant(self, name: str, value: Array) -> str:
        """Keep a constant under a name, once."""
        self.constants.setdefault(name, np.ascontiguousarray(value))
        return name

    def linear(self, name: str, given: str, weight: Array, bias: Array, *, exact: bool = False) -> str:
        """``given @ weight.T + bias`` with the weight as PyTorch stores it, (outputs, inputs); in float32 if exact."""
        if exact or self.precision == "float32":
            product = self.add("MatMul", given, self.constant(f"{name}.weight", weight.T))
        else:
            quantised, scale = quantise(weight)
            values, step, zero = self.add_many("DynamicQuantizeLinear", 3, given)
            sums = self.add(
                "MatMulInteger", values, self.constant(f"{name}.weight", quantised.T), zero, self._zero_of(len(weight))
            )
            both = self.add("Mul", step, self.constant(f"{name}.scale", scale))
            product = self.add("Mul", self.add("Cast", sums, to=1), both)
        return self.add("Add", product, self.constant(f"{name}.bias", bias))

    def _zero_of(self, outputs: int) -> str:
        return self.constant(f"zero.{outputs}", np.zeros(outputs, dtype=np.int8))

    def rows(self, name: str, table: Array, ids: str) -> str:
        """Rows of a table of embeddings."""
        if self.precision == "float32":
            return self.add("Gather", self.constant(name, table), ids)
        quantised, scale = quantise(table, levels=127)
        values = self.add("Cast", self.add("Gather", self.constant(name, quantised), ids), to=1)
        return self.add("Mul", values, self.add("Gather", self.constant(f"{name}.scale", scale[:, None]), ids))

    def norm(self, name: str, given: str, weights: Mapping[str, Array], epsilon: float) -> str:
        """Layer normalisation."""
        scale = self.constant(f"{name}.weight", weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", weights[f"{name}.bias"])
        return self.add("LayerNormalization", given, scale, bias, axis=-1, epsilon=epsilon)

    def gelu(self, given: str) -> str:
        """``x / 2 * (1 + erf(x / sqrt(2)))``, in the form that ONNX Runtime fuses."""
        error = self.add("Erf", self.add("Div", given, self.constant("sqrt2", np.full(1, np.sqrt(2), np.float32))))
        product = self.add("Mul", given, self.add("Add", error, self.constant("one", np.ones(1, np.float32))))
        return self.add("Mul", product, self.constant("half", np.full(1, 0.5, np.float32)))


def quantise(weight: Array, levels: int = LEVELS - 1) -> tuple[Array, Array]:
    """Give a matrix in 8 bits with one scale a row.

    Parameters
    ----------
    weight
        float32, shape (rows, columns).
    levels
        Steps on either side of zero.

    Returns
    -------
    quantised, scale
        int8, shape (rows, columns), and float32, shape (rows,): the matrix is about ``quantised * scale[:, None]``.
    """
    scale = np.abs(weight).max(axis=1) / levels
    scale = np.where(scale == 0, 1, scale).astype(np.float32)
    return np.rint(weight / scale[:, None]).astype(np.int8), scale


def read_shape(folder: Path) -> Shape:
    """Read the measures of a model, and see that it is one that the graph can hold.

    Raises
    ------
    ModelError
        It is no BERT with absolute positions and mean pooling.
    """
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        pooling = json.loads((folder / modules[1]["path"] / "config.json").read_text(encoding="utf-8"))
        fits = (
            config["model_type"] == "bert"
            and config["hidden_act"] == "gelu"
            and config.get("position_embedding_type", "absolute") == "absolute"
            and [module["type"].rpartition(".")[2] for module in modules] in (_PARTS, _PARTS[:2])
            and [mode for mode, on in pooling.items() if mode.startswith("pooling_mode_") and on is True] == [_MEAN]
        )
        shape = Shape(
            layers=config["num_hidden_layers"],
            heads=config["num_attention_heads"],
            width=config["hidden_size"],
            epsilon=config["layer_norm_eps"],
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise ModelError(
            f"{folder}: the ONNX backend cannot read the configuration of this model ({error!r})"
        ) from error
    if not fits:
        raise ModelError(
            f"{folder}: the ONNX backend runs BERT encoders with mean pooling only; "
            "take VectorSettings(backend='sentence-transformers') for this model"
        )
    return shape


_PARTS = ["Transformer", "Pooling", "Normalize"]
_MEAN = "pooling_mode_mean_tokens"


def build_graph(folder: Path, precision: Precision) -> bytes:
    """Build the graph of a model's weights.

    Parameters
    ----------
    folder
        Folder of a sentence-transformers model with ``model.safetensors``.
    precision
        ``"int8"`` for matrix products of 8-bit integers (weights per output channel, activations as they
        come) and a table of embeddings in 8 bits, or ``"float32"``.

    Returns
    -------
    bytes
        A serialised ONNX model: ``ids``, int64 of shape (tokens,), to ``vector``, float32 of shape (width,), and
        ``tokens`` and ``middle``, float32 of shape (tokens, width): after the last layer, and half way.

    Raises
    ------
    ModelError
        The model is of another kind, or its weights cannot be read.
    """
    from safetensors import SafetensorError, safe_open

    shape = read_shape(folder)
    try:
        with safe_open(folder / WEIGHTS, "np") as file:
            weights = {name.removeprefix("bert."): file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        return _assemble(_draw(weights, shape, precision), "ids", ("vector", "tokens", "middle"), shape.width)
    except (OSError, SafetensorError, KeyError) as error:
        raise ModelError(f"{folder / WEIGHTS}: the weights cannot be read ({error})") from error


def _draw(weights: Mapping[str, Array], shape: Shape, precision: Precision) -> _Graph:
    graph = _Graph(precision)
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    length = graph.add("Shape", "ids")
    zero = graph.constant("start", np.zeros(1, np.int64))
    place = graph.add("Slice", graph.constant("places", places), zero, length)
    hidden = graph.add("Add", graph.rows("words", weights["embeddings.word_embeddings.weight"], "ids"), place)
    hidden = graph.norm("embeddings.LayerNorm", hidden, weights, shape.epsilon)
    for number in range(shape.layers):
        hidden = _layer(graph, f"encoder.layer.{number}", hidden, weights, shape)
        if number + 1 == shape.middle:
            graph.nodes.append(_output("Identity", "middle", hidden))
    _pooled(graph, hidden)
    graph.nodes.append(_output("Identity", "tokens", hidden))
    return graph


def build_upper_half(weights: Mapping[str, Array], shape: Shape, precision: Precision) -> bytes:
    """Build the graph of the upper half of an encoder, with weights of its own.

    Parameters
    ----------
    weights
        Of the layers from `Shape.middle` on, named as in the model's file.
    shape, precision
        As for the whole.

    Returns
    -------
    bytes
        A serialised ONNX model: ``middle``, float32 of shape (tokens, width), to ``vector``, of shape (width,).
    """
    graph, hidden = _Graph(precision), "middle"
    for number in range(shape.middle, shape.layers):
        hidden = _layer(graph, f"encoder.layer.{number}", hidden, weights, shape)
    _pooled(graph, hidden)
    return _assemble(graph, "middle", ("vector",), shape.width)


def _pooled(graph: _Graph, hidden: str) -> None:
    """The mean of all pieces, of length 1, as ``vector``."""
    mean = graph.add("ReduceMean", hidden, axes=[0], keepdims=0)
    length_of = graph.add("Sqrt", graph.add("ReduceSumSquare", mean, axes=[0], keepdims=1))
    least = graph.constant("least", np.full(1, 1e-12, np.float32))
    graph.nodes.append(_output("Div", "vector", mean, graph.add("Max", length_of, least)))


def _layer(graph: _Graph, name: str, hidden: str, weights: Mapping[str, Array], shape: Shape) -> str:
    """One layer: attention and a feed-forward part, each with its residual and norm."""
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    # One product for all three; the scale of the attention goes into the query's weights.
    factors = (1 / np.sqrt(shape.head_width).astype(np.float32), np.float32(1), np.float32(1))
    weight = np.concatenate([weights[f"{part}.weight"] * f for part, f in zip(parts, factors, strict=True)])
    bias = np.concatenate([weights[f"{part}.bias"] * f for part, f in zip(parts, factors, strict=True)])
    joined = graph.linear(f"{name}.attention.self", hidden, weight, bias)
    split = graph.constant("heads", np.array([-1, 3, shape.heads, shape.head_width], np.int64))
    # (tokens, 3, heads, head) -> 3 of (heads, tokens, head)
    parted = graph.add("Transpose", graph.add("Reshape", joined, split), perm=[1, 2, 0, 3])
    query, key, value = graph.add_many("Split", 3, parted, graph.constant("thirds", np.ones(3, np.int64)), axis=0)
    scores = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 1, 3, 2]))
    mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), value)
    flat = graph.constant("flat", np.array([-1, shape.width], np.int64))
    mixed = graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), flat)
    out = f"{name}.attention.output"
    mixed = graph.linear(f"{out}.dense", mixed, weights[f"{out}.dense.weight"], weights[f"{out}.dense.bias"])
    hidden = graph.norm(f"{out}.LayerNorm", graph.add("Add", mixed, hidden), weights, shape.epsilon)
    inner = f"{name}.intermediate.dense"
    wide = graph.gelu(graph.linear(inner, hidden, weights[f"{inner}.weight"], weights[f"{inner}.bias"]))
    out = f"{name}.output"
    # What comes out of the GELU has a few numbers far from the rest: in 8 bits the others would lose their
    # digits (least cosine to float32 over 400 sentences 0.972, with this product in float32 0.988).
    weight, bias = weights[f"{out}.dense.weight"], weights[f"{out}.dense.bias"]
    narrow = graph.linear(f"{out}.dense", wide, weight, bias, exact=True)
    return graph.norm(f"{out}.LayerNorm", graph.add("Add", narrow, hidden), weights, shape.epsilon)


def _output(operator: str, name: str, *inputs: str) -> Any:
    from onnx import helper

    return helper.make_node(operator, list(inputs), [name])


def _assemble(graph: _Graph, given: str, outputs: Sequence[str], width: int) -> bytes:
    """The serialised model of a graph with one input and outputs of a known width."""
    from onnx import TensorProto, helper, numpy_helper

    rows = ["tokens", width]
    kinds = {"ids": (TensorProto.INT64, ["tokens"]), "vector": (TensorProto.FLOAT, [width])}
    made = {
        name: helper.make_tensor_value_info(name, *kinds.get(name, (TensorProto.FLOAT, rows)))
        for name in (given, *outputs)
    }
    body = helper.make_graph(
        graph.nodes,
        "sentence-encoder",
        [made[given]],
        [made[name] for name in outputs],
        [numpy_helper.from_array(value, name) for name, value in graph.constants.items()],
    )
    model = helper.make_model(
        body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="narrative"
    )
    return bytes(model.SerializeToString())
