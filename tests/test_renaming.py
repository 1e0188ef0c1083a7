"""Another name for a key: everything that refers to it follows, nothing else moves, and nothing is left half-done."""

import json
import signal
import sqlite3
import subprocess
import sys

import pytest
from click.testing import CliRunner

import winset
import winset.engines.forecast.summary as forecast_of_the_brief
from seeds import EVERY
from winset.case import catalogue
from winset.case.opening import load
from winset.case.reading import read_case
from winset.case.renaming import rename
from winset.cli import cli
from winset.engines.interview.questions import Answer, comparison_key
from winset.engines.stability import random_preferences
from winset.errors import UsageError
from winset.log import renaming
from winset.record.exchange import load_informed
from winset.record.files import open_record, record_path
from winset.record.interviews import keep, kept
from winset.record.store import Store
from winset.space import draws

ADDED = "Qq"
CHEAP = [name for name in catalogue.names() if name.startswith(("hipel", "luce", "rapoport"))]

CASE = """\
winset: 1
title: "aid = on: not a condition"   # aid stays in words
parties:
  A: {name: A, home: [aid friends]}
  B: {}
issues:
  aid:   {levels: [off, "on"], control: A, say: {on: aid is on}}
  aid-b: {levels: ['off', on, "far on"], control: [A, B], only_if: 'aid="on"'}
preferences:
  A:
    - {prefer: if aid = on then aid-b >= "far on", note: aid = on}  # aid = on
    - >-
      aid = on and
      aid-b = off
  B:
    - "aid-b in (off, 'far on') or aid != 'on'"
values:
  A: [{when: aid = on and aid-b != on, points: 3}]
  aid friends: [{of: aid, points: {off: 0, on: 1}}]
deadlines: [{on: 2030-01-01, then: {aid: on}}]
scenarios: {aid: aid = on}
"""


TALKS = """\
winset: 1
title: Talks
as_of: 2025-03-09
parties: {US: {}, UA: {home: [de facto voters]}}
issues:
  aid: {levels: [withheld, resumed], control: US}
  truce: {levels: [none, full], control: UA}
preferences: {US: [truce = full, aid = withheld], UA: [aid = resumed]}
conditions:
  strict: {party: US, withholds: aid = resumed, unless: truce = full, probability: 0.5, prior: 0.5, basis: c1}
values:
  US: [{when: truce = full, points: 5}, {when: aid = resumed, points: -1}]
  UA: [{when: aid = resumed, points: [2, 3, 4]}]
ratification: [{party: UA, home: de facto voters, issue: truce, chances: {full: 0.5}}]
questions: {aid: {text: Is it back?, by: 2025-04-01, rule: a statement, when: aid = resumed}}
"""


