"""Reading many documents: each text once, going on where it was stopped, the same over any number of processes."""

from __future__ import annotations

import csv
from contextlib import closing
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest
from click.testing import CliRunner

import winset
from winset.claims import SourceDocument
from winset.cli import cli
from winset.reading.bulk import ReadingTask, extract, read_one, source
from winset.record.copies import copy_in
from winset.record.files import new_record
from winset.record.integrity import text_hash
from winset.record.known_texts import KnownTexts

pytest.importorskip("spacy", reason="the extra 'reading' is not installed")

TEXTS = {
    "a.txt": "The minister said that aid would return. The union rejected the offer on Monday.",
    "b.txt": "Nothing happened in the valley.",
    "c.txt": "Kyiv insisted that the truce, if it holds, would cover the sea.\nMoscow denied the report.",
    "later/a-again.txt": "The minister said that aid would return. The union rejected the offer on Monday.",
    "later/d.html": "<html><body><p>The mediator said that both sides would come back on Thursday for talks on the "
    "port and that the strike would go on for a week.</p></body></html>",
    "later/e.txt": "Le ministre a dit que les négociations avec les syndicats reprendraient la semaine prochaine.",
}


def run(*arguments: object, status: int = 0) -> str:
    done = CliRunner().invoke(cli, list(map(str, arguments)))
    assert done.exit_code == status, done.output
    return done.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "notes.xyz").write_text("no document")
    return folder


@pytest.fixture(scope="module")
def table(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    path = tmp_path_factory.mktemp("tables") / "claims.csv"
    return path, run("read", folder, "--no-model", "-o", path, status=2)


def test_every_document_is_read_as_alone_and_once(folder: Path, table: tuple[Path, str]) -> None:
    path, told = table
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert [row["file"] for row in rows] == sorted(row["file"] for row in rows)
    by_file = {name: [row for row in rows if row["file"] == str(folder / name)] for name in TEXTS}
    for name in ("a.txt", "b.txt", "c.txt", "later/d.html"):
        alone = winset.read(folder / name, rules_only=True)
        found = by_file[name]
        assert {row["sha256"] for row in found} == {text_hash(alone.document.text)}
        assert [row["claim"] for row in found if row["claim"]] == list(alone.new_rows())
        for row in found:
            said = alone.new_rows().get(row["claim"], dict.fromkeys(row, ""))
            assert row["content"] == " ".join(said["content"].split())
            assert (row["spans"], row["polarity"]) == (said["spans"], said["polarity"])
    assert by_file["b.txt"][0]["claims"] == "0"
    assert not by_file["later/a-again.txt"] + by_file["later/e.txt"]
    assert "later/e.txt" in told.splitlines()[-1] or "English" in told.splitlines()[-1]
    assert "Read 4 documents" in told


def test_what_was_stopped_goes_on_to_the_same_rows(folder: Path, table: tuple[Path, str], tmp_path: Path) -> None:
    whole = table[0].read_bytes()
    lines = whole.splitlines(keepends=True)
    path = tmp_path / "again.csv"
    path.write_bytes(b"".join(lines[:-2]) + lines[-2][:30])  # the last document was cut off
    told = run("read", folder, "--no-model", "-o", path, status=2)
    assert path.read_bytes() == whole
    assert "Read 1 document " in told or "Read 2 documents" in told
    assert "Read 0 documents" in run("read", folder, "--no-model", "-o", path, status=2)


def test_what_goes_to_another_process_comes_back_as_it_was(folder: Path) -> None:
    def sent(value):
        return ForkingPickler.loads(ForkingPickler.dumps(value))

    document = extract(sent(source(folder / "a.txt")))
    task = ReadingTask(document, winset.load("wage-round"), None)
    there, here = sent(sent(read_one)(sent(task))), read_one(task)
    assert there == here
    assert [one.to_dict() for one in there.claims] == [
        one.to_dict() for one in winset.read(folder / "a.txt", task.case, rules_only=True).claims
    ]


def test_parquet_takes_new_documents_after_what_it_holds(folder: Path, table: tuple[Path, str], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'cluster' is not installed")
    path = tmp_path / "claims.parquet"
    run("read", folder / "a.txt", "--no-model", "-o", path)
    assert "1 were read before" in run(
        "read", folder / "a.txt", folder / "b.txt", folder / "c.txt", "--no-model", "-o", path
    )
    rows = [row for row in csv.DictReader(table[0].read_text("utf-8").splitlines()) if "later" not in row["file"]]
    assert [{key: str(value) for key, value in row.items()} for row in parquet.read_table(path).to_pylist()] == rows


def test_a_folder_goes_into_a_record_once(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    run("new", case, "--from", "wage-round")
    first = run("read", folder, "--no-model", "--case", case, status=2)
    assert first.count(": added d") == 4
    again = run("read", folder, "--no-model", "--case", case, status=2)
    assert ": added d" not in again
    assert again.count("skipped") == 5


def test_copies_are_those_found_by_going_through_all_texts() -> None:
    words = [f"w{number}" for number in range(400)]
    texts = [
        " ".join(words[start:end]) for start, end in ((0, 60), (20, 120), (0, 300), (150, 170), (100, 260), (30, 90))
    ]
    texts += ["Another story. " + texts[0], texts[1].upper() + " and more", " ".join(reversed(words))]
    with closing(new_record(None)) as store:
        known = KnownTexts(store)
        for text in texts:
            documents = {
                key: SourceDocument(text=one.text, copy_of=one.copy_of) for key, one in store.documents().items()
            }
            expected = copy_in(documents, text)
            assert known.copy_in(text) == expected
            about = {
                "title": "t",
                "text": text,
                "sha256": text_hash(text),
                "copy_of": expected.document if expected else "",
            }
            known.add(store.add("documents", about, "2026-05-04T00:00:00Z"), text)
        assert known.same(texts[3]) == "d4"
        assert KnownTexts(store).copy_in(texts[0] + " end") == known.copy_in(texts[0] + " end")
