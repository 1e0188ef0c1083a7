"""Checks of names in the numbers of a case that hang on others: homes of a party, levels of an issue, signatories."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from winset.case.model import Case

Path = tuple[str | int, ...]
Known = Callable[[str, Sequence[str], str, Path], bool]


def check_negotiation(case: Case, known: Known) -> None:
    """Check the names that hang on others; ``known`` reports those that are not declared."""
    for key, rule in case.homes.items():
        for position, home in enumerate(rule.veto):
            known(home, _homes(case, key), "home", ("homes", key, "veto", position))
    signatories = list(case.talks.signatories) or [key for key, party in case.parties.items() if party.at_table]
    for position, party in enumerate(case.talks.veto):
        known(party, signatories, "signatory", ("talks", "veto", position))
    for party, profiles in case.profiles.items():
        for name, profile in profiles.items():
            for key in profile.conditions:
                known(key, list(case.conditions), "condition", ("profiles", party, name, "conditions", key))
    for position, deadline in enumerate(case.deadlines):
        for issue, level in deadline.then.items():
            at: Path = ("deadlines", position, "then", issue)
            if known(issue, list(case.issues), "issue", at):
                known(case.issues[issue].level(level), case.issues[issue].levels, "level", at)
    _ratification(case, known)


def _homes(case: Case, party: str) -> list[str]:
    named = case.parties[party].home if party in case.parties else ()
    return list(dict.fromkeys([*named, *(entry.home for entry in case.ratification if entry.party == party)]))


def _ratification(case: Case, known: Known) -> None:
    for position, entry in enumerate(case.ratification):
        path: Path = ("ratification", position)
        if entry.party in case.parties and case.parties[entry.party].home:
            known(entry.home, ["home", *case.parties[entry.party].home], "home", (*path, "home"))
        if entry.issue in case.issues:
            for level in entry.chances:
                issue = case.issues[entry.issue]
                known(issue.level(level), issue.levels, "level", (*path, "chances", level))
