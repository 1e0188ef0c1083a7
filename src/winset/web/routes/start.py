"""What the start page and the frame of every page ask for: which cases there are, and what a case is about."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from winset.case.model import Case
from winset.case.short_names import short_name
from winset.errors import CaseFileError, WinsetError
from winset.web.errors import Fault, faults
from winset.web.requests import RESPONSES, CaseDesk, Here, View
from winset.web.workspace import Desk, Opened

router = APIRouter(prefix="/cases", tags=["cases"], responses=RESPONSES)


class Listed(View):
    """A case in a list."""

    name: str
    title: str
    summary: str = ""
    as_of: str | None = None
    valid: bool = True


class Cases(View):
    """The cases that can be opened."""

    folder: str = Field(description="the folder whose files can be edited")
    files: list[Listed]
    catalogue: list[Listed]


class PartyView(View):
    """A party."""

    key: str
    name: str
    at_table: bool
    place: int = Field(description="its place in the case, from 0: what its colour and shape go by")
    home: list[str]


class IssueView(View):
    """An issue."""

    key: str
    name: str
    levels: list[str]
    unit: str | None = Field(default=None, description="what its amounts count; null of an issue with named levels")
    control: list[str]
    now: str


class ScenarioView(View):
    """A named group of outcomes."""

    key: str
    name: str


class About(View):
    """What a case is about; a file with errors has those instead."""

    name: str
    editable: bool
    revision: str
    valid: bool
    errors: list[Fault] = []
    title: str = ""
    summary: str = ""
    as_of: str | None = None
    parties: list[PartyView] = []
    issues: list[IssueView] = []
    scenarios: list[ScenarioView] = []
    numbers: bool = Field(default=False, description="whether it gives values, which deals and forecasts need")


class NewCase(View):
    """Where to write a new case."""

    file: Annotated[str, Field(min_length=1, max_length=160, description="a file name such as talks.yaml")]
    title: Annotated[str, Field(max_length=200, description="what an empty case is called")] = ""
    source: Annotated[str, Field(max_length=160, description="a case to copy; empty to begin with a template")] = ""
    template: Literal["starter", "agreement", "empty"] = "starter"


class Revision(View):
    """Which text a file has."""

    revision: str


@router.get("")
def cases(desk: CaseDesk) -> Cases:
    """List the catalogue and the case files of the folder."""
    from winset.case import catalogue

    return Cases(
        folder=desk.folder.name or str(desk.folder),
        files=[_listed(desk, name) for name in desk.files()],
        catalogue=[_listed(desk, name) for name in catalogue.names()],
    )


@router.post("", status_code=201)
def new_case(desk: CaseDesk, wanted: NewCase) -> Revision:
    """Write a new case file: the commented starter case, another template, or a copy of a case with its record."""
    from winset.case.formats.registry import CASE_FILE, readable_as
    from winset.case.starter import empty_text, template_text
    from winset.record.exchange import copy_record

    if not wanted.source:
        empty = wanted.template == "empty"
        text = empty_text(wanted.title or wanted.file) if empty else template_text(wanted.template)
        return Revision(revision=desk.create(wanted.file, text).revision)
    source = desk.open(wanted.source)
    text = source.text if readable_as(source.path).editable else CASE_FILE.write(desk.read(source))
    case = desk.read(source)
    made = desk.create(wanted.file, text)
    copy_record(case, made.path)
    return Revision(revision=made.revision)


@router.get("/{name}")
def about(desk: CaseDesk, opened: Here) -> About:
    """Tell what a case is about: who takes part, what is at issue, which scenarios are named."""
    try:
        case = desk.read(opened)
    except WinsetError as error:
        return _told(opened, valid=False, errors=faults(error))
    return _told(
        opened,
        valid=True,
        title=case.title,
        summary=case.summary,
        as_of=case.as_of,
        parties=_parties(case),
        issues=[
            IssueView(
                key=key,
                name=short_name(case, key),
                levels=list(issue.levels),
                unit=issue.unit if issue.numeric else None,
                control=list(issue.control),
                now=case.status_quo_level(key),
            )
            for key, issue in case.issues.items()
        ],
        scenarios=[ScenarioView(key=key, name=case.scenario_name(key)) for key in case.scenarios],
        numbers=any(case.values.values()),
    )


@router.get("/{name}/revision")
def revision(opened: Here) -> Revision:
    """Tell which text a file has now, to notice that something else has changed it."""
    return Revision(revision=opened.revision)


def _told(opened: Opened, **more: object) -> About:
    frame = {"name": opened.name, "editable": opened.editable, "revision": opened.revision}
    return About.model_validate({**frame, **more})


def _parties(case: Case) -> list[PartyView]:
    return [
        PartyView(key=key, name=case.party_name(key), at_table=party.at_table, place=place, home=list(party.home))
        for place, (key, party) in enumerate(case.parties.items())
    ]


def _listed(desk: Desk, name: str) -> Listed:
    try:
        case = desk.read(desk.open(name))
    except CaseFileError:
        return Listed(name=name, title=name, summary="This file has errors.", valid=False)
    except WinsetError as error:
        return Listed(name=name, title=name, summary=str(error), valid=False)
    return Listed(name=name, title=case.title, summary=case.summary, as_of=case.as_of)
