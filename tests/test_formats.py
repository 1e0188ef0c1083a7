"""One registry of the formats of case files: what it says is what reading, writing, copying and editing do."""

import re
from pathlib import Path

import pytest

import winset
from winset.case.formats.registry import CASE_FILE, ENDINGS, FORMATS, converted, left_out, readable_as
from winset.case.starter import starter_text
from winset.errors import UsageError

SOURCE = Path(winset.__file__).parent


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.endings[0])
def test_what_a_format_writes_it_reads(kind, tmp_path):
    case = winset.load("chicken")
    file = tmp_path / f"chicken{kind.endings[0]}"
    file.write_text(converted(case, file), encoding="utf-8")
    again = winset.load(file)
    assert list(again.parties) == list(case.parties)
    assert again.hash == winset.load(file).hash
    kept = set(case.model_fields_set) - set(left_out(case, file))
    assert all(getattr(again, key) for key in kept if key in {"parties", "issues", "preferences", "ranking"})
    if kind.editable:
        assert starter_text(str(file)) == file.read_text("utf-8")
    else:
        with pytest.raises(UsageError, match=re.escape(kind.name)):
            starter_text(str(file))


def test_other_endings_are_read_as_case_files_and_refused_for_writing():
    assert readable_as(Path("talks.txt")) is CASE_FILE
    with pytest.raises(UsageError) as error:
        converted(winset.load("chicken"), Path("talks.txt"))
    assert all(kind.endings[0] in str(error.value) for kind in FORMATS)
    assert len(set(ENDINGS)) == len(ENDINGS)


def test_no_other_place_knows_the_ending_of_a_format():
    compared = re.compile(r"""(?:==|!=|\bin\b)\s*[({]?\s*["']\.(?:gmcr|ya?ml)["']""")
    found = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if compared.search(path.read_text("utf-8"))]
    assert found == []
