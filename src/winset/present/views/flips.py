"""What would change the answer, for a page: the tornado, words, and the inputs one can move."""

from __future__ import annotations

from typing import Any

from winset.case.model import Case
from winset.engines.forecast.flips import PAIRED
from winset.engines.forecast.flips_record import FlipsRecord
from winset.engines.forecast.robustness import INSIDE
from winset.frozen import Frozen
from winset.present.documents.flips import flips_document
from winset.present.pictures.plots import tornado
from winset.present.words.negotiation import headline_words, input_name
from winset.space.inputs import inputs


class Handle(Frozen):
    """An input that can be moved.

    Attributes
    ----------
    address, words : str
        What ``set=`` takes, and what it is about.
    section : str
        Where it stands in the case: ``conditions``, ``values``, ….
    low, mode, high : float
        Its range.
    """

    address: str
    words: str
    section: str
    low: float
    mode: float
    high: float


def handles(case: Case) -> list[Handle]:
    """List the inputs with a range, conditions and the talks first."""
    order = {"conditions": 0, "talks": 1, "ratification": 2, "delay": 3, "no_deal": 4, "reactions": 5, "values": 9}
    found = [
        Handle(
            one.address,
            input_name(case, one.address),
            str(one.path[0]),
            float(one.low),
            float(one.mode),
            float(one.high),
        )
        for one in inputs(case).values()
        if not one.certain
    ]
    return sorted(found, key=lambda one: order.get(one.section, 6))


def versions_of(case: Case) -> int:
    """Count about how many versions of the case flips computes."""
    moved = sum(not one.certain for one in inputs(case).values())
    pairs = min(moved, PAIRED)
    return (3 + 2 * INSIDE) * moved + len(case.parties) + len(case.issues) + 4 * (pairs * (pairs - 1) // 2)


def flips_shown(case: Case, record: FlipsRecord) -> dict[str, Any]:
    """Give what a page shows of flips besides the record.

    Returns
    -------
    dict
        ``rows`` for the table, ``sections`` in words, ``plots`` by name.
    """
    rows = [
        {
            "address": one.address,
            "words": input_name(case, one.address),
            "headline": headline_words(case, one.headline),
            "movable": bool(one.low),
            "beyond_noise": one.move > one.noise,
        }
        for one in record.flips
    ]
    return {
        "rows": rows,
        "sections": [one for one in flips_document(case, record).sections if one.key != "table"],
        "plots": {"tornado": tornado(case, record)},
    }
