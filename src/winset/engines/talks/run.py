"""One run of a case: its draws followed to the end, once for everything that reads them.

Forecast, brief, flips and what-if count in the same run, so that the same quantity has the same value everywhere. A run
is a handful of arrays, kept in the store in force: in this process, or wherever a program that uses the engines says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from winset.engines.talks import agreement
from winset.engines.talks.aftermath import Happening, followed
from winset.engines.talks.in_force import looked_at
from winset.engines.talks.memory import Arrays, remembered
from winset.engines.talks.models import model_of
from winset.engines.talks.situation import Negotiation
from winset.frozen import Frozen
from winset.space.outcomes import Bools, Ints

DRAWS = 10_000
LEAST_KEPT = 5_000  # fewer are made for versions of a case that nobody asks for again
KEPT_DRAWS = 20_000


class Run(Frozen, eq=False):
    """What became of every draw.

    Attributes
    ----------
    final : ndarray of int64, shape (draws,)
        The number of the outcome in force at the end.
    by_day : ndarray of int64, shape (days, draws)
        The same on the days looked at.
    in_force_by_day : ndarray of bool, shape (days, draws)
        Whether an agreement is then in force.
    package : ndarray of int64, shape (draws,)
        The number of the package in force at the end.
    events, refused_by : mapping of str to ndarray of bool, shape (draws,)
        As in :class:`~winset.engines.talks.aftermath.Happening`.
    zone : ndarray of int64, shape (draws,)
        How many packages were deals.
    tied : ndarray of bool, shape (draws,)
        Whether several packages were equally good at the table.
    """

    final: Ints
    by_day: Ints
    in_force_by_day: Bools
    package: Ints
    events: Mapping[str, Bools]
    refused_by: Mapping[str, Bools]
    zone: Ints
    tied: Bools


def run(negotiation: Negotiation, draws: int, seed: int, model: str, by_day: bool = True) -> Run:
    """Follow some draws of a case to the end, or give what is remembered of them.

    What is made for one use can do without what is in force ``by_day``.
    """
    case = negotiation.case
    if not LEAST_KEPT <= draws <= KEPT_DRAWS:
        return _run(negotiation, draws, seed, model, by_day)
    key = f"run {model} {case.hash} {draws} {seed}"
    return _from_arrays(remembered(key, lambda: _to_arrays(_run(negotiation, draws, seed, model))))


def _run(negotiation: Negotiation, draws: int, seed: int, model: str, by_day: bool = True) -> Run:
    best = agreement.best_gains(negotiation)
    agree = model_of(model).prepare(negotiation)
    days = looked_at(negotiation) if by_day else []
    layout = negotiation.layout
    chunk = layout.run_chunk if draws >= LEAST_KEPT else layout.wide_chunk
    parts = followed(negotiation, draws, seed, best, days, agree, chunk=chunk)
    return joined([part_of(negotiation, found) for found in parts])


def part_of(negotiation: Negotiation, found: Happening) -> Run:
    """Gather what became of some draws."""
    path = found.path
    count = len(path.final)
    by_day = np.array([numbers for numbers, _ in path.by_day], dtype=np.int64).reshape(-1, count)
    in_force = np.array([flags for _, flags in path.by_day], dtype=np.bool_).reshape(-1, count)
    package = negotiation.numbers[found.package]
    return Run(path.final, by_day, in_force, package, found.events, found.refused_by, found.zone, found.tied)


def joined(parts: list[Run]) -> Run:
    """Put parts of a run together, in their order."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    return Run(
        np.concatenate([one.final for one in parts]),
        np.concatenate([one.by_day for one in parts], axis=1),
        np.concatenate([one.in_force_by_day for one in parts], axis=1),
        np.concatenate([one.package for one in parts]),
        {event: np.concatenate([one.events[event] for one in parts]) for event in first.events},
        {party: np.concatenate([one.refused_by[party] for one in parts]) for party in first.refused_by},
        np.concatenate([one.zone for one in parts]),
        np.concatenate([one.tied for one in parts]),
    )


def spread(histogram: Ints) -> tuple[float, float, float]:
    """Give the mean, the 5th and the 95th percentile of a number that came up 0, 1, 2, … times so often.

    Examples
    --------
    >>> spread(np.array([1, 0, 3]))
    (1.5, 0.0, 2.0)
    """
    sizes, total = np.arange(len(histogram)), histogram.sum()
    running = np.cumsum(histogram) / total
    low, high = (float(sizes[np.searchsorted(running, q)]) for q in (0.05, 0.95))
    return float((sizes * histogram).sum() / total), low, high


def _to_arrays(one: Run) -> dict[str, NDArray[np.generic]]:
    names = json.dumps([list(one.events), list(one.refused_by)]).encode()
    flags = np.array([*one.events.values(), *one.refused_by.values(), one.tied])
    return {
        "names": np.frombuffer(names, dtype=np.uint8),
        "flags": np.packbits(flags, axis=1),
        "final": one.final,
        "by_day": one.by_day,
        "in_force_by_day": np.packbits(one.in_force_by_day, axis=1),
        "package": one.package,
        "zone": one.zone.astype(np.int32),
    }


def _from_arrays(arrays: Arrays) -> Run:
    events, parties = json.loads(arrays["names"].tobytes())
    final: Ints = arrays["final"].astype(np.int64)
    count = len(final)
    flags = np.unpackbits(arrays["flags"].astype(np.uint8), axis=1, count=count).astype(np.bool_)
    in_force = np.unpackbits(arrays["in_force_by_day"].astype(np.uint8), axis=1, count=count).astype(np.bool_)
    return Run(
        final,
        arrays["by_day"].astype(np.int64),
        in_force,
        arrays["package"].astype(np.int64),
        dict(zip(events, flags, strict=False)),
        dict(zip(parties, flags[len(events) :], strict=False)),
        arrays["zone"].astype(np.int64),
        flags[-1],
    )
