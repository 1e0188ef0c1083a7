"""What the signatories agree on: the bargaining models, each a named choice.

``nash``
    The generalised Nash bargaining solution (Nash 1950; Roth 1979): among the packages that are deals, the one with
    the greatest product of gains over no deal, each raised to its party's bargaining power. It is taken over the
    signatories that can gain, among the deals from which most of them do. What no signatory prefers stays as it is
    today: a deal that nobody gains from, whatever the absent parties answer, is not made, and of deals that nobody
    tells apart the one is made that changes fewest issues. Packages that are equally good are picked with the same
    chance. In draws with ``foresight`` the signatories know what the homes will accept and agree on nothing else
    (Putnam 1988); in the others they find out afterwards (involuntary defection). With ``noise``, a package is agreed
    with a chance proportional to its product raised to 1/noise (logit choice, Luce 1959); without, it is the best one.
``stability``
    The Nash-stable outcomes of the drawn conflict that improvements and joint moves reach from the status quo; where
    there are several, each is as likely as the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from weakref import WeakKeyDictionary

import numpy as np

from winset.case.model import Case
from winset.engines.talks.best_packages import best_packages
from winset.engines.talks.homes import needed
from winset.engines.talks.layout import PackageLayout
from winset.engines.talks.situation import Negotiation, Situation
from winset.engines.talks.ties import PackageChanges
from winset.frozen import Frozen
from winset.space.counting import tally
from winset.space.outcomes import Bools, Ints


class Agreement(Frozen, eq=False):
    """What was agreed at the table, draw by draw.

    Attributes
    ----------
    package : ndarray of int64, shape (count,)
        Position of the package; that of the status quo where nothing was agreed.
    agreed : ndarray of bool, shape (count,)
        Whether there was an agreement.
    zone : ndarray of bool, shape (count, packages)
        Which packages were deals.
    tied : ndarray of bool, shape (count,)
        Whether several packages were equally good, so that one was picked, each with the same chance.
    settled : ndarray of int64, shape (count,), or None
        By a model that goes from outcome to outcome: the number of the one it ends at.
    """

    package: Ints
    agreed: Bools
    zone: Bools
    tied: Bools
    settled: Ints | None = None


Agree = Callable[[Negotiation, Situation, Mapping[str, float], Bools], Agreement]
"""What is agreed in some draws: from their situation, the best gains of each party, and what the homes accept."""


def consent(negotiation: Negotiation, situation: Situation) -> dict[str, Bools]:
    """Say which packages each signatory finds at least as good as no deal: shape (count, packages)."""
    return {party: situation.gains(party) >= 0 for party in negotiation.signatories}


def enough(case: Case, willing: Mapping[str, Bools]) -> Bools:
    """Say which packages have the consent the talks need: all signatories, or a quorum with its vetoes."""
    talks = case.talks
    if talks.need == "all":
        return reduce(np.logical_and, willing.values())
    shape = next(iter(willing.values())).shape
    result: Bools = tally(willing.values(), shape) >= needed(talks.need, len(willing))
    for party in talks.veto:
        result &= willing[party]
    return result


def permitted(negotiation: Negotiation, situation: Situation) -> Bools:
    """Say which packages violate no condition that is real: shape (count, packages)."""
    count = situation.draw.count
    result = np.ones((count, len(negotiation.numbers)), dtype=np.bool_)
    for key, violating in negotiation.violates.items():
        result &= ~(situation.real[key][:, None] & violating[None, :])
    return result


def zone(negotiation: Negotiation, situation: Situation) -> Bools:
    """Say which packages are deals at the table; the status quo is not a deal."""
    result = enough(negotiation.case, consent(negotiation, situation)) & permitted(negotiation, situation)
    result[:, negotiation.status_quo] = False
    return result


def best_gains(negotiation: Negotiation) -> dict[str, float]:
    """What each signatory could gain at best among the packages: most likely values, nothing replaced by others.

    It is the scale against which the cost of waiting is measured, so that points of two parties are never compared.
    """
    return negotiation.best_gains


def nash(negotiation: Negotiation, situation: Situation, best: Mapping[str, float], brought_home: Bools) -> Agreement:
    """Agree on the package with the greatest weighted product of gains; what homes refuse counts where foreseen."""
    deals = zone(negotiation, situation)
    foreseen = situation.draw.chance("foresight") < situation.draw.values["talks.foresight"]
    deals &= brought_home | ~foreseen[:, None]
    parties = negotiation.signatories
    wanted = deals & reduce(np.logical_or, [negotiation.wanted_by(party, situation) for party in parties])
    wanted = changes(negotiation).no_more_than_preferred(negotiation, wanted, situation.draw)
    found = best_packages(negotiation, situation, best, wanted)
    package = np.where(found.agreed, found.place, negotiation.status_quo)
    return Agreement(package, found.agreed, deals, found.tied)


def changes(negotiation: Negotiation) -> PackageChanges:
    """How much each package changes; worked out once for all versions with the same layout."""
    known = _CHANGES.get(negotiation.layout)
    if known is None:
        known = _CHANGES[negotiation.layout] = PackageChanges(negotiation.layout)
    return known


_CHANGES: WeakKeyDictionary[PackageLayout, PackageChanges] = WeakKeyDictionary()
