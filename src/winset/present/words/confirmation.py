"""How much of a drafted case is confirmed by people, in a sentence at the head of what is printed."""

from __future__ import annotations

from winset.case.confirmation import confirmation
from winset.case.model import Case
from winset.present.words.prose import agreeing, counted, joined


def summary(case: Case) -> str:
    """Give a case's summary and, where it was drafted from documents, how much of it people have confirmed."""
    return " ".join(part for part in (case.summary, confirmed_sentence(case)) if part)


def confirmed_sentence(case: Case) -> str:
    """Say how many drafted entries are confirmed, and by whom; empty for a case that was not drafted."""
    found = confirmation(case)
    if not found.drafted:
        return ""
    entries = counted(found.drafted, "drafted entry", "drafted entries")
    verb = agreeing(found.confirmed, found.drafted, "is", "are")
    if not found.confirmed:
        return (
            f"None of the {entries} is confirmed by a person."
            if found.drafted > 1
            else "The drafted entry is not confirmed."
        )
    return f"{found.confirmed} of {entries} {verb} confirmed by {joined(found.by)}."
