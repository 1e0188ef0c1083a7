"""The record as its users meet it on the command line."""

import json

import pytest
from click.testing import CliRunner

from winset.cli import cli
from winset.cli.record.review import Walk
from winset.errors import WinsetError
from winset.reading.standoff import from_standoff


def run(*arguments, given=None):
    """Run a command; what was typed in stands in ``given``."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], input=given)


def fine(*arguments, given=None):
    done = run(*arguments, given=given)
    assert done.exit_code == 0, done.output or repr(done.exception)
    return done.stdout


def refused(*arguments):
    """Give the error a user reads; nothing but an error meant for users will do."""
    done = run(*arguments)
    assert isinstance(done.exception, WinsetError) or done.exit_code == 2, done.output
    return str(done.exception) + done.output


@pytest.fixture
def talks(tmp_path):
    path = tmp_path / "talks.yaml"
    fine("new", path, "--from", "jeddah-2025")
    return path


def test_documents_claims_grades_and_links(talks, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("NBC reported that aid would return soon.", "utf-8")
    assert "c18" in fine("record", "list", talks)
    assert "d2" in fine("record", "add", talks, article, "--publisher", "NBC", "--who", "AB")
    article.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in refused("record", "add", talks, article)
    said = ("--source", "NBC", "--cue", "reported", "--document", "d2")
    assert "c19" in fine("record", "claim", talks, "aid would return soon", *said, "--set", "hedge_level=expected")
    assert "word for word" in refused("record", "claim", talks, "aid will return", *said)
    assert "judged apart" in run("record", "grade", talks, "c19", "B2", "--why", "known outlet").stderr
    assert "judged apart" not in run("record", "grade", talks, "c19", "F6").stderr
    assert "is no grade" in refused("record", "grade", talks, "c19", "Z9")
    assert "is not a claim" in refused("record", "grade", talks, "n1", "B2")
    fine("record", "set", talks, "c19", "speech_act=forecast")
    assert "word for word" in refused("record", "set", talks, "c19", "content=aid will return")
    fine("record", "set", talks, "c19", "content=aid would return")
    assert json.loads(json.loads(fine("record", "show", talks, "c19", "--json"))["spans"])["content"] == [[18, 34]]
    fine("record", "link", talks, "c19", "conditions.strict", "--against")
    assert "nothing at" in refused("record", "link", talks, "c19", "conditions.strikt")
    assert "no prior yet" in run("record", "link", talks, "c19", "preferences.US.1").stderr
    assert "An expected event is not an event" in refused(
        "record", "event", talks, "2025-03-11", "aid=resumed", "--claim", "c19"
    )
    assert "is not a date" in refused("record", "event", talks, "11 March", "aid=resumed")
    assert "which day" in refused("record", "event", talks, "March 2025", "aid=resumed")
    fine("record", "event", talks, "11 March 2025", "aid=resumed")
    assert rows(talks, "events")["e5"]["date"] == "2025-03-11"
    assert "An expected event is not an event" in refused("record", "set", talks, "e5", "claim=c19")
    assert "no level 'resumd'" in refused("record", "set", talks, "e5", "level=resumd")
    fine("record", "stance", talks, "US", "no aid without talks")
    assert "there is no party 'UK'" in refused("record", "set", talks, "s4", "party=UK")
    assert "c19  claims" in fine("record", "search", talks, "would", "return")
    assert "nothing amiss" in fine("record", "verify", talks)


def test_any_past_state_of_any_table_can_be_shown(talks):
    fine("record", "grade", talks, "c1", "A1")
    fine("record", "remove", talks, "l5", "--why", "slip", "--who", "AB")
    changes = json.loads(fine("record", "history", talks, "--json"))
    before = str(len(changes) - 2)
    assert json.loads(fine("record", "show", talks, "c1", "--as-of", before, "--json"))["source_grade"] == "B"
    listed = json.loads(fine("record", "list", talks, "--table", "links", "--as-of", before, "--json"))
    assert [one["id"] for one in listed] == [f"l{number}" for number in range(1, 8)]
    assert "l5" not in fine("record", "list", talks, "--table", "links")
    assert fine("record", "list", talks, "--as-of", "2025-03-09") == fine("record", "list", "jeddah-2025")
    assert json.loads(fine("record", "list", talks, "--as-of", "2025-03-08", "--json")) == []
    assert "there is no change 999" in refused("record", "list", talks, "--as-of", "999")
    assert "neither a date nor a change" in refused("record", "list", talks, "--as-of", "soon")
    assert "removed" in fine("record", "show", talks, "l5")
    assert "there is no c99" in refused("record", "show", talks, "c99")


def test_notes_are_about_something_thread_and_outlive_what_they_are_about(talks):
    fine("record", "note", talks, "preferences.US.3", "doubtful", "--author", "AB")
    fine("record", "note", talks, "n3", "why?")
    fine("record", "note", talks, "questions.aid", "soon")
    shown = fine("record", "show", talks, "preferences.US.3")
    assert "n3: doubtful (AB" in shown
    assert "in reply to n3: why?" in shown
    assert "US.3.prefer" in fine("record", "show", talks, "preferences")
    assert "n5: soon" in fine("record", "show", talks, "questions.aid")
    for about in ("preferences.US.33", "questions.aids", "c99", "n99", "nonsense"):
        refused("record", "note", talks, about, "x")
    fine("record", "claim", talks, "something")
    fine("record", "note", talks, "c19", "keep me")
    fine("record", "remove", talks, "c19")
    assert "keep me" in fine("record", "show", talks, "c19")
    assert "stay" in refused("record", "remove", talks, "n3")
    assert "hang on c1" in refused("record", "remove", talks, "c1")
    assert "c20" in fine("record", "claim", talks, "a name is never used twice")
    assert "nothing amiss" in fine("record", "verify", talks)


def test_a_claim_cannot_stand_inside_itself(talks):
    fine("record", "set", talks, "c2", "parent=c1")
    assert "inside itself" in refused("record", "set", talks, "c1", "parent=c2")
    assert "there is no c99" in refused("record", "set", talks, "c1", "parent=c99")


def test_check_and_show_say_who_stands_behind_a_basis(talks):
    assert "no warnings" in fine("check", talks)
    assert "c3 (S9): US officials speaking to NBC (via NBC, article)" in " ".join(fine("show", talks).split())
    talks.write_text(talks.read_text("utf-8").replace("c3, c4, c5]", "c3, c4, c55]"), "utf-8")
    assert "the basis names c55, but the record has no claim c55" in fine("check", talks)
    talks.with_suffix(".record").rename(talks.with_suffix(".away"))
    warnings = json.loads(fine("check", talks, "--json"))["warnings"]
    assert [one["what"].split()[3] for one in warnings] == ["c1,", "c3,", "c4,", "c55,"]
    assert all("no record beside the case" in one["what"] for one in warnings)
    assert all(one["line"] for one in warnings)


def test_what_is_exported(talks):
    assert len(fine("record", "export", talks).splitlines()) == 35
    assert fine("record", "export", talks, "--format", "csv").startswith("id,document,source")
    fine("record", "set", talks, "c1", "handling=restricted")
    public = fine("record", "export", talks, "--audience", "public")
    assert '"id": "c1"' not in public
    assert '"claim": "c1"' not in public


ARTICLE = (
    "The dockers' union said on Monday that its members would strike. No one knows, a spokesman of the union said. "
    "The union said that its members would wait."
)


@pytest.fixture
def walk(tmp_path):
    """A case with three proposed claims: of the union twice, and one of the author, inside the text of d1."""
    path = tmp_path / "talks.yaml"
    fine("new", path)
    case = path.read_text("utf-8").replace(
        "- {prefer: strike = on iff pay = none, basis: N4}",
        "- {prefer: strike = on iff pay = none, basis: N4, prior: 0.5}",
    )
    path.write_text(case, "utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    fine("record", "add", path, tmp_path / "article.txt")
    proposed = ("--document", "d1", "--set", "status=proposed")
    fine("record", "claim", path, "its members would strike", "--source", "The dockers' union", *proposed)
    fine("record", "claim", path, "No one knows", "--set", "narrator=yes", *proposed)
    fine("record", "claim", path, "its members would wait", "--source", "The union", "--cue", "said", *proposed)
    return path


def rows(path, table="claims"):
    return {one["id"]: one for one in json.loads(fine("record", "list", path, "--table", table, "--json"))}


def test_a_walk_accepts_grades_links_promotes_and_rejects(walk):
    told = fine("record", "review", walk, "--who", "AB", given="g\nB3\na\nf\np\nr\n")
    assert "3 decided, 0 still proposed" in told
    assert "The dockers' union said on Monday that its members would strike." in told
    found = rows(walk)
    assert [found[key]["status"] for key in found] == ["accepted", "accepted", "rejected"]
    assert (found["c1"]["source_grade"], found["c1"]["information_grade"]) == ("B", "3")
    assert found["c2"]["promoted"] == "yes"
    assert "No claim waits" in fine("record", "review", walk)
    (link,) = rows(walk, "links").values()
    assert (link["claim"], link["about"], link["stands"]) == ("c1", "preferences.Union.2", "for")
    assert all(one["who"] == "AB" for one in json.loads(fine("record", "history", walk, "--json"))[-5:])


def test_a_correction_is_found_in_the_text_or_refused(walk):
    given = (
        "c\ncontent=its members would walk out\nc\nsource=union\nc\nsource=The … union\nc\nhedge_level=maybe\ns\nq\n"
    )
    told = fine("record", "review", walk, given=given)
    assert "does not stand in the document word for word" in told
    assert "is no hedge level" in told
    found = rows(walk)["c1"]
    assert found["content"] == "its members would strike"
    assert found["source"] == "The … union"
    spans = json.loads(found["spans"])
    assert [ARTICLE[start:end] for start, end in spans["source"]] == ["The", "union"]
    assert spans["source"][1][0] == ARTICLE.index("union")
    assert "nothing amiss" in fine("record", "verify", walk)


def test_repeated_words_are_found_next_to_what_they_belong_to(walk):
    spans = json.loads(rows(walk)["c3"]["spans"])
    assert spans["source"][0][0] == spans["cue"][0][0] - len("The union ")
    assert spans["content"][0][0] == ARTICLE.index("its members would wait")


def test_undo_takes_a_decision_and_its_links_back_and_the_history_keeps_both(walk):
    fine("record", "review", walk, given="a\na\nu\nr\nq\n")
    assert [one["status"] for one in rows(walk).values()] == ["rejected", "proposed", "proposed"]
    assert rows(walk, "links") == {}
    whys = [one["why"] for one in json.loads(fine("record", "history", walk, "c1", "--json"))]
    assert whys[-3:] == ["review", "undone in review", "review"]


def test_undo_leaves_alone_what_somebody_else_changed_meanwhile(walk, monkeypatch):
    undo = Walk._undo

    def after_another(self, place):
        self.store.set("c1", {"information_grade": "2"}, "2026-01-15T12:00:00+00:00")
        return undo(self, place)

    monkeypatch.setattr(Walk, "_undo", after_another)
    fine("record", "review", walk, given="a\na\nu\nq\n")
    assert (rows(walk)["c1"]["status"], rows(walk)["c1"]["information_grade"]) == ("proposed", "2")


@pytest.mark.parametrize("given", ["a\nn\n", "a\nn\nq\n", "a\nn\nx\n"])
def test_quitting_at_any_point_keeps_what_was_decided(walk, given):
    told = fine("record", "review", walk, given=given)
    assert "1 decided, 2 still proposed" in told
    assert [one["status"] for one in rows(walk).values()] == ["accepted", "proposed", "proposed"]
    assert "nothing amiss" in fine("record", "verify", walk)


def test_the_authors_words_count_for_nothing_until_promoted_in_the_walk(walk):
    assert "count for nothing until promoted" in fine("record", "review", walk, given="s\na\nq\n")
    assert "p  promote" in fine("record", "review", walk, given="q\n")


def test_accepted_and_corrected_claims_are_exported_to_train_on(walk, tmp_path):
    folder = tmp_path / "corpus"
    assert "accepted claim" in refused("record", "export", walk, "--format", "standoff", "-o", folder)
    assert "-o" in refused("record", "export", walk, "--format", "standoff")
    fine("record", "review", walk, given="c\ncue=said\nc\ncontent=that its members would strike\na\nn\nr\na\nn\n")
    fine("record", "export", walk, "--format", "standoff", "-o", folder)
    assert (folder / "d1.txt").read_text("utf-8") == ARTICLE
    found = from_standoff((folder / "d1.ann").read_text("utf-8"), len(ARTICLE))
    told = [
        tuple(" ".join(ARTICLE[start:end] for start, end in part) for part in (one.source, one.cue, one.content))
        for one in found
    ]
    assert told == [
        ("The dockers' union", "said", "that its members would strike"),
        ("The union", "said", "its members would wait"),
    ]
    assert "exists already" in refused("record", "export", walk, "--format", "standoff", "-o", folder)


def test_effect_missing_ach_and_diff_print(talks):
    assert json.loads(fine("record", "effect", talks, "--draws", "40", "--json"))["supports"]
    for name in ("missing", "ach"):
        assert fine("record", name, talks)
        assert json.loads(fine("record", name, talks, "--json"))
    fine("record", "event", talks, "2025-03-11", "aid=resumed")
    assert "resumed" in fine("diff", talks, "--from", "2025-03-10", "--to", "2025-03-12", "--draws", "40")
    assert "cannot be changed" in refused("record", "grade", "jeddah-2025", "c1", "A1")


def test_a_case_without_a_record_says_how_to_begin_one(tmp_path):
    fine("new", tmp_path / "tiny.yaml")
    assert "winset record add" in refused("record", "list", tmp_path / "tiny.yaml")
