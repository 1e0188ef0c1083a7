"""Where in the workbench each thing is shown that a text stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from winset.case.model import Case
from winset.engines.evidence.citations import is_claim
from winset.present.documents.document import Block, Bullets, Document, Table
from winset.present.words.runs import Reference, TextRun, runs_of

_ITEM = re.compile(r"([A-Za-z]{1,12})\d{1,6}")  # item 8 of source S, as a basis names it


def linked(case: Case, document: Document) -> list[dict[str, Any]]:
    """Give the sections of a document, each stretch of text with the view it leads to."""
    return [
        {"key": section.key, "heading": section.heading, "blocks": [_block(case, block) for block in section.blocks]}
        for section in document.sections
    ]


def _block(case: Case, block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        rows = [[linked_runs(case, cell) for cell in row] for row in block.rows]
        return {"kind": "table", "header": list(block.header), "rows": rows}
    lines: Sequence[str] = block.items if isinstance(block, Bullets) else (block,)
    kind = ("steps" if block.ordered else "bullets") if isinstance(block, Bullets) else "paragraph"
    return {"kind": kind, "lines": [linked_runs(case, line) for line in lines]}


def linked_runs(case: Case, text: str) -> list[dict[str, str]]:
    """Give the runs of a text with the view each leads to, or the party it names."""
    return [_run(case, run) for run in runs_of(text)] or [{"text": ""}]


def _run(case: Case, run: TextRun) -> dict[str, str]:
    if run.reference is None:
        return {"text": run.text}
    if run.reference.kind == "party":
        return {"text": run.text, "party": run.reference.key}
    return {"text": run.text, "to": view_of(case, run.reference)}


def view_of(case: Case, reference: Reference) -> str:
    """Give the view that shows what a text stands for, with its query; empty where no view does.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> view_of(case, Reference("headline", "compromise"))
    'forecast?headline=compromise'
    >>> view_of(case, Reference("source", "S8")), view_of(case, Reference("source", "Reuters"))
    ('record?item=S8', '')
    """
    key = reference.key
    match reference.kind:
        case "party":
            return _view("case", section="parties", entry=key)
        case "issue":
            return _view("case", section="issues", entry=key)
        case "scenario":
            return _view("outcomes", scenario=key)
        case "outcome":
            return _view("outcomes", outcome=key)
        case "outcomes":
            return _view("outcomes", holding="nash", **({"scenario": key} if case.scenarios else {}))
        case "possible":
            return "outcomes"
        case "map":
            return _view("map", outcome=key) if key else "map"
        case "package":
            return _view("deals", package=key)
        case "statement":
            return _view("case", statement=key)
        case "entry":
            section, _, entry = key.partition(":")
            return _view("case", section=section, **({"entry": entry} if entry else {}))
        case "input":
            return _view("flips", input=key)
        case "headline":
            return _view("forecast", headline=key) if key else "forecast"
        case "draws":
            return _view("forecast", draws=key)
        case "deals" | "flips":
            return reference.kind
        case "source":
            return _source(case, key)


def entry_view(address: str) -> str:
    """Give the view that shows a statement or a condition of the case.

    Examples
    --------
    >>> entry_view("preferences.UA.3"), entry_view("conditions.strict")
    ('case?statement=UA%3A3', 'case?section=conditions&entry=strict')
    """
    section, _, rest = address.partition(".")
    if section == "preferences":
        return _view("case", statement=":".join(rest.rsplit(".", 1)))
    return _view("case", section=section, entry=rest)


def _source(case: Case, item: str) -> str:
    """Show a claim, an item of a source, or a source of the case; words that name none of them lead nowhere."""
    if item in case.sources:
        return _view("case", section="sources", entry=item)
    if is_claim(case, item):
        return _view("record", claim=item)
    found = _ITEM.fullmatch(item)
    return _view("record", item=item) if found and found[1] in case.sources else ""


def _view(name: str, **query: str) -> str:
    return f"{name}?{urlencode(query)}"
