"""Each party's ladder in words: where today and the scenarios stand, and what differs within a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.marks import on_marks
from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.records import Outcome
from winset.engines.stability.ladder import Ladder, Rung
from winset.present.documents.document import Block, Bullets, Table
from winset.present.words import prose, words

Differing = Mapping[str, Mapping[str, tuple[str, ...]]]


def ladder_blocks(case: Case, standing: Sequence[Ladder], differing: Differing) -> Iterator[Block]:
    """Tell each party's ladder, best first; below, what each scenario leaves open."""
    for ladder in standing:
        if ladder.places > 1:  # to whom all is alike needs no ladder
            yield f"{case.party_name(ladder.party)} ({prose.counted(ladder.places, 'place')}):"
            rows = [row for rung in ladder.rungs for row in _rows(case, rung, differing)]
            yield Table(("place", "what", "of what it leaves open"), tuple(rows))
    items = []
    for key, open_issues in differing.items():
        found = prose.joined(_left_open(case, issue, levels) for issue, levels in open_issues.items())
        items.append(f"{prose.sentence(words.some_scenario(case, key))} leaves open: {found or 'nothing'}.")
    if items:
        yield Bullets(tuple(items))


def _left_open(case: Case, issue: str, some: Sequence[str]) -> str:
    """Name an issue that a scenario leaves open; its levels only where not all of them are."""
    if len(some) == len(on_marks(case).levels[issue]):
        return short_name(case, issue)
    return f"{short_name(case, issue)} ({prose.joined((words.level(case, issue, one) for one in some), 'or')})"


def _rows(case: Case, rung: Rung, differing: Differing) -> Iterator[tuple[str, ...]]:
    """Tell best and worst by what the scenario does not say itself."""
    name = case.scenario_name(rung.scenario) if rung.scenario else "today"
    places = str(rung.best) if rung.best == rung.worst else f"{rung.best} to {rung.worst}"
    told = [""]
    if len(rung.examples) > 1:
        left = differing.get(rung.scenario, {})
        ends = [_apart(case, one, left) for one in rung.examples]
        told = [f"at {which}: {end}" for which, end in zip(("best", "worst"), ends, strict=True)]
    yield places, name, told[0]
    for worst in told[1:]:
        yield "", "", worst


def _apart(case: Case, one: Outcome, left: Mapping[str, tuple[str, ...]]) -> str:
    """Tell what an outcome changes of the issues that its scenario leaves open."""
    changed = {issue: level for issue, level in words.differing(case, one.levels).items() if issue in left}
    return words.levels(case, changed) if changed else "as it is today"
