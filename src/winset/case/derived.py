"""Values that follow from a party's statements: ``values: {UA: from statements}``.

With m distinct statements, statement i (from 1) is worth 2^(m-i) equal steps: the weights of option prioritisation, so
that the points rank outcomes exactly as the statements do. A step is as long as makes an outcome in which all of
them hold worth 10 points.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any

from winset import expr
from winset.case.entries import Locator
from winset.errors import ExpressionError, Problem

FROM_STATEMENTS = "from statements"
WHOLE = 10
LIMIT = 40
_FINEST = Decimal("0.000000001")


def steps(statements: list[str]) -> list[tuple[str, Decimal]]:
    """Give the points that each distinct statement carries.

    Examples
    --------
    >>> [(text, str(points)) for text, points in steps(["a = yes", "b = yes", "a = yes"])]
    [('a = yes', '6.666666666'), ('b = yes', '3.333333333')]
    """
    distinct: dict[expr.Condition, str] = {}
    for text in statements:
        distinct.setdefault(expr.parse(text), text)
    count = len(distinct)
    step = max((Decimal(WHOLE) / (2**count - 1)).quantize(_FINEST, ROUND_DOWN), _FINEST) if count else _FINEST
    return [(text, step * 2 ** (count - 1 - place)) for place, text in enumerate(distinct.values())]


def expanded(data: Mapping[str, Any], locate: Locator) -> tuple[Mapping[str, Any], frozenset[str], list[Problem]]:
    """Write out the values that follow from statements.

    Returns
    -------
    (mapping, frozenset of str, list of Problem)
        The data of the case with the values written out, whose they are, and what cannot be.
    """
    values = data.get("values")
    if not isinstance(values, Mapping):
        return data, frozenset(), []
    problems: list[Problem] = []
    written: dict[str, list[dict[str, Any]]] = {}
    for party, entry in values.items():
        if not isinstance(entry, str):
            continue
        what, hint = _obstacle(data, party, entry)
        if what:
            problems.append(Problem(what, f"'{entry}'", hint, *locate(("values", party), None), ("values", party)))
            written[party] = []
            continue
        try:
            written[party] = [_value(text, points) for text, points in steps(_statements(data, party))]
        except ExpressionError:  # reported where the statement stands
            written[party] = []
    if not written:
        return data, frozenset(), []
    return {**data, "values": {**values, **written}}, frozenset(written), problems


def _obstacle(data: Mapping[str, Any], party: str, entry: str) -> tuple[str, str]:
    if entry.split() != FROM_STATEMENTS.split():
        return f"the values of '{party}' must be a list, or the words 'from statements'", ""
    ranking = data.get("ranking")
    if isinstance(ranking, Mapping) and party in ranking:
        what = f"the values of '{party}' are to follow from its statements and its ranking stands beside them"
        circular = ranking[party]
        follows = circular.get("follows") if isinstance(circular, Mapping) else circular
        if isinstance(follows, str) and follows.split() in (["from", "values"], ["values"]):
            what = (
                f"the values of '{party}' are to follow from its statements and its ranking from its values: a circle"
            )
        return what, f"Keep one of 'values: {{{party}: from statements}}' and 'ranking: {{{party}: …}}'."
    if len(_statements(data, party)) > LIMIT:
        return f"'{party}' has more statements than the {LIMIT} that values can follow from", "List its values."
    if not _statements(data, party):
        return f"'{party}' has no statements for its values to follow from", "Give it statements, or list its values."
    return "", ""


def _statements(data: Mapping[str, Any], party: str) -> list[str]:
    sections = data.get("preferences")
    entries = sections.get(party) if isinstance(sections, Mapping) else None
    texts = [one.get("prefer") if isinstance(one, Mapping) else one for one in entries or ()]
    return [text for text in texts if isinstance(text, str)]


def _value(text: str, points: Decimal) -> dict[str, Any]:
    return {"when": text, "points": f"{points:f}", "basis": "equal steps, from the order of the statements"}