@pytest.mark.parametrize(
    ("old", "lines"),
    {
        "issues.aid": {
            7: '  Zz:   {levels: [off, "on"], control: A, say: {on: aid is on}}',
            8: "  aid-b: {levels: ['off', on, \"far on\"], control: [A, B], only_if: 'Zz=\"on\"'}",
            11: '    - {prefer: if Zz = on then aid-b >= "far on", note: aid = on}  # aid = on',
            13: "      Zz = on and",
            16: "    - \"aid-b in (off, 'far on') or Zz != 'on'\"",
            18: "  A: [{when: Zz = on and aid-b != on, points: 3}]",
            19: "  aid friends: [{of: Zz, points: {off: 0, on: 1}}]",
            20: "deadlines: [{on: 2030-01-01, then: {Zz: on}}]",
            21: "scenarios: {aid: Zz = on}",
        },
        "aid=on": {
            7: '  aid:   {levels: [off, "Zz"], control: A, say: {Zz: aid is on}}',
            8: "  aid-b: {levels: ['off', on, \"far on\"], control: [A, B], only_if: 'aid=\"Zz\"'}",
            11: '    - {prefer: if aid = Zz then aid-b >= "far on", note: aid = on}  # aid = on',
            13: "      aid = Zz and",
            16: "    - \"aid-b in (off, 'far on') or aid != 'Zz'\"",
            18: "  A: [{when: aid = Zz and aid-b != on, points: 3}]",
            19: "  aid friends: [{of: aid, points: {off: 0, Zz: 1}}]",
            20: "deadlines: [{on: 2030-01-01, then: {aid: Zz}}]",
            21: "scenarios: {aid: aid = Zz}",
        },
        "far on": {
            8: "  aid-b: {levels: ['off', on, \"Zz\"], control: [A, B], only_if: 'aid=\"on\"'}",
            11: "    - {prefer: if aid = on then aid-b >= Zz, note: aid = on}  # aid = on",
            16: "    - \"aid-b in (off, Zz) or aid != 'on'\"",
        },
        "aid friends": {4: "  A: {name: A, home: [Zz]}", 19: "  Zz: [{of: aid, points: {off: 0, on: 1}}]"},
    }.items(),
)
def test_only_what_refers_to_it_changes_and_the_way_back_leads_there(old, lines):
    done = rename(CASE, old, "Zz")
    wanted = [lines.get(number, line) for number, line in enumerate(CASE.splitlines(), 1)]
    assert done.text.splitlines() == wanted
    assert rename(done.text, done.renaming.back.address, done.renaming.old).text == CASE


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("aid", "help", "'aid' can be any of several. Hint: Say which: issues.aid, scenarios.aid."),
        ("on", "up", "Say which: aid=on, aid-b=on."),
        ("aide", "help", "the case has no key 'aide'. Hint: Did you mean 'aid'?"),
        ("issues.aid", "aid-b", "'aid-b' is taken: the case has the issue 'aid-b'"),
        ("A", "aid friends", "'aid friends' cannot be a key"),
        ("A", "B", "'B' is taken: the case has the party 'B'"),
        ("issues.aid", "then", "'then' is a word of the case file itself"),
        ("issues.aid", "basis", "'basis' is a word of the case file itself"),
        ("issues.aid", "2nd", "'2nd' cannot be a key. Hint: A letter, then letters, digits"),
        ("aid=on", "off", "'off' is taken: the case has the level 'off' of 'aid'"),
        ("aid=on", "a: b", "'a: b' cannot be a name here"),
        ("aid=on", "on", "'on' is its name already"),
        ("aid friends", "B", "'B' is taken: the case has the party 'B'"),
    ],
)
def test_what_cannot_be_a_name_is_refused_in_words(old, new, told):
    with pytest.raises(UsageError) as caught:
        rename(CASE, old, new)
    assert told in str(caught.value)


def test_a_name_that_would_change_what_a_condition_says_is_refused():
    text = CASE.replace("aid-b != on,", "aid-b != off,").replace('[off, "on"]', "[off, on, far on]")
    text = text.replace("scenarios: {aid: aid = on}", "scenarios: {same: aid > aid-b}").replace("'off', on", "off, on")
    with pytest.raises(UsageError, match="the case would not say the same with 'aid-b'"):
        rename(text, "far on", "aid-b")
    done = rename(text, "far on", "further")
    assert done.renaming.within == ("aid", "aid-b")
    assert done.text.count("further") == text.count("far on")


def named(case):
    """One key of every kind that a case has."""
    yield f"parties.{list(case.parties)[-1]}"
    for key, issue in case.issues.items():
        if not issue.numeric:
            yield f"{key}={issue.levels[-1]}"
            break
    yield f"issues.{next(iter(case.issues))}"
    for section in ("scenarios", "conditions", "questions"):
        yield from (f"{section}.{key}" for key in list(getattr(case, section))[:1])
    yield from [f"homes.{home}" for party in case.parties.values() for home in party.home][:1]


def results(text, former):
    """What winset says of a case, with the former names."""
    case = read_case(text.encode(), "")
    found = [winset.stability(case).to_dict(), winset.brief(case).to_dict()]
    found.append(winset.forecast(case, draws=20).to_dict() if case.values else None)
    return former(json.dumps(found, ensure_ascii=False)).replace(case.hash, "")


@pytest.mark.parametrize("name", ["TALKS", *(catalogue.names() if EVERY else CHEAP)])
def test_no_result_moves_and_there_and_back_is_the_same_file(name, monkeypatch):
    """Draws go by the names of what is drawn and their order: each new name sorts as the old one, and its draws are
    those of the old one. All else of brief, forecast and stability is compared to the letter.
    """

    def former(text):
        return text.replace(ADDED, "")

    plain = draws.uniform
    for module in (draws, random_preferences):
        monkeypatch.setattr(module, "uniform", lambda seed, stream, *places: plain(seed, former(stream), *places))
    monkeypatch.setattr(forecast_of_the_brief, "DRAWS", 20)
    text = TALKS if name == "TALKS" else catalogue.find(name).read_text("utf-8")
    now, steps = text, []
    for address in named(read_case(text.encode(), "")):
        done = rename(now, address, _added(address))
        steps.append(done.renaming)
        now = done.text
    assert now != text
    assert results(now, former) == results(text, former)
    for one in reversed(steps):
        now = rename(now, one.back.address, one.old).text
    assert now == text


