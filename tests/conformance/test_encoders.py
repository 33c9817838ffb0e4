"""Every encoder keeps the same promises."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from narrative.vectors import Encoder, TokenEncoder, VectorSettings, load_encoder

TEXTS = [
    "The harbour at Velm was closed on Monday.",
    "The port of Velm shut at the start of the week.",
    "Nurses at two hospitals have ended their strike.",
    "",
    "Ünïcode “quotes” and 1,234.5 figures — 中文 too",
    "Long. " * 400,
]
BACKENDS = [
    pytest.param(("onnx", "int8"), id="onnx-int8"),
    pytest.param(("onnx", "float32"), id="onnx-float32"),
    pytest.param(("sentence-transformers", "float32"), id="sentence-transformers", marks=pytest.mark.slow),
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graphs")


@pytest.fixture(scope="module", params=BACKENDS)
def encoder(request: pytest.FixtureRequest, cache: Path) -> Encoder:
    backend, precision = request.param
    return load_encoder(settings=VectorSettings(backend=backend, precision=precision, cache_folder=cache, threads=2))


def test_rows_have_length_one_and_the_stated_dimension(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_row(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_vector_does_not_depend_on_what_stands_beside_the_text(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    np.testing.assert_allclose(encoder.encode(TEXTS[::-1])[::-1], together, atol=1e-6)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(alone, together, atol=1e-6)


def test_equal_texts_have_equal_vectors(encoder: Encoder) -> None:
    vectors = encoder.encode([TEXTS[0], TEXTS[2], TEXTS[0]])
    assert np.array_equal(vectors[0], vectors[2])


def test_nearer_in_meaning_is_nearer_in_space(encoder: Encoder) -> None:
    harbour, port, nurses = encoder.encode(TEXTS[:3])
    assert harbour @ port > harbour @ nurses + 0.2


def test_it_says_what_it_is(encoder: Encoder) -> None:
    assert encoder.name.startswith("all-MiniLM-L6-v2")
    assert encoder.sha256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    assert isinstance(encoder, Encoder)


@pytest.mark.slow
@pytest.mark.parametrize(("precision", "least"), [("int8", 0.98), ("float32", 0.99999)])
def test_the_graph_gives_the_vectors_of_sentence_transformers(precision: str, least: float, cache: Path) -> None:
    texts = [text for text in TEXTS if text]
    reference = load_encoder(settings=VectorSettings(backend="sentence-transformers")).encode(texts)
    settings = VectorSettings(backend="onnx", precision=precision, cache_folder=cache)  # type: ignore[arg-type]
    cosines = (load_encoder(settings=settings).encode(texts) * reference).sum(axis=1)
    assert cosines.min() >= least


def test_the_pieces_of_a_text_come_with_its_vector(encoder: Encoder) -> None:
    assert isinstance(encoder, TokenEncoder)
    found = encoder.encode_tokens(TEXTS)
    np.testing.assert_allclose(np.stack([tokens.vector for tokens in found]), encoder.encode(TEXTS), atol=1e-6)
    assert len(found[0].ids) > len("The harbour at Velm was closed on Monday".split())
    assert len(found[3].ids) == 0
    for tokens in found:
        assert tokens.rows.shape == (len(tokens.ids), encoder.dimension)
        np.testing.assert_allclose(np.linalg.norm(tokens.rows, axis=1), 1, atol=1e-5)
        assert tokens.middle is not None
        assert tokens.middle.shape == (len(tokens.ids) + 2, encoder.dimension)


def test_the_pieces_of_a_text_do_not_depend_on_what_stands_beside_it(encoder: Encoder) -> None:
    assert isinstance(encoder, TokenEncoder)
    [alone] = encoder.encode_tokens([TEXTS[1]])
    beside = encoder.encode_tokens(TEXTS[::-1])[TEXTS[::-1].index(TEXTS[1])]
    assert np.array_equal(alone.ids, beside.ids)
    np.testing.assert_allclose(alone.rows, beside.rows, atol=1e-5)
