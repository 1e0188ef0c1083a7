"""Case files: what is read, and how every mistake is told in one pass."""

import re
from pathlib import Path

import pytest

import winset
from winset.case.reading import read_case
from winset.errors import CaseFileError, UsageError

ROOT = Path(__file__).resolve().parent.parent
SMALL = """\
winset: 1
title: Small
parties:
  A: {name: Party A}
  B:
issues:
  aid: {levels: [withheld, resumed], control: A}
  truce: {levels: [none, partial, full], control: B, moves: forward}
  deal: {levels: [unsigned, signed], control: [A, B]}
preferences:
  A:
    - {prefer: truce >= partial, basis: S1}
    - deal = signed
  B: [aid = resumed]
scenarios:
  settled: deal = signed
"""


def problems(text: str) -> list[str]:
    with pytest.raises(CaseFileError) as caught:
        read_case(text.encode(), "case.yaml")
    return str(caught.value).splitlines()


def changed(*changes: tuple[str, str]) -> str:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_short_forms_mean_the_long_ones():
    case = read_case(SMALL.encode(), "case.yaml")
    assert case.parties["B"].at_table
    assert case.preferences["A"][1].prefer == "deal = signed"
    assert case.issues["aid"].control == ("A",)
    assert case.status_quo_level("truce") == "none"
    assert case.coalition_members == (("A", "B"),)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("control: A}", "contrl: A}"), "case.yaml:7:38 unknown key 'contrl'. Hint: Did you mean 'control'?"),
        (("control: A}", "contrl: A}"), "case.yaml:7:3 the key 'control' is missing."),
        (("winset: 1\n", ""), "the key 'winset' is missing. Hint: Begin the file with the line 'winset: 1'."),
        (("winset: 1", "winset: 2"), "case.yaml:1:9 'winset' must be '1'. Got '2'."),
        (("title: Small", "titel: Small"), "case.yaml:2:1 unknown key 'titel'. Hint: Did you mean 'title'?"),
        (("control: A}", "control: C}"), "case.yaml:7:47 there is no party 'C'. Hint: Parties: A, B."),
        (("aid = resumed", "aid = resume"), "issue 'aid' has no level 'resume'. Hint: Did you mean 'resumed'?"),
        (("truce >= partial", "truse >= partial"), "case.yaml:12:16 there is no issue 'truse'."),
        (
            ("truce >= partial", "truce => partial"),
            "case.yaml:12:22 '=>' is not part of the condition language. Hint: Write '>='.",
        ),
        (("forward", "upward"), "'moves' must be free, forward, backward, or a list of level changes"),
        (("[withheld, resumed]", "[withheld]"), "needs at least 2 entries"),
        (("[withheld, resumed]", "[resumed, resumed]"), "the level 'resumed' is listed twice"),
        (("control: [A, B]", "control: [A, A]"), "the controller 'A' is listed twice"),
        (("{name: Party A}", "{at_table: maybe}"), "'at_table' must be true or false. Got 'maybe'."),
        (("  B: [aid = resumed]", "  D: [aid = resumed]"), "there is no party 'D'"),
        (("title: Small", "as_of: 9 March 2025\ntitle: S"), "a date must be written year-month-day"),
        (("scenarios:", "status_quo: {truce: ful}\nscenarios:"), "has no level 'ful'. Hint: Did you mean 'full'?"),
        (("scenarios:", "ranking: {A: {best_first: [1]}}\nscenarios:"), "has both statements and a ranking"),
        (("scenarios:", "coalitions: [[A, Z]]\nscenarios:"), "there is no party 'Z'"),
        (("scenarios:", "impossible: yes\nscenarios:"), "'impossible' must be a list"),
        (("parties:\n  A: {name: Party A}\n  B:\n", "parties: {}\n"), "must not be empty. Got an empty mapping."),
        (
            ("scenarios:", "status_quo: {truce: ''}\nscenarios:"),
            "'truce' in 'status_quo' must not be empty. Got ''. Hint: ",
        ),
        (("scenarios:", "sources: {N: []}\nscenarios:"), "Got an empty list. Hint: Such as sources: {S: {title: "),
    ],
)
def test_a_mistake_is_told_where_it_stands(change, line):
    assert line in "\n".join(problems(changed(change)))


