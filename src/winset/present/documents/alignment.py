"""How far a party's statements and points agree, in words, and what would bring them together."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.case.notation import as_text, flow
from winset.engines.alignment.measure import AlignmentRecord, PartyAlignment
from winset.engines.alignment.reconciling import AligningRecord, PointsToRevisit
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.words import prose, words
from winset.present.words.packages import letter, lettered
from winset.present.words.points import points_at
from winset.present.words.runs import phrase, refer


def alignment_line(case: Case, one: PartyAlignment) -> str:
    """Tell the agreement of one party in a line."""
    name = words.the_party(case, one.party)
    if one.follows:
        what = "its ranking follows from its points" if one.follows == "from values" else "its points follow from them"
        return f"Statements of {name}: {what}."
    if one.tau_b is None:
        return f"Statements and points of {name}: one of the two ranks no outcome above another."
    side = "" if one.sign is None else f", and put {one.sign:.0%} of outcomes on the same side of today"
    if one.same is None:
        return f"Statements and points of {name} agree to a tau-b of {one.tau_b:.2f}{side}."
    alike = f"{one.same:.0%} of pairs of outcomes alike (tau-b {one.tau_b:.2f})"
    return f"Statements and points of {name} order {alike}{side}."


def misaligned_sentence(case: Case, one: PartyAlignment) -> str:
    """Say that results from statements and results from points speak of different preferences."""
    tau = refer(f"{one.tau_b or 0:.2f}", "entry", "preferences")
    same = "" if one.same is None else refer(f"{1 - one.same:.0%}", "entry", "preferences")
    return phrase(
        "The statements and the points of {} rank outcomes differently: Kendall's tau-b {}{}. What can hold is read "
        "from the statements, deals and forecasts from the points.",
        words.the_party(case, one.party),
        tau,
        phrase(" ({} of pairs the other way round)", same) if same else "",
    )


def alignment_blocks(case: Case, record: AlignmentRecord) -> Iterator[Block]:
    """Tell the agreement of all parties, and where each party's two rankings differ most."""
    for one in record.parties:
        yield alignment_line(case, one)
        yield from differing_blocks(case, one)
    if record.parties and record.compared < record.outcomes:
        yield f"Compared on {record.compared:,} of {record.outcomes:,} outcomes, drawn with seed {record.seed}."


def differing_blocks(case: Case, one: PartyAlignment) -> Iterator[Block]:
    """List the outcomes on which a party's rankings differ most, the later ones by what differs from one above."""
    if one.differ:
        told = lettered(case, [entry.outcome.levels for entry in one.differ])
        rows = [
            (letter(place), f"{entry.stated:.0%}", f"{entry.valued:.0%}", text)
            for place, (entry, text) in enumerate(zip(one.differ, told, strict=True))
        ]
        yield Table(("", "by statements above", "by points above", "where they differ most"), tuple(rows))


def aligning_document(case: Case, record: AligningRecord) -> Document:
    """Write the statements to move, step by step, and the points to revisit, one by one."""
    before = record.before
    sections = [Section("As it stands", (alignment_line(case, before), *differing_blocks(case, before)))]
    sections.append(Section("Statements to move", tuple(_moves(case, record))))
    if record.points:
        lead = "Each alone, with the statements as they stand; what the sources say of them is for a person to judge."
        sections.append(
            Section("Points to revisit", (lead, Bullets(tuple(_revisit(case, one) for one in record.points))))
        )
    return Document(f"{case.title}: {case.party_name(record.party)}", "", tuple(sections))


def _moves(case: Case, record: AligningRecord) -> Iterator[Block]:
    target = record.settings["target"]
    if not record.moves:
        enough = record.before.tau_b is not None and record.before.tau_b >= target
        yield (f"None: the agreement is {target:.2f} or better." if enough else "No single statement moved would help.")
        return
    yield Bullets(
        tuple(
            f"{prose.sentence(words.condition(case, one.statement))}: from place {one.start} to place {one.end}; tau-b "
            f"{one.tau_b:.2f}."
            for one in record.moves
        ),
        ordered=True,
    )
    if record.reached is not None and record.reached < target:
        ends = record.reached, target
        digits = next((some for some in range(2, 6) if len({f"{one:.{some}f}" for one in ends}) > 1), 6)
        reached, asked = (f"{one:.{digits}f}" for one in ends)
        yield f"That reaches {reached} and not {asked}: moving one statement more does not help."


def order_text(case: Case, record: AligningRecord) -> str:
    """Give the statements in the order proposed, as lines to paste into the case file."""
    statements = case.preferences.get(record.party, ())
    entries = [statements[place - 1].model_dump(mode="json", exclude_defaults=True) for place in record.order]
    return "\n".join(
        [
            "preferences:",
            f"  {record.party}:",
            *(f"    - {flow(as_text({'prefer': one['prefer']} | one))}" for one in entries),
        ]
    )


def _revisit(case: Case, one: PointsToRevisit) -> str:
    low, mode, high = one.points
    where = "inside its range" if one.inside else f"outside its range of {low:+g} to {high:+g}"
    where = "the case has it as certain" if low == high else where
    told = points_at(case, one.address)
    return f"{prose.sentence(told)}: {mode:+g} points now; with {one.instead:+g} ({where}) tau-b {one.tau_b:.2f}."
