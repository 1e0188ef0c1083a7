"""Who may read what: the last look over a report before it is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from winset.record.handling import WITHHELD, hidden_names, pattern_of
from winset.reporting.results import Rows
from winset.reporting.tree import Report, rewritten

_LEAST = 12


def for_public(report: Report, rows: Rows, visible: Rows, parties: Iterable[str]) -> Report:
    """Take hidden names and restricted words out of every text of a report, wherever the case repeats them.

    The rows themselves are already left out or rewritten; what is searched here is the case's own text: bases, notes,
    mandates, and whatever is written from them.

    Parameters
    ----------
    report : Report
        The report, built from what the public may see of the record.
    rows, visible : mapping
        All rows of the record, and those of them that the public may see.
    parties : iterable of str
        The names of the parties, which are no secret.
    """
    seen = {text for body in visible.values() for row in body.values() for text in row.values()}
    names = {name.casefold() for name in parties}
    secrets = [(text, "[restricted]") for text in _restricted(rows, visible) if text not in seen]
    secrets += [(name, WITHHELD) for name in hidden_names(rows) if name.casefold() not in names]
    if not secrets:
        return report
    patterns = [(pattern_of(text), shown) for text, shown in sorted(secrets, key=lambda secret: -len(secret[0]))]

    def clean(text: str) -> str:
        for pattern, shown in patterns:
            text = pattern.sub(shown, text)
        return text

    return rewritten(report, clean)


def _restricted(rows: Rows, visible: Rows) -> Iterator[str]:
    """Give the telling texts of rows that are left out."""
    for table, body in rows.items():
        for key, row in body.items():
            if key not in visible[table]:
                for name in ("source", "content", "title", "text", "position", "note"):
                    text = row.get(name, "")
                    if len(text) >= _LEAST and len(text) < 2_000:
                        yield text
