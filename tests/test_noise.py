"""Noise at the table: packages are chosen by logit, which three packages of unlike merit tell from other noise."""

import numpy as np
import pytest

from winset.case.reading import from_data
from winset.engines.forecast.forecast import forecast

DRAWS = 40_000


def case(noise):
    """Three packages that both gain from, told apart by the product of gains; nothing else is uncertain."""
    gains = {"small": (1, 1), "middle": (2, 2), "large": (4, 4)}
    levels = ["none", *gains]
    return from_data(
        {
            "winset": "1",
            "title": "Three packages",
            "parties": {"a": {}, "b": {}},
            "issues": {"deal": {"levels": levels, "control": ["a", "b"]}},
            "values": {
                party: [{"when": f"deal = {level}", "points": str(both[place])} for level, both in gains.items()]
                for place, party in enumerate("ab")
            },
            "talks": {"noise": str(noise), "foresight": "1"},
            "scenarios": {level: f"deal = {level}" for level in gains},
        }
    )


@pytest.mark.parametrize("noise", [0.5, 1, 3])
def test_noise_is_logit_choice(noise):
    """Luce 1959: the chance of a package is proportional to the exponential of its score over the noise.

    With equal power the score is the mean of the logarithms of the gains.
    """
    scores = np.log([1.0, 2.0, 4.0])
    wanted = np.exp(scores / noise) / np.exp(scores / noise).sum()
    found = forecast(case(noise), draws=DRAWS)
    chosen = [found.scenarios[level].probability for level in ("small", "middle", "large")]
    assert chosen == pytest.approx(wanted, abs=4 * 0.5 / DRAWS**0.5)


def test_without_noise_the_best_package_is_chosen():
    assert forecast(case(0), draws=200).scenarios["large"].probability == 1
