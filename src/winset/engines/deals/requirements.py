"""What a package must meet: a party's consent, a condition that is not violated, the acceptance of a home."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from winset.case.model import Case
from winset.engines.talks.agreement import consent, enough
from winset.engines.talks.homes import Home, acceptance, homes_of, needed, ratified
from winset.engines.talks.situation import Negotiation, Situation
from winset.frozen import Frozen
from winset.space.counting import tally
from winset.space.outcomes import Bools


class Requirement(str):
    """A requirement by its name, ``party US``, ``condition strict`` or ``home UA parliament``, and what it stands for.

    A string like any other, as records and JSON tell it; nothing needs to take the name apart, which would be guessing
    where keys hold spaces.

    Attributes
    ----------
    kind : str
        ``party`` (no worse than no deal), ``condition`` or ``home``.
    key, home : str
        The party or condition, and the home where one is meant.

    Examples
    --------
    >>> one = Requirement("home", "UA", "broader public")
    >>> one, one.key, one.home
    ('home UA broader public', 'UA', 'broader public')
    """

    kind: str
    key: str
    home: str

    def __new__(cls, kind: str, key: str, home: str = "") -> Requirement:
        """Name a requirement."""
        one = super().__new__(cls, " ".join(part for part in (kind, key, home) if part))
        one.kind, one.key, one.home = kind, key, home
        return one

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.parts

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) is True and (not isinstance(other, Requirement) or self.parts == other.parts)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    @property
    def parts(self) -> tuple[str, str, str]:
        """Its kind, key and home."""
        return self.kind, self.key, self.home

    def party(self, case: Case) -> str:
        """Give the party whose requirement it is."""
        return case.conditions[self.key].party if self.kind == "condition" else self.key


class OfRequirement(Frozen):
    """What is found of a requirement.

    Attributes
    ----------
    kind : str
        ``party`` (no worse than no deal), ``condition`` or ``home``.
    key, home : str
        The party or condition, and the home where one is meant.
    """

    kind: str
    key: str
    home: str

    @property
    def requirement(self) -> Requirement:
        """The requirement by its name."""
        return Requirement(self.kind, self.key, self.home)


Meets = Mapping[Requirement, Bools]
"""Which packages meet each requirement."""


def bargained(negotiation: Negotiation) -> Bools:
    """Mark the packages that are more than the status quo: shape (packages,)."""
    return np.asarray(np.arange(len(negotiation.numbers)) != negotiation.status_quo)


def requirements(negotiation: Negotiation, situation: Situation) -> dict[Requirement, Bools]:
    """Every requirement with the packages that meet it, the status quo left out: shape (count, packages)."""
    kept = bargained(negotiation)
    return {one: mask[:, kept] for one, mask in all_requirements(negotiation, situation).items()}


def all_requirements(negotiation: Negotiation, situation: Situation) -> dict[Requirement, Bools]:
    """Every requirement with the packages laid out that meet it: shape (count, packages)."""
    found: dict[Requirement, Bools] = {
        Requirement("party", party): mask for party, mask in consent(negotiation, situation).items()
    }
    for key, violating in negotiation.violates.items():
        found[Requirement("condition", key)] = ~(situation.real[key][:, None] & violating[None, :])
    for (party, home), mask in acceptance(negotiation, situation.draw).items():
        found[Requirement("home", party, home)] = mask
    return found


def willing_in(meets: Meets) -> dict[str, Bools]:
    """What each signatory consents to."""
    return {one.key: mask for one, mask in meets.items() if one.kind == "party"}


def homes_in(meets: Meets) -> dict[Home, Bools]:
    """What each home accepts."""
    return {(one.key, one.home): mask for one, mask in meets.items() if one.kind == "home"}


def zone_of(negotiation: Negotiation, meets: Meets) -> Bools:
    """Which packages are deals by what meets each requirement, quorums and vetoes respected."""
    shape = next(iter(meets.values())).shape
    mask = enough(negotiation.case, willing_in(meets))
    for one, met in meets.items():
        if one.kind == "condition":
            mask = mask & met
    return mask & ratified(negotiation.case, negotiation.signatories, homes_in(meets), shape)


def in_the_way(negotiation: Negotiation, meets: Meets) -> dict[Requirement, Bools]:
    """Say in which packages each requirement stands in the way: it is not met, and those that are do not suffice.

    Where all must agree that is wherever it is not met. Who is outvoted, at the table or among the homes, stands in
    nobody's way; who can block alone counts for the others as agreeing, so that they are not in the way for its sake.
    """
    case = negotiation.case
    found = {}
    for one, mask in meets.items():
        rule = case.talks if one.kind == "party" else case.homes.get(one.key) if one.kind == "home" else None
        if rule is None or rule.need == "all" or (one.home or one.key) in rule.veto:
            found[one] = ~mask
            continue
        everyone = homes_of(case, one.key) if one.kind == "home" else negotiation.signatories
        alike = [other for other in meets if other.kind == one.kind and (not one.home or other.key == one.key)]
        voters = [meets[other] for other in alike if (other.home or other.key) not in rule.veto]
        votes = tally(voters, mask.shape, already=len(everyone) - len(voters))
        found[one] = ~mask & (votes < needed(rule.need, len(everyone)))
    return found


def win_set(negotiation: Negotiation, meets: Meets, party: str) -> Bools:
    """Which packages a party and its homes accept that violate no condition of its own."""
    own = acceptable(negotiation, meets, party)
    return own & ratified(negotiation.case, (party,), homes_in(meets), own.shape)


def acceptable(negotiation: Negotiation, meets: Meets, party: str) -> Bools:
    """Which packages a party itself accepts that violate no condition of its own, whatever its homes say."""
    own = [mask for one, mask in meets.items() if one.kind == "condition" and one.party(negotiation.case) == party]
    return np.asarray(np.logical_and.reduce([meets[Requirement("party", party)], *own]))
