"""What absent parties answer: quantal response, each weighing its answers by the outcomes they lead to.

An absent party that answers alone gives each of its answers a chance proportional to exp(points / temperature) of the
outcome it leads to (Luce 1959). Where several answer, each weighs its own by what the others are expected to do, and
the expectations are right: the quantal response equilibrium (McKelvey & Palfrey 1995), found by damped iteration from
even chances. Absent parties that share an issue answer as one, their points added, each in its own temperature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset.case.model import Case
from winset.engines.talks.equilibrium import equilibrium
from winset.frozen import Frozen
from winset.space.inputs import Floats
from winset.space.outcomes import Bools, Ints
from winset.space.packages import Packages


class Respondent(Frozen, eq=False):
    """Absent parties that answer as one, since they share issues; mostly a single one.

    Attributes
    ----------
    parties : tuple of str
        Who.
    issues : tuple of str
        What they answer with.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]


def as_whole(values: NDArray[Any]) -> NDArray[Any]:
    """Give whole numbers that are equal where some values are, to tell rows apart by."""
    if values.dtype == np.bool_ or ((values == 0) | (values == 1)).all():
        return values
    return np.unique(values, return_inverse=True)[1].reshape(values.shape)


def alike_rows(table: NDArray[Any]) -> tuple[Ints, Ints]:
    """Give one of every kind of row, and the kind of each row; versions of a case ask the same again and again."""
    table = np.ascontiguousarray(table, dtype=np.int64)
    return _alike_rows(table.tobytes(), table.shape)


@lru_cache(maxsize=512)
def _alike_rows(content: bytes, shape: tuple[int, int]) -> tuple[Ints, Ints]:
    table = np.frombuffer(content, dtype=np.int64).reshape(shape)
    _, first, alike = np.unique(table, axis=0, return_index=True, return_inverse=True)
    return first, alike.ravel()


class Answers(Frozen, eq=False):
    """What absent parties answer to every package, draw by draw.

    Attributes
    ----------
    chances : ndarray of float, shape (count, kinds, answers)
        The chance of every answer to every kind of package that they tell apart.
    kind : ndarray of int64, shape (rows,)
        The kind of every package.
    """

    chances: Floats
    kind: Ints

    def to(self, row: int) -> Floats:
        """The chances of the answers to one package: shape (count, answers)."""
        return np.asarray(self.chances[:, self.kind[row]])

    def to_each(self, rows: Ints) -> Floats:
        """The same for one package in every draw, given by its row."""
        return np.asarray(self.chances[np.arange(len(rows)), self.kind[rows]])

    def to_all(self) -> Floats:
        """The chances of the answers to all packages: shape (count, rows, answers)."""
        return self.chances[:, self.kind]

    def how_often(self, where: Bools | Floats) -> Floats:
        """How likely the answer is one of those marked, shape (rows, answers): shape (count, rows).

        Where shares are given in place of marks, the share that is expected.
        """
        first, alike = alike_rows(np.column_stack([self.kind, as_whole(where)]))
        kind, marked = self.kind[first], where[first]
        found = np.zeros((len(self.chances), len(first)))
        for answer in range(where.shape[1]):
            if marked[:, answer].any():
                found += self.chances[:, :, answer][:, kind] * marked[:, answer]
        return np.take(found, alike, axis=1)


def how_often_each(answers: Answers, rows: Ints, marks: Floats) -> Floats:
    """Give the shares expected of several things at some packages.

    Parameters
    ----------
    answers : Answers
        The chances of the answers.
    rows : ndarray of int64, shape (rows,)
        The packages.
    marks : ndarray of float, shape (things, rows, answers)
        Each thing's share with every answer.

    Returns
    -------
    ndarray of float, shape (things, count, rows)
    """
    kinds, part = answers.kind[rows], np.empty((len(answers.chances), len(rows)))
    found = np.zeros((len(marks), *part.shape))
    for answer in range(marks.shape[2]):
        marked = marks[:, :, answer]
        things = np.flatnonzero(marked.any(axis=1))
        chance = np.take(np.ascontiguousarray(answers.chances[:, :, answer]), kinds, axis=1) if len(things) else part
        for thing in things:
            found[thing] += np.multiply(chance, marked[thing], out=part)
    return found


def respondents(case: Case, packages: Packages) -> list[Respondent]:
    """Gather the absent parties that have an answer to give."""
    groups: list[set[str]] = []
    for issue in packages.answer_issues:
        group = set(case.issues[issue].control)
        for other in [known for known in groups if known & group]:
            groups.remove(other)
            group |= other
        groups.append(group)
    found = []
    for group in groups:
        own = tuple(issue for issue in packages.answer_issues if set(case.issues[issue].control) <= group)
        found.append(Respondent(tuple(party for party in packages.absent if party in group), own))
    return sorted(found, key=lambda one: packages.absent.index(one.parties[0]))


def chances(
    case: Case,
    packages: Packages,
    every: Sequence[Respondent],
    weights: Mapping[str, Floats],
    available: Bools,
) -> Floats:
    """Give the chance of every answer to every package.

    Parameters
    ----------
    case : Case
        The case.
    packages : Packages
        Packages and answers.
    every : sequence of Respondent
        Who answers.
    weights : mapping of str to ndarray of float, shape (count, rows, answers)
        What the outcome of each answer is worth to each absent party, in its own temperature.
    available : ndarray of bool, shape (rows, answers)
        Which answers can be given.

    Returns
    -------
    ndarray of float, shape (count, rows, answers)
        For every draw and package they add to one.
    """
    total = [reduce(np.add, (weights[party] for party in one.parties)) for one in every]
    if len(every) == 1:  # answers in front of packages, as the worths are laid out
        return _softmax(np.where(available.T, total[0].transpose(0, 2, 1), -np.inf), 1).transpose(0, 2, 1)
    count, rows, answers = total[0].shape
    order, sizes = _tensor(case, packages, every)
    shape = (*sizes, count * rows)
    payoffs = [one.transpose(2, 0, 1)[order].reshape(shape) for one in total]
    mask = np.broadcast_to(available.T[order, None], (answers, count, rows)).reshape(shape)
    result = np.empty((count, rows, answers))
    result[:, :, order] = equilibrium(payoffs, mask).reshape(answers, count, rows).transpose(1, 2, 0)
    return result


def _tensor(case: Case, packages: Packages, every: Sequence[Respondent]) -> tuple[Ints, tuple[int, ...]]:
    """The answers in an order in which each respondent has an axis of its own, and the lengths of the axes."""
    sizes = tuple(int(np.prod([len(case.levels[issue]) for issue in one.issues])) for one in every)
    place = np.zeros(packages.shape[1], dtype=np.int64)
    for one, size in zip(every, sizes, strict=True):
        own, stride = np.zeros(packages.shape[1], dtype=np.int64), 1
        for issue in one.issues:
            own, stride = own + packages.codes[issue][0] * stride, stride * len(case.levels[issue])
        place = place * size + own
    return np.argsort(place), sizes


def _softmax(weight: Floats, axis: int) -> Floats:
    found: Floats = weight - weight.max(axis=axis, keepdims=True)
    np.exp(found, out=found)
    found /= found.sum(axis=axis, keepdims=True)
    return found
