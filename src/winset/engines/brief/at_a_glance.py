"""Stability at a glance: for outcomes that stand for the endings, whether a party would leave, and who stops it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from winset.case.model import Case
from winset.engines.brief.brief import BriefRecord
from winset.engines.records import CaseReference, Outcome, Record, Rows
from winset.engines.stability.stability_record import JointMove
from winset.engines.stability.why import PartyAtOutcome, WhyRecord, whys
from winset.frozen import Frozen
from winset.space.game import Game

STABLE, SANCTIONED, DETERRED, UNSTABLE = "stable", "sanctioned", "deterred", "unstable"


class Verdict(Frozen):
    """One party at one outcome.

    Attributes
    ----------
    kind : str
        ``stable``: it has no better move. ``sanctioned``: it has, but the others' answers that are improvements of
        their own leave it no better off (SEQ). ``deterred``: only answers that may hurt those who give them do (GMR).
        ``unstable``: some better move is not answered.
    by : tuple of str
        Who answers; of several moves, all who do.
    """

    kind: str
    by: tuple[str, ...] = ()


class GlanceRow(Frozen):
    """One outcome.

    Attributes
    ----------
    scenario : str or None
        The scenario it stands for; None for one outside all of them.
    is_today : bool
        Whether it is today's.
    outcome : Outcome
        The outcome.
    verdicts : mapping of str to Verdict
        By party.
    upset_by : tuple of JointMove
        The joint moves that upset it.
    """

    scenario: str | None
    is_today: bool
    outcome: Outcome
    verdicts: Mapping[str, Verdict]
    upset_by: tuple[JointMove, ...]


class GlanceRecord(Record, kw_only=True):
    """Stability at a glance.

    Attributes
    ----------
    glance : tuple of GlanceRow
        Today first, then the outcomes by which the brief tells each scenario, and the most credible one of a scenario
        in which none holds.
    """

    glance: tuple[GlanceRow, ...]

    def rows(self) -> Rows:
        """Give one row per outcome."""
        parties = list(self.glance[0].verdicts) if self.glance else []
        body = [
            (str(one.outcome.number), one.scenario or "", *(one.verdicts[key].kind for key in parties))
            for one in self.glance
        ]
        return ("outcome", "ending", *parties), body


def at_a_glance(case: Case | Game, brief: BriefRecord) -> GlanceRecord:
    """Look at the outcomes by which the brief tells the endings.

    Examples
    --------
    >>> import winset
    >>> case = winset.load("prisoners-dilemma")
    >>> [row.verdicts["Row"].kind for row in at_a_glance(case, winset.brief(case)).glance][:1]
    ['stable']
    """
    game = case if isinstance(case, Game) else Game(case)
    shown = tuple(_representatives(game, brief))
    found = whys(game, [outcome.number for _, outcome in shown], ("nash", "seq", "gmr"))
    rows = tuple(_row(game, *one, record) for one, record in zip(shown, found, strict=True))
    return GlanceRecord(
        case=CaseReference.of(game.case), method="stability at a glance", settings={"concepts": ["nash", "seq", "gmr"]},
        glance=rows,
    )  # fmt: skip


def _representatives(game: Game, brief: BriefRecord) -> Iterator[tuple[str | None, Outcome]]:
    """Today, and what stands for each ending; an outcome is named once, by the first scenario it stands for."""
    seen = set()
    if game.status_quo is not None:
        today = Outcome.at(game.space, game.status_quo)
        seen.add(today.number)
        mine = [held.scenario for held in brief.held if any(kind.outcome == today for kind in held.kinds)]
        yield mine[0] if mine else None, today
    for held in brief.held:
        found = [kind.outcome for kind in held.kinds]
        if not found and held.route is not None and held.route.to is not None:
            found = [held.route.to]
        for outcome in found:
            if outcome.number not in seen:
                seen.add(outcome.number)
                yield held.scenario, outcome


def _row(game: Game, scenario: str | None, outcome: Outcome, record: WhyRecord) -> GlanceRow:
    views = {view.party: _verdict(view) for view in record.parties}
    return GlanceRow(scenario, game.space.cell_of(outcome.number) == game.status_quo, outcome, views, record.upset_by)


def _verdict(view: PartyAtOutcome) -> Verdict:
    if view.stable["nash"]:
        return Verdict(STABLE)
    by = tuple(dict.fromkeys(key for one in view.improvements for step in one.sanction for key in step.units))
    if view.stable["seq"]:
        return Verdict(SANCTIONED, by)
    return Verdict(DETERRED, by) if view.stable["gmr"] else Verdict(UNSTABLE)
