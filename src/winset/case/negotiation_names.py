"""Checks that the names in the numbers of a case fit together: parties, homes, issues, levels, conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from winset.case.model import Case

Path = tuple[str | int, ...]
Known = Callable[[str, Sequence[str], str, Path], bool]


def negotiation_conditions(case: Case) -> Iterator[tuple[Path, str]]:
    """Yield every condition written in the numbers of a case with the path of its place."""
    for owner, values in case.values.items():
        for position, value in enumerate(values):
            yield ("values", owner, position, "when"), value.when
    for key, condition in case.conditions.items():
        yield ("conditions", key, "withholds"), condition.withholds
        yield ("conditions", key, "unless"), condition.unless
    for party, mandate in case.mandates.items():
        yield ("mandates", party, "covers"), mandate.covers
    for position, alternative in enumerate(case.alternatives):
        yield ("alternatives", position, "replaces"), alternative.replaces
    for party, profiles in case.profiles.items():
        for name, profile in profiles.items():
            for position, value in enumerate(profile.values):
                yield ("profiles", party, name, "values", position, "when"), value.when
    for key, question in case.questions.items():
        if question.when is not None:
            yield ("questions", key, "when"), question.when
    if case.agreement.when is not None:
        yield ("agreement", "when"), case.agreement.when
    for position, deadline in enumerate(case.deadlines):
        if deadline.unless is not None:
            yield ("deadlines", position, "unless"), deadline.unless


def check_negotiation(case: Case, known: Known) -> None:
    """Check every name that is not part of a condition; ``known`` reports those that are not declared."""
    parties = list(case.parties)
    owners = [*parties, *(home for party in case.parties.values() for home in party.home)]
    for section in ("values", "no_deal"):
        for key in getattr(case, section):
            known(key, owners, "party or home", (section, key))
    for section in ("homes", "mandates", "delay", "dependence", "reactions", "profiles"):
        for key in getattr(case, section):
            known(key, parties, "party", (section, key))
    for key, rule in case.homes.items():
        for position, home in enumerate(rule.veto):
            known(home, _homes(case, key), "home", ("homes", key, "veto", position))
    for key, condition in case.conditions.items():
        known(condition.party, parties, "party", ("conditions", key, "party"))
    for position, party in enumerate(case.talks.signatories):
        known(party, parties, "party", ("talks", "signatories", position))
    signatories = list(case.talks.signatories) or [key for key, party in case.parties.items() if party.at_table]
    for position, party in enumerate(case.talks.veto):
        known(party, signatories, "signatory", ("talks", "veto", position))
    for position, alternative in enumerate(case.alternatives):
        known(alternative.party, parties, "party", ("alternatives", position, "party"))
    for position, threat in enumerate(case.threats):
        known(threat.by, parties, "party", ("threats", position, "by"))
        known(threat.target, parties, "party", ("threats", position, "target"))
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
        if known(entry.party, list(case.parties), "party", (*path, "party")) and case.parties[entry.party].home:
            known(entry.home, ["home", *case.parties[entry.party].home], "home", (*path, "home"))
        if known(entry.issue, list(case.issues), "issue", (*path, "issue")):
            for level in entry.chances:
                issue = case.issues[entry.issue]
                known(issue.level(level), issue.levels, "level", (*path, "chances", level))
