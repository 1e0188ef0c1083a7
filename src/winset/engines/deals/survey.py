"""What the draws of a case add up to, package by package: how often each is a deal, and what it fails.

Deals and the brief read the same survey, so that the same quantity has the same value in both. Its table of packages
can be made without the table of requirements, which costs as much again and is only asked for where deals are told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from winset.engines.deals.requirements import Meets, Requirement, bargained, in_the_way, requirements, win_set, zone_of
from winset.engines.talks.agreement import zone
from winset.engines.talks.homes import brought_home
from winset.engines.talks.memory import remembered
from winset.engines.talks.ratification import into_force, refusals
from winset.engines.talks.run import LEAST_KEPT
from winset.engines.talks.situation import Negotiation
from winset.frozen import Frozen
from winset.space.counting import counted, tally
from winset.space.draws import Draw, draw
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints

DIGITS = 12
"""What is added up of chances in another order differs beyond so many: a chance of one is told as one."""


class Surveyed(Frozen, eq=False):
    """How often each package is a deal, added up over the draws.

    Attributes
    ----------
    deal : ndarray of float, shape (packages,)
        In how many draws each package is a deal; the status quo is left out.
    level_mass : ndarray of float, shape (packages,)
        The same, each draw counting once however many deals it has.
    at_table, force : ndarray of float, shape (packages,)
        In how many draws the signatories would agree on it, and how often it would then come into force.
    refused : mapping of str to ndarray of float, shape (packages,)
        How often each absent party would then refuse it.
    sizes : ndarray of int64, shape (draws,)
        How many packages are deals.
    """

    deal: Floats
    level_mass: Floats
    at_table: Floats
    force: Floats
    refused: Mapping[str, Floats]
    sizes: Ints

    @property
    def with_deals(self) -> int:
        """In how many draws some package is a deal."""
        return int(np.count_nonzero(self.sizes))

    def after_the_table(self, cell: int) -> tuple[float | None, dict[str, float]]:
        """The chance of a package of coming into force once agreed, and of each refusal."""
        if not self.at_table[cell]:
            return None, {}
        shares = {party: total[cell] / self.at_table[cell] for party, total in self.refused.items()}
        refused = {party: round(float(share), DIGITS) for party, share in shares.items()}
        return round(float(self.force[cell] / self.at_table[cell]), DIGITS), refused


class Required(Frozen, eq=False):
    """What packages fail, and what each requirement costs, added up over the draws.

    Attributes
    ----------
    fails : mapping of Requirement to ndarray of float, shape (packages,)
        In how many draws each requirement stands in the way of each package: see :func:`in_the_way`.
    opens : mapping of Requirement to float
        How many packages more would be deals without it, over all draws.
    win : mapping of str to ndarray of int64, shape (2, draws)
        By party: how many packages are in its win-set, and how many of these are deals.
    """

    fails: Mapping[Requirement, Floats]
    opens: Mapping[Requirement, float]
    win: Mapping[str, Ints]


def survey(negotiation: Negotiation, draws: int, seed: int) -> Surveyed:
    """Make the draws and add up how often each package is a deal, or give what is remembered of it."""
    key = f"survey {negotiation.case.hash} {draws} {seed}"
    found = remembered(key, lambda: _surveyed(negotiation, draws, seed), draws >= LEAST_KEPT)
    names = json.loads(found["names"].tobytes())
    deal, level_mass, at_table, force = found["packages"].astype(np.float64)
    refused = dict(zip(names, found["refused"].astype(np.float64), strict=True))
    return Surveyed(deal, level_mass, at_table, force, refused, found["sizes"].astype(np.int64))


def required(negotiation: Negotiation, draws: int, seed: int) -> Required:
    """Make the draws and add up what packages fail, or give what is remembered of it."""
    key = f"in the way {negotiation.case.hash} {draws} {seed}"
    found = remembered(key, lambda: _required(negotiation, draws, seed), draws >= LEAST_KEPT)
    names = [Requirement(*parts) for parts in json.loads(found["names"].tobytes())]
    fails, opens = found["fails"].astype(np.float64), found["opens"].astype(np.float64)
    return Required(
        dict(zip(names, fails, strict=True)),
        dict(zip(names, map(float, opens), strict=True)),
        dict(zip(negotiation.signatories, found["win"].astype(np.int64), strict=True)),
    )


def _parts(negotiation: Negotiation, draws: int, seed: int) -> list[Draw]:
    chunk = negotiation.layout.run_chunk  # as runs do, whose arrays are then read again
    return [draw(negotiation.inputs, seed, start, min(chunk, draws - start)) for start in range(0, draws, chunk)]


def _named(names: object) -> NDArray[np.generic]:
    return np.frombuffer(json.dumps(names).encode(), dtype=np.uint8)


def _surveyed(negotiation: Negotiation, draws: int, seed: int) -> dict[str, NDArray[np.generic]]:
    kept = bargained(negotiation)
    total = np.zeros((4, np.count_nonzero(kept)))
    refused = {party: np.zeros(total.shape[1]) for party in negotiation.refused_by}
    sizes = []
    for some in _parts(negotiation, draws, seed):
        situation = negotiation.situation(some)
        table, home = zone(negotiation, situation), brought_home(negotiation, some)
        deals = (table & home)[:, kept]
        size = counted(deals, axis=1)
        force, refusing = into_force(negotiation, situation, home), refusals(negotiation, situation)
        shares = np.divide(1.0, size, out=np.zeros(len(size)), where=size > 0)
        total[0] += counted(deals, axis=0)
        total[2] += counted(table, axis=0)[kept]
        for start in range(0, some.count, negotiation.chunk):  # sums of fractions, whose last digits hang on the steps
            step = slice(start, start + negotiation.chunk)
            total[1] += shares[step] @ deals[step]
            total[3] += _summed(table[step], force[step])[kept]
            for party, chance in refusing.items():
                refused[party] += _summed(table[step], chance[step])[kept]
        sizes.append(size)
    rows = np.array(list(refused.values())).reshape(len(refused), total.shape[1])
    return {"names": _named(list(refused)), "packages": total, "refused": rows, "sizes": np.concatenate(sizes)}


def _summed(where: Bools, chances: Floats) -> Floats:
    """Add chances up over the draws, where a mask holds: shape (packages,)."""
    return np.asarray(np.einsum("np,np->p", where, chances))


def _required(negotiation: Negotiation, draws: int, seed: int) -> dict[str, NDArray[np.generic]]:
    fails: dict[Requirement, Floats] = {}
    opens: dict[Requirement, float] = {}
    win: dict[str, list[Ints]] = {party: [] for party in negotiation.signatories}
    for some in _parts(negotiation, draws, seed):
        meets = requirements(negotiation, negotiation.situation(some))
        deals = zone_of(negotiation, meets)
        for key, mask in in_the_way(negotiation, meets).items():
            fails[key] = fails.get(key, 0.0) + counted(mask, axis=0).astype(np.float64)
        for key, opened in _opened(negotiation, meets, deals).items():
            opens[key] = opens.get(key, 0.0) + opened
        for party in negotiation.signatories:
            own = win_set(negotiation, meets, party)
            win[party].append(np.array([counted(own, axis=1), counted(own & deals, axis=1)]))
    return {
        "names": _named([one.parts for one in fails]),
        "fails": np.array(list(fails.values())),
        "opens": np.array(list(opens.values())),
        "win": np.array([np.concatenate(parts, axis=1) for parts in win.values()]),
    }


def _opened(negotiation: Negotiation, meets: Meets, deals: Bools) -> dict[Requirement, int]:
    """How many packages more would be deals without each requirement."""
    case = negotiation.case
    if case.talks.need == "all" and not case.homes:  # then those fail that fail it alone
        alone = tally((~mask for mask in meets.values()), deals.shape) == 1
        return {key: int(np.count_nonzero(alone & ~mask)) for key, mask in meets.items()}
    count, yes = int(np.count_nonzero(deals)), np.ones(deals.shape, dtype=np.bool_)
    return {key: int(np.count_nonzero(zone_of(negotiation, {**meets, key: yes}))) - count for key in meets}
