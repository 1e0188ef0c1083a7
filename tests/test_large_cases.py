"""A case with a million outcomes: what is too much is refused in words before it is begun, the rest is answered."""

import pytest

import winset
from winset.case.reading import from_data
from winset.engines.brief import brief
from winset.errors import UsageError
from winset.space.game import Game


@pytest.fixture(scope="module")
def game():
    issues = {f"i{k}": {"levels": ["no", "yes"], "control": f"P{k % 5}"} for k in range(20)}
    wanted = {f"P{n}": [{"prefer": f"i{n} = yes"}, {"prefer": f"i{n + 5} = no iff i{n + 6} = yes"}] for n in range(5)}
    parties = {f"P{n}": {} for n in range(5)}
    return Game(
        from_data({"winset": "1", "title": "large", "parties": parties, "issues": issues, "preferences": wanted})
    )


def test_routes_are_refused_before_a_move_is_listed(game):
    with pytest.raises(UsageError, match="1,048,576 outcomes with up to 75 moves from each"):
        winset.routes(game)


def test_the_brief_goes_on_without_them_and_says_so(game):
    record = brief(game)
    assert record.outcomes == 2**20
    assert any("Routes were not computed: the case has 1,048,576 outcomes" in note for note in record.notes)
