"""What many preference profiles say together: in which share of them what holds, and on which doubt that hangs."""

from __future__ import annotations

from collections.abc import Mapping

from winset.engines.records import Outcome, Record, Rows
from winset.engines.stability.profiles import Doubt
from winset.frozen import Frozen


class Hanging(Frozen):
    """The doubt that a share hangs on most.

    Attributes
    ----------
    doubt : int
        Its position in the record's list.
    as_written, otherwise : float
        The share among the profiles in which it is as written, and among the others.
    """

    doubt: int
    as_written: float
    otherwise: float


class OutcomeShare(Outcome):
    """An outcome that holds in some profile.

    Attributes
    ----------
    share : float
        In which share of the profiles it holds.
    hangs_on : Hanging or None
        None where the share is the same whatever is doubted.
    """

    share: float = 0.0
    hangs_on: Hanging | None = None


class ScenarioShare(Frozen):
    """A scenario: in which share of the profiles one of its outcomes holds."""

    scenario: str
    share: float
    hangs_on: Hanging | None = None


class Holding(Frozen):
    """What holds under one concept over all profiles.

    Attributes
    ----------
    count, always : int
        How many outcomes hold in some profile, and in all of them.
    outcomes : tuple of OutcomeShare
        Those that hold most often first, at most as many as asked for.
    scenarios : tuple of ScenarioShare
        In the order of the case.
    """

    count: int
    always: int
    outcomes: tuple[OutcomeShare, ...]
    scenarios: tuple[ScenarioShare, ...]


class EnsembleRecord(Record, kw_only=True):
    """The result of a stability analysis over many preference profiles.

    Attributes
    ----------
    outcomes, samples, distinct : int
        How many outcomes are possible, how many profiles were drawn, and how many of these differ.
    doubts : tuple of Doubt
        What is in doubt about statements.
    holding : mapping of str to Holding
        By concept.
    """

    outcomes: int
    samples: int
    distinct: int
    doubts: tuple[Doubt, ...]
    holding: Mapping[str, Holding]

    def rows(self) -> Rows:
        """Give one row per concept and scenario."""
        body = [
            (concept, one.scenario, f"{100 * one.share:.1f}")
            for concept, found in self.holding.items()
            for one in found.scenarios
        ]
        return ("concept", "ending", "% of profiles"), body
