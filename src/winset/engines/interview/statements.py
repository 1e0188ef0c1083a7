"""A party's ordered statements through an interview: as they stand now, as they stood, and what answers say of them."""

from __future__ import annotations

from collections.abc import Sequence

from winset import expr
from winset.case.model import Case
from winset.engines.interview.orders import MOST, StatementComparison
from winset.engines.interview.questions import Answer
from winset.errors import ExpressionError
from winset.frozen import replace


def opposite(text: str) -> str:
    """Give a statement the other way round; the opposite of the opposite is the statement.

    Examples
    --------
    >>> opposite("aid = resumed"), opposite("not (a = x and b = y)"), opposite("a = x or b = y")
    ('aid != resumed', 'a = x and b = y', 'not (a = x or b = y)')
    """
    condition = expr.parse(text)
    if isinstance(condition, expr.Not):
        return expr.format_condition(condition.operand)
    turned = {"=": "!=", "!=": "="}
    if isinstance(condition, expr.Comparison) and condition.operator in turned:
        return expr.format_condition(expr.Comparison(condition.issue, turned[condition.operator], condition.target))
    return expr.format_condition(expr.Not(condition))


def statements_of(case: Case, party: str) -> list[str]:
    """List the different statements of a party that its ranking follows from, at most ``MOST``."""
    if party in case.ranking or case.ranked_by_values(party):
        return []
    return list(dict.fromkeys(one.prefer for one in case.preferences.get(party, ())))[:MOST]


def as_they_read_now(answers: Sequence[Answer]) -> list[Answer]:
    """Give answers with their statements in the words that these have now: later answers may have changed them.

    What two statements of an answer have become alike says nothing of which of them outranks the other.
    """
    names: dict[str, str] = {}
    found = []
    for one in reversed(answers):
        names |= {was: names.get(became, became) for was, became in zip(one.was, one.became, strict=False)}
        over, under, order = (
            tuple(dict.fromkeys(names.get(text, text) for text in listed))
            for listed in (one.over, one.under, one.order)
        )
        both = {*over} & {*under}
        over, under = (tuple(text for text in side if text not in both) for side in (over, under))
        found.append(replace(one, over=over, under=under, order=order))
    return found[::-1]


def comparisons(answers: Sequence[Answer], party: str, texts: Sequence[str]) -> list[StatementComparison]:
    """Give what a party's answers say of its statements as they now are, the earliest first.

    Where answers cannot all be right, the later ones count. A statement that was turned round since changes sides.
    """
    kept: list[StatementComparison] = []
    for answer in reversed([one for one in answers if one.party == party]):
        if answer.comparison is not None:
            one = _translated(answer.comparison, texts)
            if (one.over or one.under) and possible([*kept, one], texts):
                kept.append(one)
    return kept[::-1]


def _translated(one: StatementComparison, texts: Sequence[str]) -> StatementComparison:
    over, under = [], []
    for text in texts:
        turned = _opposite(text)
        if turned in texts:  # a statement of its own, not this one before it was turned round
            turned = ""
        if text in one.over or turned in one.under:
            over.append(text)
        elif text in one.under or turned in one.over:
            under.append(text)
    return StatementComparison(tuple(over), tuple(under))


def _opposite(text: str) -> str:
    try:
        return opposite(text)
    except ExpressionError:
        return ""


def possible(known: Sequence[StatementComparison], texts: Sequence[str]) -> list[str] | None:
    """Find the order of statements that agrees with all comparisons and keeps as written what it can, from the top.

    None where there is none. Taking a statement that no open comparison puts below never rules a solution out, so the
    search needs no way back.
    """
    left, waiting, order = list(known), list(texts), []
    while waiting:
        below = {text for one in left for text in one.under}
        safe = next((text for text in waiting if text not in below), None)
        if safe is None:
            return None
        waiting.remove(safe)
        order.append(safe)
        left = [one for one in left if safe not in one.over]
    return None if left else order


def at_first(case: Case, answers: Sequence[Answer], party: str) -> list[str]:
    """Give a party's statements in the order they had before the interview, those added or changed since in place."""
    now = statements_of(case, party)
    first = next((list(one.order) for one in answers if one.party == party and one.order), None)
    if first is None:
        return now
    here = set(now)
    order = [text if text in here else _opposite(text) for text in first]
    kept = [text for text in order if text in here]
    if len(set(kept)) != len(kept):
        return now
    for place, text in enumerate(now):
        if text not in kept:
            kept.insert(place, text)
    return kept


def basis_of(case: Case, party: str, text: str) -> tuple[str, ...]:
    """Give what a statement rests on."""
    return tuple(item for one in case.preferences.get(party, ()) if one.prefer == text for item in one.basis)
