"""Who could accept what on each issue: the win-sets looked at one issue at a time, at the most likely values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

import numpy as np

from winset import expr
from winset.case.model import Case
from winset.engines.deals.requirements import acceptable, all_requirements, homes_in
from winset.engines.records import CaseReference, Record, Rows
from winset.engines.talks.agreement import zone
from winset.engines.talks.homes import brought_home
from winset.engines.talks.situation import Negotiation
from winset.errors import CaseTooLargeError, UsageError
from winset.frozen import Frozen
from winset.space.draws import modes
from winset.space.game import Game
from winset.space.inputs import Floats
from winset.space.outcomes import Bools

POINTS, ORDER = "points", "order"


class Span(Frozen):
    """The levels of one issue that a party, or one of its homes, could accept.

    Attributes
    ----------
    issue, party, home : str
        Whose, on which issue; ``home`` is empty for the party itself.
    levels : tuple of str
        The levels, in the order of the issue.
    at_table : bool
        Whether the party has to agree; of others it is told where they do at least as well as today.
    best : tuple of str
        The levels in what would be best for the party; several where equally good packages differ. Empty for homes.
    """

    issue: str
    party: str
    home: str
    levels: tuple[str, ...]
    at_table: bool
    best: tuple[str, ...] = ()


class PositionsRecord(Record, kw_only=True):
    """Who could accept what on each issue.

    Attributes
    ----------
    by : str
        ``points``: a level is acceptable when it is in some package that is at least as good as no deal at the most
        likely values and against no real condition of the party. ``order``: when it is in some outcome that the
        party's statements rank no lower than today.
    spans : tuple of Span
        Issue by issue, parties before their homes.
    shared : mapping of str to tuple of str
        By issue the levels in a package that is a deal for all (``points``), or in an outcome other than today's that
        is at least as good as today for everyone at the table (``order``); without issues that no package settles.
    packages : int
        How many such packages or outcomes there are.
    """

    by: str
    spans: tuple[Span, ...]
    shared: Mapping[str, tuple[str, ...]]
    packages: int

    def rows(self) -> Rows:
        """Give one row per span."""
        body = [(one.issue, one.party, one.home, ", ".join(one.levels)) for one in self.spans]
        return ("issue", "party", "home", "acceptable"), body


def positions(case: Case) -> PositionsRecord:
    """Find who could accept what on each issue.

    Parameters
    ----------
    case : Case
        The case; with values packages are looked at, by their most likely points, without them the parties' orders.

    Returns
    -------
    PositionsRecord

    Examples
    --------
    >>> import winset
    >>> record = winset.positions(winset.load("jeddah-2025"))
    >>> [one.levels for one in record.spans if one.issue == "territory" and one.party == "UA" and not one.home]
    [('none', 'de facto line')]
    """
    if any(case.values.values()):
        try:
            return _by_points(case)
        except (CaseTooLargeError, UsageError):  # too many packages to lay out, or nothing to negotiate
            pass
    return _by_order(case)


def _by_points(case: Case) -> PositionsRecord:
    negotiation = Negotiation(case)
    draw = modes(negotiation.inputs)
    situation = negotiation.situation(draw)
    deals = (zone(negotiation, situation) & brought_home(negotiation, draw))[0]
    ranked = _Ranked(case)
    meets = all_requirements(negotiation, situation)
    own = {party: acceptable(negotiation, meets, party)[0] for party in negotiation.signatories}
    best = {party: _best(situation.gains(party)[0], mask) for party, mask in own.items()}
    spans: list[Span] = []
    shared: dict[str, tuple[str, ...]] = {}
    for issue in case.issues:
        if issue not in negotiation.packages.issues:
            spans += ranked.spans(issue, [key for key in case.issues[issue].control if key not in case.signatories])
            continue
        groups = _packages_by_level(negotiation, issue)
        for party in negotiation.signatories:
            levels = _met(case, issue, groups, own[party])
            spans.append(Span(issue, party, "", levels, True, _met(case, issue, groups, best[party])))
            for (owner, home), mask in homes_in(meets).items():
                if owner == party:
                    spans.append(Span(issue, party, home, _met(case, issue, groups, mask[0]), True))
        shared[issue] = _met(case, issue, groups, deals)
    return _record(case, POINTS, spans, shared, int(np.count_nonzero(deals)))


def _best(gains: Floats, among: Bools) -> Bools:
    """Mark the packages that are best for a party among some."""
    if not among.any():
        return among
    return np.asarray(among & (gains >= gains[among].max()))


def _packages_by_level(negotiation: Negotiation, issue: str) -> list[Bools]:
    """For each level, in which packages the issue stands at it, and exists."""
    packages = negotiation.packages
    codes = np.broadcast_to(packages.codes[issue][:, 0], packages.shape[:1])[negotiation.numbers]
    exists: Bools = np.ones(len(codes), dtype=np.bool_)
    if issue in negotiation.case.guards:
        holds = np.broadcast_to(packages.where(negotiation.case.guards[issue]), packages.shape)
        exists = np.asarray(holds[negotiation.numbers].any(axis=1)).ravel()
    return [(codes == place) & exists for place in range(len(negotiation.case.levels[issue]))]


def _met(case: Case, issue: str, groups: list[Bools], mask: Bools) -> tuple[str, ...]:
    return tuple(
        str(level) for level, group in zip(case.levels[issue], groups, strict=True) if bool((group & mask).any())
    )


def _absent(case: Case) -> list[str]:
    return [key for key in case.parties if key not in case.signatories and case.has_part(key)]


class _Ranked:
    """What the parties' orders say of single levels, against today."""

    def __init__(self, case: Case) -> None:
        self.case, self.game = case, Game(case)
        today = self.game.status_quo
        self.as_good: dict[str, Bools] = {}
        if today is not None:
            self.as_good = {
                key: np.asarray((payoff >= payoff[today]) & (payoff >= 0))
                for key, payoff in zip(self.game.parties, self.game.payoffs, strict=True)
            }

    def groups(self, issue: str) -> list[Bools]:
        space, case = self.game.space, self.game.case
        exists = space.where(case.guards[issue]) if issue in case.guards else None
        found = []
        for level in case.levels[issue]:
            mask = space.where(expr.Comparison(issue, "=", str(level)))
            found.append(mask if exists is None else mask & exists)
        return found

    def spans(self, issue: str, parties: list[str] | tuple[str, ...]) -> Iterator[Span]:
        groups = self.groups(issue) if self.as_good and parties else []
        for key in parties if groups else ():
            payoff = self.game.payoffs[self.game.parties.index(key)]
            levels = _met(self.game.case, issue, groups, self.as_good[key])
            best = _met(self.game.case, issue, groups, payoff == payoff.max())
            yield Span(issue, key, "", levels, key in self.case.signatories, best)


def _by_order(case: Case) -> PositionsRecord:
    ranked = _Ranked(case)
    at_table = [key for key in ranked.as_good if key in case.signatories]
    spans = [span for issue in case.issues for span in ranked.spans(issue, [*at_table, *_absent(case)])]
    if not ranked.as_good:
        return _record(case, ORDER, spans, dict.fromkeys(case.issues, ()), 0)
    every = [ranked.as_good[key] for key in at_table]
    together = reduce(np.logical_and, every).copy() if every else np.zeros(ranked.game.space.size, dtype=np.bool_)
    together[ranked.game.status_quo] = False
    shared = {issue: _met(ranked.game.case, issue, ranked.groups(issue), together) for issue in case.issues}
    return _record(case, ORDER, spans, shared, int(np.count_nonzero(together)))


def _record(
    case: Case, by: str, spans: list[Span], shared: Mapping[str, tuple[str, ...]], packages: int
) -> PositionsRecord:
    return PositionsRecord(
        case=CaseReference.of(case),
        method="positions issue by issue",
        settings={"by": by, "values": "most likely", "others": "as suits the party best"},
        by=by,
        spans=tuple(spans),
        shared=shared,
        packages=packages,
    )
