"""A draft as a case file with its record: documents, claims, and the questions as notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from winset.drafting.proposal import Draft
from winset.reading.documents import ReadDocument

Rows = Mapping[str, Mapping[str, str]]


def begin_record(
    draft: Draft, documents: Sequence[ReadDocument], rows: Sequence[Rows], path: Path, at: str, who: str = ""
) -> dict[str, str]:
    """Begin a record with the documents of a draft, their claims, and its questions as notes.

    Parameters
    ----------
    draft : Draft
        The draft.
    documents : sequence of ReadDocument
        What it was drafted from.
    rows : sequence of mapping
        The claims of each document, as :func:`winset.reading.rows.claim_rows` gives them.
    path : Path
        Where the record is to be.
    at, who : str
        When, and who drafts.

    Returns
    -------
    dict of str to str
        The names of the claims in the record, by *document:number*.
    """
    from winset.reading.rows import add_document, text_in
    from winset.record.files import new_record

    names: dict[str, str] = {}
    store = new_record(path)
    try:
        first = ""
        for (letter, _, _), one, claims in zip(draft.documents, documents, rows, strict=True):
            if text_in(store, one.text):
                continue
            fields = {"title": one.title or one.name, "publisher": one.publisher, "date": one.date, "url": one.url}
            document, keys = add_document(store, one.text, fields, claims, at, who)
            first = first or document
            names |= {f"{letter}:{number}": key for number, key in keys.items()}
        for question in draft.questions:
            note = {"about": first, "text": f"The draft asks: {question}", "author": "winset draft", "date": at[:10]}
            store.add("notes", note, at, who)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        store.close()
    return names
