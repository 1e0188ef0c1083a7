"""How much work an analysis of stability would be, told from sizes alone, so that too much is refused before it begins.

Every concept in which the others answer spreads labels over all outcomes, once for every unit that may answer, for
every unit that is asked. Where each answer must be an improvement for who gives it, one such pass costs eight times
as much as where it need only be a move (measured on a case of 2^20 outcomes and 20 parties).
"""

from __future__ import annotations

from collections.abc import Sequence

from winset.engines.stability.concepts import Concept
from winset.errors import UsageError
from winset.space.game import Game

WORK_LIMIT = 2**33
_IMPROVING = {"seq": 8, "sseq": 8, "cseq": 8, "sim-procedural": 8}


def work(game: Game, concepts: Sequence[Concept], sanctions: str, readings: int = 1) -> int:
    """Estimate an analysis in cells visited: outcomes x units asked x units that may answer, over the concepts.

    Examples
    --------
    >>> from winset.engines.stability.concepts import chosen
    >>> import winset
    >>> work(winset.game(winset.load("chicken")), chosen("gmr,seq"), "unlimited")
    144
    """
    controlled = {party for issue in game.case.issues.values() for party in issue.control}
    answering = len(controlled) + len(game.coalitions)
    orders = 2 ** min(answering, 10) if sanctions == "once" else 1
    total = 0
    for concept in concepts:
        asked = sum(len(unit) for unit in concept.units(game))
        if concept.key == "sim-procedural":  # asks SEQ of every party, for every party
            asked *= len(game.parties)
        if concept.sanctioned:
            total += asked * answering * orders * _IMPROVING.get(concept.key, 1)
    return total * game.space.size * readings


def refuse_too_much(game: Game, concepts: Sequence[Concept], sanctions: str, readings: int = 1) -> None:
    """Refuse an analysis that would take minutes, before anything is ranked.

    Raises
    ------
    UsageError
        If the estimate is above ``WORK_LIMIT``.
    """
    total = work(game, concepts, sanctions, readings)
    if total <= WORK_LIMIT:
        return
    names = ", ".join(concept.key for concept in concepts if concept.sanctioned)
    what = (
        f"{names} would be worked out over {game.space.count:,} outcomes and {len(game.units)} units "
        f"in {total:,} steps, more than {WORK_LIMIT:,}"
    )
    raise UsageError(what, "Name fewer concepts, such as --concepts nash, or join or remove issues.")
