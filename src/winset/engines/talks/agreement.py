"""What the signatories agree on: the bargaining models, each a named choice.

``nash``
    The generalised Nash bargaining solution (Nash 1950; Roth 1979): among the packages that are deals, the one with
    the greatest product of gains over no deal, each raised to its party's bargaining power. It is taken over the
    signatories that can gain, among the deals from which most of them do. What no signatory prefers stays as it is
    today: a deal that nobody gains from, whatever the absent parties answer, is not made, and of deals that nobody
    tells apart the one is made that changes fewest issues. Packages that are equally good are picked with the same
    chance. In draws with
    ``foresight`` the signatories know what the homes will accept and agree on nothing else (Putnam 1988); in the
    others they find out afterwards (involuntary defection). With ``noise``, a package is agreed with a chance
    proportional to its product raised to 1/noise (logit choice, Luce 1959); without, it is the best one.
``stability``
    The Nash-stable outcomes of the drawn conflict that improvements and joint moves reach from the status quo; where
    there are several, each is as likely as the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from weakref import WeakKeyDictionary

import numpy as np

from winset.case.model import Case
from winset.engines.talks.homes import needed
from winset.engines.talks.shared_arrays import KEPT
from winset.engines.talks.situation import Negotiation, Situation
from winset.engines.talks.ties import TIE, Changes, picked_evenly
from winset.space.inputs import Draw, Floats
from winset.space.outcomes import Bools, Ints

MODELS = ("nash", "stability")


@dataclass(frozen=True, eq=False)
class Agreement:
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
    """

    package: Ints
    agreed: Bools
    zone: Bools
    tied: Bools


def consent(negotiation: Negotiation, situation: Situation) -> dict[str, Bools]:
    """Say which packages each signatory finds at least as good as no deal: shape (count, packages)."""
    return {party: situation.gains(party) >= 0 for party in negotiation.signatories}


def enough(case: Case, willing: Mapping[str, Bools]) -> Bools:
    """Say which packages have the consent the talks need: all signatories, or a quorum with its vetoes."""
    talks = case.talks
    if talks.need == "all":
        return reduce(np.logical_and, willing.values())
    votes = np.sum([mask.astype(np.int64) for mask in willing.values()], axis=0)
    result: Bools = votes >= needed(talks.need, len(willing))
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


def nash(negotiation: Negotiation, situation: Situation, best: dict[str, float], brought_home: Bools) -> Agreement:
    """Agree on the package with the greatest weighted product of gains; what homes refuse counts where foreseen."""
    deals = zone(negotiation, situation)
    foreseen = situation.draw.chance("foresight") < situation.draw.values["talks.foresight"]
    deals &= brought_home | ~foreseen[:, None]
    parties = negotiation.signatories
    wanted = deals & reduce(np.logical_or, [negotiation.at_best(party, situation) > 0 for party in parties])
    wanted = changes(negotiation).no_more_than_preferred(wanted, situation.draw)
    kept = np.flatnonzero(wanted.any(axis=0))  # most packages are deals in no draw
    nobody = np.zeros(len(deals), dtype=np.bool_)
    if not len(kept):
        return Agreement(np.full(len(deals), negotiation.status_quo), nobody, deals, nobody)
    chosen, gaining, able = _most_gaining(wanted[:, kept], [(situation.gains(party) > 0)[:, kept] for party in parties])
    power = negotiation.power(situation.draw, best, able)
    score = np.zeros(chosen.shape)
    for party in parties:
        score += power[party][:, None] * np.take(situation.log_gains(party), kept, axis=1)
    np.copyto(score, -np.inf, where=~chosen)
    _level_groups(score, chosen, gaining, able)
    noise = situation.draw.values["talks.noise"]
    rank = negotiation.layout.rank
    if noise.any():
        score += noise[:, None] * np.take(_strays(situation.draw, rank), kept, axis=1)
    top = score.max(axis=1)
    agreed: Bools = np.isfinite(top)
    tied = score >= np.where(agreed, top - TIE, np.inf)[:, None]
    place = picked_evenly(tied, situation.draw.evenly("tie"), np.argsort(rank[kept]))
    package = np.where(agreed, kept[place], negotiation.status_quo)
    return Agreement(package, agreed, deals, np.asarray(agreed & (np.count_nonzero(tied, axis=1) > 1)))


def _strays(draw: Draw, rank: Ints) -> Floats:
    """Give the Gumbel numbers by which the scores of packages stray, by their rank in an order the file does not set.

    The same for every version of a case: shape (count, packages).
    """

    def make() -> Floats:
        uniform = draw.chance("noise", len(rank)).reshape(-1, len(rank))[:, rank]
        np.maximum(uniform, 1e-300, out=uniform)
        for _ in range(2):
            np.negative(np.log(uniform, out=uniform), out=uniform)
        return uniform

    key = draw.key(())
    return KEPT.once(None if key is None else ("noise", key, rank.tobytes()), make)


def changes(negotiation: Negotiation) -> Changes:
    """How much each package changes; worked out once."""
    known = _CHANGES.get(negotiation)
    if known is None:
        known = _CHANGES[negotiation] = Changes(negotiation)
    return known


_CHANGES: WeakKeyDictionary[Negotiation, Changes] = WeakKeyDictionary()


def _most_gaining(wanted: Bools, gaining: Sequence[Bools]) -> tuple[Bools, list[Bools], Bools]:
    """Keep in every draw the packages from which most signatories gain.

    Gives these, of these those each signatory gains from, both of shape (count, packages), and which signatories can
    gain at all: (count, parties).
    """
    kept = [wanted & mask for mask in gaining]
    able = np.array([mask.any(axis=1) for mask in kept]).T
    count = reduce(np.add, kept, np.zeros(wanted.shape, dtype=np.int16))
    chosen = wanted & (count == count.max(axis=1, keepdims=True))
    return chosen, [chosen & mask for mask in kept], able


def _level_groups(score: Floats, chosen: Bools, gaining: Sequence[Bools], able: Bools) -> None:
    """Where no package lets all gain who can, put the best package of every group that gains at the same height.

    Products of different parties' gains have different units, so they are never compared.
    """
    together = reduce(np.logical_and, [mask | ~able[:, [place]] for place, mask in enumerate(gaining)])
    split = np.flatnonzero(~(chosen & together).any(axis=1) & chosen.any(axis=1))
    if not len(split):
        return
    codes = reduce(_grouped, [mask[split].astype(np.int64) for mask in gaining])
    leveled = np.full(codes.shape, -np.inf)
    for code in np.unique(codes[chosen[split]]):
        mine = chosen[split] & (codes == code)
        own = np.where(mine, score[split], -np.inf)
        top = own.max(axis=1, keepdims=True)
        leveled = np.where(mine, own - np.where(np.isfinite(top), top, 0.0), leveled)
    score[split] = leveled


def _grouped(one: Ints, other: Ints) -> Ints:
    pairs = 2 * one + other
    return np.asarray(np.unique(pairs, return_inverse=True)[1].reshape(pairs.shape), dtype=np.int64)
