"""The typer app: one module a command."""

from __future__ import annotations

from typing import Annotated

import typer

from narrative._version import __version__
from narrative.cli import archive, articles, claims, compare, evaluate, events, judge, reports

app = typer.Typer(
    name="narrative",
    help="Shows how different news outlets tell the same event: who agrees, who conflicts, who confirms, "
    "who withholds confirmation, who took something back.",
    epilog="Exit codes: 0 done, 2 bad usage, 3 nothing to compare, 4 input that could not be read, "
    "5 done but some input was left unread.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"narrative {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options of the program itself."""


app.command("compare")(compare.compare)
app.command("claims")(claims.claims)
app.command("events")(events.events)
app.command("judge")(judge.judge)
app.command("articles")(articles.articles)
app.command("show")(reports.show)
app.command("explain")(reports.explain)
app.command("diff")(reports.diff)
app.command("evaluate")(evaluate.evaluate)
app.add_typer(archive.archive, name="archive")
