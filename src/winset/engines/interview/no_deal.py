"""The question what happens without a deal: today goes on, somebody acts, or an ending that the text tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.case.splicing import Edit
from winset.engines.interview.entries import ASKED_FOR, ASSUMED, LIKELY, Possible
from winset.engines.interview.questions import UNKNOWN, Choice, Question
from winset.space.roles import roles, standing

TODAY = "today"
OTHERWISE = 0.5
MOST_CHOICES = 4


def without_deal(case: Case) -> Iterator[Possible]:
    """Ask what happens if the talks bring nothing, where the case does not say."""
    if case.deadlines or not case.parties:
        return
    found = ways_it_ends(case)
    if not found:
        return
    told = [key for key in found if key in case.scenarios]
    others = tuple(Choice(key=key, edits=(_by_itself(case, then),)) for key, then in found.items())
    yield (
        Question(
            key="without a deal",
            kind="without",
            party="",
            about="deadlines",
            choices=(Choice(key=TODAY), *others, Choice(key=UNKNOWN)),
            basis=tuple(dict.fromkeys(item for key in told for item in case.scenarios[key].basis)),
        ),
        {key: OTHERWISE / len(found) for key in found},
    )


def ways_it_ends(case: Case) -> dict[str, dict[str, str]]:
    """Give what may happen without a deal, by the name of the answer: the levels that issues then come to.

    An ending of the case counts where its condition names the levels, no two signatories have to move for it, and none
    of the others would be better off than today. So does a level that one party can take alone and that presses the
    others: a strike, a blockade.
    """
    found: dict[str, dict[str, str]] = {}
    for key, scenario in case.scenarios.items():
        then = _levels_of(case, scenario.when)
        movers = {who for issue in then for who in case.issues[issue].control} & set(case.signatories)
        if then and len(movers) < 2 and not _gains(case, then, set(case.signatories) - movers):
            found[key] = then
    for role in roles(case).values():
        if role.kind == "lever":
            found[f"{role.issue}={role.pressing[-1]}"] = {role.issue: role.pressing[-1]}
    unique: dict[tuple[tuple[str, str], ...], str] = {}
    for key, then in found.items():
        unique.setdefault(tuple(sorted(then.items())), key)
    return {key: found[key] for key in list(unique.values())[:MOST_CHOICES]}


def _levels_of(case: Case, text: str) -> dict[str, str]:
    """The levels that a condition names, where it is nothing but levels joined by *and*, one of them not as today."""
    parsed = expr.parse(text)
    parts = parsed.operands if isinstance(parsed, expr.And) else (parsed,)
    found: dict[str, str] = {}
    for one in parts:
        if not isinstance(one, expr.Comparison) or one.operator != "=" or one.target in case.issues:
            return {}
        found[one.issue] = one.target
    return {key: level for key, level in found.items() if level != case.status_quo_level(key)}


def _gains(case: Case, then: Mapping[str, str], parties: set[str]) -> bool:
    """Whether somebody prefers what follows to today."""
    codes = {
        key: np.array(
            [levels.index(level) for level in (case.status_quo_level(key), then.get(key, case.status_quo_level(key)))]
        )
        for key, levels in case.levels.items()
    }
    return any(after > now for now, after in (standing(case, party, codes) for party in parties))


def _by_itself(case: Case, then: Mapping[str, str]) -> Edit:
    entry = {"then": dict(then), "chance": list(LIKELY), "basis": [ASSUMED], "note": ASKED_FOR}
    return Edit("insert", ("deadlines", len(case.deadlines)), entry)
