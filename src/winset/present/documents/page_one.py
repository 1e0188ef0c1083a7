"""Page one: what a reader with one minute takes away, the same in terminal, report and workbench.

Everything on it is told at length by :func:`winset.present.documents.brief.brief_document`.
"""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.present.documents.document import Block, Bullets, Document, Section
from winset.present.documents.endings import HEADING, endings
from winset.present.documents.page_one_changes import would_change
from winset.present.documents.page_one_in_short import in_short
from winset.present.documents.page_one_sources import rests_on
from winset.present.documents.page_one_ways import ways
from winset.present.documents.page_one_yes import must_say_yes
from winset.present.words.likelihood import DEFAULT
from winset.present.words.negotiation import not_forecast_words
from winset.present.words.prose import day_words
from winset.present.words.runs import joined_by, phrase, refer

IN_SHORT = "In short"
WOULD_CHANGE = "What would change this"
MUST_SAY_YES = "Who must say yes"
RESTS_ON = "What this rests on"


def page_one(case: Case, record: BriefRecord, scale: str = DEFAULT, rest: str = "winset brief --full") -> Document:
    """Write page one of a case.

    Parameters
    ----------
    case : Case
        The case.
    record : BriefRecord
        What the engines found.
    scale : str
        The scale of words for likelihoods.
    rest : str
        The command that shows the rest; empty where another way leads there.
    """
    found = (
        Section(IN_SHORT, tuple(in_short(case, record, scale)), "in short"),
        Section(HEADING, tuple(_endings(case, record, scale)), "endings"),
        Section(WOULD_CHANGE, tuple(would_change(case, record)), "would change"),
        ways(case, record),
        Section(MUST_SAY_YES, tuple(must_say_yes(case, record)), "yes"),
        Section(RESTS_ON, (Bullets(tuple(rests_on(case, record))),), "rests on"),
        Section("", (footer(case, record, rest),), "footer"),
    )
    return Document(case.title, dated(case), tuple(one for one in found if one.blocks), beside=True)


def dated(case: Case) -> str:
    """Say as of when the page is, and when the talks end."""
    parts = [f"as of {day_words(case.as_of)}"] if case.as_of else []
    if case.talks.deadline is not None:
        parts.append(f"talks end on {day_words(case.talks.deadline)}")
    return ", ".join(parts)


def footer(case: Case, record: BriefRecord, rest: str = "") -> str:
    """Say which winset found this of which case, from what, and where the rest is."""
    numbers = record.numbers
    parts = [f"winset {record.versions['winset']}", f"case {record.case.hash[:12]}"]
    if numbers is not None:
        parts.append(refer(f"{numbers.draws:,} draws, seed {numbers.seed}", "draws", str(numbers.draws)))
    made = joined_by(", ", parts)
    return phrase("{}. With every number's source: {}", made, rest) if rest else phrase("{}.", made)


def _endings(case: Case, record: BriefRecord, scale: str) -> Iterator[Block]:
    if case.scenarios:
        yield endings(case, record, scale)
        yield from not_forecast_words(case, record.unforecast)
