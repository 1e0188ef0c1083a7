"""The possible outcomes as a table: levels, each party's rank, scenarios, and what holds."""

from __future__ import annotations

from winset.case.model import Case
from winset.engines.outcomes.query import GroupChoice, Query
from winset.engines.outcomes.rows import OutcomesRecord
from winset.engines.outcomes.table import OutcomeTable
from winset.space.game import Game


def outcomes(
    case: Case | Game,
    where: str | None = None,
    holding: str | None = None,
    sort: str = "number",
    limit: int | None = None,
    efficient: bool = False,
) -> OutcomesRecord:
    """List the possible outcomes of a case.

    Parameters
    ----------
    case : Case or Game
        The case.
    where : str, optional
        A condition the outcomes must satisfy.
    holding : str, optional
        A solution concept under which they must be equilibria.
    sort : str
        ``"number"``, a party (best first) or an issue.
    limit : int, optional
        List at most this many; all by default.
    efficient : bool
        Only outcomes that no other one beats for one party at no cost to any.

    Returns
    -------
    OutcomesRecord

    Raises
    ------
    UsageError
        If a name is unknown.
    ExpressionError
        If the condition cannot be read.

    Examples
    --------
    >>> import winset
    >>> record = winset.outcomes(winset.load("chicken"), where="row = swerve", sort="Row")
    >>> [(row.number, row.places["Row"], row.holds) for row in record.outcomes]
    [(3, 2, False), (1, 3, True)]
    """
    table = OutcomeTable(case if isinstance(case, Game) else Game(case))
    choices: tuple[GroupChoice, ...] = () if holding is None else (GroupChoice("concept", holding, "holds"),)
    choices += (GroupChoice("efficient", "", "yes"),) if efficient else ()
    return table.page(Query(where, choices, sort), limit=limit)
