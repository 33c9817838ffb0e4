"""``python -m benchmarks list | run NAME... | report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.suite import RESULTS, SUITE, page, run

app = typer.Typer(help="What the library reaches, and how to see it for yourself.", no_args_is_help=True)

Results = Annotated[Path, typer.Option(help="Where figures are kept.")]
Shared = Annotated[Path | None, typer.Option(help="Folder that holds data/ of others.")]


@app.command("list")
def list_all() -> None:
    """Show every benchmark, its task and its data."""
    for name, benchmark in SUITE.items():
        needs = "  (needs --shared)" if benchmark.shared else ""
        typer.echo(f"{name:16}  {benchmark.task}; data: {benchmark.data}{needs}")


@app.command("run")
def run_some(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Benchmarks, or 'all'.")],
    shared: Shared = None,
    results: Results = RESULTS,
) -> None:
    """Run benchmarks, each in a process of its own, and keep their figures."""
    wanted = list(SUITE) if names == ["all"] else names
    unknown = [name for name in wanted if name not in SUITE]
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: not known; see 'python -m benchmarks list'")
    for name in wanted:
        typer.echo(f"== {name}: {SUITE[name].task}")
        if run(name, shared, results) is None:
            typer.echo(f"left out: its data ({SUITE[name].data}) is not part of the repository; give --shared PATH")


@app.command()
def report(results: Results = RESULTS, output: Annotated[Path | None, typer.Option(help="Write here.")] = None) -> None:
    """Make one page of all figures that were kept."""
    text = page(results)
    if output is None:
        typer.echo(text)
    else:
        output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    app()
