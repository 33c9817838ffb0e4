"""Scores a report against gold that people annotated.

The terms and the form of gold are those of ``benchmarks/gold/README.md``.
"""

from __future__ import annotations

from narrative.evaluation.gold import Gold, GoldClaim, load_gold
from narrative.evaluation.scoring import Figure, Scores, score, table

__all__ = ["Figure", "Gold", "GoldClaim", "Scores", "load_gold", "score", "table"]
