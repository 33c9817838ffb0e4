"""Texts to vectors, and exact neighbours among them."""

from narrative.vectors.encoder import Encoder, TokenEncoder, Tokens, Vectors, VectorSettings
from narrative.vectors.loading import load_encoder
from narrative.vectors.neighbours import largest, windowed_neighbours

__all__ = [
    "Encoder",
    "TokenEncoder",
    "Tokens",
    "VectorSettings",
    "Vectors",
    "largest",
    "load_encoder",
    "windowed_neighbours",
]
