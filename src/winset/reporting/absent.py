"""What a party outside the room does: in every scenario, and as the forecast has it."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.short_names import short_name
from winset.present.documents.brief import absent_sections
from winset.present.words.amounts import shares_by_band
from winset.present.words.likelihood import told
from winset.present.words.subjects import subject
from winset.reporting.results import Results
from winset.reporting.tree import Block, ReportSection


def absent(r: Results) -> Iterator[ReportSection]:
    """Say how each party that is not in the room answers, scenario by scenario and as the forecast has it."""
    for one in absent_sections(r.case, r.brief):
        yield ReportSection(one.heading, (*one.blocks, *_answers(r, one.key)), one.key)


def _answers(r: Results, section_key: str) -> Iterator[Block]:
    if r.forecast is None:
        return
    for key, party in r.case.parties.items():
        own = [issue for issue, entry in r.case.issues.items() if key in entry.control]
        if not party.at_table and section_key == f"absent {key}":
            for issue in own:
                shares = shares_by_band(r.case, r.forecast, issue)
                told_ = "; ".join(f"{band.text}, {told(one.probability, r.scale)}" for band, one in shares.items())
                yield f"Forecast of {subject(r.case, short_name(r.case, issue))}: {told_}."
