"""How a party's statements and points could be made to agree: statements to move, points to revisit, one by one."""

from __future__ import annotations

import numpy as np

from winset.case.model import Case
from winset.engines.alignment.kendall import pairs
from winset.engines.alignment.measure import EXACT, SAMPLE, PartyAlignment, alignment, compared_cells, with_both
from winset.engines.records import CaseReference, Record, Rows
from winset.errors import UsageError, nearest
from winset.frozen import Frozen
from winset.space.game import Game
from winset.space.inputs import inputs
from winset.space.outcomes import Ints
from winset.space.payoffs import preferred, valued
from winset.space.worth import central_points, terms

TARGET = 0.7
SEARCHED = 2**14
POINTS_SHOWN = 5
_GAIN = 1e-3
_RANKED_ANEW = 30


class StatementMove(Frozen):
    """One statement moved to another place.

    Attributes
    ----------
    statement : str
        The statement's condition.
    start, end : int
        Its place before and after, counted from 1 in the order that the moves before have left.
    tau_b : float
        The agreement that is then reached.
    """

    statement: str
    start: int
    end: int
    tau_b: float


class PointsToRevisit(Frozen):
    """A value whose most likely points, changed alone, would bring the two rankings closer.

    Attributes
    ----------
    address : str
        The input, such as ``values.US.3``.
    points : tuple of float
        Lowest, most likely and highest points as they stand.
    instead : float
        The most likely points, of those tried, with which the rankings agree best.
    inside : bool
        Whether that lies within the range as it stands.
    tau_b : float
        The agreement that is then reached, with the statements as they stand.
    """

    address: str
    points: tuple[float, float, float]
    instead: float
    inside: bool
    tau_b: float


class AligningRecord(Record, kw_only=True):
    """What would bring a party's statements and points into one ranking.

    Attributes
    ----------
    party : str
        Whose.
    before : PartyAlignment
        The agreement as it stands.
    moves : tuple of StatementMove
        Statements to move, one after the other; none when they agree as well as is asked, or no move helps.
    order : tuple of int
        The order of the statements that the moves lead to, as their present places, counted from 1.
    reached : float or None
        The agreement after all the moves.
    points : tuple of PointsToRevisit
        Points that each alone would bring the rankings closer, the most helpful first.
    """

    party: str
    before: PartyAlignment
    moves: tuple[StatementMove, ...]
    order: tuple[int, ...]
    reached: float | None
    points: tuple[PointsToRevisit, ...]

    def rows(self) -> Rows:
        """Give one row per statement to move."""
        return ("statement", "from", "to", "tau-b"), [
            (one.statement, str(one.start), str(one.end), f"{one.tau_b:.2f}") for one in self.moves
        ]


def align(case: Case | Game, party: str, target: float = TARGET) -> AligningRecord:
    """Propose the statements to move, or the points to revisit, so that a party's two rankings agree.

    Every step is the single statement, moved to a single place, that raises Kendall's tau-b most; the search ends when
    the target is reached or no single move raises it by 0.001. It is a search, not a proof that no fewer moves
    would do.

    Parameters
    ----------
    case : Case or Game
        The case.
    party : str
        The party's key or name.
    target : float
        The tau-b to reach.

    Returns
    -------
    AligningRecord

    Raises
    ------
    UsageError
        If the party does not have both statements and points of its own.

    Examples
    --------
    >>> import winset
    >>> case = winset.swap(winset.load("jeddah-2025"), "US:1,9")
    >>> record = align(case, "US")
    >>> [(one.start, one.end) for one in record.moves], round(record.before.tau_b, 2), round(record.reached, 2)
    ([(1, 10), (8, 2)], 0.24, 0.72)
    """
    game = case if isinstance(case, Game) else Game(case)
    key = game.parties[game.party(party)]
    _refuse(game.case, key)
    before = next(one for one in alignment(game).parties if one.party == key)
    search = _Search(game, key)
    moves, order = search.moves(target)
    return AligningRecord(
        case=CaseReference.of(game.case),
        method="search for an order of statements that agrees with the points",
        settings={"target": target},
        party=key,
        before=before,
        moves=moves,
        order=tuple(place + 1 for place in order),
        reached=_Search(game, key, EXACT, SAMPLE).tau(order) if moves else before.tau_b,
        points=search.points(),
    )


