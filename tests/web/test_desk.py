"""The desk opens what is in its folder and nothing else."""

import threading

import pytest

import winset
from winset.errors import UsageError
from winset.record.exchange import load_informed
from winset.web.errors import FileChanged, NotFound
from winset.web.workspace import Desk

OUTSIDE = [
    "../secret.yaml",
    "..",
    ".",
    "",
    "/etc/passwd",
    "sub/inner.yaml",
    "sub\\inner.yaml",
    "..\\secret.yaml",
    "mine.yaml/../../secret.yaml",
    "mine.yaml\x00.yaml",
    ".hidden.yaml",
    "C:mine.yaml",
    "mine.txt",
    "linked.yaml",
    "folder.yaml",
    "a" * 300 + ".yaml",
]


@pytest.fixture
def desk(folder):
    sibling = folder.parent / f"{folder.name}-secret"
    sibling.mkdir()
    for path in (folder.parent / "secret.yaml", sibling / "secret.yaml", folder / ".hidden.yaml", folder / "mine.txt"):
        path.write_text("winset: 1\n")
    (folder / "sub").mkdir()
    (folder / "sub" / "inner.yaml").write_text("winset: 1\n")
    (folder / "folder.yaml").mkdir()
    (folder / "linked.yaml").symlink_to(folder.parent / "secret.yaml")
    return Desk(folder)


@pytest.mark.parametrize("name", [*OUTSIDE, "../{folder}-secret/secret.yaml"])
def test_nothing_outside_can_be_opened_or_written(desk, folder, name):
    name = name.format(folder=folder.name) if "{" in name else name
    before = sorted(path for path in folder.parent.rglob("*"))
    with pytest.raises(NotFound):
        desk.open(name)
    with pytest.raises(UsageError):
        desk.create(name, "winset: 1\n")
    assert sorted(path for path in folder.parent.rglob("*")) == before


@pytest.mark.parametrize("beside", ["talks.record", "talks.log.jsonl", "talks.yml", "talks.gmcr"])
def test_a_new_case_takes_over_nothing_that_another_left(desk, folder, beside):
    (folder / beside).write_bytes(b"")
    with pytest.raises(UsageError, match=f"there is a file {beside} already"):
        desk.create("talks.yaml", "winset: 1\n")
    assert not (folder / "talks.yaml").exists()


@pytest.mark.parametrize(
    ("name", "says"),
    [(f"{'一' * 100}.yaml", "too long for a file"), ("con.yaml", "Windows"), ("Lpt1.x.yml", "Windows")],
)
def test_a_name_that_no_file_can_have_somewhere_is_refused_in_words(desk, name, says):
    with pytest.raises(UsageError, match=says):
        desk.create(name, "winset: 1\n")


def test_an_ending_in_capitals_says_the_same(desk, folder):
    (folder / "BIG.YAML").write_text("winset: 1\n", "utf-8")
    assert "BIG.YAML" in desk.files()
    assert desk.open("BIG.YAML").editable


def test_case_files_alone_are_listed(desk):
    assert desk.files() == ["broken.yaml", "mine.yaml"]


def test_a_save_needs_the_revision_it_was_made_from(desk, folder):
    first = desk.open("mine.yaml")
    second = desk.save("mine.yaml", first.text + "# one\n", first.revision)
    assert (folder / "mine.yaml").read_text("utf-8") == first.text + "# one\n"
    with pytest.raises(FileChanged) as caught:
        desk.save("mine.yaml", first.text + "# two\n", first.revision)
    assert (caught.value.text, caught.value.revision) == (second.text, second.revision)
    assert (folder / "mine.yaml").read_text("utf-8") == first.text + "# one\n"


def test_catalogue_cases_are_never_written(desk):
    opened = desk.open("chicken") if "chicken" in desk.files() else desk.open("rapoport-chammah-1966-chicken")
    assert not opened.editable
    with pytest.raises(UsageError):
        desk.save(opened.name, "changed", opened.revision)
    assert desk.open(opened.name) == opened


def test_many_writers_lose_no_edit(desk):
    """Each adds its lines, one a save, and begins again from the new text on a conflict."""
    edits, writers = 25, 4

    def write(number):
        for edit in range(edits):
            while True:
                opened = desk.open("mine.yaml")
                try:
                    desk.save("mine.yaml", f"{opened.text}# {number}-{edit}\n", opened.revision)
                    break
                except FileChanged:
                    continue

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = desk.open("mine.yaml").text.splitlines()
    for number in range(writers):
        assert [line for line in lines if line.startswith(f"# {number}-")] == [f"# {number}-{e}" for e in range(edits)]


def test_half_characters_are_refused_in_words(desk):
    opened = desk.open("mine.yaml")
    with pytest.raises(UsageError):
        desk.save("mine.yaml", "title: \ud800\n", opened.revision)
    assert desk.open("mine.yaml") == opened


def test_a_case_of_the_catalogue_keeps_its_own_record(desk, folder, monkeypatch):
    """Also where the folder one stands in has a file of the same name."""
    expected = {key: one.probability for key, one in load_informed("jeddah-2025").conditions.items()}
    assert expected != {key: one.probability for key, one in winset.load("jeddah-2025").conditions.items()}
    (folder / "jeddah-2025.yaml").write_text("winset: 1\n", "utf-8")
    monkeypatch.chdir(folder)
    informed = {key: one.probability for key, one in desk.read(desk.open("jeddah-2025")).conditions.items()}
    assert informed == expected
