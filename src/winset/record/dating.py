"""When the claims of a record became known."""

from __future__ import annotations

from collections.abc import Mapping

from winset.claims import Claim, SourceDocument
from winset.errors import UsageError
from winset.record.dates import read_date


def known_from(claim: Claim, documents: Mapping[str, SourceDocument]) -> str:
    """Give the first day a claim can have been known, year-month-day; empty where nothing says.

    That is when it was published, else when its document was, else the date of what it tells; of an imprecise date the
    first day.
    """
    document = documents.get(claim.document, SourceDocument())
    for text in (claim.published, document.date, claim.date):
        try:
            return read_date(text).first.isoformat()
        except UsageError:
            continue
    return ""


def known_by(claims: Mapping[str, Claim], documents: Mapping[str, SourceDocument], date: str) -> dict[str, Claim]:
    """Give the claims known by the end of a day; those without a date count as known all along."""
    return {key: claim for key, claim in claims.items() if known_from(claim, documents) <= date}
