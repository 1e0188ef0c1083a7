"""What the view Case asks for: the text of a case, edits of a draft, its errors, saving, and merging."""

from __future__ import annotations

from difflib import unified_diff
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import AfterValidator, Field

from winset.case.model import Case
from winset.errors import CaseFileError, WinsetError
from winset.web.errors import CONFLICT, Fault, faults
from winset.web.requests import RESPONSES, Answer, CaseDesk, ChosenCase, Here, View, saved_as
from winset.web.routes.steps import StepView, at_hand_of, shown
from winset.web.workspace import Opened

router = APIRouter(tags=["case"], responses=RESPONSES)
MAX_TEXT = 300_000
Text = Annotated[str, Field(max_length=MAX_TEXT)]
Path = Annotated[list[Annotated[str, Field(max_length=200)] | int], Field(min_length=1, max_length=12)]
MAX_DEPTH = 6


def _shallow(value: Any, depth: int = 0) -> Any:
    """Refuse values nested deeper than any entry of a case, and text that is half a character."""
    if depth > MAX_DEPTH:
        raise ValueError(f"an entry is nested at most {MAX_DEPTH} deep")
    if isinstance(value, str):
        value.encode()
    for one in [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ():
        _shallow(one, depth + 1)
    return value


class TextView(View):
    """The text of a case file."""

    text: str
    revision: str
    editable: bool
    wrong: str = Field(default="", description="where the file is not UTF-8; it can then be converted, not edited")
    encodings: dict[str, str] = Field(default={}, description="what it can be converted from, in words")


class EditWanted(View):
    """One change of an entry; see :class:`winset.case.rewriting.Edit`."""

    action: Literal["set", "remove", "insert", "move", "rename"]
    path: Path = Field(description="keys and positions (from 0) from the top")
    value: Annotated[Any, AfterValidator(_shallow)] = Field(
        default=None, description="text, a list or an object to set or insert; the new key"
    )
    to: Annotated[int, Field(ge=0, le=10_000)] = 0


class DraftWanted(View):
    """A draft, and what to change in it."""

    text: Text
    edits: Annotated[list[EditWanted], Field(max_length=200)] = []
    base: Text | None = Field(default=None, description="what to compare with; the file as it is where left out")


class DiffLine(View):
    """A line of a comparison."""

    sign: Literal["+", "-", " ", "@"]
    text: str


class DraftView(View):
    """A draft as it now stands."""

    text: str
    data: dict[str, Any] = Field(description="what it holds; empty where it cannot be read at all")
    readable: bool = Field(description="whether it can be read as YAML, so that its entries can be edited")
    errors: list[Fault]
    warnings: list[Fault]
    words: dict[str, str] = Field(description="every condition in words; empty where there are errors")
    steps: list[StepView] = Field(description="what to do next, the most useful first")
    diff: list[DiffLine]


class KeyRenamed(View):
    """A key of the case with another name."""

    address: Annotated[str, Field(max_length=500)] = Field(description="issues.aid, or aid=full for a level")
    name: Annotated[str, Field(max_length=200)] = Field(description="its new name")


class RenameWanted(KeyRenamed):
    """A draft, and a key to rename in it."""

    text: Text
    base: Text | None = Field(default=None, description="what to compare with; the file as it is where left out")


class RenamedView(DraftView):
    """A draft in which a key was renamed; the record follows when the draft is saved."""

    renamed: KeyRenamed
    back: KeyRenamed = Field(description="the way back")


class SaveWanted(View):
    """A text to save, and the revision it was made from."""

    text: Text
    revision: Annotated[str, Field(max_length=64)]
    despite_errors: bool = Field(default=False, description="save a text that is not a valid case")
    renamed: Annotated[list[KeyRenamed], Field(max_length=200)] = Field(
        default=[], description="keys that were renamed in the text, in this order: record and log follow"
    )


class SavedView(View):
    """What was saved."""

    revision: str
    diff: list[DiffLine]


class RecodeWanted(View):
    """Which encoding a file that is not UTF-8 has, and the revision that was looked at."""

    encoding: Annotated[str, Field(max_length=20)]
    revision: Annotated[str, Field(max_length=64)]


class RecodedView(View):
    """What converting a file would change."""

    revision: str
    diff: list[DiffLine]


class MergeWanted(View):
    """A draft and the text it was made from."""

    base: Text
    text: Text


class MergeView(View):
    """The file as it is, and the draft merged with it where they do not touch the same lines."""

    merged: str | None
    theirs: str
    revision: str


@router.get("/case-form")
def case_form() -> Answer:
    """Describe what a case can hold: its sections, and the fields of their entries."""
    from winset.web.case_form import form

    return form()


@router.get("/cases/{name}/text")
def text(opened: Here) -> TextView:
    """Give the text of a case file."""
    from winset.case.formats.registry import readable_as
    from winset.case.recoding import ENCODINGS

    offered = dict(ENCODINGS) if opened.wrong and readable_as(opened.path).editable else {}
    return TextView(
        text=opened.text, revision=opened.revision, editable=opened.editable, wrong=opened.wrong, encodings=offered
    )


@router.get("/cases/{name}/case.yaml", response_class=Response)
def case_file(opened: Here) -> Response:
    """Give the file itself."""
    return Response(opened.path.read_bytes(), media_type="application/yaml", headers=saved_as(opened.name))


@router.get("/cases/{name}/case.json")
def case_content(case: ChosenCase) -> Answer:
    """Give what the case holds, as it was read."""
    return case.model_dump(mode="json", exclude_defaults=True)


@router.post("/cases/{name}/draft")
def draft(opened: Here, wanted: DraftWanted) -> DraftView:
    """Make edits in a draft, and tell what is wrong with it; nothing is saved."""
    from winset.case.rewriting import Edit, rewrite

    edits = [Edit(one.action, tuple(one.path), one.value, one.to) for one in wanted.edits]
    return _draft(opened, rewrite(wanted.text, edits), opened.text if wanted.base is None else wanted.base)


@router.post("/cases/{name}/rename")
def rename(opened: Here, wanted: RenameWanted) -> RenamedView:
    """Rename a key in a draft, wherever the draft refers to it; nothing is saved."""
    from winset.case.renaming import rename as run

    done = run(wanted.text, wanted.address, wanted.name)
    one, back = done.renaming, done.renaming.back
    shown = _draft(opened, done.text, opened.text if wanted.base is None else wanted.base)
    return RenamedView(
        **dict(shown),
        renamed=KeyRenamed(address=one.address, name=one.new),
        back=KeyRenamed(address=back.address, name=back.new),
    )


@router.put("/cases/{name}/text", responses=CONFLICT)
def save(desk: CaseDesk, opened: Here, wanted: SaveWanted) -> SavedView:
    """Save a text, if the file still has the revision it was made from."""
    from winset.case.reading import read_case

    if not wanted.despite_errors:
        read_case(wanted.text.encode("utf-8", "surrogatepass"), opened.name)
    before = opened.text if opened.revision == wanted.revision else ""
    renamed = [(one.address, one.name) for one in wanted.renamed]
    saved = desk.save(opened.name, wanted.text, wanted.revision, renamed)
    return SavedView(revision=saved.revision, diff=_diff(before, saved.text))


@router.get("/cases/{name}/recoded")
def recoded(opened: Here, encoding: Annotated[str, Query(max_length=20)]) -> RecodedView:
    """Show what a file that is not UTF-8 would become, read in a named encoding; nothing is saved."""
    from winset.case.recoding import recoded as read

    text = read(opened.path.read_bytes(), encoding)
    return RecodedView(revision=opened.revision, diff=_diff(opened.text, text))


@router.put("/cases/{name}/encoding", responses=CONFLICT)
def recode(desk: CaseDesk, opened: Here, wanted: RecodeWanted) -> SavedView:
    """Turn a file of a named encoding into UTF-8, if it still has the revision that was shown."""
    saved = desk.recode(opened.name, wanted.encoding, wanted.revision)
    return SavedView(revision=saved.revision, diff=_diff(opened.text, saved.text))


@router.post("/cases/{name}/merge")
def merge(opened: Here, wanted: MergeWanted) -> MergeView:
    """Merge a draft with what the file has become meanwhile."""
    from winset.case.merging import merged

    found = merged(wanted.base, wanted.text, opened.text)
    if found is not None and _reads(opened.text) and _reads(wanted.text) and not _reads(found):
        found = None
    return MergeView(merged=found, theirs=opened.text, revision=opened.revision)


def _reads(text: str) -> bool:
    from winset.case.yaml_tree import read_tree

    try:
        read_tree(text.encode("utf-8", "surrogatepass"), "")
    except CaseFileError:
        return False
    return True


def _draft(opened: Opened, text: str, base: str) -> DraftView:
    from winset.case.reading import from_data
    from winset.case.yaml_tree import read_tree
    from winset.present.views.next_steps import beginning, next_steps

    data: dict[str, Any] = {}
    found: list[Fault] = []
    case: Case | None = None
    try:
        tree = read_tree(text.encode("utf-8", "surrogatepass"), "")
        data = tree.data
        case = from_data(data, "", tree.locate)
    except CaseFileError as error:
        found = faults(error)
    return DraftView(
        text=text,
        data=data,
        readable=bool(data),
        errors=found,
        warnings=_warnings(case) if case else [],
        words=_words(case) if case else {},
        steps=shown(next_steps(case, at_hand_of(opened, case)) if case else beginning(data)),
        diff=_diff(base, text),
    )


def _warnings(case: Case) -> list[Fault]:
    from winset.engines.check.statements import check

    try:
        return faults(CaseFileError("", check(case).warnings))
    except WinsetError as error:
        return faults(error)


def _words(case: Case) -> dict[str, str]:
    from winset.case.names import conditions
    from winset.expr import assigned
    from winset.present.words.words import condition

    levels = (
        assigned({key: level}) for key, issue in case.issues.items() if not issue.numeric for level in issue.levels
    )
    every = dict.fromkeys([*(written for _, written in conditions(case)), *levels])
    return {written: condition(case, written) for written in every}


def _diff(before: str, after: str) -> list[DiffLine]:
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[2:]
    return [DiffLine.model_validate({"sign": line[0], "text": line[1:]}) for line in lines if line]