def _added(address):
    return address.rpartition("=" if "=" in address else ".")[2] + ADDED


ANSWER = Answer(
    question=comparison_key("US", ["aid = resumed"], ["truce = full"]),
    kind="outcomes",
    party="US",
    about="preferences.US",
    choice="first",
    over=("aid = resumed",),
    under=("truce = full",),
    order=("aid = resumed", "truce = full"),
    who="Ada",
)
WISH = Answer(question="wish US: aid", kind="wish", party="US", about="preferences.US", choice="neither")


@pytest.fixture(scope="module")
def kept_beside(tmp_path_factory):
    """A case with a record, two answers of an interview, notes, and a log."""
    file = tmp_path_factory.mktemp("talks") / "talks.yaml"
    file.write_text(TALKS, "utf-8")
    with winset.open_record(load(file), create=True) as record:
        record.add_claim("aid stays withheld", actor="US", target="UA", source="an official")
        record.add_claim("aid is back", actor="someone")
        record.link("c2", "conditions.strict", "against")
        record.link("c2", "aid returns against a truce. All of it", "for")
        record.link("c1", "preferences.US.truce = full")
        record.event("2025-03-01", "aid", "withheld", "c1")
        record.event("2025-03-02", "truce", "full")
        record.stance("US", "no aid without a truce", "c1")
        record.note("c1", "aid, US")
        for about in ("values.UA.1", "ratification.1.full", "questions.aid", "conditions.strict.probability"):
            record.note(about, "why?")
        keep(record.store, ANSWER, "The US would rather have aid.", "2025-03-09")
        keep(record.store, WISH, "Neither.", "2025-03-09")
    winset.forecast_log(load(file)).add("aid", 0.4, date="2025-03-09")
    return file


def everything(file):
    """The case file, what the record says now, and the log."""
    store = open_record(record_path(file))
    found = {key: row for table in store.tables().values() for key, row in table.items()}
    store.close()
    return file.read_bytes(), found, file.with_name("talks.log.jsonl").read_bytes()


def renamed(file, *words):
    done = CliRunner().invoke(cli, ["rename", str(file), *words], catch_exceptions=False)
    return done.output


def test_record_log_and_interview_follow_by_command_and_back(kept_beside):
    before = everything(kept_beside)
    chance = load_informed(str(kept_beside)).conditions["strict"].probability
    assert "Nothing is changed yet" in renamed(kept_beside, "strict", "hard", "--dry-run")
    assert everything(kept_beside) == before
    told = renamed(kept_beside, "strict", "hard")
    for line in ("+l1 about: conditions.hard\n", "+  hard: {party", "and its record."):
        assert line in told
    for old, new in (("US", "USA"), ("issues.aid", "help"), ("truce=full", "total"), ("questions.aid", "q")):
        renamed(kept_beside, old, new)
    _, rows, _ = everything(kept_beside)
    assert [rows[key][field] for key, field in (("c1", "actor"), ("c2", "actor"), ("s1", "party"))] == [
        "USA",
        "someone",
        "USA",
    ]
    assert [rows[key]["about"] for key in ("l1", "l2", "l3")] == [
        "conditions.hard",
        "aid returns against a truce. All of it",
        "preferences.USA.truce = total",
    ]
    assert [(rows[key]["issue"], rows[key]["level"]) for key in ("e1", "e2")] == [
        ("help", "withheld"),
        ("truce", "total"),
    ]
    assert [rows[f"n{number}"]["about"] for number in range(1, 8)] == [
        "c1",
        "values.UA.1",
        "ratification.1.total",
        "questions.q",
        "conditions.hard.probability",
        "preferences.USA",
        "preferences.USA",
    ]
    assert rows["n1"]["text"] == "aid, US"
    assert rows["n6"]["text"].startswith("The US would rather have aid.\n")
    with winset.open_record(load(kept_beside)) as record:
        first, second = kept(record.notes)
        assert first.order == ("help = resumed", "truce = total")
        assert first.question == comparison_key("USA", first.over, first.under)
        assert second.question == "wish USA: help"
        assert record.history("l1")[-1].why == "'strict' is now called 'hard'"
    assert [one.question for one in winset.forecast_log(load(kept_beside)).entries] == ["q"]
    assert load_informed(str(kept_beside)).conditions["hard"].probability == chance
    for old, new in (("q", "aid"), ("truce=total", "full"), ("hard", "strict"), ("help", "aid"), ("USA", "US")):
        renamed(kept_beside, old, new)
    assert everything(kept_beside)[:2] == before[:2]
    assert [one.question for one in winset.forecast_log(load(kept_beside)).entries] == ["aid"]


