"""Proposals as rows of a record: proposed claims with their places in the text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from winset.errors import UsageError
from winset.reading.reader import Proposal, told
from winset.record.store import Store, text_hash


def claim_rows(text: str, proposals: Sequence[Proposal]) -> dict[str, dict[str, str]]:
    """Give the rows of proposed claims by the number of the proposal, each after the claim it stands inside.

    ``parent`` holds the number of that proposal; :func:`add_document` replaces it by the name of the claim.
    """
    waiting = {one.id: one for one in sorted(proposals, key=lambda one: int(one.id))}
    rows: dict[str, dict[str, str]] = {}
    while waiting:
        ready = [one for one in waiting.values() if one.parent not in waiting] or list(waiting.values())
        for one in ready:
            rows[one.id] = _row(text, one)
            del waiting[one.id]
    return rows


def _row(text: str, one: Proposal) -> dict[str, str]:
    spans = {part: getattr(one, part) for part in ("source", "cue", "content", "condition") if getattr(one, part)}
    return {
        "source": told(text, one.source),
        "cue": told(text, one.cue),
        "content": told(text, one.content),
        "spans": json.dumps(spans),
        "via": told(text, one.via),
        "parent": one.parent,
        "source_kind": one.source_kind,
        "speech_act": one.speech_act,
        "actor": one.actor,
        "target": one.target,
        "hedge_level": one.hedge,
        "anonymous": "yes" if one.source_kind == "anonymous" else "no",
        "narrator": "yes" if one.author else "no",
        "status": "proposed",
    }


def add_document(
    store: Store, text: str, fields: Mapping[str, str], rows: Mapping[str, Mapping[str, str]], at: str, who: str = ""
) -> tuple[str, dict[str, str]]:
    """Add a document and its proposed claims to a record, all or nothing.

    Parameters
    ----------
    store : Store
        The record.
    text : str
        The text that was read.
    fields : mapping of str to str
        Title, publisher and so on.
    rows : mapping of str to mapping
        As :func:`claim_rows` gives them.
    at, who : str
        When, and who reads it.

    Returns
    -------
    tuple of str and dict
        The name of the document, and those of its claims by proposal.

    Raises
    ------
    UsageError
        If the record has the same text already.
    """
    digest = text_hash(text)
    same = [key for key, row in store.rows("documents").items() if row["sha256"] == digest and row["text"]]
    if same:
        raise UsageError(f"{fields['title']} is in the record already, as {same[0]}")
    with store.together():
        kept = {**fields, "sha256": digest, "text": text}
        document = store.add("documents", kept, at, who, "read")
        keys: dict[str, str] = {}
        for number, row in rows.items():
            claim = {**row, "document": document, "parent": keys.get(row["parent"], "")}
            keys[number] = store.add("claims", claim, at, who, "proposed by reading")
    return document, keys
