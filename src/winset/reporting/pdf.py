"""A report as PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import pairwise, zip_longest
from typing import Any

from winset.characters import harmless_in
from winset.present.documents.document import Bullets, Table
from winset.present.pictures import renderer
from winset.reporting.fonts import fonts, missing_letters, missing_words
from winset.reporting.plots import as_svg
from winset.reporting.tree import Block, Report, ReportSection, column_widths, linked, texts

PAPERS = {"a4": "a4", "letter": "us-letter"}
POINTS = 0.8  # of a pixel of a figure


def as_pdf(report: Report, paper: str = "a4") -> bytes:
    """Render a report as PDF.

    Parameters
    ----------
    report : Report
        What to render.
    paper : {"a4", "letter"}
        Paper size.

    Raises
    ------
    UsageError
        If the extra ``pdf`` is not installed.
    """
    source = (files("winset.reporting") / "layout" / "report.typ").read_bytes()
    data = json.dumps(harmless_in(_report(report, PAPERS[paper])), ensure_ascii=False)
    return renderer.pages(source, data)


def _report(report: Report, paper: str) -> dict[str, Any]:
    missing = missing_letters(texts(report))
    targets: set[str] = set()
    parts = [
        {
            "title": part.title,
            "mark": part.mark,
            "fresh": part.fresh,
            "sections": [
                {"heading": one.heading, "blocks": _blocks(one, report.links, targets)} for one in part.sections
            ],
        }
        for part in report.parts
    ]
    _number(parts)
    return {
        "title": report.title,
        "author": [],
        "summary": report.summary,
        "kind": report.kind,
        "mark": report.mark,
        "byline": report.byline,
        "paper": paper,
        "fonts": fonts(),
        "missing": missing_words(missing) if missing else "",
        "parts": parts,
    }


def _blocks(one: ReportSection, links: Mapping[str, str], targets: set[str]) -> list[dict[str, Any]]:
    """Give the blocks; a text stays on the page of the list, table or figure that it introduces."""
    found = [_block(block, links, targets) for block in one.blocks]
    for block, after in pairwise(found):
        block["leads"] = block["kind"] == "text" and after["kind"] != "text"
    return found


def _number(parts: Sequence[Mapping[str, Any]]) -> None:
    """Number the blocks, and have the one before a figure say before which it stands, unless a new page is between."""
    rows = [
        (block, part["fresh"] and one is part["sections"][0] and block is one["blocks"][0])
        for part in parts
        for one in part["sections"]
        for block in one["blocks"]
    ]
    for number, ((block, _), (after, fresh)) in enumerate(pairwise([*rows, ({"kind": "end"}, True)])):
        block["number"] = number
        block["before"] = number + 1 if after["kind"] == "figure" and not fresh else None


def _block(block: Block, links: Mapping[str, str], targets: set[str]) -> dict[str, Any]:
    if isinstance(block, str):
        return {"kind": "text", "words": linked(block, links)}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "ordered": block.ordered, "items": [linked(item, links) for item in block.items]}
    if isinstance(block, Table):
        rows = []
        for row, key in zip_longest(block.rows, block.keys, fillvalue=""):
            target = "" if key in targets else key
            targets.add(target)
            rows.append({"target": target, "cells": [linked(cell, links) for cell in row]})
        return {"kind": "table", "header": block.header, "widths": column_widths(block), "rows": rows}
    svg = as_svg(block)
    width, height = (POINTS * float(svg.split(f' {name}="', 1)[1].split('"', 1)[0]) for name in ("width", "height"))
    told = {"caption": block.caption, "told": block.told}
    return {"kind": "figure", **told, "svg": svg, "width": width, "height": height}
