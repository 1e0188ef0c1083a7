"""From an agreement to what happens: the capitals, the homes, the absent parties, the deadlines, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from winset.engines.talks import agreement
from winset.engines.talks.agreement import Agree
from winset.engines.talks.homes import brought_home
from winset.engines.talks.in_force import Path, Start, follow
from winset.engines.talks.situation import Negotiation, Situation
from winset.frozen import Frozen, field_names
from winset.space.counting import counted
from winset.space.draws import Draw, draw
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints


class Happening(Frozen, eq=False):
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


class TableResult(Frozen, eq=False):
    """What was agreed at the table, draw by draw, and what the homes and the absent parties say to it.

    Attributes
    ----------
    package : ndarray of int64, shape (count,)
        Position of the package; that of the status quo where nothing was agreed.
    agreed, home, tied : ndarray of bool, shape (count,)
        Whether there was an agreement; whether the homes accept it; whether several packages were equally good.
    zone : ndarray of int64, shape (count,)
        How many packages were deals that the homes accept.
    answers, without : ndarray of float, shape (count, answers)
        The chances of the absent parties' answers to the package, and to no deal.
    settled : ndarray of int64, shape (count,), or None
        By a model that goes from outcome to outcome: the one it ends at.
    """

    package: Ints
    agreed: Bools
    home: Bools
    tied: Bools
    zone: Ints
    answers: Floats
    without: Floats
    settled: Ints | None = None


def happen(
    negotiation: Negotiation,
    situation: Situation,
    best: Mapping[str, float],
    days: Sequence[float] = (),
    agree: Agree = agreement.nash,
) -> Happening:
    """Follow every draw from the table to the end.

    ``days`` are those on which to look at what is in force; ``agree`` says what is agreed at the table.
    """
    return from_table(negotiation, situation.draw, at_table(negotiation, situation, best, agree), days)


def followed(
    negotiation: Negotiation,
    draws: int,
    seed: int,
    best: Mapping[str, float],
    days: Sequence[float] = (),
    agree: Agree = agreement.nash,
    situation: Callable[[Draw], Situation] | None = None,
    chunk: int | None = None,
) -> Iterator[Happening]:
    """Follow many draws: at the table ``chunk`` at a time, so that arrays stay small, from there on many together."""
    realise = negotiation.situation if situation is None else situation
    size = negotiation.layout.at_once
    for start in range(0, draws, size):
        whole = draw(negotiation.inputs, seed, start, min(size, draws - start))
        parts = whole.parts(chunk or negotiation.chunk)
        tables = [at_table(negotiation, realise(part), best, agree) for part in parts]
        yield from_table(negotiation, whole, _together(tables), days)


def _together(tables: Sequence[TableResult]) -> TableResult:
    settled = [one.settled for one in tables if one.settled is not None]
    names = [name for name in field_names(TableResult) if name != "settled"]
    return TableResult(
        **{name: np.concatenate([getattr(one, name) for one in tables]) for name in names},
        settled=np.concatenate(settled) if settled else None,
    )


def at_table(
    negotiation: Negotiation,
    situation: Situation,
    best: Mapping[str, float],
    agree: Agree = agreement.nash,
) -> TableResult:
    """Say what is agreed in every draw."""
    accepted = brought_home(negotiation, situation.draw)
    found = agree(negotiation, situation, best, accepted)
    return TableResult(
        package=found.package,
        agreed=found.agreed,
        home=accepted[np.arange(len(accepted)), found.package],
        tied=found.tied,
        zone=counted(found.zone & accepted, axis=1),
        answers=situation.answers.to_each(found.package),
        without=situation.answers.to(negotiation.status_quo),
        settled=found.settled,
    )


def from_table(negotiation: Negotiation, drawn: Draw, table: TableResult, days: Sequence[float] = ()) -> Happening:
    """Follow every draw from what was agreed at the table to the end."""
    order, settled = negotiation.layout.answer_order, table.settled
    still, to_still = np.full(drawn.count, negotiation.status_quo), picked(drawn, table.without, order)
    without = before = negotiation.outcome(still, to_still)
    if settled is not None:
        before = np.where(table.agreed, without, settled)
    failed = drawn.chance("talks failed") < drawn.values["talks.failure"]
    agreed = table.agreed & ~failed
    inside = np.ones(drawn.count, dtype=np.bool_)
    confirmed = np.ones(drawn.count, dtype=np.bool_)
    for party, within in negotiation.inside_mandates.items():
        asked = ~within[table.package]
        inside &= ~asked
        confirmed &= ~asked | (drawn.chance(f"confirmed {party}") < drawn.values[f"mandates.{party}.confirmed"])
    signed = agreed & confirmed & table.home
    row = np.where(signed, table.package, negotiation.status_quo)
    answer = np.where(signed, picked(drawn, table.answers, order), to_still)
    landing = negotiation.landing
    works = signed & (landing.works[row, answer] if settled is None else True)
    leads_to = negotiation.outcome(landing.stands[row, answer], answer) if settled is None else settled
    remains = landing.stands[row, answer] if settled is None else row
    day = conclusion(negotiation, drawn, signed)
    path = follow(negotiation, Start(before, np.where(signed, leads_to, before), day, works), drawn, days)
    refused = signed & ~works
    events = {
        "no-zone": ~table.agreed,
        "talks-failed": table.agreed & failed,
        "agreed": agreed & inside,
        "ad-referendum": agreed & ~inside,
        "unconfirmed": agreed & ~confirmed,
        "rejected": agreed & confirmed & ~table.home,
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
        zone=table.zone,
        tied=table.tied,
    )


def picked(drawn: Draw, chances: Floats, order: Ints) -> Ints:
    """Draw the absent parties' answers by their chances in every draw; the same uniform number whatever the package.

    ``order`` gives the answers in an order that the file does not set.
    """
    ordered = np.ascontiguousarray(chances.T[order])
    chosen = np.add.reduce(drawn.chance("answer") >= np.cumsum(ordered, axis=0), axis=0, dtype=np.int64)
    last = np.where(ordered > 0, np.arange(len(order))[:, None], 0).max(axis=0)
    return np.asarray(order[np.minimum(chosen, last)])


def conclusion(negotiation: Negotiation, drawn: Draw, signed: Bools) -> Floats:
    """Draw the day an agreement is concluded: the deadline with a stated chance, else any day before it."""
    day = drawn.chance("day") * negotiation.days
    if "talks.at_deadline" in drawn.values:
        late = drawn.chance("at the deadline") < drawn.values["talks.at_deadline"]
        day = np.where(late, negotiation.days, day)
    return np.where(signed, day, np.inf)