@pytest.mark.parametrize("what", ["file", "row", "commit", "log"])
def test_what_cannot_be_written_leaves_all_as_it_was(what, kept_beside, monkeypatch):
    before = everything(kept_beside)

    def full(*_, **__):
        raise UsageError("the disk is full")

    class Full:
        """A connection whose changes cannot be put on disk."""

        def __init__(self, real):
            self.real = real

        def execute(self, statement, *rest):
            if statement == "COMMIT":
                raise sqlite3.OperationalError("database or disk is full")
            return self.real.execute(statement, *rest)

        def __getattr__(self, name):
            return getattr(self.real, name)

    if what == "file":
        monkeypatch.setattr(renaming, "write_atomically", full)
    elif what == "row":
        monkeypatch.setattr(Store, "set", full)
    elif what == "log":
        monkeypatch.setattr(renaming, "append", full)
    else:
        opened = renaming.open_record

        def open_full(path):
            store = opened(path)
            store._db = Full(store._db)
            return store

        monkeypatch.setattr(renaming, "open_record", open_full)
    address = "questions.aid" if what in {"log", "commit"} else "strict"
    with pytest.raises((UsageError, sqlite3.Error)):
        renamed(kept_beside, address, "other")
    monkeypatch.undo()
    file, rows, log = everything(kept_beside)
    assert (file, rows) == before[:2]
    assert [one.question for one in winset.forecast_log(load(kept_beside)).entries] == ["aid"]
    assert log.startswith(before[2])


KILLED = """
import os, signal, sys
from winset.cli import cli
from winset.log import renaming
from winset.record import unfinished

step, *arguments = sys.argv[1:]
owner, name = {
    "note": (unfinished, "begin"),
    "case": (renaming, "write_atomically"),
    "log": (renaming, "append"),
    "commit": (unfinished, "end"),
}[step]
real = getattr(owner, name)

def last(*given, **named):
    if step != "commit":
        real(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, name, last)
cli(arguments)
"""


def killed_after(step, file, address):
    """Rename in a process of its own that is killed (kill -9) right after a step."""
    done = subprocess.run([sys.executable, "-c", KILLED, step, "rename", str(file), address, "other"], check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("address", ["strict", "questions.aid"])
@pytest.mark.parametrize("step", ["note", "case", "log", "commit"])
def test_a_renaming_that_a_crash_cuts_short_is_finished_when_record_or_log_are_opened(
    step, address, kept_beside, tmp_path
):
    if step == "log" and address == "strict":
        return  # the log is not told of it

    def copied(folder):
        (tmp_path / folder).mkdir()
        for path in kept_beside.parent.iterdir():
            (tmp_path / folder / path.name).write_bytes(path.read_bytes())
        return tmp_path / folder / kept_beside.name

    def read(file):
        entries = [one.question for one in winset.forecast_log(load(file)).entries]
        return (*everything(file)[:2], entries)

    whole, cut = copied("whole"), copied("cut")
    before = read(whole)
    renamed(whole, address, "other")
    killed_after(step, cut, address)
    assert cut.with_name("talks.renaming").is_file()
    wanted = before if step == "note" else read(whole)
    assert read(cut) == wanted
    assert not cut.with_name("talks.renaming").exists()
    assert read(cut) == wanted, "only once"


def test_a_rerun_finishes_too_and_a_note_that_is_none_is_left_alone(kept_beside, tmp_path):
    for path in kept_beside.parent.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    file = tmp_path / kept_beside.name
    killed_after("case", file, "strict")
    with pytest.raises(UsageError, match="no key 'strict'"):
        renamed(file, "strict", "other")
    assert not file.with_name("talks.renaming").exists()
    assert everything(file)[1]["l1"]["about"] == "conditions.other"
    note = file.with_name("talks.renaming")
    for text in ("", "[]", '{"case": "../other.yaml"}'):
        note.write_text(text, "utf-8")
        everything(file)
        assert note.read_text("utf-8") == text


def test_a_case_of_the_catalogue_is_only_looked_at():
    case = "luce-raiffa-1957-prisoners-dilemma"
    assert "+  second:" in renamed(case, "parties.Column", "second", "--dry-run")
    with pytest.raises(UsageError, match="Copy it first"):
        renamed(case, "parties.Column", "second")
