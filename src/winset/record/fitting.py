"""Whether a row fits its case and the texts of its record, and how it is then written: one rule for every way in."""

from __future__ import annotations

from collections.abc import Mapping

from winset.case.model import Case
from winset.claims import Row, event_of
from winset.errors import UsageError, nearest
from winset.record.copies import copy_in
from winset.record.dates import exact_day
from winset.record.kinds import KINDS, complete, is_identifier
from winset.record.places import with_places
from winset.record.store import Store


def fitted(
    case: Case, store: Store, table: str, fields: Mapping[str, str], before: Row | None = None
) -> dict[str, str]:
    """Give the fields of a row as they are to be kept, after a look at whether they fit.

    The day of an event is written year-month-day, a claim gets the places of its words in its document, and a new
    document the name of the one it tells again.

    Parameters
    ----------
    case : Case
        The case.
    store : Store
        Its record.
    table : str
        The kind of the row.
    fields : mapping of str to str
        The fields that are given.
    before : mapping of str to str, optional
        The row that they change; none where it is a new one.

    Raises
    ------
    UsageError
        If the row names a party, an issue, a level or an entry that the case does not have, words do not stand in
        their document, or an event is only expected.
    """
    given = dict(fields)
    row = {**dict.fromkeys(KINDS[table].fields, ""), **(before or {}), **given}
    if table == "documents" and before is None and row["text"] and "copy_of" not in given:
        copy = copy_in(store.documents(), row["text"])
        given["copy_of"] = copy.document if copy else ""
    elif table == "claims":
        given = with_places(before or {}, given, store.document(row["document"]).text if row["document"] else "")
    elif table == "events":
        given |= _event(case, store, row, new=before is None or "date" in given)
    elif table == "stances":
        complete(KINDS["stances"], row)
        if row["party"] not in case.parties:
            hint = nearest(row["party"], list(case.parties), "Parties")
            raise UsageError(f"there is no party '{row['party']}'", hint)
    elif table == "links":
        complete(KINDS["links"], row)
        _entry(case, row["about"], words=True)
    elif table == "notes":
        complete(KINDS["notes"], row)
        _about(case, store, row)
    return given


def _event(case: Case, store: Store, row: Row, new: bool) -> dict[str, str]:
    from winset.engines.evidence.likelihood_ratios import check_event, expected_only

    complete(KINDS["events"], row)
    given = {"date": exact_day(row["date"])} if new else {}
    check_event(case, event_of({**row, **given}))
    if row["claim"] and (reason := expected_only(store.claim(row["claim"]))):
        told = f"{row['claim']} does not show that it happened: {reason}"
        raise UsageError(told, "An expected event is not an event.")
    return given


def _about(case: Case, store: Store, row: Row) -> None:
    """Refuse a note about nothing; what others have written about may be written about again."""
    if is_identifier(row["about"]):
        store.row(row["about"])
    elif row["about"] and not any(one["about"] == row["about"] for one in store.rows("notes").values()):
        _entry(case, row["about"], words=False)


def _entry(case: Case, about: str, words: bool) -> None:
    """Refuse an address that leads nowhere in the case; a hypothesis may be in words."""
    from winset.case.addresses import entry_at

    section, dot, _ = about.partition(".")
    if not words or (dot and section in Case.model_fields):
        entry_at(case, about)
