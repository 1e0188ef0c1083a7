"""The record's file: nothing torn, nothing acknowledged lost, nothing silently changed, nothing hostile believed."""

import gc
import json
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winset.claims import Claim, Event, Link, SourceDocument, claim_of
from winset.errors import UsageError, WinsetError
from winset.frozen import field_names
from winset.record.exchange import as_csv, as_lines, from_lines
from winset.record.files import new_record, open_record, record_path
from winset.record.integrity import text_hash
from winset.record.kinds import KINDS, checked
from winset.record.past import tables_at
from winset.record.schema import RecordError
from winset.record.store import Store

TEXT = "NBC reported that aid would return. Kyjiw schwieg. 一切都还没有决定。"
AT = "2025-03-09T12:00:00+00:00"


def filled(path) -> Store:
    store = new_record(path)
    document = store.add("documents", {"title": "article", "text": TEXT, "sha256": text_hash(TEXT)}, AT, "me", "found")
    spans = json.dumps({"source": [[0, 3]], "content": [[18, 34]]})
    claim = store.add(
        "claims", {"document": document, "source": "NBC", "content": "aid would return", "spans": spans}, AT
    )
    store.set(claim, {"source_grade": "B"}, AT, "me", "known outlet")
    store.add("notes", {"about": claim, "text": "really?"}, AT)
    store.add("notes", {"about": claim, "text": "yes", "reply_to": "n1"}, AT)
    store.add("links", {"claim": claim, "about": "conditions.strict"}, AT)
    return store


def content(store: Store) -> tuple[str, list[object]]:
    return as_lines(store.tables()), [(one.number, one.id, one.row, one.why) for one in store.history()]


def test_what_is_written_is_read_and_every_past_state_can_be_shown(tmp_path):
    path = tmp_path / "case.record"
    filled(path).close()
    store = open_record(path)
    assert store.row("c1")["source_grade"] == "B"
    assert tables_at(store.history(), 2)["claims"]["c1"]["source_grade"] == "F"
    assert "c1" not in tables_at(store.history(), 1)["claims"]
    assert [one.why for one in store.history("c1")] == ["", "known outlet"]
    assert store.problems() == []
    assert store.search("aid return") == ["c1", "d1"]
    assert store.search("决定") == [] or store.search("决定") == ["d1"]
    assert store.search('"') == []


def test_a_claim_as_a_value_has_every_field_of_its_row_and_what_a_row_leaves_out():
    for kind in ("documents", "claims", "links", "events"):
        value = {"documents": SourceDocument, "claims": Claim, "links": Link, "events": Event}[kind]
        assert list(field_names(value)) == list(KINDS[kind].fields)
    bare = claim_of(checked(KINDS["claims"], {"content": "x"}))
    assert bare == Claim(content="x") == claim_of({"content": "x"})
    words = {name: allowed[-1] if allowed else f"words of {name}" for name, allowed in KINDS["claims"].fields.items()}
    full = claim_of(words | {"spans": '{"cue": [[1, 3], [5, 8]]}', "narrator": "yes", "anonymous": "yes"})
    assert full == Claim(
        **words | {"spans": {"cue": ((1, 3), (5, 8))}, "narrator": True, "anonymous": True, "promoted": False}
    )
    assert claim_of({"spans": '{"cue": 7}'}).spans == {}


def test_a_span_that_does_not_match_its_text_is_an_error(tmp_path):
    store = filled(tmp_path / "x.record")
    for spans, says in (
        ('{"content": [[0, 3]]}', "no longer matches"),
        ('{"content": [[0, 9999]]}', "outside its document"),
        ('{"content": [["a", 3]]}', "cannot be read"),
        ("{", "cannot be read"),
    ):
        with pytest.raises(UsageError, match=says):
            store.add("claims", {"document": "d1", "content": "aid would return", "spans": spans}, AT)
    both = json.dumps({"content": [[0, 3], [18, 21]]})
    assert store.add("claims", {"document": "d1", "content": "NBC … aid", "spans": both}, AT) == "c2"


