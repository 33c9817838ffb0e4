"""Settings of this room."""

from __future__ import annotations

from dataclasses import dataclass

from narrative.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSettings:
    """How claims of an event are paired, judged and grouped.

    Parameters
    ----------
    neighbours
        Claims with which each is paired to ask whether both answer one question, so that the work grows linearly
        with the claims.
    same_question
        Least probability that two claims answer the same question for them to be joined, by average linkage.
    agree, conflict, supersedes
        Least probability of a relation that is reported. Two statements of one source, one of them later, accuse
        nobody of saying otherwise: less is asked for.
    stays
        Least mean probability of one question with the claims of a position for one of their side to be shown with
        them, though it neither agrees nor conflicts with anything.
    about
        Least share of one issue among all that a withheld comment may be about.
    threads
        Threads of the cross-encoder.

    Raises
    ------
    UsageError
        A number is out of its range.
    """

    neighbours: int = 64
    same_question: float = 0.12
    agree: float = 0.35
    conflict: float = 0.4
    supersedes: float = 0.38
    stays: float = 0.2
    about: float = 0.4
    threads: int = 1

    def __post_init__(self) -> None:
        for name in ("same_question", "agree", "conflict", "supersedes", "stays", "about"):
            value = getattr(self, name)
            if not 0.0 <= value <= 1.0:
                raise UsageError(f"IssueSettings.{name} is {value}; it must be between 0 and 1")
        for name in ("neighbours", "threads"):
            if getattr(self, name) < 1:
                raise UsageError(f"IssueSettings.{name} is {getattr(self, name)}; it must be at least 1")
