"""Results as documents: stability, outcomes, why, routes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.model import Case
from winset.engines.outcomes.rows import OutcomesRecord
from winset.engines.records import Outcome, Record
from winset.engines.routes.stable import Route, RoutesRecord
from winset.engines.stability.concepts import CONCEPTS
from winset.engines.stability.stability_record import StabilityRecord
from winset.engines.stability.why import Improvement, PartyAtOutcome, WhyRecord
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.routes import belief_sentences, scenario_route_blocks, told_steps
from winset.present.words import prose, words
from winset.present.words.articles import is_several
from winset.present.words.likelihood import percent
from winset.spreadsheet import as_csv

LISTED = 12


def stability_document(case: Case, record: StabilityRecord) -> Document:
    """Write which outcomes hold under each concept, and under how many random preferences each scenario does."""
    rows = []
    for key, found in record.equilibria.items():
        upset = sum(bool(outcome.upset_by) for outcome in found.outcomes)
        counts = (f"{found.count:,}", f"{found.by_construction:,}", str(upset))
        rows.append((key, CONCEPTS[key].name, *counts, CONCEPTS[key].source))
    header = (
        "concept",
        "",
        "equilibria",
        "no one asked can leave",
        "of those listed, upset by a joint move",
        "definition",
    )
    sections = [Section("Equilibria", (Table(header, tuple(rows)),))]
    if record.scenarios:
        sections.append(Section("By scenario", tuple(_by_scenario(case, record, record.random_shares))))
    for keys in record.equal:
        found, items = record.equilibria[keys[0]], []
        for outcome in found.outcomes[:LISTED]:
            units = prose.joined(dict.fromkeys(words.the_parties(case, move.units) for move in outcome.upset_by), "or")
            items.append(outcome_line(case, outcome) + (f". Upset by a joint move of {units}" if units else ""))
        if found.count > LISTED:
            items.append(f"and {found.count - len(items):,} more (--json lists up to --limit)")
        if items:
            sections.append(Section(_concepts_heading(keys, found.count), (Bullets(tuple(items)),)))
    for reading in record.readings:
        reversed_ = reading.settings["reversed_statements"]
        title = "Reading: as written" if not reversed_ else f"Reading: the opposite of {prose.joined(reversed_)}"
        counts_ = "; ".join(f"{key}: {found.count:,}" for key, found in reading.equilibria.items())
        sections.append(Section(title, (counts_,)))
    return Document(case.title, settings_line(record), tuple(sections))


def _concepts_heading(keys: Sequence[str], count: int) -> str:
    """Name the concepts under which the same outcomes hold."""
    if len(keys) == 1:
        return f"{CONCEPTS[keys[0]].name} ({keys[0]})"
    same = f"the same {prose.counted(count, 'outcome')}" if count != 1 else "the same outcome"
    return f"{prose.joined(key.upper().replace('NASH', 'Nash') for key in keys)}: {same}"


def _by_scenario(case: Case, record: StabilityRecord, shares: Mapping[str, float]) -> Iterator[Block]:
    first = next(iter(record.equilibria))
    told = f"under {CONCEPTS[first].name}"
    rows = [
        (
            prose.sentence(case.scenario_name(one.scenario)),
            f"{one.counts[first]:,}",
            f"{one.by_construction[first]:,}",
            percent(shares[one.scenario]) if one.scenario in shares else "-",
        )
        for one in record.scenarios
    ]
    header = ("scenario", f"hold {told}", "of these, no one asked can leave", "holds under random preferences")
    yield Table(header, tuple(rows))
    yield (
        "What no one asked can leave holds whatever anyone wants. Random preferences: each party's statements in "
        "random order, each read as its opposite with an even chance, 200 times."
    )


def settings_line(record: Record) -> str:
    """Say by which conventions a result was computed, of which case and with which version."""
    sanctions = record.settings.get("sanctions")
    convention = f"sanctions: {sanctions}, weak; " if sanctions else ""
    amounts = ", ".join(f"{key} {told}" for key, told in record.case.amounts.items())
    convention += f"amounts: {amounts}; " if amounts else ""
    return f"{convention}case {record.case.hash[:12]}, winset {record.versions['winset']}"


def outcome_line(case: Case, outcome: Outcome) -> str:
    """Name an outcome by its number and what changes in it."""
    return f"{outcome.number}: {words.changed_levels(case, outcome)}"


def outcomes_document(case: Case, record: OutcomesRecord) -> Document:
    """Write the table of outcomes."""
    header, rows = record.rows()
    numeric = [place for place, key in enumerate(header) if key in case.issues and case.issues[key].numeric]
    rows = [
        [words.level(case, header[place], cell) if place in numeric else cell for place, cell in enumerate(row)]
        for row in rows
    ]
    shown = "" if record.count == len(record.outcomes) else f", the first {len(record.outcomes):,} shown (--limit)"
    subtitle = (
        f"{prose.counted(record.count, 'outcome')}{shown}; places: 1 is best, ties share a place; "
        "efficient: none is better for one party and worse for none; nash: holds against every party alone"
    )
    if case.guards:
        subtitle += "; empty: an issue that does not exist there"
    return Document(case.title, subtitle, (Section("", (Table(tuple(header), tuple(map(tuple, rows))),)),))


def outcomes_csv(record: OutcomesRecord) -> str:
    """Write the table of outcomes as CSV."""
    return as_csv(*record.rows())


def why_document(case: Case, record: WhyRecord) -> Document:
    """Explain one outcome."""
    sections = [
        Section("The outcome", (prose.sentence(words.levels(case, words.existing(case, record.outcome.levels))),)),
        Section("Verdict", tuple(_verdict(case, record))),
    ]
    sections += [Section(case.party_name(view.party), tuple(_party(case, view))) for view in record.parties]
    return Document(f"{case.title}: outcome {record.outcome.number}", settings_line(record), tuple(sections))


def _verdict(case: Case, record: WhyRecord) -> Iterator[Block]:
    concepts = list(record.parties[0].stable)
    holding = [key for key in concepts if all(view.stable[key] for view in record.parties)]
    failing = [key for key in concepts if key not in holding]
    if holding:
        yield f"It holds under {prose.joined(CONCEPTS[key].name for key in holding)}."
    if failing:
        yield f"It does not hold under {prose.joined(CONCEPTS[key].name for key in failing)}."
    for move in record.upset_by[:LISTED]:
        who = words.the_parties(case, move.units)
        where = words.changed_levels(case, Outcome(move.to, words.levels_of(case, move.to)))
        yield f"A joint move of {who} to outcome {move.to} ({where}) upsets it: all of them prefer that outcome."


def _party(case: Case, view: PartyAtOutcome) -> Iterator[Block]:
    name = words.the_party(case, view.party)
    have = "have" if is_several(case.party_name(view.party)) else "has"
    if not view.count:
        yield f"Stable: {name} {have} no improvement from here."
        return
    unstable = [CONCEPTS[key].name for key, stable in view.stable.items() if not stable]
    stable = [CONCEPTS[key].name for key, holds in view.stable.items() if holds]
    yield (
        "; ".join(
            part
            for part in (
                f"Unstable for {name} under {prose.joined(unstable)}" if unstable else "",
                f"{'stable' if unstable else f'Stable for {name}'} under {prose.joined(stable)}" if stable else "",
            )
            if part
        )
        + "."
    )
    yield Bullets(tuple(_improvement(case, one, name) for one in view.improvements))
    if view.count > len(view.improvements):
        yield f"{view.count - len(view.improvements)} more improvements not shown."


def _improvement(case: Case, one: Improvement, name: str) -> str:
    text = f"{prose.sentence(name)} would rather move: {words.changes(case, one.move)}"
    if not one.sanction:
        none = (
            "Nothing the others can do would stop this"
            if one.searched
            else "No sanction was found before the search ended"
        )
        return f"{text}. {none}."
    answer = "; then ".join(words.route_step(case, step) for step in one.sanction)
    credible = (
        "each step an improvement for its mover"
        if one.credible
        else "though not every step is an improvement for its mover"
    )
    return f"{text}. This could be stopped by {answer} ({credible})."


def routes_document(case: Case, record: RoutesRecord) -> Document:
    """Write the routes from the status quo."""
    sections = [
        Section(
            "One party at a time",
            (words.alone(case, record.alone_reached > 0, record.alone_scenarios, record.alone_ends),),
        )
    ]
    by_scenario = [
        block
        for route in record.scenarios
        for block in scenario_route_blocks(case, route, prose.sentence(case.scenario_name(route.scenario)))
    ]
    if by_scenario:
        sections.append(Section("The route of each scenario, over all its outcomes", tuple(by_scenario)))
    sections += [Section(_heading(case, route), tuple(_route(case, route))) for route in record.routes]
    if record.equilibria > len(record.routes):
        sections.append(Section("", (f"{record.equilibria - len(record.routes):,} more outcomes hold (--limit).",)))
    return Document(case.title, settings_line(record), tuple(sections))


def _heading(case: Case, route: Route) -> str:
    names = words.scenarios(case, route.scenarios)
    return f"To {outcome_line(case, route.to)}" + (f" ({names})" if names else "")


def _route(case: Case, route: Route) -> Iterator[Block]:
    if route.credible == ():
        yield "This is the status quo."
        return
    if route.credible is None:
        yield "No credible route leads there: on every way some step would leave its mover worse off."
    else:
        yield f"Most credible route, {prose.counted(len(route.credible), 'step')}, each an improvement for its mover:"
        yield Bullets(told_steps(case, route.credible), ordered=True)
        if route.joint_steps:
            yield "The steps taken together need simultaneous commitment: no single-party step leads there."
    if route.shortest is None:
        yield "No sequence of moves leads there at all."
    elif route.shortest != route.credible:
        yield f"Shortest route, {prose.counted(len(route.shortest), 'step')}:"
        yield Bullets(told_steps(case, route.shortest), ordered=True)
    taken = route.credible or route.shortest or ()
    beliefs = [text for belief in route.beliefs for text in belief_sentences(case, belief, taken)]
    if (
        beliefs and route.credible is not None
    ):  # where no credible route leads, its first step is only one of those lacking
        yield "For the first step:"
        yield Bullets(tuple(beliefs))
