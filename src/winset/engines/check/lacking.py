"""What the essentials of a valid case lack: parties that want nothing, issues that nobody wants anything about."""

from __future__ import annotations

from winset import expr
from winset.case.model import Case


def wanting_nothing(case: Case) -> tuple[str, ...]:
    """Give the parties that have no statements, no ranking and no values.

    Examples
    --------
    >>> import winset
    >>> wanting_nothing(winset.load("chicken"))
    ()
    """
    return tuple(
        party
        for party in case.parties
        if not case.preferences.get(party) and party not in case.ranking and not case.values.get(party)
    )


def unwanted_issues(case: Case) -> tuple[str, ...]:
    """Give the issues that no statement, value or condition speaks of; none where a party ranks outcomes one by one."""
    if any(one.best_first for one in case.ranking.values()):
        return ()
    statements = [statement.prefer for group in case.preferences.values() for statement in group]
    statements += [text for one in case.conditions.values() for text in (one.withholds, one.unless)]
    used = {issue for text in statements for issue in expr.issues_of(case.condition(text), case.levels)}
    used |= {issue for group in case.values.values() for value in group for issue in value.issues(case.levels)}
    return tuple(issue for issue in case.issues if issue not in used)
