"""The chance that what was agreed at the table comes into force: after capitals, homes and absent parties."""

from __future__ import annotations

import numpy as np

from winset.engines.talks.situation import Negotiation, Situation
from winset.space.inputs import Floats
from winset.space.outcomes import Bools


def into_force(negotiation: Negotiation, situation: Situation, brought_home: Bools) -> Floats:
    """Give the chance of every package of coming into force once it is agreed: shape (count, packages).

    Parameters
    ----------
    negotiation : Negotiation
        The negotiation.
    situation : Situation
        Some draws of it.
    brought_home : ndarray of bool, shape (count, packages)
        What the homes accept.
    """
    chance = situation.answers.how_often(negotiation.landing.works)
    for party, inside in negotiation.inside_mandates.items():
        confirmed = situation.draw.values[f"mandates.{party}.confirmed"]
        chance *= np.where(inside[None, :], 1.0, confirmed[:, None])
    return np.asarray(chance * brought_home)


def refusals(negotiation: Negotiation, situation: Situation) -> dict[str, Floats]:
    """Give the chance that each absent party refuses every package: shape (count, packages)."""
    return {party: situation.answers.how_often(mask) for party, mask in negotiation.refused_by.items()}
