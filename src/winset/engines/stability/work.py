"""How much work an analysis of stability would be, told from sizes alone, so that too much is refused before it begins.

Every concept in which the others answer spreads labels over all outcomes, once for every unit that may answer, for
every unit that is asked. Where each answer must be an improvement for who gives it, one such pass costs eight times
as much as where it need only be a move; what several must prefer together costs sixteen times what one prefers, and
outcomes that are listed eight times those laid out as a grid. CSMR spreads two labels. Simultaneous moves are listed,
sixteen steps for each; how they combine is counted where they are, and so is what CSMR has to settle outcome by
outcome. Where there are many steps, one is two to six nanoseconds (measured on cases of 2^17 to 2^24 outcomes with 4 to
20 parties, on 4 parties with 4 coalitions, and on 3,000 profiles of preferences of the flagship: 4.0), so the limit is
about a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from winset.engines.stability.concepts import Concept
from winset.errors import UsageError
from winset.space.game import Game

WORK_LIMIT = 15_000_000_000
_HINT = "Name fewer concepts, such as --concepts nash, or join or remove issues."
_LISTED = 8
_JOINT = 16
_LISTED_MOVE = 16
_HARDER = {"seq": 8, "sseq": 8, "cseq": 8, "sim-procedural": 8, "csmr": 2}
_SIMULTANEOUS = ("sim", "sim-procedural")


def work(game: Game, concepts: Sequence[Concept], sanctions: str, readings: int = 1) -> int:
    """Estimate an analysis in cells visited: outcomes x units asked x units that may answer, over the concepts.

    Examples
    --------
    >>> from winset.engines.stability.concepts import chosen
    >>> import winset
    >>> work(winset.game(winset.load("chicken")), chosen("gmr,seq"), "unlimited")
    72
    """
    return sum(_of(game, concept, sanctions) for concept in concepts) * readings


def _of(game: Game, concept: Concept, sanctions: str) -> int:
    """The cells visited for one concept."""
    controlled = {party for issue in game.case.issues.values() for party in issue.control}
    answering = [unit for unit in game.units if len(unit) > 1 or game.parties[unit[0]] in controlled]
    orders = 2 ** min(len(answering), 10) if sanctions == "once" else 1
    passes = sum(
        len(unit) * sum(_JOINT if len(other) > 1 else 1 for other in answering if not set(unit) & set(other))
        for unit in concept.units(game)
    )
    if concept.key == "sim-procedural":  # asks SEQ of every party, for every party
        passes *= len(game.parties)
    visited = passes * orders * _HARDER.get(concept.key, 1) if concept.sanctioned else 0
    visited *= 1 if game.space.dense else _LISTED
    if concept.key in _SIMULTANEOUS:
        visited += _LISTED_MOVE * sum(_moves(game, party) for party in game.parties)
    return visited * game.space.size


def _moves(game: Game, party: str) -> int:
    """How many moves a party has from an outcome at most."""
    ways = prod(len(issue.scale) for issue in game.case.issues.values() if issue.control == (party,))
    return min(ways, game.space.size) - 1


def refuse_too_much(
    game: Game, concepts: Sequence[Concept], sanctions: str, readings: int = 1, workers: int = 1, hint: str = _HINT
) -> None:
    """Refuse an analysis that would take minutes, before anything is ranked.

    Raises
    ------
    UsageError
        If the estimate is above ``WORK_LIMIT`` for each of those who share the work.
    """
    total, most = work(game, concepts, sanctions, readings), WORK_LIMIT * workers
    if total <= most:
        return
    names = ", ".join(concept.key for concept in concepts if concept.sanctioned or concept.key in _SIMULTANEOUS)
    what = (
        f"{names} would be worked out over {game.space.count:,} outcomes and {len(game.units)} units "
        f"in {total:,} steps, more than {most:,}"
    )
    raise UsageError(what, hint)
