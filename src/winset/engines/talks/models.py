"""The catalogue of bargaining models: what the signatories agree on in each draw, one row each with its source.

A model is asked once for a negotiation and gives what says, of some of its draws, what is agreed at the table.
"""

from __future__ import annotations

from collections.abc import Callable

from winset.engines.talks import agreement
from winset.engines.talks.agreement import Agree
from winset.engines.talks.situation import Negotiation
from winset.errors import UsageError, nearest
from winset.frozen import Frozen


class BargainingModel(Frozen):
    """A bargaining model.

    Attributes
    ----------
    key : str
        Its name in commands, addresses and results.
    name : str
        Its name in prose.
    source : str
        Where it is defined.
    prepare : callable
        From a negotiation to what says, of some draws of it, what is agreed.
    by_package : bool
        Whether it looks at packages one by one, so that it can be asked of those that may be agreed on alone, where all
        of them are too many to list.
    pressing : bool
        Whether it may end with what a party does alone to press the others, besides agreements and today.
    """

    key: str
    name: str
    source: str
    prepare: Callable[[Negotiation], Agree]
    by_package: bool = True
    pressing: bool = False


def _nash(negotiation: Negotiation) -> Agree:
    return agreement.nash


def _stability(negotiation: Negotiation) -> Agree:
    from winset.engines.talks.stable_ends import Conflict  # takes the engines of stability along

    return Conflict(negotiation).agree


MODELS: dict[str, BargainingModel] = {
    one.key: one
    for one in (
        BargainingModel("nash", "generalised Nash bargaining", "Nash 1950; Roth 1979", _nash),
        BargainingModel(
            "stability",
            "reachable stability",
            "Nash 1950; Fang, Hipel & Kilgour 1993",
            _stability,
            by_package=False,
            pressing=True,
        ),
    )
}


def model_of(key: str) -> BargainingModel:
    """Find a model by its key.

    Raises
    ------
    UsageError
        If there is none of that key.

    Examples
    --------
    >>> model_of("stability").name
    'reachable stability'
    """
    if key not in MODELS:
        raise UsageError(f"there is no bargaining model '{key}'", nearest(key, list(MODELS), "Models"))
    return MODELS[key]
