"""Do a party's statements and its points rank the outcomes alike? One party, one set of preferences."""

from __future__ import annotations

import numpy as np

from winset.case.model import Case
from winset.engines.alignment.kendall import Pairs, pairs
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.frozen import Frozen
from winset.space.game import Game
from winset.space.outcomes import Ints
from winset.space.payoffs import preferred, valued

EXACT = 2**18
SAMPLE = 2**16
SEED = 0
LOW = 0.5
DIFFERING = 3


class Differing(Frozen):
    """An outcome on which the two rankings of a party differ much.

    Attributes
    ----------
    outcome : Outcome
        The outcome.
    stated, valued : float
        The share of the other outcomes that it is above by the statements, and by the points; ties count half.
    """

    outcome: Outcome
    stated: float
    valued: float


class PartyAlignment(Frozen):
    """How far the statements and the points of a party agree.

    Attributes
    ----------
    party : str
        The party.
    tau_b : float or None
        Kendall's tau-b between the two rankings over the possible outcomes: 1 where they are the same, 0 where one says
        nothing of the other, -1 where they are opposite; None where one of them ties everything.
    same : float or None
        Of the pairs of outcomes that both rankings order, the share ordered the same; None where there are none.
    tied : float
        The share of all pairs that are tied in one of the rankings or in both.
    sign : float or None
        The share of the other outcomes that both rankings put on the same side of today: better, worse or indifferent;
        None where today is impossible.
    differ : tuple of Differing
        The outcomes on which the rankings differ most.
    follows : str
        ``"from values"`` or ``"from statements"`` where the case lets one follow from the other, else empty.
    """

    party: str
    tau_b: float | None
    same: float | None
    tied: float
    sign: float | None
    differ: tuple[Differing, ...]
    follows: str = ""

    @property
    def low(self) -> bool:
        """Whether the two agree so little that results from one say little of the other."""
        return self.tau_b is not None and self.tau_b < LOW


class AlignmentRecord(Record, kw_only=True):
    """The agreement of statements and points, for every party that has both.

    Attributes
    ----------
    outcomes : int
        How many outcomes are possible.
    compared : int
        How many of them were compared: all, or a seeded sample.
    parties : tuple of PartyAlignment
        In the order of the case.
    """

    outcomes: int
    compared: int
    parties: tuple[PartyAlignment, ...]

    def rows(self) -> Rows:
        """Give one row per party."""
        body = [(one.party, _share(one.tau_b, 2), _share(one.same, 3), _share(one.sign, 3)) for one in self.parties]
        return ("party", "tau-b", "pairs ordered the same", "same side of today"), body


def alignment(case: Case | Game) -> AlignmentRecord:
    """Compare what a party's statements and its points say of the same outcomes.

    Stability reads the statements, bargaining the points at their most likely values. Where the two rank outcomes
    differently, the two kinds of result speak of different parties.

    Parameters
    ----------
    case : Case or Game
        The case.

    Returns
    -------
    AlignmentRecord

    Notes
    -----
    All possible outcomes up to 262,144; of more, 65,536 drawn with seed 0. What law or contract requires of a party
    (``requires``) is left out: it is no preference.

    Examples
    --------
    >>> import winset
    >>> [(one.party, round(one.tau_b, 2)) for one in winset.alignment(winset.load("jeddah-2025")).parties]
    [('US', 0.72), ('UA', 0.71), ('RU', 0.77)]
    """
    game = case if isinstance(case, Game) else Game(case)
    cells = compared_cells(game)
    found = [_party(game, key, cells) for key in with_both(game.case)] if len(cells) else []
    drawn = len(cells) < game.space.count
    return AlignmentRecord(
        case=CaseReference.of(game.case),
        method="agreement of statements and points (Kendall's tau-b)",
        settings={"compared": f"a sample of {len(cells):,} outcomes" if drawn else "all possible outcomes"},
        seed=SEED if drawn else None,
        outcomes=game.space.count,
        compared=len(cells),
        parties=tuple(found),
    )


def alignment_notes(case: Case | Game) -> tuple[PartyAlignment, ...]:
    """Give the parties whose statements and points agree so little that brief and report say so."""
    return tuple(one for one in alignment(case).parties if one.low)


def with_both(case: Case) -> list[str]:
    """List the parties that have points, and statements or a ranking."""
    return [key for key in case.parties if case.values.get(key) and (case.preferences.get(key) or key in case.ranking)]


def compared_cells(game: Game, limit: int = EXACT, sample: int = SAMPLE) -> Ints:
    """Give the cells of the possible outcomes, or a seeded sample of them when there are more than ``limit``."""
    cells = game.space.indices()
    if len(cells) <= limit:
        return cells
    drawn = np.random.Generator(np.random.Philox(SEED)).choice(len(cells), sample, replace=False)
    return cells[np.sort(drawn)]


def _party(game: Game, party: str, cells: Ints) -> PartyAlignment:
    case = game.case
    stated, points = (rank(case, game.space, party).astype(np.int64) for rank in (preferred, valued))
    counted = pairs(stated[cells], points[cells])
    return PartyAlignment(
        party=party,
        tau_b=counted.tau_b,
        same=counted.same / counted.ordered if counted.ordered else None,
        tied=1 - counted.ordered / counted.total if counted.total else 0.0,
        sign=_sign(game, stated, points, cells),
        differ=_differing(game, stated[cells], points[cells], cells, counted),
        follows=case.follows(party),
    )


def _sign(game: Game, stated: Ints, points: Ints, cells: Ints) -> float | None:
    today = game.status_quo
    others = cells[cells != today]
    if today is None or not len(others):
        return None
    sides = [np.sign(rank[others] - rank[today]) for rank in (stated, points)]
    return float(np.mean(sides[0] == sides[1]))


def _differing(game: Game, stated: Ints, points: Ints, cells: Ints, counted: Pairs) -> tuple[Differing, ...]:
    if not counted.opposite:
        return ()
    above = [_above(rank) for rank in (stated, points)]
    apart = np.round(np.abs(above[0] - above[1]), 9)  # ties in the order of the outcomes
    chosen = np.argsort(-apart, kind="stable")[:DIFFERING]
    return tuple(
        Differing(Outcome.at(game.space, int(cells[one])), float(above[0][one]), float(above[1][one]))
        for one in chosen
        if apart[one]
    )


def _above(rank: Ints) -> np.ndarray:
    """Give for every outcome the share of the others that it is above; ties count half."""
    ordered = np.sort(rank)
    below, upto = np.searchsorted(ordered, rank, "left"), np.searchsorted(ordered, rank, "right")
    return (below + (upto - below - 1) / 2) / max(len(rank) - 1, 1)


def _share(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
