"""The outcomes of a case as numbers: which combinations of levels can occur, densely or as a list.

An outcome's number is mixed-radix with the first issue least significant. In the *dense* form arrays have one cell
for every combination, in the order of the numbers, so that reshaped to ``shape`` the k-th of m issues is axis m - k;
a mask tells which are possible. In the *sparse* form arrays have one cell for every possible outcome, in ascending
order of the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.errors import UsageError, nearest
from winset.expr import Condition
from winset.frozen import Frozen, field

_STRETCH = 2**8
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class OutcomeSpace(Frozen, eq=False):
    """All possible outcomes of a case.

    Attributes
    ----------
    issues : tuple of str
        Issue keys, first one least significant.
    levels : mapping of str to tuple of str
        The ordered levels of each issue.
    strides : tuple of int
        What one level of each issue adds to the outcome's number.
    numbers : ndarray of int64, shape (count,), or None
        The numbers of the possible outcomes in the sparse form; None in the dense form.
    possible : ndarray of bool, shape (size,), or None
        In the dense form, which cells are possible; None when all are.
    guards : mapping of str to Condition
        For issues that exist only under a condition, that condition: see :attr:`winset.Case.guards`.
    """

    issues: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    strides: tuple[int, ...]
    numbers: Ints | None
    possible: Bools | None
    guards: Mapping[str, Condition] = field(default_factory=dict)

    @property
    def dense(self) -> bool:
        """Whether arrays hold one cell for every combination."""
        return self.numbers is None

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Levels per issue, last issue first: the shape of dense arrays."""
        return tuple(len(self.levels[issue]) for issue in reversed(self.issues))

    @property
    def combinations(self) -> int:
        """The number of combinations of levels, possible or not."""
        return prod(self.shape)

    @property
    def size(self) -> int:
        """Cells in an array over outcomes."""
        return self.combinations if self.numbers is None else len(self.numbers)

    @property
    def count(self) -> int:
        """How many outcomes are possible."""
        return self.size if self.possible is None else int(np.count_nonzero(self.possible))

    @cached_property
    def _codes(self) -> dict[int, NDArray[np.integer]]:
        """Level positions by issue once they were asked for: in the sparse form a byte for each outcome."""
        return {}

    def axis(self, issue: int) -> int:
        """The axis of the k-th issue (from 0) in a dense array of ``shape``."""
        return len(self.issues) - 1 - issue

    def codes(self, issue: int) -> NDArray[np.integer]:
        """Level positions of an issue: broadcastable along its axis when dense, one per outcome when sparse."""
        levels = len(self.levels[self.issues[issue]])
        if issue not in self._codes:
            if self.numbers is None:
                shape = [1] * len(self.issues)
                shape[self.axis(issue)] = levels
                self._codes[issue] = np.arange(levels, dtype=code_type(levels)).reshape(shape)
            else:
                self._codes[issue] = (self.numbers // self.strides[issue] % levels).astype(code_type(levels))
        return self._codes[issue]

    @cached_property
    def every_code(self) -> Mapping[str, NDArray[np.integer]]:
        """Level positions of every issue, as :meth:`codes` gives them."""
        return {key: self.codes(place) for place, key in enumerate(self.issues)}

    def flat(self, values: NDArray[Any]) -> NDArray[Any]:
        """Lay out what was worked out from level positions over the cells: shape (size,)."""
        return np.broadcast_to(values, self.shape if self.dense else (self.size,)).reshape(-1)

    def where(self, condition: Condition | str) -> Bools:
        """Evaluate a condition on every cell: shape (size,); impossible cells are False.

        Examples
        --------
        >>> import winset
        >>> int(winset.game(winset.load("chicken")).space.where("row = swerve").sum())
        2
        """
        full = self.shape if self.dense else (self.size,)
        flat = np.broadcast_to(self.holding(condition), full).reshape(-1)
        return flat.copy() if self.possible is None else flat & self.possible

    def holding(self, condition: Condition | str) -> Bools:
        """Evaluate a condition along the axes of the issues that it speaks of, impossible cells included.

        In the dense form the result can be broadcast to ``shape``, in the sparse form it has one entry for each cell.
        """
        parsed = expr.parse(condition) if isinstance(condition, str) else condition
        parsed = expr.guarded(parsed, self.guards, self.levels)
        used = expr.issues_of(parsed, self.levels)
        codes = {issue: self.codes(self.issues.index(issue)) for issue in used}
        return np.asarray(expr.evaluate(parsed, codes, self.levels))

    def binary(self, conditions: Iterable[Condition]) -> NDArray[np.uint8]:
        """Say by the digits of a binary number for each cell which of up to eight conditions hold, the first foremost.

        Impossible cells have a number, too. It is worked out once for all cells that differ only in issues of which no
        condition so far speaks.
        """
        shape, codes = self._in_stretches
        number = np.zeros((1,) * len(shape), dtype=np.uint8)
        for condition in conditions:
            holds = np.asarray(expr.evaluate(expr.guarded(condition, self.guards, self.levels), codes, self.levels))
            np.add(number, number, out=number)  # twice: NumPy shifts one by one, but adds many at once
            wider = np.broadcast(number, holds).shape != number.shape
            number = np.bitwise_or(number, holds.view(np.uint8), out=None if wider else number)
        return np.broadcast_to(number, shape).reshape(-1)

    @cached_property
    def _in_stretches(self) -> tuple[tuple[int, ...], Mapping[str, NDArray[np.integer]]]:
        """Level positions such that whole stretches of memory are looked at together, and the shape of cells for it.

        In the dense form the last axes, those of the first issues, are one.
        """
        if not self.dense:
            return (self.size,), self.every_code
        outer, stretch = len(self.shape), 1
        while outer and stretch < _STRETCH:
            outer -= 1
            stretch *= self.shape[outer]
        codes = {}
        for place, (key, stride) in enumerate(zip(self.issues, self.strides, strict=True)):
            levels, axis = len(self.levels[key]), self.axis(place)
            if axis < outer:
                codes[key] = self.codes(place).reshape((1,) * axis + (levels,) + (1,) * (outer - axis))
            else:
                along = np.arange(stretch) // stride % levels
                codes[key] = along.astype(code_type(levels)).reshape((1,) * outer + (stretch,))
        return (*self.shape[:outer], stretch), codes

    def holds_at(self, condition: Condition | str, cell: int) -> bool:
        """Evaluate a condition on the possible outcome of one cell, without looking at the others.

        Examples
        --------
        >>> import winset
        >>> winset.game(winset.load("chicken")).space.holds_at("row = swerve", 0)
        False
        """
        parsed = expr.parse(condition) if isinstance(condition, str) else condition
        parsed = expr.guarded(parsed, self.guards, self.levels)
        number = self.number(cell)
        places = {issue: self.issues.index(issue) for issue in expr.issues_of(parsed, self.levels)}
        codes = {
            issue: np.array([number // self.strides[place] % len(self.levels[issue])])
            for issue, place in places.items()
        }
        return bool(np.all(expr.evaluate(parsed, codes, self.levels)))

    def indices(self) -> Ints:
        """Give the cells of all possible outcomes, ascending."""
        return np.arange(self.size) if self.possible is None else np.flatnonzero(self.possible)

    def find(self, numbers: NDArray[np.integer]) -> Ints:
        """Give the cell of each outcome number; -1 where it is impossible."""
        numbers = np.asarray(numbers, dtype=np.int64)
        if self.numbers is None:
            inside = (numbers >= 0) & (numbers < self.combinations)
            if self.possible is None:
                return np.where(inside, numbers, -1)
            return np.where(inside & self.possible[np.where(inside, numbers, 0)], numbers, -1)
        cells = np.searchsorted(self.numbers, numbers)
        clipped = np.minimum(cells, len(self.numbers) - 1)
        return np.where(self.numbers[clipped] == numbers, clipped, -1)

    def exists(self, issue: int, numbers: NDArray[np.integer]) -> Bools:
        """Say of each combination of levels, told by its number, whether an issue exists in it."""
        guard = self.guards.get(self.issues[issue])
        if guard is None:
            return np.ones(np.shape(numbers), dtype=np.bool_)
        used = {key: self.issues.index(key) for key in expr.issues_of(guard, self.levels)}
        codes = {key: numbers // self.strides[place] % len(self.levels[key]) for key, place in used.items()}
        return np.asarray(expr.evaluate(guard, codes, self.levels))

    def settled(self, numbers: NDArray[np.integer]) -> Ints:
        """Give the outcome that each combination of levels comes to: what does not exist rests at its first level.

        Conditions of existence never depend on the level of what does not exist, so one pass over the issues does.
        """
        numbers = np.asarray(numbers, dtype=np.int64)
        result: Ints = np.array(numbers, dtype=np.int64)
        for key in self.guards:
            place = self.issues.index(key)
            above = numbers // self.strides[place] % len(self.levels[key]) * self.strides[place]
            result -= np.where(self.exists(place, numbers), 0, above)
        return result

    @cached_property
    def settled_cells(self) -> NDArray[np.int32] | None:
        """In the dense form, for each combination of levels the cell of the outcome it comes to; None when its own."""
        if not self.guards or self.numbers is not None:
            return None
        return self.settled(np.arange(self.size)).astype(np.int32)

    def number(self, cell: int) -> int:
        """The outcome number of a cell."""
        return int(cell) if self.numbers is None else int(self.numbers[cell])

    def levels_of(self, number: int) -> dict[str, str]:
        """The level of every issue in an outcome, by its number."""
        return {
            issue: self.levels[issue][number // stride % len(self.levels[issue])]
            for issue, stride in zip(self.issues, self.strides, strict=True)
        }

    def number_of(self, levels: Mapping[str, str]) -> int:
        """The number of the outcome with these levels (one for every issue), possible or not."""
        return sum(
            self.levels[issue].index(levels[issue]) * stride
            for issue, stride in zip(self.issues, self.strides, strict=True)
        )

    def cell_of(self, outcome: str | int | Mapping[str, str], defaults: Mapping[str, str] | None = None) -> int:
        """Find the cell of an outcome told as a number, as ``"aid = resumed, minerals = agreed"`` or as a mapping.

        Issues that are not named take their level from ``defaults``.

        Raises
        ------
        UsageError
            If a name is unknown, an issue is left open, or the outcome is impossible.
        """
        if isinstance(outcome, str) and outcome.strip().isdigit():
            outcome = int(outcome)
        if isinstance(outcome, int):
            cell = int(self.find(np.array([min(outcome, 2**62)]))[0])
            if cell < 0:
                raise UsageError(
                    f"outcome {outcome} is impossible", f"Outcomes are numbered from 0 to {self.combinations - 1}."
                )
            return cell
        named = dict(assignments(outcome) if isinstance(outcome, str) else outcome)
        for issue, level in tuple(named.items()):
            if issue not in self.levels:
                raise UsageError(f"there is no issue '{issue}'", nearest(issue, self.issues, "Issues"))
            amounts = self.levels[issue]
            if (
                level not in amounts
                and isinstance(amounts, expr.Amounts)
                and (place := amounts.place(level)) is not None
            ):
                named[issue] = level = amounts[place]
            if level not in amounts and isinstance(amounts, expr.Amounts) and amounts.amount(level) is not None:
                what = f"{level} is none of the amounts of '{issue}' that are looked at"
                raise UsageError(what, nearest(level, amounts, "They are"))
            if level not in amounts:
                raise UsageError(
                    f"issue '{issue}' has no level '{level}'", nearest(level, self.levels[issue], "Levels")
                )
        complete = {**(defaults or {}), **named}
        if missing := [issue for issue in self.issues if issue not in complete]:
            raise UsageError(f"the outcome leaves open: {', '.join(missing)}", "Name a level for every issue.")
        cell = int(self.find(np.array([self.number_of(complete)]))[0])
        if cell < 0:
            raise UsageError(
                "this outcome is impossible under the rules of the case", "See 'winset show' for what is impossible."
            )
        return cell


def code_type(levels: int) -> type[np.signedinteger[Any]]:
    """Give the smallest type that holds the positions of so many levels."""
    return np.int8 if levels < 2**7 else np.int16


def assignments(text: str) -> Iterable[tuple[str, str]]:
    """Read ``a = x, b = y`` with the condition language's own names and quotes.

    Examples
    --------
    >>> dict(assignments('aid = resumed, territory = "de facto line"'))
    {'aid': 'resumed', 'territory': 'de facto line'}
    """
    for part in expr.split_list(text):
        parsed = expr.parse(part)
        if not (isinstance(parsed, expr.Comparison) and parsed.operator == "="):
            raise UsageError(f"'{part.strip()}' is not of the form 'issue = level'", "Separate them by commas.")
        yield parsed.issue, parsed.target
