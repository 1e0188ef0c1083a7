"""Records made to harm whoever opens them: refused in words, and nothing of theirs ever runs."""

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest

from winset.errors import UsageError, WinsetError
from winset.record import trust
from winset.record.files import new_record, open_record
from winset.record.integrity import link_hash, row_hash
from winset.record.kinds import KINDS, canonical
from winset.record.schema import RecordError

AT = "2025-03-09T12:00:00+00:00"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "case.record"
    store = new_record(path)
    store.add("claims", {"content": "x"}, AT)
    store.close()
    return path


def meddled(path, *statements):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
BOMB = "BEGIN DELETE FROM history; END"


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE VIEW v AS SELECT load_extension('/tmp/x.so')"],
        [f"CREATE VIEW v AS {ENDLESS}"],
        ["DROP TABLE notes", f"CREATE VIEW notes AS {ENDLESS}"],
        ["DROP TABLE notes", "CREATE VIEW notes AS SELECT load_extension('/tmp/x.so') AS number"],
        [f"CREATE TRIGGER t AFTER INSERT ON claims {BOMB}"],
        [f"CREATE TRIGGER sqliteX AFTER INSERT ON claims {BOMB}"],
        [f"CREATE TRIGGER search_data AFTER INSERT ON claims {BOMB}"],
        [f"CREATE TRIGGER claims AFTER INSERT ON claims {BOMB}"],
        [
            f"CREATE TRIGGER t AFTER INSERT ON claims {BOMB}",
            "UPDATE sqlite_schema SET name = 'sqlite_t' WHERE name = 't'",
        ],
        ["CREATE INDEX search_more ON claims (content)"],
        ["ALTER TABLE claims ADD COLUMN more TEXT DEFAULT ''"],
        ["ALTER TABLE claims ADD COLUMN more TEXT AS (randomblob(1000000000))"],
        ["CREATE TABLE more (x)"],
        ["UPDATE sqlite_schema SET sql = 'CREATE TABLE claims (number)' WHERE name = 'claims'"],
        ["UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'notes')"],
        ["UPDATE sqlite_schema SET rootpage = 99999"],
        ["PRAGMA application_id = 1"],
        ["PRAGMA user_version = 99"],
        ["UPDATE search_config SET v = 99"],
        ["INSERT INTO search VALUES ('c9', 'planted')"],
    ],
)
def test_a_schema_of_its_own_is_refused(path, statements):
    with pytest.raises(RecordError):
        open_record(meddled(path, *statements))


@pytest.mark.parametrize("block", ["zeroblob(5000000)", "randomblob(60)", "NULL", "''"])
def test_a_damaged_index_of_words_is_told_when_it_is_used(path, block):
    store = None
    try:
        store = open_record(meddled(path, f"UPDATE search_data SET block = {block}"))  # noqa: S608
        assert store.search("x") in ([], ["c1"])
    except RecordError as error:
        assert str(error).startswith(str(path))
    finally:
        if store is not None:
            store.close()


def forged(path, table, row, identifier="", history=None):
    """Add a row that breaks the rules with hashes that are right."""
    connection = sqlite3.connect(path, isolation_level=None)
    kind = KINDS[table]
    (number,) = connection.execute(f"SELECT coalesce(max(number), 0) + 1 FROM {table}").fetchone()  # noqa: S608
    key = identifier or f"{kind.prefix}{number}"
    whole = {name: row.get(name, kind.defaults.get(name, "")) for name in kind.fields}
    text = canonical(whole)
    marks = ", ".join("?" * (len(whole) + 2))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", (number, *whole.values(), row_hash(key, text)))  # noqa: S608
    last, former = connection.execute("SELECT number, hash FROM history ORDER BY number DESC").fetchone()
    entry = (last + 1, AT, "", "", key, history or text)
    connection.execute("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)", (*entry, link_hash(former, entry)))
    if kind.searched:
        body = "\n".join(whole[name] for name in kind.searched)
        connection.execute("INSERT INTO search VALUES (?, ?)", (key, body))
    connection.close()
    return path


