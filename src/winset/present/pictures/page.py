"""A page as it looks in a terminal, drawn: for documentation, light or dark as the reader's screen is.

``uv run python -m winset.present.pictures.page CASE`` prints page one of a case as SVG.
"""

from __future__ import annotations

import sys
from xml.sax.saxutils import escape

from winset.present.documents.document import Document, as_text

WIDTH = 104
_LETTER, _LINE, _EDGE = 7.2, 17, 14
_STYLE = (
    "text{font:12px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre;fill:#1f2328}"
    ".strong{font-weight:700}rect{fill:#fdfdfb;stroke:#d0d0cc}"
    "@media(prefers-color-scheme:dark){text{fill:#e6e6e3}rect{fill:#17191c;stroke:#3a3d42}}"
)
_MARK = "\x02"


def page_picture(document: Document, width: int = WIDTH) -> str:
    r"""Draw a document as a terminal shows it, headings bold.

    Examples
    --------
    >>> drawn = page_picture(Document("Case", "", ()))
    >>> drawn.startswith("<svg "), "Case</text>" in drawn
    (True, True)
    """
    lines = as_text(document, width, lambda text: _MARK + text).split("\n")
    high = 2 * _EDGE + _LINE * len(lines)
    wide = 2 * _EDGE + _LETTER * width
    told = escape(document.title)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}" '
        f'role="img" aria-label="Page one of {told}"><style>{_STYLE}</style>',
        f'<rect x="0.5" y="0.5" width="{wide - 1:g}" height="{high - 1:g}" rx="6"/>',
    ]
    for place, line in enumerate(lines):
        if line:
            kind = ' class="strong"' if line.startswith(_MARK) else ""
            down = _EDGE + _LINE * place + 12
            shown = line.removeprefix(_MARK)
            size = _LETTER * len(shown)
            parts.append(
                f'<text{kind} x="{_EDGE}" y="{down}" xml:space="preserve" textLength="{size:g}" '
                f'lengthAdjust="spacingAndGlyphs">{escape(shown)}</text>'
            )
    return "\n".join((*parts, "</svg>\n"))


def main() -> None:
    """Print page one of the case named on the command line."""
    from winset.engines.brief.brief import brief
    from winset.present.documents.page_one import page_one
    from winset.record.exchange import load_informed

    case = load_informed(sys.argv[1])
    sys.stdout.write(page_picture(page_one(case, brief(case))))


if __name__ == "__main__":
    main()
