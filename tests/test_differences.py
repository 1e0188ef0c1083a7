"""What differs between two versions of a case."""

import json

from hypothesis import given
from hypothesis import strategies as st

import winset
from winset.engines.versions.differences import differences

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


def test_an_entry_in_front_and_another_word_in_the_next_are_two_differences():
    rules = DATA["impossible"]
    new = {"when": "aid = resumed and tempo = escalated", "why": "a test"}
    found = differences(CASE, version(impossible=[new, rules[0] | {"why": "other words"}, *rules[1:]]))
    assert sorted((one.address, one.after) for one in found) == [
        ("impossible", "when: aid = resumed and tempo = escalated, why: a test"),
        ("impossible.2.why", "other words"),
    ]


def test_a_list_in_another_order_is_one_difference_and_entries_of_one_name_are_kept_apart():
    first, second, *rest = DATA["impossible"]
    (found,) = differences(CASE, version(impossible=[second, first, *rest]))
    assert found.address == "impossible"
    assert found.after.startswith(f"{second['when']}; {first['when']}")
    twice = version(impossible=[*DATA["impossible"], first])
    (more,) = differences(CASE, twice)
    assert more.before == ""


def test_yes_and_no_are_told_as_a_case_file_writes_them():
    parties = DATA["parties"] | {"RU": {key: one for key, one in DATA["parties"]["RU"].items() if key != "at_table"}}
    (found,) = differences(CASE, version(parties=parties))
    assert (found.address, found.before, found.after) == ("parties.RU.at_table", "no", "")
