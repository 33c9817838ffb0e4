"""``narrative judge``: do two statements agree, conflict, or neither?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from narrative.cli.options import JudgeName, Output, Quiet, settings_of


def judge(
    a: Annotated[str | None, typer.Argument(help="A statement.", show_default=False)] = None,
    b: Annotated[str | None, typer.Argument(help="Another statement.", show_default=False)] = None,
    pairs: Annotated[
        str | None, typer.Option("--pairs", help="JSON Lines with fields 'a' and 'b'; '-' is standard input.")
    ] = None,
    output: Output = None,
    model: JudgeName = None,
    quiet: Quiet = False,
) -> None:
    """Give the probabilities that two statements agree, conflict, or neither."""
    from narrative import pipeline
    from narrative.cli.output import write_whole

    if (pairs is None) == (a is None or b is None):
        raise typer.BadParameter("give two statements, or --pairs FILE")
    asked = list(_read_pairs(pairs)) if pairs is not None else [(str(a), str(b))]
    verdicts = pipeline.judge_pairs(asked, settings_of(judge=model))
    lines = [
        json.dumps(
            {
                "a": one,
                "b": other,
                "agree": round(verdict.agree, 4),
                "conflict": round(verdict.conflict, 4),
                "neither": round(verdict.neither, 4),
                "reasons": [{"kind": reason.kind, "a": reason.a, "b": reason.b} for reason in verdict.reasons],
            },
            ensure_ascii=False,
        )
        for (one, other), verdict in zip(asked, verdicts, strict=True)
    ]
    write_whole("".join(line + "\n" for line in lines), output)


def _read_pairs(name: str) -> Iterator[tuple[str, str]]:
    from narrative.errors import InputError

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error}): give a JSON Lines file in UTF-8", where=name) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            one, other = row["a"], row["b"]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                "not a JSON object with 'a' and 'b': write one pair a line", where=f"{name}:{number}"
            ) from error
        if not isinstance(one, str) or not isinstance(other, str):
            raise InputError("'a' and 'b' must be text", where=f"{name}:{number}")
        yield one, other
