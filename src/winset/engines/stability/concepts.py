"""The catalogue of solution concepts: one row each, with its definition's source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from winset.engines.stability import coalition, party, simultaneous
from winset.errors import UsageError, nearest
from winset.frozen import Frozen
from winset.space.game import Game
from winset.space.outcomes import Bools


class Concept(Frozen):
    """A solution concept.

    Attributes
    ----------
    key : str
        Its name in files, commands and results.
    name : str
        Its name in prose.
    source : str
        Where it is defined.
    decide : callable
        From a game, a unit (party positions) and a sanctions convention to a verdict for each cell.
    coalitional : bool
        Whether it is decided for coalitions too.
    sanctioned : bool
        Whether the sanctions convention matters.
    """

    key: str
    name: str
    source: str
    decide: Callable[[Game, tuple[int, ...], str], Bools]
    coalitional: bool = False
    sanctioned: bool = True

    def units(self, game: Game) -> tuple[tuple[int, ...], ...]:
        """The units it is decided for."""
        return game.units if self.coalitional else tuple((one,) for one in range(len(game.parties)))


def _of_party(decide: Callable[[Game, int, str], Bools]) -> Callable[[Game, tuple[int, ...], str], Bools]:
    return lambda game, unit, sanctions: decide(game, unit[0], sanctions)


CONCEPTS: dict[str, Concept] = {
    concept.key: concept
    for concept in (
        Concept("nash", "Nash", "Nash 1950; Howard 1971", _of_party(party.nash), sanctioned=False),
        Concept("gmr", "general metarationality", "Howard 1971", _of_party(party.gmr)),
        Concept("smr", "symmetric metarationality", "Howard 1971", _of_party(party.smr)),
        Concept("seq", "sequential stability", "Fraser & Hipel 1979", _of_party(party.seq)),
        Concept("sseq", "symmetric sequential stability", "Rego & Vieira 2017", _of_party(party.sseq)),
        Concept("sim", "simultaneous stability", "Fraser & Hipel 1984", _of_party(simultaneous.sim), sanctioned=False),
        Concept(
            "sim-procedural",
            "simultaneous stability, procedural",
            "Fraser & Hipel 1984",
            _of_party(simultaneous.sim_procedural),
        ),
        Concept("cnash", "coalition Nash", "Inohara & Hipel 2008", coalition.cnash, True, False),
        Concept("cgmr", "coalition general metarationality", "Inohara & Hipel 2008", coalition.cgmr, True),
        Concept("csmr", "coalition symmetric metarationality", "Inohara & Hipel 2008", coalition.csmr, True),
        Concept("cseq", "coalition sequential stability", "Inohara & Hipel 2008", coalition.cseq, True),
    )
}
KNOWN = [{"key": one.key, "name": one.name} for one in CONCEPTS.values()]
"""Every concept with its name, for pages that offer them."""
DEFAULT_CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def chosen(concepts: str | Sequence[str]) -> list[Concept]:
    """Find concepts by their keys (a sequence, or one text separated by commas).

    Raises
    ------
    UsageError
        If a key is unknown.

    Examples
    --------
    >>> [concept.name for concept in chosen("nash, seq")]
    ['Nash', 'sequential stability']
    """
    keys = concepts.split(",") if isinstance(concepts, str) else concepts
    found = []
    for key in dict.fromkeys(key.strip().lower() for key in keys):
        if key not in CONCEPTS:
            raise UsageError(f"there is no solution concept '{key}'", nearest(key, list(CONCEPTS), "Concepts"))
        found.append(CONCEPTS[key])
    return found
