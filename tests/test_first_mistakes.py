"""What somebody gets wrong on the first day: each is told in words that lead on, and nothing is said that is not so."""

import pytest

import winset
from command_line import run
from winset.errors import CaseFileError, UsageError

DATA = {
    "winset": "1",
    "title": "Two",
    "parties": {"A": {}, "B": {}},
    "issues": {"x": {"levels": ["no", "yes"], "control": "A"}, "y": {"levels": ["no", "yes"], "control": "B"}},
    "preferences": {"A": ["y = yes"], "B": ["x = yes"]},
}


def problems(data):
    with pytest.raises(CaseFileError) as refused:
        winset.from_data(data)
    return [one.what for one in refused.value.problems]


def test_points_that_cannot_be_read_are_one_error_and_the_rest_is_looked_at():
    values = {"A": [{"when": "y = yes", "points": "5-10"}, {"when": "y = perhaps", "points": "1"}]}
    range_, *rest = problems(DATA | {"values": values | {"C": [{"when": "y = yes", "points": "1"}]}})
    assert range_.startswith("'points': a range is a number")
    assert set(rest) == {"issue 'y' has no level 'perhaps'", "there is no party or home 'C'"}


def test_a_short_list_is_shown_as_it_was_written():
    with pytest.raises(CaseFileError, match=r"must not fall.*Got \[5, 3\]\."):
        winset.from_data(DATA | {"values": {"A": [{"when": "y = yes", "points": ["5", "3"]}]}})


@pytest.mark.parametrize("address", ["conditions.strct.probability", "scenarios.cmpromise.name"])
def test_an_address_with_a_slip_in_a_name_is_no_new_entry(address):
    with pytest.raises(UsageError, match=r"is not an input of the case.*Did you mean"):
        winset.changed(winset.load("jeddah-2025"), {address: "0.9"})


def test_what_is_not_there_yet_can_be_set():
    case = winset.changed(winset.load("ferry-contract"), {"delay.County.cost": "2"})
    assert case.delay["County"].cost is not None


def test_a_case_without_questions_keeps_no_forecasts(tmp_path):
    path = tmp_path / "two.yaml"
    assert run("new", str(path)).returncode == 0
    text = path.read_text("utf-8")
    assert "\nquestions:" not in text
    for extra in ((), ("--question", "x"), ("--question", "x", "--probability", "0.5")):
        done = run("log", "add", str(path), *extra)
        assert done.returncode == 2
        assert "asks no question" in done.stderr
        assert "'questions'" in done.stderr


def refused(*arguments):
    done = run(*arguments)
    assert done.returncode == 2, done.stdout
    return done.stderr


def test_a_new_case_file_is_found_again(tmp_path):
    for name in ("jeddah-2025", "talks.txt", "talks.gmcr"):
        assert "a case file ends in .yaml" in refused("new", str(tmp_path / name))
        assert not (tmp_path / name).exists()


def test_a_draft_is_refused_before_anything_is_read(tmp_path):
    article, there = tmp_path / "article.txt", tmp_path / "there.yaml"
    article.write_text("", "utf-8")
    there.write_text("", "utf-8")
    for target, told in (
        (there, "exists already"),
        (tmp_path / "no" / "a.yaml", "no folder"),
        (article, "ends in .yaml"),
    ):
        assert told in refused("draft", str(article), "-o", str(target))


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF-1.7 \xff"), ("a.docx", b"PK\x03\x04"), ("a.txt", b"A report.")]
)
def test_a_document_in_the_place_of_a_case_leads_to_drafting(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert "winset draft FILE -o CASE.yaml" in refused("brief", str(path))


def test_two_cases_and_a_change_are_too_much_to_compare():
    assert "not both" in refused("compare", "chicken", "elmira", "--without", "Row")
    assert "needs a second case or a change" in refused("compare", "chicken")


def test_the_only_party_stays():
    alone = {"parties": {"A": {}}, "issues": {"x": DATA["issues"]["x"]}, "preferences": {}}
    with pytest.raises(UsageError, match="only party"):
        winset.without(winset.from_data(DATA | alone), "A")


def test_what_a_record_does_not_hold(tmp_path):
    case, lines = str(tmp_path / "talks.yaml"), tmp_path / "article.txt"
    lines.write_text("No row of anything.", "utf-8")
    assert run("new", case, "--from", "jeddah-2025").returncode == 0
    assert "there is no c99 in" in refused("record", "history", case, "c99")
    assert "there is no page 9. Hint: The last one is 1." in refused("record", "list", case, "--page", "9")
    assert "line 1 is not a row of a record: it is no JSON" in refused("record", "import", case, str(lines))
    assert "there is no kind of rows 'clams'. Hint: Did you mean 'claims'?" in refused(
        "record", "list", case, "--table", "clams"
    )
    done = run("record", "search", case, "zeppelin")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no row holds all of these words" in done.stderr
    assert "Add a forecast first" in refused("log", "score", case)
    assert run("log", "add", case, "--date", "2025-03-09", "--question", "aid", "--probability", "0.5").returncode == 0
    assert "Nothing to score yet" in run("log", "score", case).stdout
