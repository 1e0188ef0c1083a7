"""Results as documents: stability, outcomes, why, routes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.model import Case
from winset.engines.outcomes.rows import OutcomeRow, OutcomesRecord
from winset.engines.records import Outcome, Record
from winset.engines.routes.stable import Route, RoutesRecord
from winset.engines.stability.concepts import CONCEPTS
from winset.engines.stability.stability_record import Equilibria, StabilityRecord
from winset.engines.stability.why import Improvement, PartyAtOutcome, Step, WhyRecord
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.routes import belief_sentences, movers, scenario_route_blocks, told_steps
from winset.present.words import prose, words
from winset.present.words.articles import is_several
from winset.present.words.likelihood import percent
from winset.present.words.packages import beside
from winset.spreadsheet import as_csv

LISTED = 12
PIECE = 50
"""Outcomes of a table that are told by one another."""


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
        "nobody can leave",
        "of those listed, upset by a joint move",
        "definition",
    )
    sections = [Section("Equilibria", (Table(header, tuple(rows)),))]
    if record.scenarios:
        sections.append(Section("By ending", tuple(_by_scenario(case, record, record.random_shares))))
    for place, keys in enumerate(record.equal):
        found = record.equilibria[keys[0]]
        if found.outcomes:
            listed = tuple(_holding(case, found, _listed_above(record, place)))
            sections.append(Section(_concepts_heading(keys, found.count), listed))
    for reading in record.readings:
        reversed_ = reading.settings["reversed_statements"]
        title = "Reading: as written" if not reversed_ else f"Reading: the opposite of {prose.joined(reversed_)}"
        counts_ = "; ".join(f"{key}: {found.count:,}" for key, found in reading.equilibria.items())
        sections.append(Section(title, (counts_,)))
    return Document(case.title, settings_line(record), tuple(sections))


def _listed_above(record: StabilityRecord, place: int) -> dict[int, str]:
    """Give the outcomes of the largest list above that holds nothing else, each with the concepts of that list."""
    here = record.equilibria[record.equal[place][0]]
    best: dict[int, str] = {}
    for keys in record.equal[:place]:
        above = record.equilibria[keys[0]]
        numbers = {one.number for one in above.outcomes}
        whole = len(numbers) == above.count and here.count == len(here.outcomes)
        if whole and len(numbers) > len(best) and numbers <= {one.number for one in here.outcomes}:
            best = dict.fromkeys(numbers, _concept_names(keys))
    return best


def _holding(case: Case, found: Equilibria, above: Mapping[int, str]) -> Iterator[Block]:
    """List outcomes that hold and are not listed above; a joint move that upsets all of them is told once."""
    others = [one for one in found.outcomes if one.number not in above]
    listed = others[:LISTED]
    if above:
        which = f"the {len(above):,} of {next(iter(above.values()))}"
        yield f"{prose.sentence(which)}, and {prose.counted(len(others), 'more outcome')}:"
    upset = [words.of_units(case, (move.units for move in one.upset_by)) for one in listed]
    same = upset[0] if len(upset) > 1 and len(set(upset)) == 1 else ""
    if same:
        yield f"Each of those listed is upset by a joint move {same}:"
    items = [
        told + (f". Upset by a joint move {units}" if units and not same else "")
        for told, units in zip(outcome_lines(case, listed), upset, strict=True)
    ]
    if found.count > len(above) + len(listed):
        items.append(f"and {found.count - len(above) - len(items):,} more (--json lists up to --limit)")
    yield Bullets(tuple(items))


def _concepts_heading(keys: Sequence[str], count: int) -> str:
    """Name the concepts under which the same outcomes hold."""
    if len(keys) == 1:
        return f"{CONCEPTS[keys[0]].name} ({keys[0]})"
    same = f"the same {prose.counted(count, 'outcome')}" if count != 1 else "the same outcome"
    return f"{_concept_names(keys)}: {same}"


def _concept_names(keys: Sequence[str]) -> str:
    return prose.joined(key.upper().replace("NASH", "Nash") for key in keys)


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
    header = ("ending", f"hold {told}", "of these, nobody can leave", "holds under random preferences")
    yield Table(header, tuple(rows))
    yield (
        "What nobody can leave holds whatever anyone wants. Random preferences: each party's statements in "
        "random order, each read as its opposite with an even chance, 200 times."
    )


def settings_line(record: Record) -> str:
    """Say by which conventions a result was computed, of which case and with which version."""
    sanctions = record.settings.get("sanctions")
    convention = f"sanctions: {sanctions}, weak; " if sanctions else ""
    amounts = ", ".join(f"{key} {told}" for key, told in record.case.amounts.items())
    convention += f"amounts: {amounts}; " if amounts else ""
    return f"{convention}case {record.case.hash[:12]}, winset {record.versions['winset']}"


def outcome_lines(case: Case, several: Sequence[Outcome]) -> list[str]:
    """Name outcomes by their numbers and what changes in them, or sets them apart from one above."""
    numbers = [str(one.number) for one in several]
    told = beside(case, [one.levels for one in several], numbers)
    return [f"{number}: {text}" for number, text in zip(numbers, told, strict=True)]


def outcomes_document(case: Case, record: OutcomesRecord) -> Document:
    """Write the table of outcomes."""
    parties = [case.party_name(key) for key in case.parties]
    concepts = list(record.outcomes[0].concepts) if record.outcomes else []
    header = ("number", *parties, "ending", "efficient", *concepts, "what differs from today")
    told = [text for some in _pieces(record.outcomes) for text in _told_apart(case, some)]
    rows = [_outcome_row(case, *pair) for pair in zip(record.outcomes, told, strict=True)]
    shown = "" if record.count == len(record.outcomes) else f", the first {len(record.outcomes):,} shown (--limit)"
    subtitle = (
        f"{prose.counted(record.count, 'outcome')}{shown}; below each party its place: 1 is best, ties share one; "
        "efficient: none is better for one party and worse for none; nash: holds against every party alone"
    )
    return Document(case.title, subtitle, (Section("", (Table(header, tuple(rows)),)),))


def _pieces(several: Sequence[OutcomeRow]) -> Iterator[Sequence[OutcomeRow]]:
    """Divide a table, so that each outcome is told by one that stands not far above."""
    yield from (several[start : start + PIECE] for start in range(0, len(several), PIECE))


def _told_apart(case: Case, several: Sequence[OutcomeRow]) -> tuple[str, ...]:
    return beside(case, [one.levels for one in several], [str(one.number) for one in several])


def _outcome_row(case: Case, one: OutcomeRow, told: str) -> tuple[str, ...]:
    """Give an outcome as a row: its levels, as the file has them, are told in words."""
    issues = len(one.levels)
    number, *cells = one.cells()
    endings = prose.joined(map(case.scenario_name, one.scenarios))
    places, verdicts = cells[issues : issues + len(one.places)], cells[issues + len(one.places) + 1 :]
    return (number, *places, endings, *verdicts, told)


def outcomes_csv(record: OutcomesRecord) -> str:
    """Write the table of outcomes as CSV."""
    return as_csv(*record.rows())


def why_document(case: Case, record: WhyRecord) -> Document:
    """Explain one outcome."""
    sections = [
        Section("The outcome", tuple(_told_whole(case, record.outcome))),
        Section("Verdict", tuple(_verdict(case, record))),
    ]
    if content := [view.party for view in record.parties if not view.count]:
        many = len(content) > 1 or is_several(case.party_name(content[0]))
        who, (have, them) = (
            prose.sentence(words.the_parties(case, content)),
            ("have", "them") if many else ("has", "it"),
        )
        sections.append(
            Section("Who would stay", (f"{who} {have} no improvement from here, so that it is stable for {them}.",))
        )
    sections += [
        Section(case.party_name(view.party), tuple(_party(case, view))) for view in record.parties if view.count
    ]
    return Document(f"{case.title}: outcome {record.outcome.number}", settings_line(record), tuple(sections))


def _told_whole(case: Case, outcome: Outcome) -> Iterator[Block]:
    """Tell what an outcome changes; what it leaves as it is goes without saying."""
    yield f"{prose.sentence(words.changed(case, outcome.levels))}."
    if words.differing(case, outcome.levels):
        yield "All else stays as it is today."


def _verdict(case: Case, record: WhyRecord) -> Iterator[Block]:
    concepts = list(record.parties[0].stable)
    holding = [key for key in concepts if all(view.stable[key] for view in record.parties)]
    failing = [key for key in concepts if key not in holding]
    if holding:
        yield f"It holds under {prose.joined(CONCEPTS[key].name for key in holding)}."
    if failing:
        yield f"It does not hold under {prose.joined(CONCEPTS[key].name for key in failing)}."
    upset: dict[str, list[Outcome]] = {}
    for move in record.upset_by[:LISTED]:
        there = Outcome(move.to, words.levels_of(case, move.to))
        upset.setdefault(str(words.the_parties(case, move.units)), []).append(there)
    for who, ends in upset.items():
        yield f"A joint move of {who} upsets it, since all of them prefer where it leads:"
        yield Bullets(tuple(outcome_lines(case, ends)))


def _party(case: Case, view: PartyAtOutcome) -> Iterator[Block]:
    name = words.the_party(case, view.party)
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
    return f"{text}. An answer could stop this: {answer} ({credible})."


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
        sections.append(Section("The route to each ending, over all its outcomes", tuple(by_scenario)))
    sections += _to_each(case, record.routes)
    if record.equilibria > len(record.routes):
        sections.append(Section("", (f"{record.equilibria - len(record.routes):,} more outcomes hold (--limit).",)))
    return Document(case.title, settings_line(record), tuple(sections))


def _to_each(case: Case, routes: Sequence[Route]) -> Iterator[Section]:
    """Tell the route to each outcome; outcomes of one ending that are reached in the same way are told together."""
    alike: dict[tuple[str, tuple[Block, ...]], list[Route]] = {}
    for route in routes:
        ending = str(words.scenarios(case, route.scenarios))
        alike.setdefault((ending, tuple(_route(case, route))), []).append(route)
    for (ending, blocks), some in alike.items():
        within = f" ({ending})" if ending else ""
        lines = outcome_lines(case, [route.to for route in some])
        if len(lines) == 1:
            number, _, told = lines[0].partition(": ")
            yield Section(f"To {number}{within}", (f"{prose.sentence(told)}.", *blocks))
        else:
            yield Section(f"To each of {len(lines)} outcomes{within}", (Bullets(tuple(lines)), *blocks))


def _route(case: Case, route: Route) -> Iterator[Block]:
    if route.credible == ():
        yield "This is today's outcome."
        return
    if route.shortest is None:
        yield "No sequence of moves leads there."
        return
    if route.credible is None:
        yield "No credible route leads there: every way has a step that leaves its mover worse off."
    else:
        yield from _steps(case, "Most credible route", ", each an improvement for its mover", route.credible)
        if route.joint_steps:
            yield "The steps taken together need simultaneous commitment: no single-party step leads there."
    if route.credible is None or len(route.shortest) < len(route.credible):
        yield from _steps(case, "Shortest route", "", route.shortest)
    taken = route.credible or route.shortest
    beliefs = [text for belief in route.beliefs for text in belief_sentences(case, belief, taken)]
    if (
        beliefs and route.credible is not None
    ):  # where no credible route leads, its first step is only one of those lacking
        yield "For the first step:"
        yield Bullets(tuple(beliefs))


def _steps(case: Case, name: str, willing: str, steps: Sequence[Step]) -> Iterator[Block]:
    """Tell the steps to an outcome; of a single one only who takes it, since the outcome says what it changes."""
    if len(steps) > 1:
        yield f"{name}, {prose.counted(len(steps), 'step')}{willing}:"
        yield Bullets(told_steps(case, steps), ordered=True)
        return
    one = steps[0]
    who = f"{words.the_parties(case, one.units)}{words.together(one) or ' alone'}"
    improves = f"{'' if one.improves else 'not '}an improvement for {movers(one)}"
    yield f"{name}: a single step of {who}, {improves}."