def _refuse(case: Case, party: str) -> None:
    if case.follows(party):
        section = "ranking" if case.follows(party) == "from values" else "values"
        raise UsageError(f"one ranking of '{party}' follows from the other ({section}: {case.follows(party)})")
    if party not in with_both(case):
        hint = (
            nearest(party, with_both(case), "Parties with both")
            if with_both(case)
            else "No party of the case has both."
        )
        raise UsageError(f"'{party}' does not have both statements and points of its own", hint)


class _Search:
    """One party's statements and points over the outcomes that are compared."""

    def __init__(self, game: Game, party: str, limit: int = SEARCHED, sample: int = SEARCHED) -> None:
        self.game, self.party = game, party
        self.cells = compared_cells(game, limit, sample)
        self.texts = [one.prefer for one in game.case.preferences.get(party, ())]
        self.holds = [game.space.where(text)[self.cells] for text in self.texts]
        self.valued = valued(game.case, game.space, party)[self.cells].astype(np.int64)

    def tau(self, order: list[int]) -> float:
        """Give tau-b with the statements in this order; -1 where a ranking ties everything."""
        found = pairs(self._stated(order), self.valued).tau_b
        return -1.0 if found is None else found

    def _stated(self, order: list[int]) -> Ints:
        score = np.zeros(len(self.cells), dtype=np.int64)
        for count, place in enumerate(order, 1):
            score = 2 * score + self.holds[place]
            if count % _RANKED_ANEW == 0 or count == len(order):
                score = np.unique(score, return_inverse=True)[1].reshape(-1)
        return score

    def moves(self, target: float) -> tuple[tuple[StatementMove, ...], list[int]]:
        """Move one statement after the other; of moves that help alike, the one over the fewest places."""
        order = list(range(len(self.texts)))
        found: list[StatementMove] = []
        now = self.tau(order) if order else 1.0
        while now < target and len(found) < 2 * len(order):
            options = [
                (round(self.tau(other), 9), -abs(start - end), start, end, other)
                for start in range(len(order))
                for end in range(len(order))
                if start != end
                for other in [_moved(order, start, end)]
            ]
            best = max(options, key=lambda option: option[:2], default=None)
            if best is None or best[0] < now + _GAIN:
                break
            now, _, start, end, order = best
            found.append(StatementMove(self.texts[order[end]], start + 1, end + 1, now))
        return tuple(found), order

    def points(self) -> tuple[PointsToRevisit, ...]:
        """Try other most likely points, one value at a time: the ends of its range, none, half, double, opposite."""
        game = self.game
        known = inputs(game.case)
        listed = list(zip(terms(game.case, self.party), central_points(game.case, self.party), strict=True))
        space = game.space
        masks = [space.flat(term.measure.floats(space.every_code, game.case))[self.cells] for term, _ in listed]
        total = sum(
            (float(one) * mask for (_, (_, one)), mask in zip(listed, masks, strict=True)), np.zeros(len(self.cells))
        )
        stated = self._stated(list(range(len(self.texts)))) if self.texts else self._ranked()
        now = pairs(stated, _dense(total)).tau_b or 0.0
        found = []
        for (term, (_, one)), mask in zip(listed, masks, strict=True):
            address = term.addresses.get("")
            if address is None or term.weight:
                continue
            low, mode, high = (float(value) for value in (known[address].low, known[address].mode, known[address].high))
            kept = float(one) / mode if mode else 1.0
            options = []
            for other in {low, high, 0.0, mode / 2, 2 * mode, -mode} - {mode}:
                tau = pairs(stated, _dense(total + (other - mode) * kept * mask)).tau_b
                options.append((-1.0 if tau is None else round(tau, 9), -abs(other - mode), other))
            tau, _, other = max(options, default=(-1.0, 0.0, mode))  # what is worth nothing for certain has no other
            if tau >= now + _GAIN:
                found.append(PointsToRevisit(address, (low, mode, high), other, low <= other <= high, tau))
        return tuple(sorted(found, key=lambda one: -one.tau_b)[:POINTS_SHOWN])

    def _ranked(self) -> Ints:
        return preferred(self.game.case, self.game.space, self.party)[self.cells].astype(np.int64)


def _moved(order: list[int], start: int, end: int) -> list[int]:
    rest = [*order[:start], *order[start + 1 :]]
    return [*rest[:end], order[start], *rest[end:]]


def _dense(points: np.ndarray) -> Ints:
    return np.unique(np.round(points, 9), return_inverse=True)[1].reshape(-1)
