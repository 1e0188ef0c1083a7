"""A report as one self-contained page."""

from __future__ import annotations

from functools import partial
from importlib.resources import files

from winset.present.documents.document import Bullets, Table
from winset.reporting.plots import as_svg
from winset.reporting.tree import Block, Figure, Report, linked

PAPERS = {"a4": "A4", "letter": "letter"}


def as_html(report: Report, paper: str = "a4") -> str:
    """Render a report as a page that needs nothing else: no script, no font, no picture from elsewhere.

    Parameters
    ----------
    report : Report
        What to render.
    paper : {"a4", "letter"}
        What it is printed on.

    Examples
    --------
    >>> import winset
    >>> as_html(winset.report(winset.load("chicken"))).splitlines()[0]
    '<!DOCTYPE html>'
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    layout = files("winset.reporting") / "layout"
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    template = environment.from_string((layout / "report.html.j2").read_text("utf-8"))
    return template.render(
        report=report,
        paper=PAPERS[paper],
        style=Markup((layout / "report.css").read_text("utf-8")),  # noqa: S704
        contents=[(place, part.title) for place, part in enumerate(report.parts, 1) if part.title],
        linked=partial(linked, links=report.links),
        kind_of=_kind,
        drawn=_drawn,
        css=_css,
    )


def _kind(block: Block) -> str:
    if isinstance(block, str):
        return "text"
    return {Bullets: "bullets", Table: "table"}.get(type(block), "figure")


def _css(text: str) -> object:
    """Write a text as the inside of a CSS string: everything but letters, digits and spaces as an escape."""
    from markupsafe import Markup

    safe = (one if (one.isascii() and one.isalnum()) or one == " " else f"\\{ord(one):X} " for one in text)
    return Markup("".join(safe))  # noqa: S704


def _drawn(figure: Figure) -> object:
    """Give a figure's drawing: written by the plotting library from a specification of ours, texts escaped by it."""
    from markupsafe import Markup

    return Markup(as_svg(figure, page=True))  # noqa: S704
