"""What a change does, as a document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.brief.brief import BriefRecord
from winset.engines.forecast.what_if import WhatIfRecord
from winset.engines.talks.paired import IN_FORCE, Difference, level_headlines
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.words import words
from winset.present.words.computed import computed_from
from winset.present.words.likelihood import percent
from winset.present.words.negotiation import chance_words, headline_words, signed
from winset.present.words.prose import counted, sentence

SHOWN = 10


def what_if_document(
    case: Case, other: Case, record: WhatIfRecord, briefs: tuple[BriefRecord, BriefRecord] | None = None
) -> Document:
    """Write what a change does; with the briefs of both versions, their bottom lines side by side."""
    changed = [one for one in record.differences if one.beyond_noise and percent(one.before) != percent(one.after)]
    lines = [_difference(case, one) for one in _once(case, changed)[:SHOWN]] or ["Nothing moves beyond noise."]
    if f"{record.zone[0]:.1f}" != f"{record.zone[1]:.1f}":
        lines.append(f"On average {record.zone[1]:.1f} packages are deals instead of {record.zone[0]:.1f}.")
    for issue, level in record.removed:
        before, after = record.zone
        shrunk = (
            f"the zone changes by {100 * (after - before) / before:+.0f}%" if before else "the zone was empty before"
        )
        name = words.level(case, issue, level)
        lines.append(f"Warning: the level '{name}' between others of {short_name(case, issue)} was removed; {shrunk}.")
    first = {*case.scenarios, IN_FORCE}
    rows = [
        (
            headline_words(case, one.headline),
            percent(one.before),
            percent(one.after),
            signed(100 * (one.after - one.before)),
            "beyond" if one.beyond_noise else "within",
        )
        for one in _once(case, [one for one in record.differences if one.before or one.after])
        if one.headline in first or one.beyond_noise
    ]
    header = ("what", "before", "after", "change, points", "noise")
    holding = tuple((case.scenario_name(one.scenario), str(one.before), str(one.after)) for one in record.holding)
    sections = [
        Section("In words", (Bullets(tuple(lines)),)),
        Section("Side by side", (Table(header, tuple(rows)),), "side by side"),
        Section("What can hold", (Table(("ending", "stable before", "stable after"), holding),) if holding else ()),
        Section("Both briefs", _both(case, other, briefs) if briefs else (), "both briefs"),
        Section(
            "How this was computed",
            (
                f"{counted(record.settings['draws'], 'draw')} of each version with the same random numbers. "
                + computed_from(record),
            ),
        ),
    ]
    return Document(
        other.title, f"compared with: {case.title}", tuple(section for section in sections if section.blocks)
    )


def _once(case: Case, changed: Sequence[Difference]) -> list[Difference]:
    """Leave out what says again what has been said: that aid stays withheld as often as it does not resume."""
    headlines = level_headlines(case)
    found: list[Difference] = []
    told: set[str] = set()
    for one in changed:
        issue = headlines[one.headline][0] if one.headline in headlines and one.headline not in case.scenarios else ""
        if issue not in told:
            found.append(one)
        if issue and len(case.levels[issue]) == 2:
            told.add(issue)
    return found


def _difference(case: Case, one: Difference) -> str:
    word = "rises" if one.after > one.before else "falls"
    return f"{sentence(chance_words(case, one.headline))} {word} from {percent(one.before)} to {percent(one.after)}."


def _both(case: Case, other: Case, briefs: tuple[BriefRecord, BriefRecord]) -> tuple[Block, ...]:
    from winset.present.documents.bottom_line import bottom_line

    lines = bottom_line(case, briefs[0]), bottom_line(other, briefs[1])
    rows = tuple((before, after) for before, after in zip_longest(*lines, fillvalue="") if before != after)
    if not rows:
        return ("The bottom lines of both briefs are the same.",)
    return (Table(("bottom line before", "bottom line after"), rows),)
