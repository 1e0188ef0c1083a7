"""Which packages the homes accept, draw by draw or at the most likely values."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

import numpy as np

from winset.case.model import Case
from winset.case.negotiation import Ratification
from winset.engines.talks.layout import digest
from winset.engines.talks.shared_arrays import KEPT
from winset.engines.talks.situation import Negotiation
from winset.space.acceptance import by_level, likely, new
from winset.space.comparing import difference
from winset.space.counting import tally
from winset.space.draws import Draw
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints

Home = tuple[str, str]


def level_chances(case: Case, place: int, draw: Draw) -> Floats:
    """Give the chance that a home accepts each level of an issue: shape (levels, count).

    A home that accepts a level accepts every lesser one: see :func:`winset.space.acceptance.by_level`.
    """
    entry = case.ratification[place]
    given = {level: draw.values[f"ratification.{place + 1}.{level}"] for level in entry.chances}
    return np.array(by_level(case, entry, given, np.ones(draw.count)))


def accepted_levels(case: Case, place: int, draw: Draw, stream: str) -> Bools:
    """Say which levels of an issue a home accepts: shape (levels, count); exactly, at the most likely values."""
    if draw.central:
        return likely_levels(case, place)[:, None]
    return np.asarray(draw.chance(stream) < level_chances(case, place, draw))


def likely_levels(case: Case, place: int) -> Bools:
    """Say which levels of an issue a home accepts with better than an even chance: shape (levels,)."""
    return np.array([chance > Fraction(1, 2) for chance in likely(case, case.ratification[place])], dtype=np.bool_)


def acceptance(negotiation: Negotiation, draw: Draw) -> dict[Home, Bools]:
    """Say which packages each home accepts: shape (count, packages).

    One uniform number per draw, home and issue decides; at the most likely values a home accepts what it accepts with
    better than an even chance. A home with values of its own also needs at least what it has without a deal.
    """
    accepted: dict[Home, Bools] = {}
    for place, entry in _entries(negotiation):
        stream = f"ratified {entry.party} {entry.home} {entry.issue}"
        passes = accepted_levels(negotiation.case, place, draw, stream)
        home = (entry.party, entry.home)
        mine = passes[_codes(negotiation, entry.issue)].T
        if new(negotiation.case, entry.issue):
            mine = mine | ~_exists(negotiation, entry.issue)
        accepted[home] = accepted[home] & mine if home in accepted else mine
    for home, owner in negotiation.valued_homes.items():
        gains = _gains(negotiation, owner, draw)
        accepted[home] = accepted[home] & gains if home in accepted else gains
    return accepted


def brought_home(negotiation: Negotiation, draw: Draw) -> Bools:
    """Say which packages all signatories can bring home, each by the rule of its homes: shape (count, packages)."""
    shape = (draw.count, len(negotiation.numbers))

    def make() -> Bools:
        return ratified(negotiation.case, negotiation.signatories, acceptance(negotiation, draw), shape)

    return KEPT.once(_key(negotiation, draw), make)


def _key(negotiation: Negotiation, draw: Draw) -> Hashable | None:
    """Everything that what is brought home rests on; None where that cannot be told."""
    place = negotiation.rests.place(draw)
    if place is None:
        return None
    owners = [negotiation.rests.gains(owner) for owner in negotiation.valued_homes.values()]
    return "home", place, negotiation.layout.told, rules_of_homes(negotiation.case), *owners


def rules_of_homes(case: Case) -> bytes:
    """Digest what the case says of homes, their values aside."""
    return case.shared("rules of homes", lambda: digest(case.ratification, case.homes), (case.ratification, case.homes))


def _entries(negotiation: Negotiation) -> list[tuple[int, Ratification]]:
    entries = enumerate(negotiation.case.ratification)
    return [(place, entry) for place, entry in entries if entry.party in negotiation.signatories]


def _exists(negotiation: Negotiation, issue: str) -> Bools:
    """Whether an issue exists in each package, whatever the answer."""
    packages = negotiation.packages
    holds = packages.where(negotiation.case.guards[issue])
    return np.asarray(np.broadcast_to(holds, packages.shape)[negotiation.numbers].any(axis=1))


def _codes(negotiation: Negotiation, issue: str) -> Ints:
    codes = np.broadcast_to(negotiation.packages.codes[issue][:, 0], negotiation.packages.shape[:1])
    return codes[negotiation.numbers]


def _gains(negotiation: Negotiation, owner: str, draw: Draw) -> Bools:
    worth, no_deal = negotiation.expected(owner, draw)
    return np.asarray(difference(worth, no_deal[:, None], negotiation.scales[owner]) >= 0)


def ratified(case: Case, parties: Iterable[str], accepted: Mapping[Home, Bools], shape: tuple[int, ...]) -> Bools:
    """Say which packages the parties can bring home, each by the rule of its homes: shape ``shape``.

    A home of which the case says nothing has no objection: it counts among those that accept.
    """
    result = np.ones(shape, dtype=np.bool_)
    for party in parties:
        asked = {home: mask for (key, home), mask in accepted.items() if key == party}
        if not asked:
            continue
        rule, every = case.homes.get(party), homes_of(case, party)
        votes = tally(asked.values(), shape, already=len(every) - len(asked))
        result &= votes >= (len(every) if rule is None else needed(rule.need, len(every)))
        for key in rule.veto if rule else ():
            if key in asked:
                result &= asked[key]
    return result


def homes_of(case: Case, party: str) -> tuple[str, ...]:
    """Name all the homes of a party: those listed with it, and those that ratify for it."""
    ratifying = (entry.home for entry in case.ratification if entry.party == party)
    return tuple(dict.fromkeys([*case.parties[party].home, *ratifying]))


def needed(need: str, count: int) -> int:
    """Read ``all``, ``5`` or ``5 of 6`` as a number of voices.

    Examples
    --------
    >>> needed("all", 6), needed("5 of 6", 6), needed("2", 3)
    (6, 5, 2)
    """
    return count if need == "all" else min(count, int(need.split()[0]))
