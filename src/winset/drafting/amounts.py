"""Amounts that texts name: numbers with their units, shares, ratios, years, and what they are amounts of."""

from __future__ import annotations

import re

from winset.drafting.source import children
from winset.reading.spans import Token

_NUMBER = re.compile(r"^\d[\d,]*(?:\.\d+)?$")
_UNITS = frozenset(
    """
    euro dollar pound crown franc yen yuan percent peso
    rupee lira ruble real tonne barrel
    """.split()  # noqa: SIM905
)
_COUNTED = frozenset(
    """
    prisoner hostage job worker member refugee people troop soldier
    plant mill bridge route mile
    """.split()  # noqa: SIM905
)
ABOUT_TIME = {"hour", "day", "week", "month", "year", "time", "night", "weekend", "minute"}


def amount_of(token: Token) -> tuple[str, str] | None:
    """The number and the unit of *15 percent*, *250 cubic metres a second*, *180*."""
    if _NUMBER.match(token.text):
        return token.text.replace(",", ""), ""
    numbers = [one for one in children(token, "nummod") if _NUMBER.match(one.text)]
    if not numbers:
        inner = [one for one in token.children if one.lemma_.lower() in _UNITS and one.i < token.i]
        inner += [one for one in children(token, "appos") if one.lemma_.lower() in _UNITS]
        return next((found for one in inner if (found := amount_of(one)) is not None), None)
    if token.lemma_.lower() in ABOUT_TIME | _COUNTED:
        return None
    if token.lemma_.lower() in {"percent", "per", "cent", "%"} or token.text == "%":
        return numbers[0].text.replace(",", ""), "percent"
    words = [one.text for one in token.children if one.dep_ in {"amod", "compound"} and one.i > numbers[0].i]
    after = token.doc[token.i + 1 : token.i + 3]
    per = f" {after.text}" if len(after) == 2 and after[0].lower_ in {"a", "per", "an"} else ""
    return numbers[0].text.replace(",", ""), " ".join([*words, token.text]) + per


def moved(verb: Token, objects: list[Token]) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """*to 9 percent from 7 percent*: where an amount goes, and where it was."""
    to = former = None
    below = [verb, *objects, *(one for prep in children(verb, "prep") for one in children(prep, "pobj"))]
    below += [one for advmod in children(verb, "advmod", "prt") for one in [advmod]]
    for prep in [one for word in below for one in children(word, "prep")]:
        if prep.lower_ not in {"to", "from", "at", "by"}:
            continue
        for one in children(prep, "pobj"):
            amount = amount_of(one)
            if amount and prep.lower_ == "from":
                former = amount
            elif amount and prep.lower_ == "to":
                to = amount
    return to, former
