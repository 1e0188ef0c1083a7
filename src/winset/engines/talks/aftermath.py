"""From an agreement to what happens: the capitals, the homes, the absent parties, the deadlines, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from winset.engines.talks import agreement
from winset.engines.talks.homes import brought_home
from winset.engines.talks.in_force import Path, Start, follow
from winset.engines.talks.shared_arrays import KEPT
from winset.engines.talks.situation import Negotiation, Situation
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints

if TYPE_CHECKING:
    from winset.engines.talks.stable_ends import Conflict


@dataclass(frozen=True, eq=False)
class Happening:
    """What happens in every draw.

    Attributes
    ----------
    path : Path
        What is in force at the end and on the days asked for.
    package : ndarray of int64, shape (count,)
        Position of the package in force at the end.
    day : ndarray of float, shape (count,)
        When the agreement is concluded, in days; infinite where there is none.
    events : mapping of str to ndarray of bool, shape (count,)
        ``no-zone``, ``talks-failed``, ``agreed`` (within the mandates), ``ad-referendum``, ``unconfirmed``,
        ``rejected`` (by homes), ``refused`` (by absent parties), ``too-late`` (a deadline's consequence had made it
        impossible), ``in-force``.
    refused_by : mapping of str to ndarray of bool, shape (count,)
        By absent party: whether another answer of its own would have let the agreement stand.
    zone : ndarray of int64, shape (count,)
        How many packages were deals: consented to, permitted and accepted at home, foreseen or not.
    tied : ndarray of bool, shape (count,)
        Whether several packages were equally good at the table, so that one was picked with an even chance.
    """

    path: Path
    package: Ints
    day: Floats
    events: Mapping[str, Bools]
    refused_by: Mapping[str, Bools]
    zone: Ints
    tied: Bools


Agree = Callable[[Negotiation, Situation, dict[str, float], Bools], agreement.Agreement]


def happen(
    negotiation: Negotiation,
    situation: Situation,
    best: dict[str, float],
    conflict: Conflict | None = None,
    days: Sequence[float] = (),
    agree: Agree = agreement.nash,
) -> Happening:
    """Follow every draw from the table to the end; with a conflict, by the stability model.

    ``days`` are those on which to look at what is in force; ``agree`` says what is agreed at the table.
    """
    draw = situation.draw
    accepted = brought_home(negotiation, draw)
    order = negotiation.layout.answer_order
    still = np.full(draw.count, negotiation.status_quo)
    answered = negotiation.answers_key(draw) if situation.keys else None
    key = None if answered is None else ("without", answered)
    without = KEPT.once(key, lambda: negotiation.outcome(still, picked(situation, still, order)))
    before, settled = without, None
    if conflict is None:
        found = agree(negotiation, situation, best, accepted)
    else:
        from winset.engines.talks.stable_ends import reach

        found, settled = reach(negotiation, conflict, situation)
        before = np.where(found.agreed, before, settled)
    failed = draw.chance("talks failed") < draw.values["talks.failure"]
    agreed = found.agreed & ~failed
    inside = np.ones(draw.count, dtype=np.bool_)
    confirmed = np.ones(draw.count, dtype=np.bool_)
    for party, within in negotiation.inside_mandates.items():
        asked = ~within[found.package]
        inside &= ~asked
        confirmed &= ~asked | (draw.chance(f"confirmed {party}") < draw.values[f"mandates.{party}.confirmed"])
    home = np.take_along_axis(accepted, found.package[:, None], axis=1)[:, 0]
    signed = agreed & confirmed & home
    row = np.where(signed, found.package, negotiation.status_quo)
    answer = picked(situation, row, order)
    landing = negotiation.landing
    works = signed & (landing.works[row, answer] if settled is None else True)
    leads_to = negotiation.outcome(landing.stands[row, answer], answer) if settled is None else settled
    remains = landing.stands[row, answer] if settled is None else row
    day = conclusion(negotiation, situation, signed)
    path = follow(negotiation, Start(before, np.where(signed, leads_to, before), day, works), draw, days)
    refused = signed & ~works
    table = found.zone if conflict is None else agreement.zone(negotiation, situation)
    events = {
        "no-zone": ~found.agreed,
        "talks-failed": found.agreed & failed,
        "agreed": agreed & inside,
        "ad-referendum": agreed & ~inside,
        "unconfirmed": agreed & ~confirmed,
        "rejected": agreed & confirmed & ~home,
        "refused": refused,
        "too-late": works & ~path.in_force,
        "in-force": path.in_force,
    }
    return Happening(
        path=path,
        package=np.where(path.in_force, remains, negotiation.status_quo),
        day=np.where(path.in_force, day, np.inf),
        events=events,
        refused_by={party: refused & mask[row, answer] for party, mask in negotiation.refused_by.items()},
        zone=np.count_nonzero(table & accepted, axis=1),
        tied=found.tied,
    )


def conflict_of(negotiation: Negotiation, model: str) -> Conflict | None:
    """Lay out the conflict that the stability model needs; None for the others."""
    if model != "stability":
        return None
    from winset.engines.talks.stable_ends import Conflict

    return Conflict(negotiation)


def picked(situation: Situation, package: Ints, order: Ints) -> Ints:
    """Draw the absent parties' answer to a package; the same uniform number whatever the package.

    ``order`` gives the answers in an order that the file does not set.
    """
    chances = situation.answers.to_each(package)[:, order]
    uniform = situation.draw.chance("answer")
    chosen: Ints = (uniform[:, None] >= np.cumsum(chances, axis=1)).sum(axis=1)
    last = chances.shape[1] - 1 - np.argmax(chances[:, ::-1] > 0, axis=1)
    return np.asarray(order[np.minimum(chosen, last)])


def conclusion(negotiation: Negotiation, situation: Situation, signed: Bools) -> Floats:
    """Draw the day an agreement is concluded: the deadline with a stated chance, else any day before it."""
    draw = situation.draw
    day = draw.chance("day") * negotiation.days
    if "talks.at_deadline" in draw.values:
        late = draw.chance("at the deadline") < draw.values["talks.at_deadline"]
        day = np.where(late, negotiation.days, day)
    return np.where(signed, day, np.inf)
