"""Numeric issues in words: a span for many amounts, bands of amounts between those people speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from winset import expr
from winset.case.marks import on_marks
from winset.case.model import Case
from winset.case.short_names import short_name
from winset.engines.deals.zone import DealsRecord
from winset.engines.forecast.forecast_record import ForecastRecord, Share, wilson
from winset.frozen import Frozen
from winset.present.words.subjects import subject

FEW = 8
WIDEST = 12


class Band(Frozen):
    """Neighbouring amounts of an issue that are told together; of few levels, each is a band of its own.

    Attributes
    ----------
    text : str
        The band in words.
    first, last : str
        Its least and its greatest level.
    now : bool
        Whether it is where the issue stands today.
    """

    text: str
    first: str
    last: str
    now: bool

    def condition(self, issue: str) -> str:
        """Write that an issue lies in the band."""
        name = expr.format_condition(expr.Comparison(issue, "=", self.first))
        if self.first == self.last:
            return name
        ends = (expr.Comparison(issue, ">=", self.first), expr.Comparison(issue, "<=", self.last))
        return expr.format_condition(expr.And(ends))


def level(case: Case, issue: str, name: str) -> str:
    """Tell a level as readers see it: an amount with its unit, thousands set apart."""
    return expr.level_text(name, case.levels.get(issue, ()))


def many(case: Case, issue: str) -> bool:
    """Whether an issue has more amounts than are listed one by one."""
    return case.issues[issue].numeric and len(case.levels[issue]) > FEW


def unlooked(case: Case, scenario: str) -> tuple[str, ...]:
    """Give the numeric issues that an ending speaks of and of which stability does not look at every amount.

    Examples
    --------
    >>> import winset
    >>> unlooked(winset.load("supply-contract"), "settled")
    ('price',)
    """
    whole = case.whole
    marks = on_marks(whole)
    spoken = whole.speaks_of(whole.scenarios[scenario].when)
    return tuple(key for key in spoken if len(marks.levels[key]) < len(whole.levels[key]))


def span(case: Case, issue: str) -> str:
    """Tell the amounts of an issue by their ends, their step and their marks.

    Examples
    --------
    >>> import winset
    >>> span(winset.load("supply-contract"), "price")
    '100 to 200 EUR a tonne in steps of 10; marks: mediator 150, list price 180'
    """
    entry = case.whole.issues[issue]
    first, last = (str(end) for end in (entry.levels[0], entry.levels[-1]))
    marks = ", ".join(f"{name} {expr.with_thousands(amount)}" for name, amount in entry.marks.items())
    step = expr.with_thousands(str(entry.step))
    told = f"{between(case, issue, first, last)} in steps of {step}"
    return f"{told}; marks: {marks}" if marks else told


def between(case: Case, issue: str, first: str, last: str, word: str = "to") -> str:
    """Tell two amounts of an issue with its unit once."""
    start = level(case, issue, first)
    unit = case.issues[issue].unit if case.issues[issue].numeric else ""
    return f"{start.removesuffix(unit).rstrip()} {word} {level(case, issue, last)}"


def listed(case: Case, issue: str, names: Sequence[str]) -> str:
    """Tell some levels of an issue side by side; of many amounts their span."""
    return span(case, issue) if many(case, issue) else " / ".join(level(case, issue, name) for name in names)


def bands(case: Case, issue: str) -> tuple[Band, ...]:
    """Divide the levels of an issue into what is told together.

    Named levels and few amounts stand for themselves. Of many amounts those that people speak of do, the marks, today's
    and what conditions name, and what lies between them is one band, or several of the same size where it is long.

    Examples
    --------
    >>> import winset
    >>> [band.text for band in bands(winset.load("supply-contract"), "price")][:4]
    ['100 to 110 EUR a tonne', '120 EUR a tonne', '130 EUR a tonne', '140 EUR a tonne']
    """
    case = case.whole
    return case.once(("bands", issue), lambda: tuple(_bands(case, issue)))


def _bands(case: Case, issue: str) -> Iterator[Band]:
    levels, now = case.levels[issue], case.status_quo_level(issue)
    alone = set(on_marks(case).levels[issue]) - ({levels[0], levels[-1]} - {now, *_named(case, issue)})
    if not many(case, issue):
        alone = set(levels)
    place = 0
    while place < len(levels):
        end = place + 1
        if levels[place] not in alone:
            while end < len(levels) and levels[end] not in alone:
                end += 1
            size = ceil((end - place) / ceil((end - place) / WIDEST))
            end = min(end, place + size)
        first, last = levels[place], levels[end - 1]
        text = level(case, issue, first) if first == last else between(case, issue, first, last)
        yield Band(text, first, last, first == last == now)
        place = end


def _named(case: Case, issue: str) -> set[str]:
    entry = case.issues[issue]
    return {entry.level(name) for name in entry.marks}


def by_band(case: Case, issue: str, sizes: Mapping[str, float]) -> dict[Band, float]:
    """Add up what is given for each level of an issue, band by band."""
    levels = case.whole.levels[issue]
    place = {name: position for position, name in enumerate(levels)}
    found: dict[Band, float] = {}
    for band in bands(case, issue):
        own = levels[place[band.first] : place[band.last] + 1]
        found[band] = sum(sizes.get(name, 0.0) for name in own)
    return found


def shares_by_band(case: Case, record: ForecastRecord, issue: str) -> dict[Band, Share]:
    """Give how likely each band of an issue is at the end, with the interval that the draws allow."""
    each = record.levels[issue]
    if not many(case, issue):
        return {band: each[band.first] for band in bands(case, issue)}
    chances = by_band(case, issue, {name: share.probability for name, share in each.items()})
    scale = 1 - record.other
    return {
        band: wilson(min(chance / scale, 1.0) * record.draws if scale else 0, record.draws, scale)
        for band, chance in chances.items()
    }


def level_shares(case: Case, record: DealsRecord) -> dict[str, dict[Band, float]]:
    """Give for every issue in which share of the deals each band of its levels is."""
    found: dict[str, dict[str, float]] = {}
    for one in record.levels:
        found.setdefault(one.issue, {})[one.level] = one.share
    return {issue: by_band(case, issue, shares) for issue, shares in found.items()}


def looked_at(case: Case) -> str:
    """Say which amounts stability looks at, and which deals and forecasts; empty where both look at all.

    Examples
    --------
    >>> import winset
    >>> looked_at(winset.load("wage-round"))  # doctest: +ELLIPSIS
    'Stability looks at 4 amounts of the rise; deals and forecasts at all 15.'
    """
    case = case.whole
    part = on_marks(case)
    numeric = [key for key, issue in case.issues.items() if issue.numeric]
    keys = [key for key in numeric if len(part.levels[key]) < len(case.levels[key])]
    if not keys:
        return ""
    some = _joined([_some(case, key, len(part.levels[key]), place) for place, key in enumerate(keys)])
    return f"Stability looks at {some}; deals and forecasts at all {_joined([_count(case, key) for key in keys])}."


def _some(case: Case, key: str, count: int, place: int) -> str:
    noun = "" if place else " dates" if case.levels[key][0].count("-") == 2 else " amounts"
    return f"{count:,}{noun} of {subject(case, short_name(case, key))}"


def _count(case: Case, key: str) -> str:
    return f"{len(case.levels[key]):,}"


def _joined(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
