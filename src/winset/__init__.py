"""winset: a workbench for analysing real negotiations and conflicts.

>>> import winset
>>> case = winset.load("prisoners-dilemma")
>>> winset.stability(case, concepts="nash").equilibria["nash"].count
1
"""

from __future__ import annotations

from importlib import import_module
from types import FunctionType
from typing import TYPE_CHECKING, Any

from winset._version import __version__

if TYPE_CHECKING:
    from winset.case.editing import changed, swap
    from winset.case.leaving_out import without
    from winset.case.model import Case
    from winset.case.opening import load
    from winset.case.reading import from_data
    from winset.drafting.drafts import draft
    from winset.engines.alignment.measure import alignment
    from winset.engines.brief.brief import brief
    from winset.engines.check.statements import check
    from winset.engines.deals.deals import deals
    from winset.engines.deals.frontier import frontier
    from winset.engines.deals.overlap import overlap
    from winset.engines.deals.package import package
    from winset.engines.deals.positions import positions
    from winset.engines.forecast.flips import flips
    from winset.engines.forecast.forecast import forecast
    from winset.engines.forecast.what_if import what_if
    from winset.engines.interview.asking import interview
    from winset.engines.outcomes.groups import outcome_groups
    from winset.engines.outcomes.listing import outcomes
    from winset.engines.outcomes.map import outcome_map
    from winset.engines.routes.stable import routes
    from winset.engines.stability.analysis import stability
    from winset.engines.stability.ensemble import ensemble
    from winset.engines.stability.foresight import farsighted, farsighted_summary
    from winset.engines.stability.limited_horizon import limited_horizon
    from winset.engines.stability.ranking import ranking
    from winset.engines.stability.why import why
    from winset.engines.versions.compare import compare
    from winset.errors import CaseFileError, CaseTooLargeError, ExpressionError, UsageError, WinsetError
    from winset.log.forecast_log import forecast_log
    from winset.reading.reads import read, update
    from winset.record.opened import diff, open_record
    from winset.reporting.build import report
    from winset.reporting.pictures import picture
    from winset.space.game import Game, game

_HOME = {
    "winset.case.editing": ("changed", "swap"),
    "winset.case.leaving_out": ("without",),
    "winset.case.model": ("Case",),
    "winset.case.opening": ("load",),
    "winset.case.reading": ("from_data",),
    "winset.drafting.drafts": ("draft",),
    "winset.engines.alignment.measure": ("alignment",),
    "winset.engines.deals.deals": ("deals",),
    "winset.engines.deals.frontier": ("frontier",),
    "winset.engines.deals.overlap": ("overlap",),
    "winset.engines.deals.positions": ("positions",),
    "winset.engines.forecast.flips": ("flips",),
    "winset.engines.deals.package": ("package",),
    "winset.engines.forecast.what_if": ("what_if",),
    "winset.engines.forecast.forecast": ("forecast",),
    "winset.engines.brief.brief": ("brief",),
    "winset.engines.check.statements": ("check",),
    "winset.engines.interview.asking": ("interview",),
    "winset.engines.versions.compare": ("compare",),
    "winset.engines.outcomes.groups": ("outcome_groups",),
    "winset.engines.outcomes.map": ("outcome_map",),
    "winset.engines.outcomes.listing": ("outcomes",),
    "winset.engines.stability.ranking": ("ranking",),
    "winset.engines.routes.stable": ("routes",),
    "winset.engines.stability.analysis": ("stability",),
    "winset.engines.stability.ensemble": ("ensemble",),
    "winset.engines.stability.foresight": ("farsighted", "farsighted_summary"),
    "winset.engines.stability.limited_horizon": ("limited_horizon",),
    "winset.engines.stability.why": ("why",),
    "winset.errors": ("CaseFileError", "CaseTooLargeError", "ExpressionError", "UsageError", "WinsetError"),
    "winset.log.forecast_log": ("forecast_log",),
    "winset.reading.reads": ("read", "update"),
    "winset.record.opened": ("diff", "open_record"),
    "winset.reporting.build": ("report",),
    "winset.reporting.pictures": ("picture",),
    "winset.space.game": ("Game", "game"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "Case",
    "CaseFileError",
    "CaseTooLargeError",
    "ExpressionError",
    "Game",
    "UsageError",
    "WinsetError",
    "__version__",
    "alignment",
    "brief",
    "changed",
    "check",
    "compare",
    "deals",
    "diff",
    "draft",
    "ensemble",
    "farsighted",
    "farsighted_summary",
    "flips",
    "forecast",
    "forecast_log",
    "from_data",
    "frontier",
    "game",
    "interview",
    "limited_horizon",
    "load",
    "open_record",
    "outcome_groups",
    "outcome_map",
    "outcomes",
    "overlap",
    "package",
    "picture",
    "positions",
    "ranking",
    "read",
    "report",
    "routes",
    "stability",
    "swap",
    "update",
    "what_if",
    "why",
    "without",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import winset`` costs nothing."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'winset' has no attribute '{name}'")
    value = getattr(import_module(_MODULE_OF[name]), name)
    if isinstance(value, FunctionType):
        from winset.public import asking_for_cases

        value = asking_for_cases(value)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
