"""``python -m narrative``."""

from narrative.cli import main

main()
