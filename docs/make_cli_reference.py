"""Writes ``reference/cli.md`` from the commands themselves: ``python docs/make_cli_reference.py [--check]``."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path

import typer
from typer.main import get_command

from narrative.cli.app import app

TARGET = Path(__file__).parent / "reference" / "cli.md"
HEAD = """# Command line

Made from the commands themselves by `python docs/make_cli_reference.py`.

Exit codes: 0 done; 2 bad usage; 3 nothing to compare; 4 input that could not be read; 5 done, but some of the input was
left unread (it is named on standard error and listed in the report).
"""


def pages() -> str:
    """The whole page, as Markdown."""
    return HEAD + "".join(_sections(get_command(app), "narrative"))


def _sections(command: object, path: str) -> list[str]:
    subcommands = getattr(command, "commands", None)
    if subcommands:
        return [part for name in subcommands for part in _sections(subcommands[name], f"{path} {name}")]
    return [_section(command, path)]


def _section(command: object, path: str) -> str:
    lines = [f"\n## {path}\n", (command.help or "").strip(), ""]  # type: ignore[attr-defined]
    rows = [_row(parameter) for parameter in command.params if not getattr(parameter, "hidden", False)]  # type: ignore[attr-defined]
    rows = [row for row in rows if row[0] != "`--help`"]
    if rows:
        lines += ["| argument or option | meaning | default |", "|---|---|---|"]
        lines += [f"| {name} | {meaning} | {default} |" for name, meaning, default in rows]
    return "\n".join(lines) + "\n"


def _row(parameter: object) -> tuple[str, str, str]:
    names = [name for name in parameter.opts if name.startswith("-")]  # type: ignore[attr-defined]
    shown = ", ".join(f"`{name}`" for name in names) or f"`{parameter.metavar or parameter.name.upper()}`"  # type: ignore[attr-defined]
    meaning = (getattr(parameter, "help", None) or "").replace("|", "\\|")
    choices = _choices(parameter)
    if choices:
        meaning += " One of " + ", ".join(f"`{choice}`" for choice in choices) + "."
    default = parameter.default  # type: ignore[attr-defined]
    stated = getattr(parameter, "show_default", None)
    if isinstance(stated, str):
        return shown, meaning, stated
    plain = default not in (None, False, (), [], ...) and not callable(default)
    return shown, meaning, f"`{getattr(default, 'value', default)}`" if plain else ""


def _choices(parameter: object) -> list[str]:
    """The values of an option that takes one of a few; typer's newer and older ways of telling."""
    annotation = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    known = getattr(getattr(parameter, "type", None), "choices", None) or ()
    return [str(getattr(choice, "value", choice)) for choice in known]


def main() -> None:
    """Write the page, or with ``--check`` say whether it is up to date."""
    text = pages()
    if "--check" in sys.argv[1:]:
        if not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text:
            typer.echo(f"{TARGET.name} is out of date: run python docs/make_cli_reference.py", err=True)
            raise SystemExit(1)
        return
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
