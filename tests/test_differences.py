"""What differs between two versions of a case."""

import json

from hypothesis import given
from hypothesis import strategies as st

import winset
from winset.engines.differences import differences

CASE = winset.load("jeddah-2025")
DATA = json.loads(CASE.model_dump_json(exclude_defaults=True)) | {"winset": "1"}


def version(**changed):
    return winset.from_data(DATA | changed)


def test_a_case_does_not_differ_from_itself():
    assert differences(CASE, version()) == ()


@given(st.permutations(range(len(DATA["preferences"]["US"]))))
def test_statements_are_told_by_their_words_and_only_those_that_moved(order):
    statements = DATA["preferences"]["US"]
    other = version(preferences=DATA["preferences"] | {"US": [statements[place] for place in order]})
    found = differences(CASE, other)
    moved = [place for place in range(len(order)) if order[place] != place]
    assert len(found) == len(moved)
    for one in found:
        before, after = one.before.split(". ", 1), one.after.split(". ", 1)
        assert before[1] == after[1] == statements[int(before[0]) - 1]["prefer"]
        assert order[int(after[0]) - 1] == int(before[0]) - 1


def test_what_is_left_out_added_and_changed_is_told():
    statements = DATA["preferences"]["US"]
    conditions = DATA["conditions"] | {"strict": DATA["conditions"]["strict"] | {"prior": ["0.2", "0.2", "0.2"]}}
    found = differences(
        CASE,
        version(preferences=DATA["preferences"] | {"US": statements[1:]}, conditions=conditions, as_of="2025-03-10"),
    )
    told = {one.address: (one.before, one.after) for one in found}
    assert told == {
        "preferences.US": ("1. answer = full", ""),
        "conditions.strict.prior": ("0.10 to 0.55, most likely 0.30", "0.2"),
        "as_of": ("2025-03-09", "2025-03-10"),
    }
    backwards = {
        one.address: (one.after, one.before)
        for one in differences(
            version(
                preferences=DATA["preferences"] | {"US": statements[1:]}, conditions=conditions, as_of="2025-03-10"
            ),
            CASE,
        )
    }
    assert backwards == told


def test_entries_of_lists_are_told_one_by_one():
    rules = DATA["impossible"]
    found = differences(CASE, version(impossible=rules[1:]))
    assert [(one.address, one.before.split(",")[0], one.after) for one in found] == [
        ("impossible", f"basis: {rules[0]['basis'][0]}", "")
    ]
