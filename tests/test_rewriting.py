"""Editing the text of a case: the edit is made, and nothing else changes; merging loses nothing."""

import difflib

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from seeds import seeds
from winset.case import catalogue
from winset.case.merging import merged
from winset.case.reading import read_case
from winset.case.rewriting import Edit, rewrite
from winset.case.starter import starter_text
from winset.case.yaml_tree import read_tree
from winset.errors import UsageError

WORKED = {"brexit-2019", "grain-2023", "nhl-2012"}  # large, and written as jeddah-2025 is
TEXTS = {name: catalogue.find(name).read_text("utf-8") for name in catalogue.names() if name not in WORKED} | {
    "starter": starter_text()
}


def tree(text):
    return read_tree(text.encode(), "x").data


def difference(before, after):
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def places(here, path=()):
    """Every path of a case, from the top."""
    items = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


def at(data, path):
    for step in path:
        data = data[step]
    return data


@pytest.mark.parametrize("name", TEXTS)
def test_every_entry_can_be_set_and_removed_and_the_comments_stay(name):
    text = TEXTS[name]
    comments = [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]
    every = list(places(tree(text)))
    for path in every[:: max(1, len(every) // len(seeds(16)))]:
        changed = rewrite(text, [Edit("set", path, "as: it is, [now]")])
        assert at(tree(changed), path) == "as: it is, [now]"
        for removed in (changed, rewrite(text, [Edit("remove", path)])):
            kept = [line.strip() for line in removed.splitlines() if line.lstrip().startswith("#")]
            assert len(kept) >= len(comments) - _inside(text, path)


def _inside(text, path):
    """How many comments stand within an entry, which go with it."""
    node = at(tree(text), path)
    return 0 if isinstance(node, str) or node is None else text.count("#")


@pytest.mark.parametrize("name", TEXTS)
def test_statements_move_as_whole_lines(name):
    text = TEXTS[name]
    for party, statements in tree(text).get("preferences", {}).items():
        for start in range(0, len(statements), 3):
            to = (start + 2) % len(statements)
            changed = rewrite(text, [Edit("move", ("preferences", party, start), to=to)])
            expected = list(statements)
            expected.insert(to, expected.pop(start))
            assert tree(changed)["preferences"][party] == expected
            assert sorted(changed.splitlines()) == sorted(text.splitlines())


def test_an_edit_changes_one_line():
    text = TEXTS["jeddah-2025"]
    changed = rewrite(text, [Edit("set", ("preferences", "US", 0, "prefer"), "truce = full")])
    assert read_case(changed.encode(), "x").preferences["US"][0].prefer == "truce = full"
    assert difference(text, changed) == [
        "-    - {prefer: answer = full, basis: [S11, S42]}",
        "+    - {prefer: truce = full, basis: [S11, S42]}",
    ]


def test_an_item_takes_its_comment_with_it():
    text = "x:\n  # the first\n  - a\n  # why b\n  - b  # so\n  - c\ny: 1\n"
    assert (
        rewrite(text, [Edit("move", ("x", 1), to=2)])
        == "x:\n  # the first\n  - a\n  - c\n  # why b\n  - b  # so\ny: 1\n"
    )


def test_sections_and_owners_that_become_empty_go():
    text = "a:\n  X:\n    - 1\nb: 2\n"
    assert rewrite(text, [Edit("remove", ("a", "X", 0))]) == "b: 2\n"


@pytest.mark.parametrize(
    "edit",
    [
        Edit("set", ("b", "c", 0), "2"),
        Edit("set", ("a", "b"), "2"),
        Edit("remove", ("z",)),
        Edit("remove", ()),
        Edit("insert", ("l", 5), "2"),
        Edit("insert", ("a", 0), "2"),
        Edit("move", ("l", 0), to=9),
        Edit("rename", ("a",), "l"),
        Edit("rename", ("l", 0), "x"),
        Edit("set", ("l", "x"), "1"),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(edit):
    with pytest.raises(UsageError):
        rewrite("a: 1\nl: [p, q]\n", [edit])


words = st.text(st.sampled_from("abzÄж0 -_.:#'\"[]{},&*!|>%@`?~=\\"), min_size=1, max_size=15)
values = words | st.lists(words, max_size=3) | st.dictionaries(words, words | st.lists(words, max_size=2), max_size=3)


@st.composite
def edits(draw, data):
    action = draw(st.sampled_from(["set", "insert", "move", "remove", "add"]))
    path = draw(st.sampled_from(list(places(data)) or [("title",)]))
    here = at(data, path)
    if action == "insert" and isinstance(here, list):
        return Edit("insert", (*path, draw(st.integers(0, len(here)))), draw(values))
    if action == "add":
        return Edit("set", (*path, "a new key") if isinstance(here, dict) else ("a new key",), draw(values))
    if action == "move":
        return Edit("move", path, to=draw(st.integers(0, len(at(data, path[:-1])) - 1)))
    return Edit("remove", path) if action == "remove" and len(path) > 1 else Edit("set", path, draw(values))


@settings(
    max_examples=len(seeds(60)),
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_any_edits_one_after_the_other_are_made_faithfully(data):
    """``rewrite`` itself compares what is read again with what was wanted: here it must never have to refuse."""
    text = TEXTS[data.draw(st.sampled_from(["starter", "rapoport-chammah-1966-chicken", "hipel-et-al-1993-elmira"]))]
    for _ in range(data.draw(st.integers(1, 5))):
        text = rewrite(text, [data.draw(edits(tree(text)))])


lines = st.lists(st.sampled_from("abcdef"), max_size=8).map(lambda found: "".join(f"{one}\n" for one in found))


@given(lines, lines)
def test_merging_with_what_did_not_change_gives_the_other(base, other):
    assert merged(base, base, other) == other
    assert merged(base, other, base) == other
    assert merged(base, other, other) == other


def versions(who, numbers):
    return "".join(f"{who} line {n}\n" if n in numbers else f"line {n}\n" for n in range(10))


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_changes_of_different_lines_are_all_kept(ours, theirs):
    result = merged(versions("", ()), versions("ours", ours), versions("theirs", theirs))
    if result is None:
        assert {n + d for n in ours for d in (-1, 0, 1)} & theirs
    else:
        assert not ours & theirs
        assert result.count("ours") == len(ours)
        assert result.count("theirs") == len(theirs)
