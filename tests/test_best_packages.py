"""The package agreed on is the best of all, each worked out by hand with ordinary logarithms, draw by draw."""

from math import log

import numpy as np
import pytest

import winset
from winset.engines.talks import agreement
from winset.engines.talks.aftermath import followed, happen
from winset.engines.talks.homes import brought_home
from winset.engines.talks.situation import Negotiation
from winset.space.draws import draw

COUNT = 40


@pytest.mark.parametrize("noise", ["0", "0.5", "1000000"])
@pytest.mark.parametrize("name", ["jeddah-2025", "abdelnabi-et-al-2024-harbour"])
def test_no_package_that_lets_all_gain_is_better_than_the_one_agreed(name, noise):
    negotiation = Negotiation(winset.changed(winset.load(name), {"talks.noise": noise}))
    some = draw(negotiation.inputs, 7, 0, COUNT)
    situation, best = negotiation.situation(some), agreement.best_gains(negotiation)
    found = agreement.nash(negotiation, situation, best, brought_home(negotiation, some))
    parties, width = negotiation.signatories, len(negotiation.numbers)
    power = negotiation.power(some, best)
    uniform = some.chance("noise", width).reshape(COUNT, width)[:, negotiation.layout.rank]
    looked_at = 0
    for one in range(COUNT):
        scores = {}
        for row in np.flatnonzero(found.zone[one]):
            gains = [float(situation.gains(party)[one, row]) for party in parties]
            if min(gains) > 0:
                product = sum(power[party][one] * log(gain) for party, gain in zip(parties, gains, strict=True))
                scores[int(row)] = product - float(noise) * log(-log(uniform[one, row]))
        if scores:
            looked_at += 1
            agreed = int(found.package[one])
            assert found.agreed[one]
            assert scores[agreed] >= max(scores.values()) - 1e-9 * max(1.0, float(noise))
    assert looked_at > COUNT / 4


@pytest.mark.parametrize("name", ["jeddah-2025", "supply-contract"])
def test_draws_followed_together_end_as_those_followed_a_few_at_a_time(name):
    """From the table on many draws are followed at once: none may look at another's."""
    negotiation = Negotiation(winset.load(name))
    best = agreement.best_gains(negotiation)
    together = [*followed(negotiation, 600, 3, best)]
    final = np.concatenate([one.path.final for one in together])
    for start, count in ((0, 100), (255, 3), (500, 100)):
        alone = happen(negotiation, negotiation.situation(draw(negotiation.inputs, 3, start, count)), best)
        assert alone.path.final.tolist() == final[start : start + count].tolist()