def test_the_forger_of_these_tests_can_forge(path):
    assert open_record(forged(path, "notes", {"about": "c1", "text": "fine"})).row("n1")["text"] == "fine"


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("claims", {"content": ""}),
        ("claims", {"content": "x", "source_grade": "Z"}),
        ("claims", {"content": "x", "hedge_level": "sure"}),
        ("claims", {"content": "x\x1b]0;owned\x07"}),
        ("claims", {"content": "x", "document": "d9"}),
        ("claims", {"content": "x", "parent": "c2"}),
        ("claims", {"content": "x", "spans": "[" * 100_000}),
        ("claims", {"content": "x", "spans": '{"content": [[0, Infinity]]}'}),
        ("claims", {"content": "x", "spans": '{"content": [[0, 1]]}'}),
        ("documents", {"title": "x", "text": "one", "sha256": hashlib.sha256(b"two").hexdigest()}),
        ("notes", {"about": "c1", "text": "x", "reply_to": "n7"}),
        ("links", {"claim": "c9", "about": "conditions.strict"}),
        ("links", {"claim": "c1", "about": "x", "stands": "sideways"}),
    ],
)
def test_right_hashes_do_not_make_a_wrong_row_right(path, table, row):
    with pytest.raises(RecordError):
        open_record(forged(path, table, row))


@pytest.mark.parametrize("value", [None, 1, b"x", "x" * (trust.MAX_VALUE + 1)])
def test_what_a_strict_table_would_not_hold(path, value):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'claims'")
    connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE name = 'claims'")
    connection.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE claims SET content = ?", (value,))
    (text,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'notes'").fetchone()
    assert text.endswith("STRICT")
    connection.execute("PRAGMA writable_schema = ON")
    ours = new_record(None)
    (sql,) = ours._db.execute("SELECT sql FROM sqlite_schema WHERE name = 'claims'").fetchone()
    connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'claims'", (sql,))
    connection.close()
    with pytest.raises(RecordError):
        open_record(path)


@pytest.mark.parametrize(
    "query",
    [
        "ATTACH '/tmp/other.db' AS other",
        "PRAGMA writable_schema = ON",
        "PRAGMA trusted_schema = ON",
        "PRAGMA temp_store_directory = '/tmp'",
        "SELECT load_extension('/tmp/x.so')",
        "VACUUM INTO '/tmp/x.db'",
    ],
)
def test_what_an_open_record_is_denied(path, query):
    store = open_record(path)
    with pytest.raises(sqlite3.Error):
        store._db.execute(query)


def test_what_never_ends_is_stopped():
    with closing(sqlite3.connect(":memory:")) as connection:
        trust.limit(connection, 0.05)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(ENDLESS).fetchone()


def test_links_to_other_files_are_refused(path, tmp_path):
    link = tmp_path / "link.record"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("no symbolic links on this system")
    with pytest.raises(RecordError, match="not a link"):
        open_record(link)
    dangling = tmp_path / "dangling.record"
    dangling.symlink_to(tmp_path / "target")
    with pytest.raises(WinsetError):
        new_record(dangling)
    assert not (tmp_path / "target").exists()


def test_the_size_of_the_file_at_n_and_one_more(path, monkeypatch):
    monkeypatch.setattr("winset.record.files.MAX_BYTES", path.stat().st_size)
    open_record(path).close()
    monkeypatch.setattr("winset.record.files.MAX_BYTES", path.stat().st_size - 1)
    with pytest.raises(RecordError, match="larger than"):
        open_record(path)


def test_the_length_of_a_field_at_n_and_one_more(monkeypatch):
    monkeypatch.setattr("winset.record.kinds.MAX_CHARACTERS", 10)
    store = new_record(None)
    store.add("claims", {"content": "x" * 10}, AT)
    with pytest.raises(UsageError, match="cannot be kept"):
        store.add("claims", {"content": "x" * 11}, AT)


def test_the_history_cannot_name_what_is_no_row(path):
    with pytest.raises(RecordError):
        open_record(forged(path, "notes", {"about": "c1", "text": "x"}, identifier="zz", history=json.dumps({})))
