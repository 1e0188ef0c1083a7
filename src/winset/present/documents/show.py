"""A case told back to its author: who controls what, what cannot occur, who prefers what on whose word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.model import Case
from winset.case.negotiation import HardCondition
from winset.case.short_names import short_name
from winset.engines.alignment.measure import AlignmentRecord
from winset.engines.stability.ladder import Ladder
from winset.engines.stability.ranking import PartyRanking, RankingRecord
from winset.present.documents.alignment import alignment_blocks
from winset.present.documents.document import Block, Bullets, Document, Section, Table
from winset.present.documents.ladder import ladder_blocks
from winset.present.words import amounts, prose, words
from winset.present.words.articles import is_several
from winset.present.words.packages import beside
from winset.present.words.roles import role_word
from winset.space.roles import roles


def show_document(
    case: Case,
    record: RankingRecord,
    claims: Sequence[Section] = (),
    agreement: AlignmentRecord | None = None,
    standing: Sequence[Ladder] = (),
    differing: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
) -> Document:
    """Write the case and each party's implied ranking of outcomes.

    ``claims`` says who stands behind it, ``agreement`` how far statements and points agree; ``standing`` puts today and
    the scenarios on each party's ladder, with the issues ``differing`` within each scenario.
    """
    sections = [
        Section("Parties", (Table(("party", "key", "at the table", "home", "basis"), tuple(_parties(case))),)),
        Section(
            "Issues",
            (
                Table(
                    ("issue", "key", "levels, today in [ ]", "moved by", "moves", "role", "basis"),
                    tuple(_issues(case)),
                ),
            ),
        ),
        Section("Impossible", (Bullets(tuple(_rules(case))),) if case.impossible else ("Nothing is ruled out.",)),
    ]
    for key in case.parties:
        sections.append(
            Section(f"Reported preferences of {words.the_party(case, key)}", tuple(_preferences(case, key)))
        )
    if case.conditions:
        items = [_condition(case, one) for one in case.conditions.values()]
        sections.append(Section("Conditions", (Bullets(tuple(items)),)))
    sections += claims
    if case.scenarios:
        items = [
            f"{case.scenario_name(key)}: {words.condition(case, entry.when)} ({words.basis(entry)})"
            for key, entry in case.scenarios.items()
        ]
        sections.append(Section("Endings", (Bullets(tuple(items)),)))
    if agreement is not None and agreement.parties:
        sections.append(Section("Do statements and points agree", tuple(alignment_blocks(case, agreement))))
    if standing:
        sections.append(
            Section("Today and the endings for each party", tuple(ladder_blocks(case, standing, differing or {})))
        )
    sections += [
        Section(f"Implied ranking of {words.the_party(case, one.party)}", tuple(_ranking(case, one)))
        for one in record.parties
        if len(one.shown) > 1  # to whom all is alike is said above
    ]
    if case.not_in_source:
        sections.append(
            Section(
                "Not in the source",
                (Bullets(tuple(f"{item.what} ({words.basis(item)})" for item in case.not_in_source)),),
            )
        )
    if case.sources:
        items = [
            ", ".join(filter(None, (f"{key}: {entry.title}", entry.publisher, entry.date, entry.url, entry.note)))
            for key, entry in case.sources.items()
        ]
        sections.append(Section("Sources", (Bullets(tuple(items)),)))
    dated = f"as of {case.as_of}; " if case.as_of else ""
    return Document(
        case.title, f"{dated}{record.outcomes:,} possible outcomes; case {record.case.hash[:12]}", tuple(sections)
    )


def _parties(case: Case) -> Iterator[tuple[str, ...]]:
    for key, party in case.parties.items():
        yield case.party_name(key), key, "yes" if party.at_table else "no", prose.joined(party.home), words.basis(party)


def _issues(case: Case) -> Iterator[tuple[str, ...]]:
    known = roles(case)
    for key, issue in case.issues.items():
        now = case.status_quo_level(key)
        if amounts.many(case, key):
            told = f"{amounts.span(case, key)}; [{words.level(case, key, now)}]"
        else:
            each = ((level, words.level(case, key, level)) for level in issue.levels)
            told = " < ".join(f"[{text}]" if level == now else text for level, text in each)
        control = words.controllers(case, key)
        if issue.joint:
            control += " together" + ("; each may leave alone" if issue.leave == "any" else "")
        role = role_word(known[key])
        yield short_name(case, key), key, told, control, words.moves_word(issue.moves), role, words.basis(issue)


def _rules(case: Case) -> Iterator[str]:
    for rule in case.impossible:
        why = f": {rule.why}" if rule.why else ""
        yield f"{prose.sentence(words.condition(case, rule.when))}{why} ({words.basis(rule)})"


def _preferences(case: Case, party: str) -> Iterator[Block]:
    statements = case.preferences.get(party, ())
    if statements:
        items = []
        for statement in statements:
            unknown = "; unknown, analysed both ways" if statement.unknown else ""
            items.append(
                f"{prose.sentence(words.condition(case, statement.prefer))} ({words.basis(statement)}{unknown})"
            )
        yield Bullets(tuple(items), ordered=True)
    if case.follows(party) == "from values":
        yield f"Its outcomes are ranked by its points ({words.basis(case.ranking[party])})."
    elif statements:
        return
    elif party in case.ranking:
        yield f"A ranking of outcomes is given ({words.basis(case.ranking[party])})."
    else:
        yield "Nothing is reported: treated as indifferent."


def _condition(case: Case, one: HardCondition) -> str:
    """Tell a condition: who asks what, and what is refused without it."""
    ask = "ask" if is_several(case.party_name(one.party)) else "asks"
    party = words.the_party(case, one.party)
    asked = f"{party} reportedly {ask} that {words.condition(case, one.unless)}"
    refused = f"{party} would not have it that {words.condition(case, one.withholds)}"
    named = f"{one.name}: {asked}" if one.name else prose.sentence(asked)
    return f"{named}. Without that, {refused} ({words.basis(one)})"


def _ranking(case: Case, ranking: PartyRanking) -> Iterator[Block]:
    """List the places of a ranking, an outcome each: told whole, or by what differs from one above."""
    told = beside(
        case,
        [one.examples[0].levels for one in ranking.shown],
        [f"place {one.place}" for one in ranking.shown],
    )
    statements = len(case.preferences.get(ranking.party, ()))
    rows: list[tuple[str, ...]] = []
    last = 0
    for place, example in zip(ranking.shown, told, strict=True):
        if place.place > last + 1:
            rows.append(("…", "", "", f"{place.place - last - 1} places left out (--places)"))
        rows.append((str(place.place), f"{place.count:,}", prose.numbers(place.satisfied, statements), example))
        last = place.place
    yield Table(("place", "outcomes", "statements met", "for example"), tuple(rows))
