"""When the claims of a record became known."""

from __future__ import annotations

from collections.abc import Mapping

from winset.errors import UsageError
from winset.record.dates import read_date
from winset.record.kinds import Row


def known_from(claim: Row, documents: Mapping[str, Row]) -> str:
    """Give the first day a claim can have been known, year-month-day; empty where nothing says.

    That is when it was published, else when its document was, else the date of what it tells; of an imprecise date the
    first day.
    """
    document = documents.get(claim["document"], {})
    for text in (claim["published"], document.get("date", ""), claim["date"]):
        try:
            return read_date(text).first.isoformat()
        except UsageError:
            continue
    return ""


def known_by(claims: Mapping[str, Row], documents: Mapping[str, Row], date: str) -> dict[str, Row]:
    """Give the claims known by the end of a day; those without a date count as known all along."""
    return {key: claim for key, claim in claims.items() if known_from(claim, documents) <= date}
