"""The command line: typer commands that only parse, call the pipeline or the report room, and print.

Exit codes: 0 done; 2 bad usage; 3 nothing to compare; 4 input that could not be read;
5 done, but some of the input was left unread (it is listed in the report).
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; every error of ours becomes one line on standard error and an exit code."""
    from narrative.cli.app import app
    from narrative.cli.output import exit_code_of, one_line
    from narrative.errors import NarrativeError

    try:
        app()
    except NarrativeError as error:
        print(f"narrative: {one_line(error)}", file=sys.stderr)
        sys.exit(exit_code_of(error))
    except BrokenPipeError:
        # The reader of a pipe went away ("| head"): nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        print("narrative: interrupted", file=sys.stderr)
        sys.exit(130)
