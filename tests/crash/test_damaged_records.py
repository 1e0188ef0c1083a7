"""Two thousand damaged records: each is refused in words or gives the very same content; none crashes or hangs."""

import json
import random
import sqlite3

import pytest

from seeds import seeds
from winset.errors import WinsetError
from winset.record.exchange import as_lines
from winset.record.files import new_record, open_record
from winset.record.integrity import text_hash

TEXT = "NBC reported that aid would return. Kyjiw schwieg. 一切都还没有决定。"
AT = "2025-03-09T12:00:00+00:00"


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """The bytes of a small record, and its content."""
    path = tmp_path_factory.mktemp("record") / "case.record"
    store = new_record(path)
    store.add("documents", {"title": "article", "text": TEXT, "sha256": text_hash(TEXT)}, AT, "me", "found")
    spans = json.dumps({"source": [[0, 3]], "content": [[18, 34]]})
    store.add("claims", {"document": "d1", "source": "NBC", "content": "aid would return", "spans": spans}, AT)
    store.set("c1", {"source_grade": "B"}, AT, "me", "known outlet")
    store.add("notes", {"about": "c1", "text": "really?"}, AT)
    store.add("links", {"claim": "c1", "about": "conditions.strict"}, AT)
    found = content(store)
    store.close()
    plain = sqlite3.connect(path)
    plain.execute("PRAGMA journal_mode = DELETE")
    plain.close()
    return path.read_bytes(), found


def content(store):
    return as_lines(store.tables()), [(one.number, one.id, one.row, one.why) for one in store.history()]


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Flip bytes, cut, swap, double or blank pages."""
    page = int.from_bytes(data[16:18], "big")
    found = bytearray(data)
    kind = rng.choice(["bytes"] * 6 + ["cut", "swap", "double", "blank"])
    if kind == "bytes":
        for _ in range(rng.choice([1, 1, 2, 8, 64])):
            found[rng.randrange(len(found))] = rng.randrange(256)
        return bytes(found)
    if kind == "cut":
        return bytes(found[: rng.randrange(len(found))])
    one, two = (page * rng.randrange(len(found) // page) for _ in range(2))
    first, second = found[one : one + page], found[two : two + page]
    if kind == "blank":
        first, second = second, bytearray(page)
    found[one : one + page] = second
    found[two : two + page] = first if kind != "double" else second
    return bytes(found)


def test_each_is_refused_or_the_same(tmp_path, original):
    data, wanted = original
    rng = random.Random(1)
    refused = 0
    for number in seeds(2000):
        path = tmp_path / f"{number}.record"
        path.write_bytes(damaged(data, rng))
        try:
            store = open_record(path)
            found = content(store)
            store.close()
        except WinsetError as error:
            refused += 1
            assert str(error).startswith(str(path))
            assert "\n\n" not in str(error)
        else:
            assert found == wanted
    assert refused > len(seeds(2000)) * 0.3


def test_a_damaged_log_of_writes_loses_at_most_its_end(tmp_path, original):
    """Bytes flipped in the write-ahead log: the record is refused, or is as it was after an earlier change."""
    data, _ = original
    whole = tmp_path / "whole.record"
    whole.write_bytes(data)
    store = open_record(whole)
    store._db.execute("PRAGMA journal_mode = WAL")
    states = [content(store)]
    for number in range(4):
        store.add("notes", {"about": "c1", "text": f"note {number}"}, AT)
        states.append(content(store))
    body, log = whole.read_bytes(), (tmp_path / "whole.record-wal").read_bytes()
    store.close()
    rng = random.Random(2)
    for number in seeds(200):
        path = tmp_path / f"{number}.record"
        path.write_bytes(body)
        bent = bytearray(log)
        for _ in range(rng.choice([1, 4])):
            bent[rng.randrange(len(bent))] = rng.randrange(256)
        (tmp_path / f"{number}.record-wal").write_bytes(bent)
        try:
            opened = open_record(path)
            assert content(opened) in states
            opened.close()
        except WinsetError:
            continue
