"""What every page of a case asks for: the next useful steps, each with its reason and where it is taken."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter
from pydantic import Field

from winset.case.model import Case
from winset.present.views.next_steps import AtHand, NextStep
from winset.web.records import reading
from winset.web.requests import RESPONSES, BaseCase, Here, View
from winset.web.workspace import Opened

router = APIRouter(prefix="/cases/{name}", tags=["steps"], responses=RESPONSES)


class StepView(View):
    """Something useful to do next."""

    what: str
    why: str
    where: str = Field(description="the view where it is done, with its query: 'case?section=values'")


@router.get("/steps")
def steps(case: BaseCase, here: Here) -> list[StepView]:
    """Give the next useful steps, the most useful first; handing on is the last."""
    from winset.present.views.next_steps import next_steps

    return shown(next_steps(case, at_hand_of(here, case)))


def at_hand_of(here: Opened, case: Case) -> AtHand:
    """Look up what record and log of an opened case hold."""
    from winset.log.store import log_path, read
    from winset.present.views.next_steps import at_hand

    file = log_path(here.path)
    entries = read(file)[0] if here.editable and file.is_file() else []
    with reading(here, case) as store:
        return at_hand(case, store, entries, datetime.now(UTC).date().isoformat(), here.editable)


def shown(found: tuple[NextStep, ...]) -> list[StepView]:
    """Give steps as a page asks for them."""
    return [StepView(what=one.what, why=f"{one.why} {one.first}".strip(), where=one.where) for one in found]
