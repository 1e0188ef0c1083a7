"""What can hold, for whom that is better, and on which preferences it hangs."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.engines.routes.held import Held, SimilarOutcomes
from winset.present.documents.document import Block, Bullets
from winset.present.words import words
from winset.present.words.likelihood import percent
from winset.present.words.prose import counted, joined, sentence
from winset.present.words.runs import Reference, compose, joined_by, phrase, refer

HINGES_SHOWN = 4
OUTSIDE = ""
"""Stands in a reference for the outcomes outside every scenario: no scenario has an empty key."""
_CHANGES = {"without": "Left out", "below": "One place lower", "opposite": "The other way round"}


def named_ends(record: BriefRecord) -> list[Held]:
    """List what holds in named scenarios."""
    return [held for held in record.held if held.scenario is not None]


def name_of(case: Case, held: Held) -> str:
    """Name what holds within a sentence."""
    if held.scenario is None:
        return refer("outcomes outside the named endings", "outcomes", OUTSIDE)
    return words.some_scenario(case, held.scenario)


def title(case: Case, held: Held) -> str:
    """Name what holds where a line begins with it and a colon or a bracket follows."""
    return sentence(name_of(case, held) if held.scenario is None else words.scenario_name(case, held.scenario))


def figure(told: str, held: Held) -> str:
    """Say of a figure that it counts what holds in a scenario."""
    return refer(told, "outcomes", OUTSIDE if held.scenario is None else held.scenario)


def holding_blocks(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say which outcomes hold, for whom they are better, and what upsets them."""
    for held in record.held:
        if held.count:
            yield phrase("{} ({}):", title(case, held), _how_many(held))
            yield Bullets(tuple(_kind(case, kind, held.scenario) for kind in held.kinds))


def _how_many(held: Held) -> str:
    firm = {held.count: "none", 0: "all"}.get(held.firm)
    parts = [
        counted(held.count, "outcome", to=Reference("outcomes", held.scenario or OUTSIDE)),
        f"{firm} upset by a joint move"
        if firm
        else phrase("{} not upset by a joint move", figure(f"{held.firm}", held)),
    ]
    if held.by_construction:
        which = {held.count: "not to be left"}.get(held.by_construction) or phrase(
            "{} not to be left", figure(f"{held.by_construction:,}", held)
        )
        parts.append(compose(which, " by anyone alone"))
    if held.random_share is not None:
        parts.append(phrase("{} under random preferences", figure(percent(held.random_share), held)))
    return joined_by("; ", (joined_by(", ", parts[:2]), *parts[2:]))


def _kind(case: Case, kind: SimilarOutcomes, scenario: str | None) -> str:
    parts = [sentence(words.changed_levels(case, kind.outcome)), ". ", _for_whom(case, kind)]
    if kind.upset_by:
        who = words.of_units(case, (move.units for move in kind.upset_by))
        where = words.some_scenarios(case, (key for key in kind.upset_scenarios if key != scenario))
        if where:
            towards = phrase(", towards {}", where)
        else:
            towards = phrase(": {}", words.step_changes(case, kind.upset_step)) if kind.upset_step else ""
        parts.append(phrase(" Upset by a joint move {}{}.", who, towards))
    if kind.similar:
        similar = counted(kind.similar, "more outcome", to=Reference("outcomes", scenario or OUTSIDE))
        parts.append(phrase(" ({} {} like it.)", similar, "is" if kind.similar == 1 else "are"))
    return compose(*parts)


def _for_whom(case: Case, kind: SimilarOutcomes) -> str:
    parts = []
    for sign, word in ((1, "better than now for"), (-1, "worse than now for"), (0, "no different for")):
        who = [key for key, value in kind.against_status_quo.items() if value == sign and case.has_part(key)]
        if who:
            parts.append(phrase("{} {}", word, words.the_parties(case, who)))
    return compose(sentence(joined_by("; ", parts)), ".") if parts else ""


def hinge_blocks(case: Case, record: BriefRecord) -> Iterator[Block]:
    """Say which single preferences decide what can hold."""
    names = {held.scenario: name_of(case, held) for held in named_ends(record)}
    grouped: dict[tuple[str, int, str, bool], list[str]] = {}
    for hinge in record.hinges:
        key = (hinge.party, hinge.position, hinge.change, hinge.holds)
        grouped.setdefault(key, []).append(names[hinge.scenario])
    for (party, position, change, holds), scenarios in list(grouped.items()):
        weaker = (party, position, "opposite", holds)
        if change == "without" and grouped.get(weaker) == scenarios:
            del grouped[weaker]
    widest = sorted(grouped.items(), key=lambda item: -len(item[1]))
    lines = [
        phrase(
            "{}. {}, {} {} hold.",
            sentence(words.statement_reference(case, party, position - 1)),
            _CHANGES[change],
            joined(scenarios),
            "can" if holds else "can no longer",
        )
        for (party, position, change, holds), scenarios in widest[:HINGES_SHOWN]
    ]
    if len(widest) > HINGES_SHOWN:
        more = counted(len(widest) - HINGES_SHOWN, "more change", to=Reference("flips"))
        lines.append(phrase("{} of one preference would matter.", sentence(more)))
    if lines:
        yield Bullets(tuple(lines))
    steady = [name for key, name in names.items() if key not in {hinge.scenario for hinge in record.hinges}]
    if steady and record.hinges:
        hang = "hangs" if len(steady) == 1 else "hang"
        yield phrase("{} {} on no single reported preference.", sentence(joined(steady)), hang)
    elif steady and not record.notes:
        yield "No single reported preference, left out, moved or reversed, changes which endings can hold."