def test_every_mistake_in_one_pass_in_the_order_of_the_file():
    text = changed(
        ("{name: Party A}", "{nam: Party A}"),
        ("control: B, moves: forward", "control: B, moves: onward"),
        ("truce >= partial", "aid >= partial"),
        ("- deal = signed", "- deal = sgned"),
        ("  settled: deal", "  settled: 3 = (deal"),
    )
    found = problems(text)
    assert [re.match(r"case\.yaml:(\d+):\d+ ", line).group(1) for line in found] == ["4", "8", "12", "13", "16"]
    assert all(line.endswith(".") for line in found)


def test_a_broken_entry_is_not_reported_again_by_those_who_name_it():
    found = problems(changed(("aid: {levels: [withheld, resumed], control: A}", "aid: {levels: [withheld, resumed]}")))
    assert len(found) == 1


def test_hash_counts_content_and_not_layout():
    case = read_case(SMALL.encode(), "case.yaml")
    assert read_case(("# a comment\n" + SMALL).encode(), "other.yaml").hash == case.hash
    assert read_case(SMALL.replace("Party A", "Party a").encode(), "case.yaml").hash != case.hash


def test_permitted_changes_are_closed_transitively():
    case = read_case(SMALL.replace("moves: forward", "moves: [[none, partial], [partial, full]]").encode(), "x")
    (unit,) = [unit for unit in winset.game(case).units if unit == (1,)]
    (change,) = winset.game(case).mover(unit).unit.changes
    assert change.allowed.tolist() == [[False, True, True], [False, False, True], [False, False, False]]


def test_the_readme_example_and_the_starter_are_valid(tmp_path):
    (example,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    from winset.case.starter import starter_text

    for text in (example, starter_text(None)):
        case = read_case(text.encode(), "case.yaml")
        assert winset.check(case).warnings == ()


def test_a_catalogue_case_is_found_by_any_part_of_its_name_that_fits_one():
    assert winset.load("jeddah").hash == winset.load("jeddah-2025").hash
    with pytest.raises(UsageError, match="Did you mean 'jeddah-2025'"):
        winset.load("jedah-2025")
    with pytest.raises(UsageError, match="no file and no catalogue case 'a'"):
        winset.load("a")


def test_plain_data_makes_the_same_case_as_its_file():
    data = {
        "winset": "1",
        "title": "Small",
        "parties": {"A": {}},
        "issues": {"x": {"levels": ["no", "yes"], "control": "A"}},
        "preferences": {"A": ["x = yes"]},
    }
    text = "winset: 1\ntitle: Small\nparties: {A: }\nissues: {x: {levels: [no, yes], control: A}}\n"
    assert winset.from_data(data).hash == read_case((text + "preferences: {A: [x = yes]}").encode(), "x").hash
    with pytest.raises(CaseFileError):
        winset.from_data({**data, "issues": {}})


def without(case, what):
    return winset.without(case, what)


def test_what_is_taken_out_leaves_the_rest_as_it_was():
    case = read_case(SMALL.encode(), "case.yaml")
    assert "A" not in without(case, "A").parties
    assert without(case, "A").issues["aid"].control == ()
    assert winset.outcomes(without(case, "aid")).count == 6
    assert [statement.prefer for statement in without(case, "A:1").preferences["A"]] == ["deal = signed"]
    swapped = winset.swap(case, "A:1,2")
    assert [statement.prefer for statement in swapped.preferences["A"]] == ["deal = signed", "truce >= partial"]
    assert case.hash == read_case(SMALL.encode(), "case.yaml").hash
    for wrong in ("C", "A:3", "A:x", "C:1"):
        with pytest.raises(UsageError):
            without(case, wrong)
    for wrong in ("A:1", "A", "C:1,2", "A:1,9"):
        with pytest.raises(UsageError):
            winset.swap(case, wrong)
