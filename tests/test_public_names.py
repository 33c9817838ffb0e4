"""What the package promises by name."""

from __future__ import annotations

import subprocess
import sys

import narrative


def test_every_public_name_is_there() -> None:
    for name in narrative.__all__:
        assert getattr(narrative, name) is not None


def test_the_public_names_are_these() -> None:
    # A name that is added here is a promise; one that goes is a break.
    assert set(narrative.__all__) == {
        "Article",
        "Claim",
        "Event",
        "Issue",
        "NarrativeError",
        "Position",
        "Relation",
        "Report",
        "Settings",
        "Source",
        "Unread",
        "__version__",
        "compare",
        "read",
    }


def test_importing_the_package_stays_light() -> None:
    heavy = "('torch', 'spacy', 'sklearn', 'scipy', 'numpy', 'onnxruntime', 'rich')"
    code = f"import sys, narrative; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(narrative, "no_such_name")
