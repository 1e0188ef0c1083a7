"""What the figures of a negotiation rest on, as keys under which what is worked out from them is kept."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cached_property

from winset.case.model import Case
from winset.engines.talks.layout import PackageLayout, digest
from winset.engines.talks.reservation import span_of_days
from winset.space.comparing import scale_of
from winset.space.draws import Draw
from winset.space.inputs import Input
from winset.space.worth import Term


def days_of(case: Case) -> float:
    """Days from the date of a case to its deadline."""
    return case.shared("days", lambda: span_of_days(case))


class RestsOn:
    """Digests of everything that worths, answers and gains rest on.

    Parameters
    ----------
    case, layout, inputs
        The case, how it is laid out, and what is drawn for it.
    """

    def __init__(self, case: Case, layout: PackageLayout, inputs: Mapping[str, Input]) -> None:
        self.case, self.layout, self.inputs = case, layout, inputs
        self._gains: dict[str, bytes] = {}
        self._worths: dict[str, bytes] = {}

    def place(self, draw: Draw) -> Hashable | None:
        """Which draws these are, where they are of this case's inputs."""
        if draw.sources is not self.inputs:
            return None
        return draw.seed, draw.start, draw.count, draw.central

    def gains(self, owner: str) -> bytes:
        """Digest everything besides the draws' place that the gains of an owner rest on."""
        known = self._gains.get(owner)
        if known is None:
            known = self._gains[owner] = self._told_gains(owner)
        return known

    def _told_gains(self, owner: str) -> bytes:
        case, layout = self.case, self.layout
        threats = [f"threats.{place}" for place, one in enumerate(case.threats, 1) if one.target == owner]
        given = [f"no_deal.{owner}", f"no_deal.{owner}.decay", "talks.ripeness", *threats]
        drawn = [self.inputs[name] for name in given if name in self.inputs]
        steady = layout.late is None and not layout.landing.refused.any() and layout.is_steady(owner)
        answers = b"" if steady else self._answers

        def told() -> bytes:
            said = (case.no_deal.get(owner), case.talks.since, case.as_of, days_of(case), float(scale_of(case, owner)))
            used = [one.distribution for one in drawn]
            return digest(self._worth(owner), answers, owner in layout.absent, used, *said)

        return case.shared(("gains rest on", owner), told, (self._worth(owner), answers, *drawn))

    def _worth(self, owner: str) -> bytes:
        """Digest what the worth of outcomes to an owner rests on."""
        known = self._worths.get(owner)
        if known is None:
            known = self._worths[owner] = self._told_worth(owner)
        return known

    def _told_worth(self, owner: str) -> bytes:
        layout = self.layout
        late = [] if layout.late is None else layout.late.addresses
        used = [self.inputs[address] for address in (*layout.addresses(owner), *late)]

        def told() -> bytes:
            names = sorted(self.case.profiles.get(owner, {}))
            about = [_term_key(one) for one in layout.terms[owner]]
            return digest(layout.told, owner, about, [one.distribution for one in used], names)

        return self.case.shared(("worth rests on", owner), told, (layout.told, *used))

    @cached_property
    def _answers(self) -> bytes:
        """Digest what the absent parties' answers rest on."""
        parties = [party for one in self.layout.respondents for party in one.parties]
        given = [self.inputs[f"reactions.{party}"] for party in parties if party in self.case.reactions]
        worth = [self._worth(party) for party in parties]

        def told() -> bytes:
            return digest(self.layout.told, *worth, [one.distribution for one in given])

        return self.case.shared("answers rest on", told, (*worth, *given))

    def answers_key(self, draw: Draw) -> Hashable | None:
        """Everything the answers to a draw depend on."""
        place = self.place(draw)
        return None if place is None else ("answers", place, self._answers)


def _term_key(term: Term) -> Hashable:
    return term.measure, tuple(term.addresses), len(term.replaced), term.share if term.weight else None
