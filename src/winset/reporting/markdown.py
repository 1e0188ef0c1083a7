"""A report as Markdown; the case's own words are escaped, so that none of them becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from winset.present.documents.document import Bullets, Table
from winset.reporting.tree import Block, Figure, Report

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_START = re.compile(r"^(\s*)(#|[-+](?=\s)|\d+[.)](?=\s)|=+$|-+$)")


def as_markdown(report: Report) -> str:
    """Render a report as Markdown.

    Examples
    --------
    >>> import winset
    >>> as_markdown(winset.report(winset.load("chicken"))).splitlines()[0]
    '# Chicken'
    """
    return "\n\n".join(_paragraphs(report)) + "\n"


def _paragraphs(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.title)}"
    yield f"**{report.mark}** · {escaped(report.byline)}"
    if report.summary:
        yield f"*{escaped(report.summary)}*"
    for part in report.parts:
        if part.title:
            yield f"## {escaped(part.title)}"
        if part.mark:
            yield f"**{escaped(part.mark)}**"
        for one in part.sections:
            if one.heading:
                yield f"{'###' if part.title else '##'} {escaped(one.heading)}"
            for block in one.blocks:
                yield _block(block)


def _block(block: Block) -> str:
    if isinstance(block, str):
        return escaped(block)
    if isinstance(block, Bullets):
        return "\n".join(
            f"{f'{place}.' if block.ordered else '-'} {escaped(item)}" for place, item in enumerate(block.items, 1)
        )
    if isinstance(block, Table):
        return "\n".join([_row(block.header), "|" + "---|" * len(block.header), *map(_row, block.rows)])
    return _figure(block)


def _figure(figure: Figure) -> str:
    return f"*Figure: {escaped(figure.caption)}* {escaped(figure.told)}"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def escaped(text: str) -> str:
    r"""Take the meaning from characters that Markdown would read.

    Examples
    --------
    >>> print(escaped("a <b> *c* | d"))
    a \<b\> \*c\* \| d
    """
    flat = " ".join(text.split())
    return _START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", flat))
