"""The fast path: graph, cache, threads, and what goes wrong with them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from narrative.errors import ModelError, UsageError
from narrative.vectors import VectorSettings, load_encoder
from narrative.vectors.cache import cached_graph
from narrative.vectors.graph import build_upper_half, quantise, read_shape
from narrative.vectors.onnx_runtime import OnnxEncoder
from narrative.vectors.weights import DEFAULT_SHA256, WEIGHTS, check_sha256, default_folder

TEXTS = [f"Sentence number {n} is about the {word}." for n, word in enumerate(["port", "vote", "storm", "bank"] * 20)]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graphs")


def test_the_number_of_threads_changes_no_bit(cache: Path) -> None:
    one, three = (load_encoder(settings=VectorSettings(cache_folder=cache, threads=n, batch_size=7)) for n in (1, 3))
    assert np.array_equal(one.encode(TEXTS), three.encode(TEXTS[::-1])[::-1])


def test_the_upper_half_goes_on_from_the_middle_to_the_same_vector(cache: Path) -> None:
    import onnxruntime
    from safetensors.numpy import load_file

    encoder = load_encoder(settings=VectorSettings(cache_folder=cache, threads=1))
    half = build_upper_half(load_file(default_folder() / WEIGHTS), read_shape(default_folder()), "int8")
    session = onnxruntime.InferenceSession(half, providers=["CPUExecutionProvider"])
    for tokens in encoder.encode_tokens(TEXTS[:5]):
        (vector,) = session.run(["vector"], {"middle": tokens.middle})
        np.testing.assert_allclose(vector, tokens.vector, atol=1e-5)


def test_a_graph_is_built_once_and_rebuilt_when_broken(tmp_path: Path) -> None:
    first = cached_graph(default_folder(), "int8", DEFAULT_SHA256, tmp_path)
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    assert cached_graph(default_folder(), "int8", DEFAULT_SHA256, tmp_path) == first
    assert kept.stat().st_mtime_ns == before
    kept.write_bytes(kept.read_bytes()[:1000])
    assert cached_graph(default_folder(), "int8", DEFAULT_SHA256, tmp_path) == first
    assert [path.name for path in tmp_path.iterdir()] == [kept.name]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    encoder = load_encoder(settings=VectorSettings(cache_folder=blocked / "cache"))
    assert encoder.encode(["A text."]).shape == (1, encoder.dimension)


def test_weights_with_another_hash_are_refused(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_bytes(b"something else")
    with pytest.raises(ModelError, match="is not the file it should be"):
        check_sha256(tmp_path / WEIGHTS, DEFAULT_SHA256)
    with pytest.raises(ModelError, match="reinstall"):
        check_sha256(tmp_path / "missing", DEFAULT_SHA256)


def test_another_kind_of_model_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "pool").mkdir()
    config = {"model_type": "t5", "hidden_act": "gelu", "num_hidden_layers": 1, "num_attention_heads": 1}
    (tmp_path / "config.json").write_text(json.dumps(config | {"hidden_size": 8, "layer_norm_eps": 1e-6}))
    modules = [{"type": "a.Transformer", "path": ""}, {"type": "a.Pooling", "path": "pool"}]
    (tmp_path / "modules.json").write_text(json.dumps(modules))
    (tmp_path / "pool" / "config.json").write_text(json.dumps({"pooling_mode_mean_tokens": True}))
    with pytest.raises(ModelError, match="backend='sentence-transformers'"):
        read_shape(tmp_path)
    with pytest.raises(ModelError, match="cannot read the configuration"):
        OnnxEncoder(tmp_path / "nothing")


def test_an_unknown_model_is_never_looked_for_on_the_net() -> None:
    with pytest.raises(ModelError, match="nothing is downloaded"):
        load_encoder("no-such-organisation/no-such-model")


def test_settings_refuse_what_cannot_be() -> None:
    with pytest.raises(UsageError, match="threads"):
        VectorSettings(threads=0)


def test_quantised_rows_are_within_half_a_step() -> None:
    weight = np.random.default_rng(0).normal(size=(5, 40)).astype(np.float32)
    weight[3] = 0
    quantised, scale = quantise(weight)
    assert np.abs(quantised).max() <= 63
    assert np.abs(quantised * scale[:, None] - weight).max() <= scale.max() / 2 + 1e-6


def test_the_fast_path_imports_no_torch(cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from narrative.vectors import *; "
        f"load_encoder(settings=VectorSettings(device='cpu', cache_folder=Path({str(cache)!r}))).encode(['A.']); "
        "sys.exit(' '.join({'torch', 'transformers', 'sklearn', 'spacy'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
