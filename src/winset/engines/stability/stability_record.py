"""What a stability analysis finds: which outcomes and scenarios hold under which concepts, and what upsets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from winset.engines.records import Outcome, Record, Rows
from winset.frozen import Frozen, field
from winset.space.outcomes import Ints


class JointMove(Frozen):
    """A coalition's joint improvement.

    Attributes
    ----------
    units : tuple of str
        The members, by party key.
    to : int
        The outcome it leads to.
    """

    units: tuple[str, ...]
    to: int


class Equilibrium(Outcome):
    """An outcome that is stable for every unit the concept asks about.

    Attributes
    ----------
    upset_by : tuple of JointMove
        Joint improvements of the case's coalitions from here.
    """

    upset_by: tuple[JointMove, ...] = ()


class Equilibria(Frozen):
    """The equilibria under one concept.

    Attributes
    ----------
    count : int
        How many there are.
    outcomes : tuple of Equilibrium
        The first of them in the order of their numbers.
    by_construction : int
        How many hold whatever anyone wants: no unit that the concept asks about has any move from them.
    """

    count: int
    outcomes: tuple[Equilibrium, ...]
    by_construction: int


class ScenarioHolding(Frozen):
    """What holds within a scenario.

    Attributes
    ----------
    scenario : str
        Its key.
    counts, by_construction : mapping of str to int
        By concept: how many of its outcomes hold, and how many of these hold whatever anyone wants.
    """

    scenario: str
    counts: Mapping[str, int]
    by_construction: Mapping[str, int]


class StabilityRecord(Record, kw_only=True):
    """The result of a stability analysis.

    Attributes
    ----------
    outcomes : int
        How many outcomes are possible.
    equilibria : mapping of str to Equilibria
        By concept.
    equal : tuple of tuple of str
        The concepts, those under which exactly the same outcomes hold together.
    scenarios : tuple of ScenarioHolding
        What holds within every scenario.
    random_shares : mapping of str to float
        Under which share of random preferences each scenario holds, by the first concept; empty when not tried.
    verdicts : mapping of str to mapping of str to ndarray of int64
        By concept and unit, the numbers of the outcomes stable for that unit; only when asked for.
    readings : tuple of StabilityRecord
        One for each way of reading the statements marked unknown; empty when there are none.
    """

    outcomes: int
    equilibria: Mapping[str, Equilibria]
    equal: tuple[tuple[str, ...], ...] = ()
    scenarios: tuple[ScenarioHolding, ...] = ()
    random_shares: Mapping[str, float] = field(default_factory=dict)
    verdicts: Mapping[str, Mapping[str, Ints]] = field(default_factory=dict)
    readings: tuple[StabilityRecord, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the record as plain values; empty ``verdicts``, ``readings`` and ``upset_by`` are left out."""
        result = super().to_dict()
        for key in ("verdicts", "readings"):
            if not result[key]:
                del result[key]
        for found in result["equilibria"].values():
            for outcome in found["outcomes"]:
                if not outcome["upset_by"]:
                    del outcome["upset_by"]
        return result

    def rows(self) -> Rows:
        """Give one row per concept."""
        body = [
            (concept, str(found.count), ", ".join(str(outcome.number) for outcome in found.outcomes[:12]))
            for concept, found in self.equilibria.items()
        ]
        return ("concept", "equilibria", "outcomes"), body
