"""A short run of the fuzz targets: the corpus as it stands, and mutations of it.

The long run is ``python -m benchmarks.fuzz``.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
# The claim reader needs a parser, and a report is drawn in many forms: these get fewer executions here.
SLOW = {"claims": 5, "writers": 5}


def seeds(name: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]


def mutated(seed: bytes, rng: random.Random) -> bytes:
    """Change a few bytes: flip, drop, repeat, swap in what breaks parsers."""
    data = bytearray(seed)
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(data) + 1)
        span = rng.choice((1, 2, 8, 40))
        match rng.randrange(5):
            case 0:
                data[place : place + 1] = bytes([rng.randrange(256)])
            case 1:
                del data[place : place + span]
            case 2:
                data[place:place] = data[place : place + span] * rng.randint(1, 20)
            case 3:
                data[place : place + span] = rng.choice(BREAKERS)
            case _:
                data[:] = data[:place] if rng.random() < 0.2 else data
    return bytes(data)


BREAKERS = [
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<", b"]]>", b"{", b"[", b'"', b"\n\n", b"---\n", b"&#x;", b"%", b"\x1b[2J",
    b"\xe2\x80\xae", b"99999999999", b"-1", b"=1+1", b"\r", b"<![CDATA[", b"<!ENTITY x 'y'>", b"\xf0\x9f\x98",
]  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_passes(name: str) -> None:
    assert seeds(name), f"no corpus for {name}"
    for seed in seeds(name):
        TARGETS[name](seed)


@pytest.mark.parametrize("name", TARGETS)
def test_mutations_of_the_corpus_pass(name: str) -> None:
    corpus = seeds(name)

    @settings(
        max_examples=SLOW.get(name, 60),
        deadline=20_000,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(st.integers(0, len(corpus) - 1), st.integers(0, 2**32))
    def check(number: int, seed: int) -> None:
        TARGETS[name](mutated(corpus[number], random.Random(seed)))

    check()


@settings(max_examples=60, deadline=20_000)
@given(st.binary(max_size=2000), st.sampled_from([name for name in TARGETS if name not in SLOW]))
def test_any_bytes_pass(data: bytes, name: str) -> None:
    TARGETS[name](data)
