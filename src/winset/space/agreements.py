"""Which outcomes are agreements: a change that settles something between signatories and presses nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.case.model import Case
from winset.space.outcomes import Bools
from winset.space.roles import Role, roles, signatories

Codes = Mapping[str, NDArray[np.integer]]
_NOWHERE: Bools = np.zeros((), dtype=np.bool_)


class Agreements:
    """What counts as an agreement in a case.

    Parameters
    ----------
    case : Case
        The case.

    Attributes
    ----------
    roles : mapping of str to Role
        The role of every issue.
    joint : list of str
        The issues that several signatories move together.
    single : dict of str to list of str
        By signatory, the issues that it moves alone.
    pressing : dict of str to list of int
        By issue, the positions of the levels that are no part of an agreement, for they press.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("jeddah-2025")
    >>> today = {key: np.array(0) for key in case.issues}
    >>> found = Agreements(case)
    >>> bool(found.holds({**today, "aid": np.array(1)})), bool(found.holds({**today, "minerals": np.array(1)}))
    (False, True)
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.roles: Mapping[str, Role] = roles(case)
        parties = signatories(case)
        self._when = None if case.agreement.when is None else case.condition(case.agreement.when)
        own = {key: issue.control for key, issue in case.issues.items() if issue.control}
        self.joint = [key for key, control in own.items() if len(control) > 1 and set(control) <= set(parties)]
        self.single = {party: [key for key, control in own.items() if control == (party,)] for party in parties}
        named = set() if self._when is None else set(expr.issues_of(self._when, case.levels))
        self.pressing = {
            key: [case.levels[key].index(level) for level in role.pressing]
            for key, role in self.roles.items()
            if role.pressing and key not in named
        }

    def holds(self, codes: Codes) -> Bools:
        """Say which outcomes are agreements.

        Parameters
        ----------
        codes : mapping of str to ndarray of int
            Level positions of every issue; arrays that broadcast against each other.

        Returns
        -------
        ndarray of bool
            Of the broadcast shape of the arrays used.
        """
        presses = reduce(np.logical_or, (np.isin(codes[key], at) for key, at in self.pressing.items()), _NOWHERE)
        return np.asarray(self.settled(codes) & ~presses)

    def settled(self, codes: Codes, movable: Collection[str] = ()) -> Bools:
        """Say where something is settled: what the case states of it, else a joint issue moved, or two movers.

        Parameters
        ----------
        codes : mapping of str to ndarray of int
            Level positions of every issue; arrays that broadcast against each other.
        movable : collection of str
            Issues that count as moved wherever they are: they could be moved as well.

        Returns
        -------
        ndarray of bool
            Of the broadcast shape of the arrays used.

        Examples
        --------
        >>> import winset
        >>> case = winset.load("jeddah-2025")
        >>> today = {key: np.array(0) for key in case.issues}
        >>> bool(Agreements(case).settled(today)), bool(Agreements(case).settled(today, ["minerals"]))
        (False, True)
        """
        if self._when is not None:
            return self.stated(codes)

        def any_moved(issues: Iterable[str]) -> Bools:
            return reduce(np.logical_or, (key in movable or self._moved(key, codes) for key in issues), _NOWHERE)

        movers = sum((any_moved(own).astype(np.int64) for own in self.single.values()), np.zeros((), dtype=np.int64))
        return np.asarray(any_moved(self.joint) | (movers >= 2))

    def stated(self, codes: Codes) -> Bools:
        """Say where what the case states of an agreement holds: everywhere if it states nothing."""
        if self._when is None:
            return np.ones((), dtype=np.bool_)
        return np.asarray(expr.evaluate(self._when, codes, self.case.levels))

    def reason(self, codes: Codes) -> str:
        """Say why one outcome is no agreement: ``when``, ``presses ISSUE`` or ``alone``; empty when it is one."""
        if bool(self.holds(codes)):
            return ""
        if not bool(self.stated(codes)):
            return "when"
        pressing = [key for key, at in self.pressing.items() if int(codes[key]) in at]
        return f"presses {pressing[0]}" if pressing else "alone"

    def _moved(self, key: str, codes: Codes) -> Bools:
        moved: Bools = codes[key] != self.case.levels[key].index(self.case.status_quo_level(key))
        return moved
