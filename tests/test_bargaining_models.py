"""A bargaining model is its row in the table: forecast, what-if and commands ask it, and nothing else names it."""

import numpy as np
import pytest
from click.testing import CliRunner

import winset
from winset.cli import cli
from winset.engines.talks.agreement import Agreement, zone
from winset.engines.talks.models import MODELS, BargainingModel

CASE = winset.load("jeddah-2025")


def nobody(negotiation):
    """A model in which the talks never lead to anything."""

    def agree(negotiation, situation, best, brought_home):
        count = situation.draw.count
        still, none = np.full(count, negotiation.status_quo), np.zeros(count, dtype=np.bool_)
        return Agreement(still, none, zone(negotiation, situation), none)

    return agree


@pytest.fixture
def own(monkeypatch):
    monkeypatch.setitem(MODELS, "nobody", BargainingModel("nobody", "no agreement ever", "test", nobody))


@pytest.mark.usefixtures("own")
def test_a_model_of_ones_own_is_asked_everywhere():
    found = winset.forecast(CASE, 60, 1, "nobody")
    assert found.method == "forecast by no agreement ever"
    assert found.events["in-force"].probability == found.events["agreed"].probability == 0
    assert winset.forecast(CASE, 60, 1).events["in-force"].probability > 0
    compared = winset.what_if(CASE, CASE, 60, 1, "nobody")
    assert compared.settings["model"] == "nobody"
    asked = ["forecast", "jeddah-2025", "--draws", "60", "--model", "nobody", "--json"]
    assert "no agreement ever" in CliRunner().invoke(cli, asked).output


def test_what_is_no_model_is_answered_with_the_nearest_there_is():
    with pytest.raises(winset.UsageError, match="no bargaining model 'nahs'") as refused:
        winset.forecast(CASE, 60, 1, "nahs")
    assert "nash" in str(refused.value)


@pytest.mark.parametrize("command", ["forecast", "flips", "what-if"])
def test_the_help_of_commands_names_every_model(command):
    told = " ".join(CliRunner().invoke(cli, [command, "--help"]).output.split())
    assert all(f"{one.key} ({one.name})" in told for one in MODELS.values())
