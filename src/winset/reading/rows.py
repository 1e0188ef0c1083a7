"""Proposals as rows of a record: proposed claims with their places in the text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from winset.claims import Row, Spans, claims_of, documents_of
from winset.errors import UsageError
from winset.reading.proposals import Proposal, told
from winset.reading.spans import Attribution, Span
from winset.reading.standoff import as_standoff
from winset.record.copies import copy_in, same_claim
from winset.record.integrity import text_hash
from winset.record.known_texts import KnownTexts
from winset.record.store import Store


def claim_rows(text: str, proposals: Sequence[Proposal], published: str = "") -> dict[str, dict[str, str]]:
    """Give the rows of proposed claims by the number of the proposal, each after the claim it stands inside.

    ``published`` is when the text was. ``parent`` holds the number of that proposal; :func:`add_document` replaces it
    by the name of the claim.
    """
    waiting = {one.id: one for one in sorted(proposals, key=lambda one: int(one.id))}
    rows: dict[str, dict[str, str]] = {}
    while waiting:
        ready = [one for one in waiting.values() if one.parent not in waiting] or list(waiting.values())
        for one in ready:
            rows[one.id] = _row(text, one, published)
            del waiting[one.id]
    return rows


def _row(text: str, one: Proposal, published: str) -> dict[str, str]:
    parts = {name: getattr(one, name) for name in ("source", "cue", "content", "via", "condition")}
    parts["hedge"] = one.hedge_words
    spans = {name: found for name, found in parts.items() if found}
    return {
        **{name: told(text, found) for name, found in parts.items()},
        "spans": json.dumps(spans),
        "parent": one.parent,
        "source_kind": one.source_kind,
        "speech_act": one.speech_act,
        "plover": one.plover,
        "date": one.date,
        "published": published,
        "actor": one.actor,
        "target": one.target,
        "hedge_level": one.hedge,
        "polarity": one.polarity,
        "reference": one.sentence,
        "anonymous": "yes" if one.anonymous else "no",
        "narrator": "yes" if one.author else "no",
        "status": "proposed",
    }


def add_document(
    store: Store,
    text: str,
    fields: Mapping[str, str],
    rows: Mapping[str, Mapping[str, str]],
    at: str,
    who: str = "",
    known: KnownTexts | None = None,
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
    known : KnownTexts, optional
        The texts of the record, where many are added to it.

    Returns
    -------
    tuple of str and dict
        The name of the document, and those of its claims by proposal.

    Raises
    ------
    UsageError
        If the record has the same text already.
    """
    copy = known.copy_in(text) if known else copy_in(store.documents(), text)
    with store.together():
        same_text(store, fields["title"], text, known)
        kept = {**fields, "sha256": text_hash(text), "text": text, "copy_of": copy.document if copy else ""}
        document = store.add("documents", kept, at, who, "read")
        claims = add_claims(store, document, rows, at, who)
    if known:
        known.add(document, text)
    return document, claims


def add_claims(
    store: Store, document: str, rows: Mapping[str, Mapping[str, str]], at: str, who: str = ""
) -> dict[str, str]:
    """Add proposed claims to a document of a record, all or nothing; gives their names by proposal.

    Claims of a copy share the source of the same claim in the original; see :mod:`winset.record.copies`. A claim that
    moved here from an earlier version of the document is not added again.
    """
    keys: dict[str, str] = {}
    added = store.document(document)
    original = added.copy_of
    known = store.claims() if original or added.supersedes else {}
    here = {(one.source, one.content): key for key, one in known.items() if one.document == document}
    with store.together():
        for number, row in rows.items():
            if (row["source"], row["content"]) in here:
                keys[number] = here[row["source"], row["content"]]
                continue
            shares = (same_claim(row["content"], known, original) or original) if original else ""
            claim = {**row, "document": document, "parent": keys.get(row["parent"], ""), "origin": shares}
            keys[number] = store.add("claims", claim, at, who, "proposed by reading")
    return keys


def same_text(store: Store, title: str, text: str, known: KnownTexts | None = None) -> None:
    """Refuse a text that the record has.

    Raises
    ------
    UsageError
        If it has.
    """
    if key := known.same(text) if known else text_in(store, text):
        raise UsageError(f"{title} is in the record already, as {key}")


def text_in(store: Store, text: str) -> str:
    """Name the document of a record that has this very text; empty where none has."""
    digest = text_hash(text)
    return next((key for key, one in store.documents().items() if one.sha256 == digest and one.text), "")


def as_training(tables: Mapping[str, Mapping[str, Row]]) -> dict[str, str]:
    """Give the documents whose claims a person has accepted as texts with brat standoff, to train a model on.

    Only accepted claims with their places in the text are written, with what was corrected; documents in which claims
    still wait, or none was accepted, are left out: a model would learn that nobody is quoted there.

    Parameters
    ----------
    tables : mapping of str to mapping
        The rows of a record.

    Returns
    -------
    dict of str to str
        Contents of ``d1.txt`` and ``d1.ann``, and so on.
    """
    files = {}
    every = claims_of(tables["claims"]).values()
    for key, document in documents_of(tables["documents"]).items():
        claims = [one for one in every if one.document == key]
        if not document.text or any(one.status == "proposed" for one in claims):
            continue
        spans = [one.spans for one in claims if one.accepted and one.spans]
        found = [
            Attribution(_pieces(parts, "source"), _pieces(parts, "cue"), _pieces(parts, "content"))
            for parts in spans
            if "content" in parts or "cue" in parts
        ]
        if found:
            files[f"{key}.txt"] = document.text
            files[f"{key}.ann"] = as_standoff(document.text, sorted(found, key=lambda one: one.cue + one.content))
    return files


def _pieces(spans: Spans, role: str) -> tuple[Span, ...]:
    return spans.get(role, ())
