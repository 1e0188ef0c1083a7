"""What outcomes are worth once what happens by itself has happened: expected over the ways deadlines may pass."""

from __future__ import annotations

import numpy as np

from winset.case.model import Case
from winset.errors import CaseTooLargeError
from winset.space.course import Course
from winset.space.draws import Draw
from winset.space.inputs import Floats
from winset.space.landing import Landing
from winset.space.outcomes import Ints
from winset.space.worth import Term

LATE_LIMIT = 2**22


class Late:
    """The outcomes of a negotiation that do not stay as they are.

    Parameters
    ----------
    course : Course
        What happens by itself.
    landing : Landing
        Packages and answers.

    Attributes
    ----------
    cells : ndarray of int64, shape (cells,)
        Positions, in an array over packages and answers laid flat, of the outcomes concerned.
    """

    def __init__(self, course: Course, landing: Landing) -> None:
        self.case: Case = course.case
        packages = landing.packages
        shape = landing.possible.shape
        codes = {
            issue: array[landing.numbers] if array.shape[0] > 1 else array for issue, array in packages.codes.items()
        }
        touched = np.broadcast_to(course.touches(codes, landing.works), shape) & landing.possible
        self.cells: Ints = np.flatnonzero(touched)
        flat = {issue: np.broadcast_to(array, shape).ravel()[self.cells] for issue, array in codes.items()}
        self.branches = course.branches(flat, landing.works.ravel()[self.cells]) if len(self.cells) else []
        if len(self.branches) * len(self.cells) > LATE_LIMIT:
            what = "Give the deadlines an 'unless' that every agreement meets, or join some."
            raise CaseTooLargeError(self.case.file, LATE_LIMIT, what)
        self.addresses = [due.address for due in course.dues]
        self._masks: dict[str, list[Floats]] = {}

    def expected(self, owner: str, terms: list[Term], points: Floats, draw: Draw) -> Floats:
        """What the outcomes concerned are worth to an owner: shape (count, cells)."""
        if owner not in self._masks:
            self._masks[owner] = [self._mask(terms, branch.codes) for branch in self.branches]
        chance = {address: draw.values[address] for address in self.addresses}
        total = np.zeros((draw.count, len(self.cells)))
        for branch, mask in zip(self.branches, self._masks[owner], strict=True):
            total += branch.weight(chance) * (points @ mask)
        return total

    def _mask(self, terms: list[Term], codes: dict[str, Ints]) -> Floats:
        rows = [np.broadcast_to(one.measure.floats(codes, self.case), (len(self.cells),)) for one in terms]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(self.cells))
