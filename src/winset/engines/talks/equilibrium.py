"""The quantal response equilibrium of several who answer, each by what it expects the others to do.

Arrays have what is answered in front and the cases, draw by draw and package by package, behind. So sums run along
whole rows of cases, and a few thousand cases at a time stay in the processor's cache. Sums are added up in a stated
order, so that the digits hang neither on how many cases are taken at a time nor on how NumPy lays out arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from math import prod

import numpy as np

from winset.space.inputs import Floats
from winset.space.outcomes import Bools

ROUNDS = 400
AT_ONCE = 2**17  # numbers in an array
_SETTLED = 1e-9
_LEAST = 1e-290
_LIVELY = 0.75  # below this share of cases that still move the others are set aside


def equilibrium(payoffs: Sequence[Floats], mask: Bools) -> Floats:
    """Find where everybody's chances are right given the others': by damped iteration from even chances.

    Parameters
    ----------
    payoffs : sequence of ndarray of float, shape (answers of the first, answers of the second, …, cases)
        What each gets of every combination of answers, in its own temperature.
    mask : ndarray of bool, of the same shape
        Which combinations can be given.

    Returns
    -------
    ndarray of float, of the same shape
        The chance of every combination.
    """
    cases, found = mask.shape[-1], np.empty(mask.shape)
    step = max(16, AT_ONCE // max(1, mask[..., 0].size))
    for start in range(0, cases, step):
        here = slice(start, start + step)
        given = np.ascontiguousarray(mask[..., here])
        worth = [np.where(given, one[..., here], 0.0) for one in payoffs]
        joint = np.maximum(_product(_chosen(worth, given)), _LEAST) * given
        found[..., here] = joint / added(joint.reshape(-1, joint.shape[-1]))
    return found


def _chosen(worth: list[Floats], given: Bools) -> list[Floats]:
    """The chances of everybody's answers, each of shape (answers, cases)."""
    players = range(len(worth))
    usable = [given.any(axis=tuple(axis for axis in players if axis != own)) for own in players]
    chosen = [own / own.sum(axis=0) for own in usable]
    found = [np.empty_like(one) for one in chosen]
    live, moving = np.arange(given.shape[-1]), np.ones(given.shape[-1], dtype=np.bool_)
    for turn in range(ROUNDS):
        moves = [_response(own, chosen, worth[own], given) for own in players]
        for old, move in zip(chosen, moves, strict=True):
            move -= old
        furthest = np.max([np.maximum(move.max(axis=0), -move.min(axis=0)) for move in moves], axis=0)
        step = np.where(moving, 1.0 if turn == 0 else 0.5, 0.0)
        for old, move in zip(chosen, moves, strict=True):
            move *= step
            old += move
        moving &= furthest > _SETTLED
        lively = np.count_nonzero(moving)
        if not lively:
            break
        if lively < _LIVELY * len(live):
            for every, one in zip(found, chosen, strict=True):
                every[:, live] = one
            kept = np.flatnonzero(moving)
            live, moving, given = live[kept], moving[kept], given.take(kept, axis=-1)
            chosen, worth = [one.take(kept, axis=-1) for one in chosen], [one.take(kept, axis=-1) for one in worth]
    for every, one in zip(found, chosen, strict=True):
        every[:, live] = one
    return found


def _response(own: int, chosen: Sequence[Floats], payoff: Floats, given: Bools) -> Floats:
    """Quantal response of one to the chances of the others, over the combinations that can be given: (answers, cases).

    The payoff is nothing where they cannot.
    """
    weight = _product(chosen, without=own)
    np.maximum(weight, _LEAST, out=weight)
    if not given.all():
        weight = weight * given
    mass = _over_others(own, weight)
    expected = _over_others(own, weight * payoff)
    if (mass > 0).all():
        expected /= mass
    else:
        expected = np.where(mass > 0, expected / np.where(mass > 0, mass, 1.0), -np.inf)
    expected -= expected.max(axis=0)
    np.exp(expected, out=expected)
    expected /= added(expected)
    return expected


def _product(chosen: Sequence[Floats], without: int = -1) -> Floats:
    """Multiply the chances of several, all but one if so asked, each along an axis of its own."""
    found: Floats = np.ones(1)
    for place, one in enumerate(chosen):
        shape = [1] * len(chosen) + [one.shape[1]]
        if place != without:
            shape[place] = one.shape[0]
            found = found * one.reshape(shape)
    return found


def _over_others(own: int, values: Floats) -> Floats:
    """Add up over the answers of all but one: shape (its answers, cases)."""
    before, after = prod(values.shape[:own]), prod(values.shape[own + 1 : -1])
    table = values.reshape(before, values.shape[own], after, values.shape[-1])
    if after == 1:
        return _in_turn(table[:, :, 0])
    found = added(table[0].transpose(1, 0, 2))
    for one in table[1:]:
        found = found + added(one.transpose(1, 0, 2))
    return found


def _in_turn(rows: Floats) -> Floats:
    """Add rows up one after the other; NumPy would not, where they lie side by side since there is one case alone."""
    return np.asarray(np.add.reduce(rows, axis=0) if rows.shape[-1] > 1 else reduce(np.add, rows))


def added(rows: Floats) -> Floats:
    """Add rows up as NumPy adds up numbers that lie side by side: eight sums, and halves of what is longer than 128."""
    count = len(rows)
    if count < 8:
        return _in_turn(rows)
    if count > 128:
        half = count // 2 - count // 2 % 8
        return added(rows[:half]) + added(rows[half:])
    whole = count - count % 8
    eight = np.add.reduce(rows[:whole].reshape(whole // 8, 8, *rows.shape[1:]), axis=0)
    four = eight[0::2] + eight[1::2]
    found = (four[0] + four[1]) + (four[2] + four[3])
    for row in rows[whole:]:
        found = found + row
    return np.asarray(found)
