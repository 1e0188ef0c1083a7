"""The game: a case as arrays, ready for every engine."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from winset.case.marks import on_marks
from winset.case.model import Case
from winset.errors import UsageError, nearest
from winset.space.barriers import barriers
from winset.space.enumeration import outcome_space
from winset.space.movers import Mover
from winset.space.outcomes import Bools, OutcomeSpace
from winset.space.payoffs import Ranks, ranks
from winset.space.units import hidden_from, unit


class Game:
    """A case compiled to arrays.

    Parameters
    ----------
    case : Case
        The case.
    reverse : collection of (str, int)
        Statements (party, position from 0) to be read as their opposite.
    space : OutcomeSpace, optional
        The case's outcomes, when they are already enumerated.

    Attributes
    ----------
    parties : tuple of str
        Party keys, in the order of the case.
    coalitions : tuple of tuple of int
        The coalitions of the case, as party positions.
    payoffs : tuple of ndarray of int32, shape (size,)
        Ordinal ranks per party: 0 is worst, -1 marks impossible cells.

    Examples
    --------
    >>> import winset
    >>> game = winset.game(winset.load("chicken"))
    >>> game.space.count, [payoff.tolist() for payoff in game.payoffs]
    (4, [[0, 1, 3, 2], [0, 3, 1, 2]])
    """

    def __init__(
        self, case: Case, reverse: Collection[tuple[str, int]] = (), space: OutcomeSpace | None = None
    ) -> None:
        self.case = case = on_marks(case)
        self.reverse = tuple(sorted(reverse))
        self.space = outcome_space(case) if space is None else space
        self.parties = tuple(case.parties)
        self.coalitions = tuple(tuple(map(self.parties.index, members)) for members in case.coalition_members)
        self._movers: dict[tuple[tuple[int, ...], bool], Mover] = {}
        self._model: Game | None = None
        self.kept: dict[str, Any] = {}
        """What an engine has worked out for all parties at once, to look at again when it is asked about the next."""

    def __repr__(self) -> str:
        return f"Game: {self.case.title}, {self.space.count:,} possible outcomes"

    @cached_property
    def payoffs(self) -> tuple[Ranks, ...]:
        """Ordinal ranks per party."""
        reversed_of = {party: [place for key, place in self.reverse if key == party] for party in self.parties}
        return tuple(ranks(self.case, self.space, party, reversed_of[party]) for party in self.parties)

    @cached_property
    def barriers(self) -> tuple[tuple[Bools, ...], ...]:
        """Per party, the sets of outcomes that it surely does not move into: real conditions, refusing homes."""
        return tuple(barriers(self.case, self.space, party) for party in self.parties)

    @cached_property
    def worst(self) -> int:
        """A number above every rank: neutral when the least is taken."""
        return max(int(payoff.max(initial=0)) for payoff in self.payoffs) + 1

    def reranked(self, payoffs: Sequence[Ranks]) -> Game:
        """Give the game with other ranks for every party; what is known of its moves is kept.

        Parameters
        ----------
        payoffs : sequence of ndarray of int32, shape (size,)
            One for every party; -1 at impossible cells.
        """
        other = Game(self.case, self.reverse, self.space)
        other._model = self if self._model is None else self._model
        other.__dict__.update(payoffs=tuple(payoffs), barriers=self.barriers)  # cached properties
        return other

    def mover(self, members: tuple[int, ...], joint_only: bool = False) -> Mover:
        """Give the moves of a party or coalition (party positions); kept for reuse."""
        key = (tuple(members), joint_only)
        if key not in self._movers and self._model is not None:
            self._movers[key] = self._model.mover(members, joint_only).reranked([self.payoffs[one] for one in members])
        elif key not in self._movers:
            names = tuple(self.parties[member] for member in members)
            built = unit(self.case, names, hidden_from(self.case, self.space, names), joint_only)
            walls = [barrier for member in members for barrier in self.barriers[member]]
            self._movers[key] = Mover(self.space, built, [self.payoffs[member] for member in members], walls)
        return self._movers[key]

    def party(self, key: str) -> int:
        """Find a party's position by its key or its name."""
        for position, known in enumerate(self.parties):
            if key in (known, self.case.parties[known].name):
                return position
        raise UsageError(f"there is no party '{key}'", nearest(key, self.parties, "Parties"))

    def opponents(self, party: int) -> list[Mover]:
        """The others' units in the one-party concepts: parties, and coalitions by moves that change a joint issue."""
        singles = [self.mover((other,)) for other in range(len(self.parties)) if other != party]
        joint = [self.mover(members, joint_only=True) for members in self.coalitions if party not in members]
        return [mover for mover in [*singles, *joint] if mover.unit.can_move]

    def outsiders(self, members: tuple[int, ...]) -> list[Mover]:
        """The units of the case without any member of a coalition, with all their moves."""
        singles = [(other,) for other in range(len(self.parties)) if other not in members]
        groups = [group for group in self.coalitions if not set(group) & set(members)]
        movers = [self.mover(group) for group in [*singles, *groups]]
        return [mover for mover in movers if mover.unit.can_move]

    @cached_property
    def units(self) -> tuple[tuple[int, ...], ...]:
        """The units of the case: every party, then every coalition."""
        return tuple((party,) for party in range(len(self.parties))) + self.coalitions

    def members(self, unit: tuple[int, ...]) -> tuple[str, ...]:
        """The party keys of a unit."""
        return tuple(self.parties[member] for member in unit)

    @cached_property
    def status_quo(self) -> int | None:
        """The cell of the status quo; None when the rules of the case make it impossible."""
        levels = {issue: self.case.status_quo_level(issue) for issue in self.space.issues}
        cell = int(self.space.find(np.array([self.space.number_of(levels)]))[0])
        return None if cell < 0 else cell

    @cached_property
    def unknown_statements(self) -> tuple[tuple[str, int], ...]:
        """The statements marked unknown, as (party, position from 0)."""
        return tuple(
            (party, position)
            for party, statements in self.case.preferences.items()
            for position, statement in enumerate(statements)
            if statement.unknown
        )


def game(case: Case) -> Game:
    """Compile a case to arrays.

    Examples
    --------
    >>> import winset
    >>> winset.game(winset.load("elmira")).space.count
    12
    """
    return Game(case)


def scenario_masks(game: Game) -> dict[str, Bools]:
    """Mark the outcomes of every scenario of the case."""
    return {key: game.space.where(scenario.when) for key, scenario in game.case.scenarios.items()}
