"""``python -m benchmarks list | run NAME... | report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.page import page, results_in, with_short_table
from benchmarks.plots import draw_targets
from benchmarks.registry import SUITE
from benchmarks.suite import RESULTS, run

HERE = Path(__file__).parent
app = typer.Typer(help="What the library reaches, and how to see it for yourself.", no_args_is_help=True)

Results = Annotated[Path, typer.Option(help="Where figures are kept.")]
Shared = Annotated[Path | None, typer.Option(help="Folder that holds data/ and gold/ of others.")]


@app.command("list")
def list_all() -> None:
    """Show every benchmark, its task and its data."""
    for name, benchmark in SUITE.items():
        needs = "" if benchmark.folder is None else "  (needs --shared)"
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
def report(
    results: Results = RESULTS,
    output: Annotated[Path, typer.Option(help="Where the page goes; - for standard output.")] = HERE / "README.md",
    readme: Annotated[
        Path | None, typer.Option(help="A README whose short table is made anew, between its two marks.")
    ] = None,
) -> None:
    """Make one page, with its plot, of all figures that were kept."""
    if str(output) == "-":
        typer.echo(page(results))
        return
    draw_targets(results_in(results), results / "targets.svg")
    output.write_text(page(results), encoding="utf-8")
    if readme is not None:
        readme.write_text(with_short_table(readme.read_text(encoding="utf-8"), results), encoding="utf-8")


if __name__ == "__main__":
    app()
