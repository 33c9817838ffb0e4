"""How a report shows itself in a notebook: the board of the page, in a frame of its own."""

from __future__ import annotations

from markupsafe import Markup, escape

from narrative.records import Report

HEIGHT = 640


def notebook_html(report: Report) -> str:
    """Draw a report for the output cell of a notebook.

    The whole page stands in a sandboxed frame: it can neither restyle the notebook nor reach into it.
    """
    from narrative.report.html import to_html

    page = escape(to_html(report))
    return Markup(
        '<iframe sandbox="allow-scripts allow-popups" width="100%" height="{height}" '
        'title="Comparison of reports" srcdoc="{page}"></iframe>'
    ).format(height=HEIGHT, page=page)
