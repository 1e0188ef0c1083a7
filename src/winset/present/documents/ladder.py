"""Each party's ladder in words: where today and the scenarios stand, and what differs within a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.model import Case
from winset.engines.stability.ladder import Ladder, Rung
from winset.present.documents.document import Block, Bullets, Table
from winset.present.words import prose, words
from winset.present.words.subjects import short_name

Differing = Mapping[str, Mapping[str, tuple[str, ...]]]


def ladder_blocks(case: Case, standing: Sequence[Ladder], differing: Differing) -> Iterator[Block]:
    """Tell each party's ladder, best first; below, the levels that each scenario leaves open."""
    for ladder in standing:
        yield f"{case.party_name(ladder.party)} ({prose.counted(ladder.places, 'place')}):"
        rows = [row for rung in ladder.rungs for row in _rows(case, rung)]
        yield Table(("place", "what", "at best, at worst"), tuple(rows))
    items = []
    for key, open_issues in differing.items():
        levels = [
            f"{short_name(case, issue)}: {' / '.join(words.level(case, issue, one) for one in found)}"
            for issue, found in open_issues.items()
        ]
        items.append(f"{case.scenario_name(key)} leaves open {'; '.join(levels) if levels else 'nothing'}.")
    if items:
        yield Bullets(tuple(items))


def _rows(case: Case, rung: Rung) -> Iterator[tuple[str, ...]]:
    name = case.scenario_name(rung.scenario) if rung.scenario else "today"
    places = str(rung.best) if rung.best == rung.worst else f"{rung.best} to {rung.worst}"
    told = [words.changed_levels(case, one) for one in rung.examples] if rung.scenario else [""]
    yield places, name, told[0]
    for worst in told[1:]:
        yield "", "", worst
