"""What the deals engine finds: the zone, the win-sets, the obstacles, the packages."""

from __future__ import annotations

from collections.abc import Mapping

from winset import expr
from winset.engines.deals.linkage import Linkage
from winset.engines.deals.requirements import OfRequirement, Requirement
from winset.engines.deals.solutions import DEFINITIONS
from winset.engines.records import Record, Rows
from winset.engines.stability.unilateral import AloneMove
from winset.engines.talks.spread import Spread
from winset.frozen import Frozen, field


class WinSet(Frozen):
    """A party's win-set: the packages that it and its homes accept and that violate no condition of its own.

    Attributes
    ----------
    party : str
        Its key.
    profile : str
        Which variant of its preferences; empty for the case as it stands, all variants by their weights.
    size : Spread
        How many packages.
    overlap : Spread
        How many of these are deals.
    """

    party: str
    profile: str
    size: Spread
    overlap: Spread


class Obstacle(OfRequirement):
    """A requirement, and what it costs.

    Attributes
    ----------
    fails : float
        The share of packages in whose way it stands, mean over the draws: who is outvoted stands in nobody's way.
    opens : float
        How many packages more would be deals without it, mean over the draws: the pivotal one opens most.
    """

    fails: float
    opens: float


class Package(Frozen):
    """A package and what speaks for or against it.

    Attributes
    ----------
    levels : mapping of str to str
        The negotiated issues.
    share : float
        In which share of the draws it is a deal.
    central : bool
        Whether it is one with everything as most likely.
    gains : mapping of str to float
        What each signatory gains over no deal in points of its own, most likely values.
    over_today : mapping of str to float
        What each signatory gains over everything staying as it is today, most likely values.
    in_force : float or None
        The chance that it comes into force once it is agreed at the table, after capitals, homes and absent parties:
        mean over the draws in which the signatories would agree on it; None without draws.
    refused_by : mapping of str to float
        The chance that each absent party refuses it, over the same draws.
    fails : tuple of (Requirement, float)
        What stands in its way, with the share of draws, worst first; who is outvoted does not.
    answers : tuple of (mapping of str to str, float)
        How the absent parties would answer, most likely values, likeliest first.
    efficient : bool
        Whether no other deal is better for one signatory and no worse for another.
    solutions : tuple of str
        The solution points it attains.
    """

    levels: Mapping[str, str]
    share: float
    central: bool
    gains: Mapping[str, float]
    over_today: Mapping[str, float]
    in_force: float | None
    refused_by: Mapping[str, float]
    fails: tuple[tuple[Requirement, float], ...]
    answers: tuple[tuple[Mapping[str, str], float], ...]
    efficient: bool
    solutions: tuple[str, ...]


class LevelShare(Frozen):
    """A level of a negotiated issue in the zone.

    Attributes
    ----------
    issue, level : str
        Which level.
    share : float
        Which share of the deals contains it, mean over draws that have deals; 0 says that it blocks.
    middle : bool
        Whether it lies between others: without it the zone would be smaller by that share.
    """

    issue: str
    level: str
    share: float
    middle: bool


class DealsRecord(Record, kw_only=True):
    """The zone of possible agreement.

    Attributes
    ----------
    packages : int
        How many packages can occur: agreements, the status quo not counted.
    zone : Spread
        How many of them are deals.
    empty : float
        The share of draws in which none is.
    win_sets : tuple of WinSet
        One per signatory, and one per profile where a party has profiles.
    obstacles : tuple of Obstacle
        Who and what stands in the way, the pivotal one first.
    conflict : tuple of Requirement
        Where the zone is empty at the most likely values: a smallest set of requirements no package meets together.
    levels : tuple of LevelShare
        Every level of the negotiated issues.
    listed : tuple of Package
        The likeliest deals; the packages of the solution points are always among them.
    frontier : int
        How many deals are efficient, most likely values.
    attained : mapping of str to int
        How many packages attain each solution point; several are a tie.
    definitions : mapping of str to str
        What each solution point is.
    linkage : Linkage or None
        What settling the issues together is worth.
    alone : mapping of str to tuple of AloneMove
        What each party can do by itself, which is no agreement; the same as in the brief.
    exact : bool
        Whether frontier and points are exact; else gains are rounded to a trillionth of each party's scale.
    notes : tuple of str
        What was not computed, and why.
    """

    packages: int
    zone: Spread
    empty: float
    win_sets: tuple[WinSet, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    conflict: tuple[Requirement, ...] = ()
    levels: tuple[LevelShare, ...] = ()
    listed: tuple[Package, ...] = ()
    frontier: int = 0
    attained: Mapping[str, int] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=lambda: dict(DEFINITIONS))
    linkage: Linkage | None = None
    alone: Mapping[str, tuple[AloneMove, ...]] = field(default_factory=dict)
    exact: bool = True
    notes: tuple[str, ...] = ()

    def rows(self) -> Rows:
        """Give one row per listed package."""
        body = [(f"{one.share:.2f}", "yes" if one.central else "no", expr.assigned(one.levels)) for one in self.listed]
        return ("deal in", "most likely", "package"), body
