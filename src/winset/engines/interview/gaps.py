"""Questions about what a drafted case leaves out: wishes nobody reported, homes, consent of who is absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winset import expr
from winset.case.confirmation import is_drafted
from winset.case.model import Case
from winset.case.short_names import short_name
from winset.case.splicing import Edit
from winset.engines.interview.conditions_met import enough, links
from winset.engines.interview.entries import (
    ASKED_FOR,
    ASSUMED,
    Possible,
    adding,
    basis_of_all,
    comparison,
    is_today,
    mentioned,
    used,
    wishing,
)
from winset.engines.interview.no_deal import without_deal
from winset.engines.interview.questions import UNKNOWN, Choice, Question
from winset.engines.interview.same_issue import same_issues
from winset.engines.interview.statements import statements_of
from winset.engines.interview.steps import equal_steps

REFUSES, ACCEPTS, OPEN = ["0.1", "0.25", "0.45"], ["0.8", "0.9", "1"], ["0.2", "0.5", "0.8"]
_TWO_SIDED = ("ceasefire", "cease-fire", "truce", "armistice", "peace", "treaty", "settlement")


def gaps(case: Case) -> Iterator[Possible]:
    """Give every question about what is missing, with the chance of each answer that changes the case."""
    if not any(is_drafted(one.note) for one in case.issues.values()):
        return
    linked = list(links(case))
    yield from linked
    withheld = {
        (one.party, issue)
        for question, _ in linked
        for one in [case.conditions[question.about.removeprefix("conditions.")]]
        for issue in used(case, one.withholds)
    }
    yield from (one for one in _wishes(case) if (one[0].party, one[0].issue) not in withheld)
    yield from enough(case)
    yield from _homes(case)
    yield from _consent(case)
    yield from same_issues(case)
    yield from without_deal(case)
    yield from equal_steps(case)


def _wishes(case: Case) -> Iterator[Possible]:
    """Ask what a party would rather have where nothing it wants speaks of the issue."""
    for party in wishing(case):
        if not statements_of(case, party):
            continue
        for issue in sorted(set(case.issues) - mentioned(case, party), key=list(case.issues).index):
            levels = case.levels[issue]
            today, other = case.status_quo_level(issue), levels[-1]
            if today == other:
                other = levels[0]
            yield (
                Question(
                    key=f"wish {party}: {issue}",
                    kind="wish",
                    party=party,
                    about=f"preferences.{party}",
                    choices=(
                        Choice(key="first", edits=(adding(case, party, comparison(issue, today)),)),
                        Choice(key="second", edits=(adding(case, party, comparison(issue, other)),)),
                        Choice(key="neither"),
                        Choice(key=UNKNOWN),
                    ),
                    first=(comparison(issue, today),),
                    second=(comparison(issue, other),),
                    issue=issue,
                    basis=case.issues[issue].basis,
                ),
                {"first": 0.3, "second": 0.4},
            )


def _homes(case: Case) -> Iterator[Possible]:
    """Ask whether a home could refuse what its party resists at the table."""
    settled = {(one.party, one.issue) for one in case.ratification}
    for party in wishing(case):
        homes = case.parties[party].home
        if not homes or not is_drafted(case.parties[party].note):
            continue
        for text in statements_of(case, party):
            parsed = expr.parse(text)
            if not isinstance(parsed, expr.Comparison) or not is_today(case, text):
                continue
            issue = parsed.issue
            if party not in case.issues[issue].control or (party, issue) in settled:
                continue
            levels = [level for level in case.levels[issue] if level != case.status_quo_level(issue)]
            yield (
                Question(
                    key=f"home {party}: {issue}",
                    kind="home",
                    party=party,
                    about=f"parties.{party}",
                    choices=tuple(
                        Choice(key=name, edits=(_ratifying(case, party, homes[0], issue, levels, chances),))
                        for name, chances in (("yes", REFUSES), ("no", ACCEPTS), (UNKNOWN, OPEN))
                    ),
                    issue=issue,
                    home=homes[0],
                    basis=tuple(dict.fromkeys([*basis_of_all(case, text), *case.parties[party].basis[:2]])),
                ),
                {"yes": 0.5},
            )


def _ratifying(case: Case, party: str, home: str, issue: str, levels: Sequence[str], chances: Sequence[str]) -> Edit:
    entry = {
        "party": party,
        "home": home,
        "issue": issue,
        "chances": {level: list(chances) for level in levels},
        "basis": [ASSUMED],
        "note": ASKED_FOR,
    }
    return Edit("insert", ("ratification", len(case.ratification)), entry)


def _within(case: Case, issue: str) -> str:
    """Name an issue within a sentence: without the capital that begins a line, unless others stand in the name."""
    short = short_name(case, issue)
    return f"{short[:1].lower()}{short[1:]}" if short[1:2].islower() and short[1:] == short[1:].lower() else short


def _consent(case: Case) -> Iterator[Possible]:
    """Ask whether something that is settled without a party takes its consent to come about."""
    for party, one in case.parties.items():
        if one.at_table or not is_drafted(one.note) or not case.preferences.get(party):
            continue
        for issue, entry in case.issues.items():
            words = f"{issue} {entry.name}".lower()
            if party in entry.control or not entry.control or not any(word in words for word in _TWO_SIDED):
                continue
            key = f"{issue}_answer"
            asked_for = entry.note == ASKED_FOR  # an issue for somebody's consent takes no consent of its own
            if key in case.issues or asked_for or "talk" in words or "negotiat" in words:
                continue
            today = case.status_quo_level(issue)
            consent = f"consent of {case.party_name(party)} to the {_within(case, issue)}"
            answer = {
                "name": f"C{consent[1:]}",
                "levels": ["none", "accepted"],
                "say": {"none": f"there is no {consent}", "accepted": f"there is {consent}"},
                "control": [party],
                "basis": [ASSUMED],
                "note": ASKED_FOR,
            }
            rule = {
                "when": f"{key} = accepted and {comparison(issue, today)}",
                "why": "an offer that was not made cannot be accepted",
                "basis": [ASSUMED],
            }
            rules = len(case.impossible)
            yield (
                Question(
                    key=f"consent {party}: {issue}",
                    kind="consent",
                    party=party,
                    about=f"issues.{issue}",
                    choices=(
                        Choice(
                            key="yes",
                            edits=(
                                Edit("set", ("issues", key), answer),
                                Edit("insert", ("impossible", rules), rule),
                            ),
                        ),
                        Choice(key="no"),
                        Choice(key=UNKNOWN),
                    ),
                    issue=issue,
                    basis=entry.basis,
                ),
                {"yes": 0.5},
            )
