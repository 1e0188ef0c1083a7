"""Forecasts made when the answer could be known: refused when they are added, never scored where a log holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from winset.frozen import Frozen
from winset.log.store import LogEntry


class HindsightForecast(Frozen):
    """A logged forecast that is not scored.

    Attributes
    ----------
    question, date : str
        Which question, and the date the forecast bears.
    probability : float
        The chance given to a yes.
    reason : str
        Why it is hindsight, in words.
    """

    question: str
    date: str
    probability: float
    reason: str


def too_late(entries: Iterable[LogEntry], question: str, date: str, closes: str | None) -> str:
    """Say why a forecast added to these entries now would be hindsight; empty where it would not.

    Parameters
    ----------
    entries : iterable of LogEntry
        What the log holds already.
    question, date : str
        The question, and the date the forecast is to bear.
    closes : str or None
        The day by which the question is decided, itself still open to forecasts.

    Examples
    --------
    >>> too_late([], "q", "2025-03-13", "2025-03-12")
    'it is dated 2025-03-13, after the question closed on 2025-03-12'
    >>> too_late([LogEntry("resolution", "q", "2025-03-12", {"answer": "yes"})], "q", "2025-03-11", None)
    'the log already holds an answer, of 2025-03-12'
    """
    if closes is not None and date > closes:
        return f"it is dated {date}, after the question closed on {closes}"
    for entry in entries:
        if entry.kind == "resolution" and entry.question == question:
            return f"the log already holds an answer, of {entry.date}"
    return ""


def reasons(entries: Sequence[LogEntry], closes: Mapping[str, str]) -> dict[int, str]:
    """Give the places of the forecasts that are hindsight, each with its reason."""
    answered: dict[str, str] = {}
    for entry in entries:
        if entry.kind == "resolution":
            answered[entry.question] = min(entry.date, answered.get(entry.question, entry.date))
    found: dict[int, str] = {}
    before: list[LogEntry] = []
    for place, entry in enumerate(entries):
        if entry.kind == "resolution":
            before.append(entry)
            continue
        reason = too_late(before, entry.question, entry.date, closes.get(entry.question))
        first = answered.get(entry.question)
        if not reason and first is not None and entry.date > first:
            reason = f"it is dated {entry.date}, after the answer of {first}"
        if reason:
            found[place] = reason
    return found


def late_forecasts(entries: Sequence[LogEntry], closes: Mapping[str, str]) -> list[HindsightForecast]:
    """List the forecasts of a log that are hindsight."""
    return [
        HindsightForecast(
            entries[place].question, entries[place].date, float(entries[place].fields["probability"]), reason
        )
        for place, reason in reasons(entries, closes).items()
    ]
