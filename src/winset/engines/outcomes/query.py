"""Which outcomes are asked for: a condition, choices of groups, an order."""

from __future__ import annotations

from winset import expr
from winset.errors import UsageError
from winset.frozen import Frozen


class GroupChoice(Frozen, order=True):
    """A group of outcomes to keep.

    Attributes
    ----------
    kind, of : str
        What the groups are about, as in :class:`~winset.engines.outcomes.rows.Facet`.
    value : str
        Which group: a level, a scenario (empty: outside all of them), ``holds`` or ``fails``, ``better``, ``same`` or
        ``worse``, ``yes`` or ``no``.
    """

    kind: str
    of: str
    value: str


class Query(Frozen):
    """Which outcomes, in which order.

    Attributes
    ----------
    where : str or None
        A condition they must satisfy.
    choices : tuple of GroupChoice
        The groups they must belong to.
    sort : str
        ``number``, a party (its best first) or an issue.
    descending : bool
        The other way round.
    """

    where: str | None = None
    choices: tuple[GroupChoice, ...] = ()
    sort: str = "number"
    descending: bool = False


def level_choice(text: str) -> GroupChoice:
    """Read the choice of a level, written as a condition.

    Raises
    ------
    UsageError
        If it is not of the form ``issue = level``.

    Examples
    --------
    >>> level_choice('territory = "de facto line"')
    GroupChoice(kind='level', of='territory', value='de facto line')
    """
    parsed = expr.parse(text)
    if not (isinstance(parsed, expr.Comparison) and parsed.operator == "="):
        raise UsageError(f"'{text}' is not of the form 'issue = level'", "Use 'where' for other conditions.")
    return GroupChoice("level", parsed.issue, parsed.target)
