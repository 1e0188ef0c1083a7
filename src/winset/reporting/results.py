"""What a report tells, each result computed when a part first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar

from winset.case.model import Case
from winset.claims import Claim, Row, SourceDocument, claims_of, documents_of, links_of
from winset.engines.brief.brief import BriefRecord, brief
from winset.engines.deals.deals import deals
from winset.engines.deals.zone import DealsRecord
from winset.engines.evidence.gaps import MissingRecord, missing
from winset.engines.evidence.likelihood_ratios import Support, supports
from winset.engines.forecast.flips import flips
from winset.engines.forecast.flips_record import FlipsRecord
from winset.engines.forecast.forecast import forecast
from winset.engines.forecast.forecast_record import ForecastRecord
from winset.engines.stability.analysis import stability
from winset.engines.stability.concepts import DEFAULT_CONCEPTS
from winset.engines.stability.stability_record import StabilityRecord
from winset.errors import WinsetError
from winset.frozen import Frozen, field, replace
from winset.record.kinds import KINDS

FLIP_DRAWS = 500
"""With so many, how the case stands is told by the run that the forecast reads; a quarter of what ``flips`` takes."""
PACKAGES = 40
HELD = 400
WAITING = 100
"""How many claims that wait for review are listed."""
Rows = Mapping[str, Mapping[str, Row]]
Found = TypeVar("Found")


class Results(Frozen):
    """What the engines and the record say of a case.

    Attributes
    ----------
    case : Case
        The case.
    scale : str
        The scale of words.
    draws, seed : int
        For the forecast.
    rows : mapping of str to mapping of str to Row
        The rows of the record that this reader may see, by table.
    supports : tuple of Support
        What the claims make of conditions and statements.
    withheld : mapping of str to int
        How many rows of each table are left out for this reader.
    """

    case: Case
    scale: str
    draws: int
    seed: int
    rows: Rows
    supports: tuple[Support, ...]
    withheld: Mapping[str, int]
    _failures: list[str] = field(default_factory=list)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The claims this reader may see."""
        return claims_of(self.rows["claims"])

    @cached_property
    def listed(self) -> Mapping[str, Claim]:
        """The claims that are listed one by one: of those that wait for review only the first, and what others name."""
        waiting = [key for key, one in self.claims.items() if one.status == "proposed"]
        named = {row.get("claim") for table in ("links", "events", "stances") for row in self.rows[table].values()}
        left_out = set(waiting[WAITING:]) - named
        return {key: one for key, one in self.claims.items() if key not in left_out}

    @cached_property
    def missing(self) -> MissingRecord:
        """What the case and its record lack."""
        return missing(self.case, self.claims, self.documents, links_of(self.rows["links"].values()))

    @cached_property
    def documents(self) -> Mapping[str, SourceDocument]:
        """The documents this reader may see."""
        return documents_of(self.rows["documents"])

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be computed, and why."""
        return tuple(dict.fromkeys((*self.brief.notes, *self._failures)))

    @cached_property
    def brief(self) -> BriefRecord:
        """What can hold, how to get there, what it hangs on; the numbers are those of the other results."""
        return replace(self.whole_brief, numbers=None)

    @cached_property
    def whole_brief(self) -> BriefRecord:
        """The brief with its own numbers, as ``winset brief`` tells it on page one."""
        return brief(self.case)

    @cached_property
    def stability(self) -> StabilityRecord:
        """Which outcomes hold under each concept."""
        return stability(self.case, DEFAULT_CONCEPTS, limit=HELD)

    @cached_property
    def forecast(self) -> ForecastRecord | None:
        """How likely each outcome is; None where the case gives too little for it."""
        return self._numbers(lambda: forecast(self.case, self.draws, self.seed))

    @cached_property
    def flips(self) -> FlipsRecord | None:
        """What would change the answer."""
        return self._numbers(lambda: flips(self.case, min(self.draws, FLIP_DRAWS), self.seed))

    @cached_property
    def deals(self) -> DealsRecord | None:
        """Which packages suit all who sign and their homes."""
        return self._numbers(lambda: deals(self.case, self.draws, self.seed, PACKAGES))

    def _numbers(self, compute: Callable[[], Found]) -> Found | None:
        if not any(self.case.values.values()):
            return None
        try:
            return compute()
        except WinsetError as error:
            self._failures.append(f"No forecast: {error}")
            return None


def gathered(case: Case, rows: Rows, visible: Rows, scale: str, draws: int, seed: int) -> Results:
    """Prepare what a report tells.

    Parameters
    ----------
    case : Case
        The case.
    rows, visible : mapping
        The rows of its record, and those of them that the reader may see.
    scale : str
        The scale of words.
    draws, seed : int
        For the forecast.
    """
    links = links_of(rows["links"].values())
    found = tuple(supports(case, claims_of(rows["claims"]), links))
    withheld = {table: len(rows[table]) - len(visible[table]) for table in KINDS}
    return Results(case, scale, draws, seed, visible, found, withheld)
