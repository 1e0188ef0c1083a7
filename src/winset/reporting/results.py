"""Everything a report tells, computed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from winset.case.model import Case
from winset.engines.bargaining.deals import deals
from winset.engines.bargaining.flips import FlipsRecord, flips
from winset.engines.bargaining.forecast import ForecastRecord, forecast
from winset.engines.bargaining.zone import DealsRecord
from winset.engines.brief import BriefRecord, brief
from winset.engines.evidence import Support, informed, supports
from winset.engines.stability.analysis import StabilityRecord, stability
from winset.errors import WinsetError
from winset.record.kinds import KINDS, Row

DRAWS = 2_000
FLIP_DRAWS = 250
DEAL_DRAWS = 300
PACKAGES = 40
HELD = 400

Rows = Mapping[str, Mapping[str, Row]]


@dataclass(frozen=True)
class Results:
    """What the engines and the record say of a case.

    Attributes
    ----------
    case : Case
        The case with the chances that its record leads to.
    scale : str
        The scale of words.
    brief, stability
        What can hold.
    forecast, flips, deals
        The numbers; None where the case gives too little for them.
    rows : mapping of str to mapping of str to Row
        The rows of the record that this reader may see, by table.
    supports : tuple of Support
        What the claims make of conditions and statements.
    withheld : mapping of str to int
        How many rows of each table are left out for this reader.
    notes : tuple of str
        What could not be computed, and why.
    """

    case: Case
    scale: str
    brief: BriefRecord
    stability: StabilityRecord
    forecast: ForecastRecord | None
    flips: FlipsRecord | None
    deals: DealsRecord | None
    rows: Rows
    supports: tuple[Support, ...]
    withheld: Mapping[str, int]
    notes: tuple[str, ...]

    @property
    def claims(self) -> Mapping[str, Row]:
        """The claims this reader may see."""
        return self.rows["claims"]


def gathered(case: Case, rows: Rows, visible: Rows, scale: str, draws: int, seed: int) -> Results:
    """Compute everything a report tells.

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
    links = list(rows["links"].values())
    known = informed(case, rows["claims"], links)
    told = brief(known)
    notes: list[str] = [*told.notes]
    numbers: tuple[ForecastRecord | None, FlipsRecord | None, DealsRecord | None] = (None, None, None)
    if any(known.values.values()):
        try:
            numbers = (
                forecast(known, draws, seed),
                flips(known, min(draws, FLIP_DRAWS), seed),
                deals(known, min(draws, DEAL_DRAWS), seed, PACKAGES),
            )
        except WinsetError as error:
            notes.append(f"No forecast: {error}")
    return Results(
        case=known,
        scale=scale,
        brief=replace(told, numbers=None),
        stability=stability(known, "nash,gmr,smr,seq,sseq", limit=HELD),
        forecast=numbers[0],
        flips=numbers[1],
        deals=numbers[2],
        rows=visible,
        supports=tuple(supports(known, rows["claims"], links)),
        withheld={table: len(rows[table]) - len(visible[table]) for table in KINDS},
        notes=tuple(dict.fromkeys(notes)),
    )
