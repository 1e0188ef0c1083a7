"""A story that two outlets print counts once in a draft; a corrected version stands for the first one."""

import pytest
from click.testing import CliRunner

import winset
import winset.drafting.entries.writing
from winset.cli import cli
from winset.drafting.copies import sifted
from winset.reading.documents import ReadDocument

pytest.importorskip("spacy", reason="the extra reading is not installed")

STORY = [
    "Miners and mill at odds over rail fares",
    "KORVA, May 3 - The Miners' Union demanded a rise of 6 percent from Tarn Mill on Monday, and threatened a strike.",
    "Tarn Mill offered 2 percent and refused to reopen the night line unless the union withdrew its lawsuit.",
    "The union said it would withdraw the lawsuit if the night line was reopened by June.",
    "Tarn Mill has closed the canteen. Its director, Ida Roe, said the mill could not pay more than 2 percent.",
    "The union refused to accept a rise below 4 percent, and its members must vote on any agreement.",
    "The mill's owners have said that they would rather sell the mill than reopen the night line at a loss.",
]
OWN = "Shops in Korva stayed open, a reporter of the Ledger said."


def written(folder, name, lines):
    path = folder / name
    path.write_text("\n\n".join(lines), "utf-8")
    return path


def entries(found):
    data = winset.drafting.entries.writing.case_data(found.draft)
    return {name: data.get(name) for name in ("parties", "issues", "preferences", "conditions", "scenarios")}


def test_what_two_outlets_print_counts_once(tmp_path):
    first = written(tmp_path, "a.txt", STORY)
    changed = ["Strike looms", *(one.replace(", and threatened", " and threatened") for one in STORY[1:]), OWN]
    second = written(tmp_path, "b.txt", changed)
    both = winset.draft(first, second)
    once = entries(winset.draft(first))
    again = entries(both)
    assert all(again[name] == once[name] for name in again if name != "issues")
    cited = {low for one in again["issues"].values() for low in one["basis"] if low.startswith("A")}
    assert cited <= {"A1", "A9"}  # its headline, and the sentence of its own
    assert len(both.documents) == 2
    assert "b.txt repeats" in both.to_case().summary
    assert len(both.claims[1]) >= len(both.claims[0]) > 3  # the record keeps what both say, the one as the other's copy


def test_a_corrected_version_stands_for_the_first(tmp_path):
    note = "Correction: An earlier version of this article said that the mill had offered 2 percent. It offered 3."
    later = [STORY[0], note, *(one.replace("2 percent", "3 percent") for one in STORY[1:])]
    first, second = written(tmp_path, "a.txt", STORY), written(tmp_path, "b.txt", later)
    both = winset.draft(first, second)
    assert [one.name for one in both.documents] == ["b.txt"]
    assert entries(both) == entries(winset.draft(second))
    assert both.repeats == ("b.txt corrects a.txt, which is left out",)


def test_documents_that_only_share_a_sentence_are_two():
    one = ReadDocument("a", "\n".join(STORY))
    other = ReadDocument("b", "\n".join([*STORY[3:4], *(f"{low[::-1]}." for low in STORY)]))
    assert [(low.own, low.told) for low in sifted([one, other])] == [(one.text, ""), (other.text, "")]


def test_a_later_copy_or_correction_is_told_and_the_case_stays(tmp_path):
    def run(*arguments):
        return CliRunner().invoke(cli, list(map(str, arguments)))

    case = tmp_path / "talks.yaml"
    assert run("draft", written(tmp_path, "a.txt", STORY), "-o", case).exit_code == 0
    before = case.read_bytes()
    copied = run("draft", written(tmp_path, "b.txt", ["Strike looms", *STORY[1:]]), "--into", case)
    assert copied.exit_code
    assert "b.txt repeats" in str(copied.exception)
    other = [
        "Rail fares up",
        "The Miners' Union demanded on Friday that Tarn Mill pay a rise of 9 percent.",
        *STORY[2:3],
    ]
    other += [
        "Tarn Mill threatened to close the harbour unless the Miners' Union dropped its demand for free coal.",
    ]
    found = run("draft", written(tmp_path, "c.txt", other), "--into", case)
    assert found.exit_code == 0, found.output
    assert "claims" not in found.output  # no record has them yet
    assert f"winset update {case} {tmp_path / 'c.txt'}" in found.output
    assert case.read_bytes() == before
