"""Records with many claims that wait for review: what is loaded, what is printed, and when a file is looked at."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import winset
from winset.case import catalogue
from winset.cli import cli
from winset.engines.evidence.likelihood_ratios import informed
from winset.errors import UsageError
from winset.record import files
from winset.record.exchange import copy_record, with_record
from winset.record.files import new_record, open_record, record_path
from winset.record.schema import RecordError
from winset.record.store import Store
from winset.reporting.annex_evidence import claim_sections
from winset.reporting.results import gathered

WAITING = 130


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The flagship beside a record with many proposed claims, some of them linked, repeated or named by a basis."""
    flagship = winset.load("jeddah-2025")
    path = tmp_path_factory.mktemp("grown") / "jeddah-2025.yaml"
    path.write_text((catalogue.FOLDER / "jeddah-2025.yaml").read_text("utf-8"), "utf-8")
    copy_record(flagship, path)
    record = winset.open_record(winset.load(path))
    first = record.add_claim("aid will resume", source="an aide", status="proposed")
    for place in range(WAITING - 1):
        record.add_claim(f"aid will resume soon {place}", source=f"aide {place}", status="proposed", origin=first)
    record.link(first, "conditions.strict", "strongly against")
    record.link("c1", "conditions.strict", "for")
    record.close()
    return path


def run(*arguments: Any) -> str:
    done = CliRunner().invoke(cli, list(map(str, arguments)))
    assert done.exit_code == 0, done.output
    return done.stdout


def ids(told: str) -> set[str]:
    """The claims a text names, wherever its lines end."""
    return set(re.findall(r"\bc\d+\b", told))


def test_lists_are_limited_unless_told_otherwise(talks: Path) -> None:
    every = json.loads(run("record", "list", talks, "--json"))
    assert len(every) == 18 + WAITING
    shown = run("record", "list", talks)
    assert {"c1", "c100"} <= ids(shown)
    assert "c101" not in ids(shown)
    assert "c101" in ids(run("record", "list", talks, "--page", 2))
    assert {"c1", "c100", "c148"} <= ids(run("record", "list", talks, "--all"))
    waiting = json.loads(run("record", "list", talks, "--status", "proposed", "--json"))
    assert [one["id"] for one in waiting] == [one["id"] for one in every if one["status"] == "proposed"]
    some = json.loads(run("record", "list", talks, "--json", "--limit", 7, "--page", 3))
    assert some == every[14:21]
    then = json.loads(run("record", "list", talks, "--json", "--limit", 5, "--as-of", "2025-03-09"))
    assert then == every[:5]
    assert len(run("record", "search", talks, "resume", "--limit", 3).splitlines()) == 3
    changes = json.loads(run("record", "history", talks, "--json"))
    assert json.loads(run("record", "history", talks, "--json", "--limit", 4, "--page", 2)) == changes[4:8]


def test_a_case_is_informed_alike_by_the_claims_it_names_and_by_all(talks: Path) -> None:
    case = winset.load(talks)
    store = open_record(record_path(talks))
    links = list(store.links().values())
    assert with_record(case).hash == informed(case, store.claims(), links).hash != case.hash
    named = store.claims_named(["c20", "c2", "c999", "d1"])
    assert list(named) == ["c2", "c19", "c20"]  # what c20 repeats comes along
    store.close()


def test_the_report_counts_most_claims_that_wait_for_review(talks: Path) -> None:
    store = open_record(record_path(talks))
    rows = store.tables()
    store.close()
    text = str(list(claim_sections(gathered(winset.load(talks), rows, rows, "", 20, 1))))
    assert "30 more claims wait for review" in text
    assert "aid will resume soon 98" in text
    assert "aid will resume soon 99" not in text


def test_a_record_does_not_grow_past_what_is_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 400_000)
    path = tmp_path / "case.record"
    store = new_record(path)
    with pytest.raises(UsageError, match=r"Nothing of the change is kept\. A record holds at most"):
        _add_many(store)
    kept = store.documents()
    store.close()
    assert len(kept) > 2
    again = open_record(path)
    assert again.documents() == kept
    again.close()


def _add_many(store: Store) -> None:
    for number in range(100):
        store.add("documents", {"title": str(number), "text": f"{number} " * 5_000}, "2026-01-15")


def test_a_file_is_looked_at_again_only_when_its_bytes_have_changed(
    talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WINSET_CACHE", str(tmp_path / "cache"))
    looked, inspect = [], files._inspect
    monkeypatch.setattr(files, "_inspect", lambda path: (looked.append(path), inspect(path)))
    path = tmp_path / "talks.record"
    path.write_bytes(record_path(talks).read_bytes())
    open_record(path).close()
    assert len(looked) == 1
    open_record(path).close()
    assert len(looked) == 1
    open_record(path, again=True).close()
    assert len(looked) == 2
    journal = path.with_name("talks.record-journal")  # SQLite might play it back
    journal.write_bytes(b"")
    open_record(path).close()
    assert len(looked) == 3
    journal.unlink()
    store = open_record(path)
    store.set("c4", {"status": "rejected"}, "2025-03-10T12:00:00")
    store.close()
    open_record(path).close()  # only this program has written since
    assert len(looked) == 3
    store, other = open_record(path), open_record(path)
    store.set("c5", {"status": "rejected"}, "2025-03-10T12:00:00")
    other.set("c6", {"status": "rejected"}, "2025-03-10T12:00:00")
    store.close()
    other.close()
    open_record(path).close()  # somebody else has
    assert len(looked) == 4
    store = open_record(path)
    store.set("c3", {"status": "rejected"}, "2025-03-10T12:00:00")
    open_record(path).close()  # the change may stand in the write-ahead log alone
    assert len(looked) == 5
    store.close()
    data = bytearray(path.read_bytes())
    place = data.index(b"aid will resume soon 7")
    data[place] ^= 1
    path.write_bytes(data)
    for _ in range(2):
        with pytest.raises(RecordError):
            open_record(path)
    monkeypatch.setenv("WINSET_CACHE", "")
    count = len(looked)
    path.write_bytes(record_path(talks).read_bytes())
    open_record(path).close()
    open_record(path).close()  # a process knows what it has looked at, wherever results are kept
    assert len(looked) == count + 1
