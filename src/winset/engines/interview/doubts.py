"""Questions about entries that a draft is unsure of: is this so, who can do it, would it be enough.

What answers would change is known beforehand, so the worth of a question is computed: the chance of each answer that
changes the case times the share of scenarios that are decided otherwise then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from winset.case.confirmation import confirmed_by, is_drafted
from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.interview.entries import Possible
from winset.engines.interview.gaps import gaps
from winset.engines.interview.questions import UNKNOWN, Answer, Choice, Question
from winset.engines.interview.statements import basis_of, opposite
from winset.engines.interview.verdicts import turns, verdict, verdict_with
from winset.frozen import replace

ASKED, UNASKED = 0.25, 0.04
LITTLE, IN_THE_WAY, SWITCHES_ON = 0.01, 0.03, 0.05
ROUTES_WEIGHED = 4
_BARRIERS = {"condition", "enough", "home"}  # what stands in the way of moves changes routes, not what holds


def doubtful(note: str) -> float:
    """Give the chance that a drafted entry is wrong: more where the draft asks about it, none once confirmed."""
    if not is_drafted(note) or confirmed_by(note):
        return 0.0
    return ASKED if "?" in note else UNASKED


def doubtful_statements(case: Case) -> dict[tuple[str, str], float]:
    """Give the statements that may have to be read as their opposite, with the chance of it."""
    return {
        (party, one.prefer): chance
        for party, listed in case.preferences.items()
        for one in listed
        if (chance := doubtful(one.note)) >= ASKED
    }


def entry_questions(case: Case, answers: Sequence[Answer]) -> list[Possible]:
    """Give the questions about entries that were not asked yet, with what they are worth by what can hold."""
    asked = {one.question for one in answers}
    weighed = 0
    found: list[Possible] = []
    for question, chances in _possible(case):
        if question.key in asked:
            continue
        routes = question.kind in _BARRIERS and weighed < ROUTES_WEIGHED
        weighed += routes
        found.append((_weighed(case, question, chances, routes), chances))
    return found


def _weighed(case: Case, question: Question, chances: Mapping[str, float], routes: bool) -> Question:
    """Say what a question is worth by what can hold."""
    if question.kind == "steps":
        return replace(question, worth=SWITCHES_ON)
    worth, hanging = _little(question) * sum(chances.values()), set()
    now = verdict(case, routes)
    for choice in question.choices:
        chance = chances.get(choice.key, 0.0)
        if chance and (then := verdict_with(case, choice.edits, routes)) is not None:
            worth += chance * now.distance(then)
            hanging |= {turn.scenario for turn in turns(now, then)}
    return replace(question, worth=worth, scenarios=tuple(key for key in case.scenarios if key in hanging))


def _little(question: Question) -> float:
    """Give what a question is worth for its kind alone: more where the part that it may play is not all reckoned."""
    return IN_THE_WAY if question.kind in _BARRIERS else LITTLE


def _possible(case: Case) -> Iterator[Possible]:
    """Give every question about an entry, with the chance of each answer that changes the case."""
    yield from _statements(case)
    yield from _at_table(case)
    yield from _control(case)
    yield from _conditions(case)
    yield from gaps(case)


def _statements(case: Case) -> Iterator[Possible]:
    for party, listed in case.preferences.items():
        for place, one in enumerate(listed):
            chance = doubtful(one.note)
            if chance < ASKED or one.unknown:
                continue
            path = ("preferences", party, place)
            note = Edit("set", (*path, "note"), one.note)
            yield (
                Question(
                    key=f"statement {party}: {one.prefer}",
                    kind="statement",
                    party=party,
                    about=f"preferences.{party}.{place + 1}",
                    choices=(
                        Choice(key="yes", edits=(note,)),
                        Choice(key="opposite", edits=(Edit("set", (*path, "prefer"), opposite(one.prefer)), note)),
                        Choice(key="neither", edits=(Edit("remove", path),)),
                        Choice(key=UNKNOWN, edits=(Edit("set", (*path, "unknown"), "yes"),)),
                    ),
                    first=(one.prefer,),
                    basis=basis_of(case, party, one.prefer),
                ),
                {"opposite": chance / 2, "neither": chance / 2},
            )


def _at_table(case: Case) -> Iterator[Possible]:
    for key, one in case.parties.items():
        chance = doubtful(one.note)
        if chance < ASKED or one.at_table:
            continue
        note = Edit("set", ("parties", key, "note"), one.note)
        yield (
            Question(
                key=f"table {key}",
                kind="table",
                party=key,
                about=f"parties.{key}",
                choices=(
                    Choice(key="yes", edits=(Edit("set", ("parties", key, "at_table"), "yes"), note)),
                    Choice(key="no", edits=(note,)),
                    Choice(key=UNKNOWN),
                ),
                basis=one.basis,
            ),
            {"yes": chance},
        )


def _control(case: Case) -> Iterator[Possible]:
    """Ask who can move an issue: who is written down, each of them alone, or one more with them."""
    for key, one in case.issues.items():
        chance = doubtful(one.note)
        if not chance:
            continue
        path = ("issues", key)
        note = Edit("set", (*path, "note"), one.note)
        others = [
            party for party, other in case.parties.items() if party not in one.control and case.preferences.get(party)
        ]
        options = [one.control]
        options += [(party,) for party in one.control] if len(one.control) > 1 else [(party,) for party in others]
        options += [tuple(party for party in case.parties if party in {*one.control, other}) for other in others]
        options = list(dict.fromkeys(option for option in options if option))[:4]
        choices = [
            Choice(
                key="+".join(option),
                edits=(note,) if option == one.control else (Edit("set", (*path, "control"), list(option)), note),
            )
            for option in options
        ]
        yield (
            Question(
                key=f"control {key}",
                kind="control",
                party="",
                about=f"issues.{key}",
                choices=(*choices, Choice(key=UNKNOWN)),
                basis=one.basis,
            ),
            {choice.key: chance / max(len(options) - 1, 1) for choice in choices[1:]},
        )


def _conditions(case: Case) -> Iterator[Possible]:
    for key, one in case.conditions.items():
        if not doubtful(one.note):
            continue
        path = ("conditions", key)
        note = Edit("set", (*path, "note"), one.note)
        yield (
            Question(
                key=f"condition {key}",
                kind="condition",
                party=one.party,
                about=f"conditions.{key}",
                choices=(
                    Choice(key="yes", edits=(Edit("set", (*path, "probability"), ["0.7", "0.9", "1"]), note)),
                    Choice(key="no", edits=(Edit("remove", path),)),
                    Choice(key=UNKNOWN),
                ),
                basis=one.basis,
            ),
            {"yes": 0.5, "no": 0.3},
        )
