"""Amounts that texts name: numbers with their units, shares, ratios, years, and what they are amounts of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

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
ABOUT_TIME = {"hour", "day", "week", "month", "year", "time", "night", "weekend", "minute", "season", "decade"}


_UP_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: number for number, word in enumerate(_UP_TO_TWENTY.split(), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 3)},
}
_LARGE = {"thousand", "million", "billion", "trillion"}
_CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees"}
_SCALES = {"k": "thousand", "m": "million", "m.": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
_MONEY = re.compile(r"^(\d[\d,]*(?:\.\d+)?)(k|mn?|bn|tn)?$")
_YEAR = re.compile(r"^(?:19|20|21)\d\d$")
_BOUNDS = {"least", "most", "more", "less", "fewer"}
Amount = tuple[str, str]


def amount_of(token: Token) -> Amount | None:
    """The number and the unit of *15 percent*, *250 cubic metres a second*, *140 million euros*, *£1.25m*, *180*."""
    if (money := _money(token)) is not None:
        return money
    if token.lower_ in _LARGE and (value := _of_large(token)):
        return value, token.lower_
    if _NUMBER.match(token.text):
        following = [one.lower_ for one in token.doc[token.i + 1 : token.i + 3]]
        if following[:1] in (["percent"], ["%"]) or following == ["per", "cent"]:
            return token.text.replace(",", ""), "percent"
        return token.text.replace(",", ""), "year" if _YEAR.match(token.text) else ""
    number, large = _counted(token)
    if not number:
        inner = [one for one in token.children if one.lemma_.lower() in _UNITS and one.i < token.i]
        inner += [one for one in children(token, "appos") if one.lemma_.lower() in _UNITS]
        return next((found for one in inner if (found := amount_of(one)) is not None), None)
    if token.lemma_.lower() in ABOUT_TIME | _COUNTED or token.pos_ == "PROPN":
        return None
    if token.lemma_.lower() in {"percent", "per", "%"} or token.text == "%" or _per_cent(token):
        return number, "percent"
    words = [one.text for one in token.children if one.dep_ in {"amod", "compound"} and one.i > token.i - 3]
    words = [one for one in words if not _NUMBER.match(one) and one.lower() not in {*_LARGE, *_BOUNDS}]
    after = token.doc[token.i + 1 : token.i + 3]
    per = f" {after.text}" if len(after) == 2 and after[0].lower_ in {"a", "per", "an"} else ""
    return number, " ".join([*([large] if large else []), *words, token.text]) + per


def _money(token: Token) -> Amount | None:
    """*$100bn*, *£1.25m*, *€61 m*, *$90 million*, *£900,000*: in millions from a hundred thousand on."""
    place = token.i
    doc = token.doc
    if token.lower_ in {*_SCALES, *_LARGE} and place and _MONEY.match(doc[place - 1].lower_):
        place -= 1  # the parse may take *m*, the number or the sign for the head
    found = _MONEY.match(doc[place].lower_)
    if found is None or not place or doc[place - 1].text[-1:] not in _CURRENCIES:
        return None
    following = doc[place + 1].lower_ if place + 1 < len(doc) else ""
    scale = _SCALES.get(found[2] or following, following if following in _LARGE else "")
    value = Decimal(found[1].replace(",", ""))
    if not scale and value >= 100_000:
        value, scale = value / 1_000_000, "million"
    return f"{value.normalize():f}", " ".join([*([scale] if scale else []), _CURRENCIES[doc[place - 1].text[-1]]])


def _of_large(token: Token) -> str:
    """*140* of *140 million*."""
    return next((one.text.replace(",", "") for one in token.children if _NUMBER.match(one.text)), "")


def _counted(token: Token) -> tuple[str, str]:
    """The number on a noun, and *million* where it counts millions."""
    for one in children(token, "nummod", "compound"):
        if one.lower_ in _LARGE and (value := _of_large(one)):
            return value, one.lower_
        if one.dep_ == "nummod" and _NUMBER.match(one.text):
            return one.text.replace(",", ""), ""
    return "", ""


def _per_cent(token: Token) -> bool:
    return bool(token.lemma_.lower() == "cent" and token.i > 0 and token.nbor(-1).lower_ == "per")


def ratio_of(token: Token) -> Amount | None:
    """*A ratio of one to six*, *one nurse for every four patients*: how many there are to one."""
    if token.lemma_.lower() == "ratio":
        for at in range(token.i + 1, min(token.i + 6, len(token.doc) - 2)):
            first, to, last = token.doc[at : at + 3]
            if _WORDS.get(first.lower_, 0) == 1 and to.lower_ in {"to", ":"} and (value := _whole(last)):
                return value, "to one"
    if any(_WORDS.get(one.lower_, 0) == 1 or one.text == "1" for one in children(token, "nummod")):
        following = token.doc[token.i + 1 : token.i + 4]  # the parse may hang *for* on the verb
        if len(following) == 3 and following[0].lower_ in {"for", "to"} and following[1].lower_ in {"every", "each"}:
            value = _whole(following[2])
            return (value, "to one") if value else None
    return None


def _whole(token: Token) -> str:
    return token.text if token.text.isdigit() else str(_WORDS.get(token.lower_, "") or "")


def measured(theme: Token) -> Amount | None:
    """The amount that a noun has: *raises of 18 percent*, *a 7 percent raise*, *a truce of 90 days*."""
    ratio = ratio_of(theme)
    if ratio is not None:
        return ratio
    of = [one for prep in children(theme, "prep") if prep.lower_ == "of" for one in children(prep, "pobj")]
    before = [one for one in children(theme, "compound", "nmod", "amod") if one.i < theme.i]
    for one in [*of, *before]:
        found = amount_of(one) or time_of(one)
        if found is not None and found[1] not in {"", "year"}:
            return found
    own = amount_of(theme)
    return own if own is not None and own[1] else None


def time_of(token: Token) -> Amount | None:
    """*90 days* of a truce: as an amount only where it says how long something lasts."""
    if token.lemma_.lower() not in ABOUT_TIME:
        return None
    number, _ = _counted(token)
    number = number or next((str(_WORDS[one.lower_]) for one in children(token, "nummod") if one.lower_ in _WORDS), "")
    return (number, token.lemma_.lower() + "s") if number else None


_STEPS = {
    ("days", "weeks"): 7,
    ("days", "months"): 30,
    ("weeks", "years"): 52,
    ("months", "years"): 12,
    ("days", "years"): 360,
    ("hours", "days"): 24,
}


def in_unit(amount: Amount | None, unit: str) -> str:
    """An amount in another unit, as a number: *60 days* in months is 2; empty where it cannot be told exactly."""
    if amount is None:
        return ""
    value, own = amount
    if own == unit or not own:
        return value
    scales = dict(zip(("", "thousand", "million", "billion", "trillion"), (0, 3, 6, 9, 12), strict=True))
    (first, of), (second, to) = _scaled(own, scales), _scaled(unit, scales)
    if of == to or not of or not to or set(of.split()) & set(to.split()):
        return f"{(Decimal(value).scaleb(scales[first] - scales[second])).normalize():f}"
    up, down = _STEPS.get((own, unit)), _STEPS.get((unit, own))
    if down is not None:
        return f"{(Decimal(value) * down).normalize():f}"
    if up is not None and not Decimal(value) % up:
        return f"{(Decimal(value) / up).normalize():f}"
    return ""


def _scaled(unit: str, scales: Mapping[str, int]) -> tuple[str, str]:
    first, _, rest = unit.partition(" ")
    return (first, rest) if first in scales else ("", unit)


def whole_of(token: Token) -> Token | None:
    """What a share is a share of: *31 percent of the catch*."""
    return next(
        (
            one
            for prep in children(token, "prep")
            if prep.lower_ == "of" and prep.i == token.i + 1
            for one in children(prep, "pobj")
            if one.pos_ == "NOUN"
        ),
        None,
    )


def before_it(token: Token) -> Amount | None:
    """*31 percent, up from 22.5*: what it was."""
    near = token.sent
    for one in near:
        if one.lower_ == "from" and token.i < one.i <= token.i + 10 and one.nbor(-1).lower_ in {"up", "down"}:
            return next((found for low in children(one, "pobj") if (found := amount_of(low)) is not None), None)
    return None


def moved(verb: Token, objects: list[Token]) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """*to 9 percent from 7 percent*: where an amount goes, and where it was."""
    to = former = None
    below = [verb, *objects, *(one for prep in children(verb, "prep") for one in children(prep, "pobj"))]
    below += [one for advmod in children(verb, "advmod", "prt") for one in [advmod]]
    for prep in [one for word in below for one in children(word, "prep", "agent")]:
        if prep.lower_ not in {"to", "from", "at", "by"}:
            continue
        for one in children(prep, "pobj"):
            amount = amount_of(one)
            if amount and prep.lower_ == "from":
                former = amount
                to = to or next(
                    (
                        found
                        for low in children(prep, "prep")
                        for last in children(low, "pobj")
                        if low.lower_ == "to" and (found := amount_of(last)) is not None
                    ),
                    None,
                )
            elif amount and (prep.lower_ == "to" or (prep.lower_ in {"by", "at"} and to is None and _sized(amount))):
                to = amount
    if to and former and not to[1]:
        to = to[0], former[1]  # *from 28 percent to 24*
    return to, former


def from_to(verb: Token) -> tuple[Amount | None, Amount | None]:
    """*To 12 percent*, *from 5 to 12 per cent*, *from 2% to 3.5%*: where an amount goes, and from where."""
    after = list(verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 14)])
    to = former = None
    for place, one in enumerate(after):
        if one.lower_ not in {"to", "from"} or place + 1 == len(after):
            continue
        found = next((amount for low in after[place + 1 : place + 3] if (amount := amount_of(low)) is not None), None)
        if one.lower_ == "to" and to is None:
            to = found
        elif one.lower_ == "from" and former is None and to is None:
            former = found
    if to is None or to[1] == "year" or not to[1]:
        return None, None
    if former is not None and not former[1]:
        former = former[0], to[1]
    return to, former if former is not None and former[1] == to[1] else None


def worded(amount: Amount) -> str:
    """An amount as a level is called: *9 percent*, *one to six*, *2035*."""
    value, unit = amount
    if unit == "to one":
        return f"one to {next((word for word, number in _WORDS.items() if str(number) == value), value)}"
    return value if unit == "year" else f"{value} {unit}"


_BOUND = r"(?:(?:at (?:least|most)|up to|more than|less than|about|some) )?"
_FIGURE = r"[$£€¥]?\d[\d,.]*(?: (?:thousand|million|billion|trillion))?"
_MONEYED = re.compile(rf"{_BOUND}{_FIGURE} (?:percent|per cent|(?:{'|'.join(sorted(_UNITS))})s?)", re.IGNORECASE)


def without_amount(name: str, unit: str) -> str:
    """Name an issue without the amount of one who spoke of it, where amounts are its levels: *Pay rise of 8 percent*.

    Examples
    --------
    >>> without_amount("Pay rise of 8 percent (wage)", "percent"), without_amount("Price of 128 euros a tonne", "euros")
    ('Pay rise (wage)', 'Price a tonne')
    >>> without_amount("At least 3 million dollars (fine, counts)", ""), without_amount("Loan of 3 million dollars", "")
    ('Fine (counts)', 'Loan of 3 million dollars')
    """
    before, bracket, hints = name.partition(" (")
    if _MONEYED.fullmatch(before) and hints:
        called, *others = hints.removesuffix(")").split(", ")
        return called[:1].upper() + called[1:] + (f" ({', '.join(others)})" if others else "")
    ends = re.escape(unit.removesuffix("s")) + "s?"
    short = re.sub(rf" of {_BOUND}[$£€¥]?\d[\d,.]* ?{ends}\b", "", before) if unit else before
    return short + bracket + hints


def _sized(amount: Amount) -> bool:
    return bool(amount[1])
