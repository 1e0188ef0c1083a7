"""A report in any of its formats."""

from __future__ import annotations

from winset.characters import harmless
from winset.errors import UsageError, nearest
from winset.frozen import replace
from winset.reporting.tree import Report, rewritten

PAPERS = ("a4", "letter")
MEDIA = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def rendered(report: Report, form: str, paper: str = "a4") -> bytes:
    """Render a report.

    Parameters
    ----------
    report : Report
        What to render.
    form : {"md", "html", "pdf", "docx"}
        The format.
    paper : {"a4", "letter"}
        Paper size; Markdown has none.

    Returns
    -------
    bytes
        The same bytes for the same report.

    Raises
    ------
    UsageError
        If the format or paper is unknown, or what the format needs is not installed.
    """
    if form not in MEDIA:
        raise UsageError(f"a report cannot be rendered as '{form}'", nearest(form, list(MEDIA), "Formats"))
    if paper not in PAPERS:
        raise UsageError(f"there is no paper '{paper}'", nearest(paper, PAPERS, "Papers"))
    report = _harmless(report)
    if form == "md":
        from winset.reporting.markdown import as_markdown

        return as_markdown(report).encode()
    if form == "html":
        from winset.reporting.html import as_html

        return as_html(report, paper).encode()
    if form == "docx":
        from winset.reporting.docx import as_docx

        return as_docx(report, paper)
    from winset.reporting.pdf import as_pdf

    return as_pdf(report, paper)


def _harmless(report: Report) -> Report:
    """Replace in every text what a renderer could fail on, whatever was let in."""
    report = rewritten(report, harmless)
    return replace(report, parts=tuple(replace(part, mark=harmless(part.mark)) for part in report.parts))
