"""Words for talks in which not everybody has to agree: who can be outvoted, and what that does not count for."""

from __future__ import annotations

from winset.case.model import Case
from winset.engines.deals.zone import Package
from winset.engines.talks.homes import homes_of, needed
from winset.present.words import words
from winset.present.words.prose import joined
from winset.present.words.runs import phrase, refer

NAMED = 4
"""How many signatories are named before they are counted."""


def outvotable(case: Case) -> tuple[str, ...]:
    """Give the signatories without whom an agreement can be made.

    Examples
    --------
    >>> import winset
    >>> outvotable(winset.load("jeddah-2025"))
    ()
    """
    everyone = case.signatories
    if needed(case.talks.need, len(everyone)) == len(everyone):
        return ()
    return tuple(key for key in everyone if key not in case.talks.veto)


def home_outvotable(case: Case, party: str, home: str) -> bool:
    """Whether the other homes of a party can accept what a home refuses.

    Examples
    --------
    >>> import winset
    >>> home_outvotable(winset.load("jeddah-2025"), "UA", "parliament")
    False
    """
    rule, homes = case.homes.get(party), homes_of(case, party)
    return rule is not None and needed(rule.need, len(homes)) < len(homes) and home not in rule.veto


def one_home_suffices(case: Case, party: str) -> bool:
    """Whether any one of several homes of a party can accept, so that nothing fails unless all refuse.

    Examples
    --------
    >>> import winset
    >>> one_home_suffices(winset.load("jeddah-2025"), "UA")
    False
    """
    rule, homes = case.homes.get(party), homes_of(case, party)
    return rule is not None and not rule.veto and len(homes) > 1 and needed(rule.need, len(homes)) == 1


def suits(case: Case) -> str:
    """Say what a package does that is a deal: it suits all, or as many as have to sign.

    Examples
    --------
    >>> import winset
    >>> suits(winset.load("jeddah-2025"))
    'suits all who sign, and their homes'
    """
    return "has the votes it needs, and suits the homes" if outvotable(case) else "suits all who sign, and their homes"


def suits_short(case: Case) -> str:
    """Say in two or three words what a package does that is a deal.

    Examples
    --------
    >>> import winset
    >>> suits_short(winset.load("jeddah-2025"))
    'suits all'
    """
    return "has the votes" if outvotable(case) else "suits all"


def who_could(case: Case) -> str:
    """Name who could accept what is in some deal: all, or enough of them.

    Examples
    --------
    >>> import winset
    >>> who_could(winset.load("jeddah-2025"))
    'all'
    """
    return "enough" if outvotable(case) else "all"


def signable(case: Case) -> str:
    """Say of a package that it would be signed, as far as the parties at the table go.

    Examples
    --------
    >>> import winset
    >>> signable(winset.load("jeddah-2025"))
    'that all would sign'
    """
    return "that has the votes it needs" if outvotable(case) else "that all would sign"


def deals_for(case: Case) -> str:
    """Say for whom deals are deals, after how many there are."""
    return (
        "have the votes they need, and suit the homes"
        if outvotable(case)
        else "are deals for all sides and their homes"
    )


def outvoted(case: Case, one: Package) -> list[str]:
    """Give the signatories that would rather have no deal than a package, and can be outvoted."""
    return [key for key in outvotable(case) if one.gains.get(key, 0.0) < 0]


def votes_needed(case: Case) -> str:
    """Say how many signatures an agreement needs, and whose; empty where it needs all."""
    if not outvotable(case):
        return ""
    everyone = case.signatories
    count = refer(str(needed(case.talks.need, len(everyone))), "entry", "talks")
    among = phrase(", {} among them", words.the_parties(case, case.talks.veto)) if case.talks.veto else ""
    whose = (
        joined(words.the_party(case, key) for key in everyone)
        if len(everyone) <= NAMED
        else f"the {len(everyone)} who sign"
    )
    return phrase("An agreement needs {} of {}{}.", count, whose, among)


def caution(case: Case) -> str:
    """Say that what holds is read as if all had to agree; empty where they have to, or nothing takes several."""
    if not outvotable(case) or all(len(issue.control) < 2 for issue in case.issues.values()):
        return ""
    return (
        "What holds and every way there are read as if all who move an issue had to agree; "
        "that some can be outvoted counts in deals and forecasts."
    )
