"""What a forecast owes to its own assumptions: the same draws when nobody prefers anything.

All values are replaced by a constant. Then every signatory consents to every agreement, no condition is real, homes
with values of their own have no objection, and absent parties answer evenly. Of the agreements each is as likely as any
other; where the homes' chances are foreseen, of those that the homes accept. What remains is set by the chance that
the talks fail, by homes' and capitals' chances, by deadlines, by law and rules, and by what is set aside: by
assumptions about the course of the talks, not by what the parties want.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import partial

import numpy as np
from numpy.typing import NDArray

from winset import expr
from winset.engines.talks.aftermath import followed
from winset.engines.talks.agreement import Agreement
from winset.engines.talks.answers import Answers
from winset.engines.talks.homes import rules_of_homes
from winset.engines.talks.layout import digest
from winset.engines.talks.memory import remembered
from winset.engines.talks.paired import IN_FORCE
from winset.engines.talks.run import LEAST_KEPT
from winset.engines.talks.situation import Negotiation, Situation
from winset.engines.talks.ties import package_order, picked_evenly
from winset.space.draws import Draw
from winset.space.outcomes import Bools


def by_assumption(negotiation: Negotiation, draws: int, seed: int) -> Mapping[str, int]:
    """Count in how many draws each headline holds when nobody prefers anything.

    Parameters
    ----------
    negotiation : Negotiation
        The case laid out for bargaining.
    draws, seed : int
        As in :func:`winset.forecast`: the same draws.

    Returns
    -------
    mapping of str to int
        ``agreement in force``, and every scenario by its key.
    """
    names = (IN_FORCE, *negotiation.case.scenarios)

    def counts() -> dict[str, NDArray[np.generic]]:
        found = _counts(negotiation, draws, seed)
        return {"hits": np.array([found[name] for name in names])}

    known = remembered(f"assumed {_rests_on(negotiation).hex()} {draws} {seed}", counts, draws >= LEAST_KEPT)
    return dict(zip(names, map(int, known["hits"]), strict=True))


def _rests_on(negotiation: Negotiation) -> bytes:
    """Digest what counts when nobody prefers anything: versions that differ in values or conditions share it."""
    case = negotiation.case
    course = case.mandates, case.talks, case.deadlines, negotiation.days
    named = {key: one.when for key, one in case.scenarios.items()}
    return digest(negotiation.layout.told, rules_of_homes(case), course, named)


def _counts(negotiation: Negotiation, draws: int, seed: int) -> dict[str, int]:
    case = negotiation.case
    indifferent = copy(negotiation)
    indifferent.__dict__["valued_homes"] = {}  # a cached property: homes' own values are constant, too
    found = dict.fromkeys((IN_FORCE, *case.scenarios), 0)
    realise = partial(_situation, negotiation)
    for told in followed(indifferent, draws, seed, {}, agree=_any_agreement, situation=realise):
        codes = negotiation.course.codes(told.path.final)
        found[IN_FORCE] += int(np.count_nonzero(told.events["in-force"]))
        for key, scenario in case.scenarios.items():
            holds = expr.evaluate(case.condition(scenario.when), codes, case.levels)
            found[key] += int(np.count_nonzero(np.broadcast_to(holds, told.path.final.shape)))
    return found


def _situation(negotiation: Negotiation, some: Draw) -> Situation:
    nothing = np.zeros((some.count, len(negotiation.numbers)))
    available = negotiation.landing.available.astype(np.float64)
    answers = available / available.sum(axis=1, keepdims=True)
    never = np.zeros(some.count, dtype=np.bool_)
    return Situation(
        worth=dict.fromkeys(negotiation.signatories, nothing),
        no_deal=dict.fromkeys(negotiation.signatories, nothing[:, 0]),
        answers=Answers(np.broadcast_to(answers, (some.count, *answers.shape)), np.arange(len(answers))),
        real=dict.fromkeys(negotiation.case.conditions, never),
        draw=some,
        scales=negotiation.scales,
        today=dict.fromkeys(negotiation.signatories, nothing[:, 0]),
    )


def _any_agreement(
    negotiation: Negotiation, situation: Situation, best: Mapping[str, float], brought_home: Bools
) -> Agreement:
    """Agree on any of the agreements with the same chance; what homes refuse counts where it is foreseen."""
    foreseen = situation.draw.chance("foresight") < situation.draw.values["talks.foresight"]
    deals = brought_home | ~foreseen[:, None]
    deals[:, negotiation.status_quo] = False
    agreed: Bools = np.asarray(deals.any(axis=1))
    some = picked_evenly(deals, situation.draw.chance("any agreement"), package_order(negotiation))
    package = np.where(agreed, some, negotiation.status_quo)
    return Agreement(package, agreed, deals, np.zeros(len(agreed), dtype=np.bool_))
