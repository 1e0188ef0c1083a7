"""What the table of outcomes shows: rows with levels, places and verdicts, and the groups they fall into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winset.engines.records import Outcome, Record, Rows
from winset.frozen import Frozen


class OutcomeRow(Outcome):
    """One outcome of the table.

    Attributes
    ----------
    places : mapping of str to int
        For each party, the place of the outcome in its order: 1 is best, ties share a place.
    against : mapping of str to str
        For each party, whether the outcome is ``better``, the ``same`` or ``worse`` than the status quo; empty where
        the status quo is impossible.
    leaves : tuple of str
        The parties that have an improvement from it.
    scenarios : tuple of str
        The scenarios it belongs to.
    concepts : mapping of str to bool
        Under which of the concepts asked for it holds, that is, is stable for every unit they ask about.
    efficient : bool or None
        Whether no other possible outcome is better for one party and worse for none; None where there are too many
        outcomes to tell.
    absent : tuple of str
        The issues that do not exist in it; their levels mean nothing there.
    """

    places: Mapping[str, int]
    against: Mapping[str, str]
    leaves: tuple[str, ...]
    scenarios: tuple[str, ...]
    concepts: Mapping[str, bool]
    efficient: bool | None = None
    absent: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it is Nash-stable against every party alone: no party has an improvement from it."""
        return not self.leaves

    def cells(self) -> tuple[str, ...]:
        """Give the row as text, in the order of :func:`header`."""
        return (
            str(self.number),
            *("" if issue in self.absent else level for issue, level in self.levels.items()),
            *map(str, self.places.values()),
            ", ".join(self.scenarios),
            "" if self.efficient is None else "yes" if self.efficient else "no",
            *("yes" if holds else "no" for holds in self.concepts.values()),
        )


def header(issues: Sequence[str], parties: Sequence[str], concepts: Sequence[str]) -> tuple[str, ...]:
    """Name the columns of the table."""
    return ("number", *issues, *(f"{party} place" for party in parties), "ending", "efficient", *concepts)


class Facet(Frozen):
    """One way of sorting outcomes into groups, with the size of each.

    Attributes
    ----------
    kind : str
        ``level`` (of an issue), ``scenario``, ``concept``, ``against`` (better or worse than the status quo for a
        party) or ``leaves`` (whether a party has an improvement).
    of : str
        Which issue, party or concept; empty for scenarios.
    counts : mapping of str to int
        For each group, how many outcomes it has that satisfy everything else that was asked for.
    chosen : tuple of str
        The groups asked for; empty when all are.
    """

    kind: str
    of: str
    counts: Mapping[str, int]
    chosen: tuple[str, ...] = ()


class OutcomesRecord(Record, kw_only=True):
    """The possible outcomes of a case.

    Attributes
    ----------
    possible : int
        How many outcomes are possible.
    count : int
        How many of them satisfy the filters.
    offset : int
        How many of these come before the first one listed.
    outcomes : tuple of OutcomeRow
        Those listed, in the chosen order.
    facets : tuple of Facet
        The groups the outcomes fall into; only where they were asked for.
    """

    possible: int
    count: int
    offset: int
    outcomes: tuple[OutcomeRow, ...]
    facets: tuple[Facet, ...] = ()

    def rows(self) -> Rows:
        """Give one row per outcome."""
        if not self.outcomes:
            return ("outcome",), []
        first = self.outcomes[0]
        columns = header(tuple(first.levels), tuple(first.places), tuple(first.concepts))
        return columns, [row.cells() for row in self.outcomes]
