"""Where the words of a claim stand in its document: found again when a person corrects them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from winset.claims import Row, spans_of
from winset.errors import UsageError

PARTS = ("content", "cue", "source")
BETWEEN = " … "


def located(text: str, words: str, near: int = 0) -> list[list[int]]:
    """Give the character spans of words in a text, of several occurrences the one nearest to a place.

    Pieces that stand apart are joined by an ellipsis: ``aid … would return``.

    Raises
    ------
    UsageError
        If they do not stand there word for word.

    Examples
    --------
    >>> located("no means no", "no", near=8), located("aid, he said, would return", "aid … would return")
    ([[9, 11]], [[0, 3], [14, 26]])
    """
    spans: list[list[int]] = []
    for piece in words.split(BETWEEN):
        places = []
        start = text.find(piece, spans[-1][1] if spans else 0) if piece else -1
        while start >= 0:
            places.append(start)
            start = text.find(piece, start + 1)
        if not places:
            raise UsageError(f"'{piece[:80]}' does not stand in the document word for word", "Copy it from there.")
        best = min(places, key=lambda place: abs(place - near)) if not spans else places[0]
        spans.append([best, best + len(piece)])
    return spans


def with_places(claim: Row, fields: Mapping[str, str], text: str) -> dict[str, str]:
    """Give changed fields of a claim with the spans that belong to them, where its document has a text: that one.

    Raises
    ------
    UsageError
        If new words do not stand in the document.
    """
    changed = [part for part in PARTS if part in fields and fields[part] != claim.get(part)]
    if not text or not changed or "spans" in fields:
        return dict(fields)
    spans: dict[str, Sequence[Sequence[int]]] = dict(spans_of(claim.get("spans", "")))
    if claim.get("document") and not any(part in spans for part in PARTS) and claim.get("content"):
        return dict(fields)  # a paraphrase that only cites its sentences
    for part in changed:
        around = spans.get(part) or spans.get("content") or [[0, 0]]
        near = around[0][0]
        spans.pop(part, None)
        if fields[part]:
            spans[part] = located(text, fields[part], near)
    return {**fields, "spans": json.dumps(spans)}
