"""Many preference profiles as a document: how often what holds, and on which doubtful statement that hangs."""

from __future__ import annotations

from collections.abc import Iterator

from winset.case.model import Case
from winset.engines.stability.concepts import CONCEPTS
from winset.engines.stability.ensemble_record import EnsembleRecord, Hanging, Holding, OutcomeShare, ScenarioShare
from winset.engines.stability.profiles import Doubt
from winset.present.documents.document import Block, Document, Section, Table
from winset.present.documents.results import outcome_lines
from winset.present.words import prose, words
from winset.present.words.likelihood import percent

LISTED = 12


def ensemble_document(case: Case, record: EnsembleRecord) -> Document:
    """Write under which share of the profiles scenarios and outcomes hold, and what is in doubt."""
    sections = []
    for key, found in record.holding.items():
        blocks = tuple(_holding(case, record, found))
        sections.append(Section(f"{CONCEPTS[key].name}: share of {record.samples:,} profiles", blocks))
    rows = tuple((told_doubt(case, one), percent(one.chance)) for one in record.doubts)
    if rows:
        sections.append(Section("What is in doubt", (Table(("statement", "chance that it is as written"), rows),)))
    else:
        none = (
            "No statement of the case is in doubt, so all profiles are the same. A statement is in doubt with "
            "'unknown: yes', with a 'probability', or with an 'order'."
        )
        sections.append(Section("What is in doubt", (none,)))
    different = f"{record.distinct:,} different" if record.distinct > 1 else "all the same"
    sanctions = f"sanctions: {record.settings['sanctions']}, weak"
    told = f"{record.samples:,} profiles, {different}; seed {record.seed}; {sanctions}; case {record.case.hash[:12]}"
    return Document(case.title, told, tuple(sections))


def told_doubt(case: Case, one: Doubt) -> str:
    """Say what is in doubt about a statement."""
    statements = case.preferences[one.party]
    told = f"{case.party_name(one.party)}: {words.condition(case, statements[one.position].prefer)}"
    if one.about == "reading":
        return told
    return f"{told}, below: {words.condition(case, statements[one.position - 1].prefer)}"


def _holding(case: Case, record: EnsembleRecord, found: Holding) -> Iterator[Block]:
    """Tell the shares of scenarios and outcomes; on what they hang only where anything is in doubt."""
    heads = ("share", "hangs most on", "as written", "otherwise") if record.doubts else ("share",)

    def row(told: str, one: ScenarioShare | OutcomeShare) -> tuple[str, ...]:
        return told, percent(one.share), *(_hanging(case, record, one.hangs_on) if record.doubts else ())

    scenarios = tuple(row(prose.sentence(case.scenario_name(one.scenario)), one) for one in found.scenarios)
    if scenarios:
        yield Table(("ending", *heads), scenarios)
    ever = prose.counted(found.count, "outcome")
    yield f"{ever} of {record.outcomes:,} hold in some profile, {found.always:,} in all."
    listed = found.outcomes[:LISTED]
    if listed:
        yield Table(("outcome", *heads), tuple(map(row, outcome_lines(case, listed), listed)))
    if found.count > LISTED:
        yield f"and {found.count - LISTED:,} more (--json lists up to --limit)"


def _hanging(case: Case, record: EnsembleRecord, one: Hanging | None) -> tuple[str, str, str]:
    if one is None:
        return "-", "", ""
    return told_doubt(case, record.doubts[one.doubt]), percent(one.as_written), percent(one.otherwise)