@pytest.mark.parametrize(
    ("table", "fields", "says"),
    [
        ("claims", {"content": ""}, "'content' is missing. Hint: A claim needs 'content'"),
        ("claims", {"content": "x", "speech_act": "demnd"}, "Did you mean 'demand'"),
        ("claims", {"content": "x", "colour": "red"}, "have no field 'colour'"),
        ("claims", {"content": "x", "source_grade": "G"}, "is no source grade"),
        ("claims", {"content": "x", "document": "d9"}, "there is no d9"),
        ("links", {"claim": "c9", "about": "x"}, "there is no c9"),
        ("claims", {"content": "a\x1b[2Jb"}, "control character"),
    ],
)
def test_bad_rows_are_refused_and_change_nothing(tmp_path, table, fields, says):
    store = filled(tmp_path / "x.record")
    before = content(store)
    with pytest.raises(UsageError, match=says):
        store.add(table, fields, AT)
    assert content(store) == before


def test_lines_of_json_make_the_same_record_again(tmp_path):
    store = filled(tmp_path / "x.record")
    again = from_lines(as_lines(store.tables()).splitlines(), "x", AT)
    assert as_lines(again.tables()) == as_lines(store.tables())
    assert again.problems() == []
    assert "'=cmd" in as_csv(from_lines(['{"id": "c1", "content": "=cmd()"}'], "x", AT).tables())


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "c1"}', '{"id": "z1", "content": "x"}', '{"id": "c0", "content": "x"}']
)
def test_lines_that_are_no_rows_are_told(line):
    with pytest.raises(RecordError, match="line 1"):
        from_lines([line], "x.jsonl", AT)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW v AS SELECT load_extension('/tmp/x.so')",
        "CREATE TRIGGER t AFTER INSERT ON claims BEGIN DELETE FROM history; END",
        "CREATE TABLE more (x)",
        "DELETE FROM claims",
        "UPDATE claims SET content = 'something else'",
        "UPDATE history SET why = 'never'",
        "DELETE FROM history WHERE number = 6",
        "PRAGMA user_version = 9",
        "INSERT INTO search VALUES ('c9', 'planted')",
        "UPDATE documents SET text = 'other'",
    ],
)
def test_a_file_somebody_meddled_with_is_refused(tmp_path, statement):
    path = tmp_path / "x.record"
    filled(path).close()
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(RecordError):
        open_record(path)


def test_a_record_that_is_dropped_is_closed(tmp_path):
    store = filled(tmp_path / "x.record")
    connection = store._db
    del store
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_a_record_that_another_thread_opened_is_closed_as_well(tmp_path):
    """Where a search for unused objects finds it, which is made in any thread."""
    opened = []

    def drop():
        store = new_record(tmp_path / "x.record")
        store.itself = store
        opened.append(store._db)

    thread = Thread(target=drop)
    thread.start()
    thread.join()
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].execute("SELECT 1")


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("r") / "x.record"
    path.write_bytes(b"SQLite format 3\x00" + data)
    with pytest.raises(WinsetError):
        open_record(path)


WRITER = """
import sys
from pathlib import Path
from winset.record.files import new_record, open_record
path = Path(sys.argv[1])
store = open_record(path) if path.exists() else new_record(path)
for number in range(100_000):
    print(store.add("notes", {"about": "x", "text": "y" * 2000}, "now"), flush=True)
"""


def test_two_writers_lose_nothing(tmp_path):
    path = tmp_path / "case.record"
    filled(path).close()
    code = WRITER.replace("100_000", "40")
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True) for _ in "ab"
    ]
    told = [key for writer in writers for key in writer.communicate()[0].split()]
    assert len(told) == len(set(told)) == 80
    store = open_record(path)
    assert set(told) <= set(store.rows("notes"))
    assert store.problems() == []


ONE_NOTE = """
import sys
from pathlib import Path
from winset.record.files import open_record
store = open_record(Path(sys.argv[1]))
store.add("notes", {"about": "x", "text": sys.argv[2]}, "now")
print(" ".join(row["text"] for row in store.rows("notes").values()))
store.close()
"""


@pytest.mark.parametrize("stores", [1, 2])
def test_who_closes_a_record_does_not_take_it_from_whoever_has_it_open(tmp_path, stores):
    path = tmp_path / "case.record"
    filled(path).close()
    mine = [open_record(path) for _ in range(stores)]  # the second looks at a file that the first has open
    told: list[str] = []

    def add(text: str) -> None:
        mine[-1].add("notes", {"about": "x", "text": text}, AT)
        told.append(text)

    add("before")
    for number in range(3):
        code = [sys.executable, "-c", ONE_NOTE, str(path), f"theirs{number}"]
        theirs = subprocess.run(code, stdout=subprocess.PIPE, text=True, check=True)
        assert set(told) <= set(theirs.stdout.split())
        told.append(f"theirs{number}")
        add(f"mine{number}")
        if stores > 1:
            open_record(path).close()  # closing one of several leaves the others theirs
    for store in mine:
        store.close()
    again = open_record(path)
    assert set(told) <= {row["text"] for row in again.rows("notes").values()}
    assert again.problems() == []


