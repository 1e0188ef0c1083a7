"""Lines of JSON into a record: all or none, in time that grows with their number, and opened again afterwards."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from winset.case.starter import starter_text
from winset.characters import no_formula
from winset.cli import cli
from winset.record.exchange import as_csv, as_lines, from_lines
from winset.record.files import open_record
from winset.record.schema import RecordError
from winset.record.store import Store

TEXT = "The minister said that the talks go on."


def lines(documents, claims):
    yield from (json.dumps({"id": f"d{n}", "title": f"Paper {n}", "text": TEXT}) for n in range(1, documents + 1))
    spans = json.dumps({"source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 38]]})
    for number in range(1, claims + 1):
        body = {"document": f"d{number % documents + 1}", "source": TEXT[:12], "cue": "said", "content": TEXT[18:38]}
        yield json.dumps({"id": f"c{number}", **body, "spans": spans})


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "talks.yaml"
    path.write_text(starter_text(), "utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def test_what_is_imported_is_there_and_is_exported_the_same(case, tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(lines(3, 40)), "utf-8")
    assert "Added 43 rows" in run("record", "import", case, file).output
    store = open_record(tmp_path / "talks.record")
    assert len(store.rows("claims")) == 40
    assert store.search("talks go")
    told = as_lines(store.tables())
    again = from_lines(told.split("\n"), "again", "2026-01-01")
    assert as_lines(again.tables()) == told
    assert again.problems() == []


def test_one_wrong_line_and_nothing_is_imported(case, tmp_path):
    file = tmp_path / "rows.jsonl"
    wrong = json.dumps({"id": "c9", "document": "d77", "content": "x"})
    file.write_text("\n".join([*lines(1, 5), wrong]), "utf-8")
    done = run("record", "import", case, file)
    assert isinstance(done.exception, RecordError)
    assert "line 7" in str(done.exception)
    assert all(not rows for rows in open_record(tmp_path / "talks.record").tables().values())


@pytest.mark.parametrize(
    "line", ['{"id": "c1"', '{"id": "c1", "content": 1}', "[]", '{"id": "x1"}', '{"id": "c' + "9" * 5000]
)
def test_what_is_no_row_is_told_with_its_line(line):
    with pytest.raises(RecordError, match="line 2 is not a row"):
        from_lines([next(lines(1, 0)), line], "rows.jsonl", "2026-01-01")


def test_a_document_whose_hash_is_anothers_is_refused():
    with pytest.raises(RecordError, match="does not match its hash"):
        from_lines([json.dumps({"id": "d1", "title": "x", "text": "y", "sha256": "0" * 64})], "rows", "2026-01-01")


def test_the_work_grows_with_the_number_of_rows(monkeypatch):
    steps = {}
    for size in (300, 600):
        made = 0
        original = Store._put

        def counted(self, *arguments, original=original, **more):
            self._db.set_progress_handler(note, 100)
            return original(self, *arguments, **more)

        def note():
            nonlocal made
            made += 1

        monkeypatch.setattr(Store, "_put", counted)
        from_lines(lines(size // 10, size), "rows", "2026-01-01").close()
        monkeypatch.setattr(Store, "_put", original)
        steps[size] = made
    assert steps[600] < 2.6 * steps[300]  # four times for work that grows with the square


@pytest.mark.parametrize(
    "text", ["=1+1", "-x", "@x", " =1", "\n=1", "\t\r =1", "\u3000=1", "\ufeff=1", "＝1", " ＋1", "－1", "＠a"]
)
def test_no_cell_can_be_taken_for_a_formula(text):
    assert no_formula(text) == f"'{text}"
    store = from_lines([json.dumps({"id": "c1", "content": text, "source": text})], "rows", "2026-01-01")
    (header, row) = csv.reader(io.StringIO(as_csv(store.tables(), "claims"), newline=""))
    assert row[header.index("content")] == f"'{text}"


@pytest.mark.parametrize("text", ["", "aid", "a = b", "3.5", "“-x”"])
def test_other_cells_stay(text):
    assert no_formula(text) == text
