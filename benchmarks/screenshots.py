"""Draw the pictures of the README and the docs: the page (desktop, phone, dark, charts) and the terminal.

    python -m benchmarks.screenshots [REPORT.json] [--out docs/images]

Without a report the sample articles are compared. Needs Chromium (``--chromium PATH`` or in the path) and Pillow.
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from narrative.report import ReadableReport, from_json, render_terminal, to_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "benchmarks" / "gold" / "missiles" / "articles"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
COLOURS = 128
TERMINAL_WIDTH, TERMINAL_LINES = 100, 52


def main() -> None:
    """Read the arguments, draw everything, say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", type=Path, help="a report written with --format json")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("chromium-browser"))
    options = parser.parse_args()
    if not options.chromium:
        parser.error("Chromium is not in the path: name it with --chromium")
    options.out.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(_report(options.report), options.chromium).items():
        small = optimised(picture)
        (options.out / f"{name}.png").write_bytes(small)
        print(f"{name}.png  {len(small) // 1024} KB")


def _report(path: Path | None) -> ReadableReport:
    if path is not None:
        return from_json(path.read_text(encoding="utf-8"))
    import narrative

    return narrative.compare(narrative.read([SAMPLES]))


def pictures(report: ReadableReport, chromium: str) -> dict[str, bytes]:
    """Draw all pictures, by name."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page = Path(folder) / "report.html"
        page.write_text(to_html(report), encoding="utf-8")
        browser = driver.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        url = page.as_uri()
        drawn = {
            "report-desktop": _shot(browser, url, (1200, 1040)),
            "report-dark": _shot(browser, url, (1200, 900), dark=True, at=".board"),
            "report-charts": _shot(browser, url, (1200, 1240), at=".matrix"),
            "report-article": _shot(browser, url, (1200, 760), at=".article:has(.changes)", unfold=True),
            "report-phone": _shot(browser, url, (390, 844), phone=True),
            "terminal": _terminal(browser, report),
        }
        browser.close()
    return drawn


def _shot(
    browser: Browser,
    url: str,
    size: tuple[int, int],
    *,
    dark: bool = False,
    phone: bool = False,
    at: str | None = None,
    unfold: bool = False,
) -> bytes:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        device_scale_factor=2 if phone else 1,
        is_mobile=phone,
    )
    tab = context.new_page()
    tab.goto(url)
    place = tab.locator(at).first if at else None
    if place is not None and place.count():
        if unfold:
            place.locator("summary").first.click()
        # Twice, since what was not laid out yet has only a guessed height; the tools stay on top.
        for _ in range(2):
            place.evaluate("node => scrollTo(0, node.getBoundingClientRect().top + scrollY - 232)")
            tab.wait_for_timeout(200)
    picture = tab.screenshot()
    context.close()
    return picture


def _terminal(browser: Browser, report: ReadableReport) -> bytes:
    """Draw the first lines of the terminal's comparison in a window."""
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    stream = io.StringIO()
    render_terminal(report, Console(file=stream, width=TERMINAL_WIDTH, force_terminal=True, color_system="standard"))
    lines = stream.getvalue().split("\n")[1:TERMINAL_LINES]
    console = Console(record=True, file=io.StringIO(), width=TERMINAL_WIDTH)
    console.print(Text("$ narrative compare articles/"))
    console.print(Text.from_ansi("\n".join(lines)), overflow="ignore", crop=False)
    picture = console.export_svg(title="narrative", theme=MONOKAI)
    tab = browser.new_page(viewport={"width": 1280, "height": 1300})
    tab.route("**/*", lambda route: route.abort())  # the fonts that the picture would fetch
    tab.set_content(f"<body style='margin:0;width:1220px'>{picture}</body>")
    shot = tab.locator("svg").first.screenshot(omit_background=True)
    tab.close()
    return shot


def optimised(picture: bytes) -> bytes:
    """Make a PNG small: few colours, best compression."""
    from PIL import Image

    image = (
        Image.open(io.BytesIO(picture))
        .convert("RGB")
        .quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    stream = io.BytesIO()
    image.save(stream, format="png", optimize=True)
    return stream.getvalue()


if __name__ == "__main__":
    main()