def just_before(store: Store, monkeypatch, act) -> None:
    """Have somebody else write at the last moment before this store does."""
    together = store.together

    @contextmanager
    def later():
        act()
        with together():
            yield

    monkeypatch.setattr(store, "together", later)


def test_a_change_that_came_just_before_is_neither_overwritten_nor_contradicted(tmp_path, monkeypatch):
    path = tmp_path / "case.record"
    filled(path).close()
    mine, theirs = open_record(path), open_record(path)
    with monkeypatch.context() as patch:
        just_before(mine, patch, lambda: theirs.set("c1", {"information_grade": "2"}, AT))
        mine.set("c1", {"status": "rejected"}, AT)
    assert [mine.row("c1")[name] for name in ("status", "information_grade")] == ["rejected", "2"]
    other = mine.add("claims", {"content": "a slip"}, AT)
    with monkeypatch.context() as patch:
        just_before(mine, patch, lambda: theirs.remove(other, AT))
        with pytest.raises(UsageError, match=f"there is no {other}"):
            mine.add("links", {"claim": other, "about": "x"}, AT)
    under, over = (mine.add("claims", {"content": words}, AT) for words in ("under", "over"))
    with monkeypatch.context() as patch:
        just_before(mine, patch, lambda: theirs.set(over, {"parent": under}, AT))
        with pytest.raises(UsageError, match="cannot stand inside itself"):
            mine.set(under, {"parent": over}, AT)
    with monkeypatch.context() as patch:
        just_before(mine, patch, lambda: theirs.add("links", {"claim": over, "about": "x"}, AT))
        with pytest.raises(UsageError, match=f"hang on {over}"):
            mine.remove(over, AT)
    mine.close()
    theirs.close()
    open_record(path).close()


@pytest.mark.parametrize(
    ("row", "fields", "says"),
    [
        ("d1", {"text": "another text"}, "d1 has its text already"),
        ("d1", {"text": ""}, "d1 has its text already"),
        ("d1", {"sha256": "0" * 64}, "its text does not match its hash"),
        ("c1", {"parent": "d1"}, "d1 cannot be the parent: that is one of the claims"),
        ("c1", {"document": "c1"}, "c1 cannot be the document: that is one of the documents"),
        ("n2", {"reply_to": "c1"}, "c1 cannot be the reply to: that is one of the notes"),
        ("c1", {"origin": "n1"}, "n1 cannot be the origin: that is one of the claims or documents"),
        ("c" + "9" * 30, {"via": "x"}, "is not in a record"),
        ("c" + "9" * 5_000, {"via": "x"}, "is not in a record"),
    ],
)
def test_no_change_makes_a_record_that_is_refused_when_it_is_opened_next(tmp_path, row, fields, says):
    path = tmp_path / "case.record"
    store = filled(path)
    before = content(store)
    with pytest.raises(UsageError, match=says):
        store.set(row, fields, AT)
    assert content(store) == before
    store.close()
    open_record(path).close()


def test_a_text_is_kept_with_its_hash_and_who_signs_with_half_a_character_is_told_so(tmp_path):
    path = tmp_path / "case.record"
    store = new_record(path)
    store.add("documents", {"title": "article", "text": TEXT}, AT)
    with pytest.raises(UsageError, match="the who cannot be kept: it holds the half a character U"):
        store.add("notes", {"about": "d1", "text": "x"}, AT, "\udcff")
    assert store.search("a\0b") == []
    store.close()
    assert open_record(path).row("d1")["sha256"] == text_hash(TEXT)


def test_where_it_stands_and_what_is_not_there(tmp_path):
    assert record_path(tmp_path / "talks.yaml") == tmp_path / "talks.record"
    with pytest.raises(UsageError, match="there is no record"):
        open_record(tmp_path / "none.record")
    filled(tmp_path / "x.record").close()
    with pytest.raises(UsageError, match="exists already"):
        new_record(tmp_path / "x.record")
