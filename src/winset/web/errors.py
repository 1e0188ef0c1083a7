"""How the workbench says that something is wrong: one shape for every error, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from winset.errors import CaseFileError, CaseTooLargeError, ExpressionError, UsageError, WinsetError, shortened
from winset.web.invalid import told

log = logging.getLogger("winset.web")


class Fault(BaseModel):
    """One thing that is wrong."""

    what: str = Field(description="what is wrong")
    where: str = Field(default="", description="where, in words; empty where no place can be named")
    hint: str = Field(default="", description="how to mend it")
    line: int = Field(default=0, description="line of the case file, from 1; 0 where there is none")
    column: int = Field(default=0, description="column of the case file, from 1")
    path: list[str | int] = Field(default=[], description="keys and positions (from 0) of the entry in the case")


class Faults(BaseModel):
    """Everything that is wrong with a request."""

    errors: list[Fault]


class NotFound(Exception):
    """There is no such case."""


class FileChanged(Exception):
    """The file is not as the page that edits it last saw it.

    Parameters
    ----------
    text, revision : str
        The file as it is.
    """

    def __init__(self, text: str, revision: str) -> None:
        super().__init__("the file has changed meanwhile")
        self.text, self.revision = text, revision


class FileChangedView(Faults):
    """The file as it is now, for the page to set beside its own version."""

    text: str
    revision: str


_TOLD = {
    400: "the request is not from the workbench's own address, or cannot be read",
    401: "the token is missing or wrong",
    403: "another origin asked",
    404: "there is no such case or entry",
    413: "the request is larger than 2 MB; a document than 20 MB",
    422: "the request, or the case, is not valid; every problem is listed",
}
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": Faults, "description": told} for status, told in _TOLD.items()
}
CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {"model": FileChangedView, "description": "the file has changed since the revision named"}
}


def faults(error: WinsetError) -> list[Fault]:
    """Give everything an error says, one entry each."""
    if isinstance(error, CaseFileError):
        return [
            Fault(
                what=one.what + (f". Got {one.got}" if one.got else ""),
                where=f"line {one.line}, column {one.column}" if one.line else "",
                hint=one.hint,
                line=one.line,
                column=one.column,
                path=list(one.path),
            )
            for one in error.problems
        ]
    if isinstance(error, ExpressionError):
        return [Fault(what=error.what, where=f"character {error.offset + 1} of the condition", hint=error.hint)]
    if isinstance(error, CaseTooLargeError):
        return [Fault(what=f"the case has more than {error.limit:,} outcomes", hint=error.hint)]
    if isinstance(error, UsageError):
        return [Fault(what=error.what, hint=error.hint)]
    return [Fault(what=str(error))]


def install(app: FastAPI) -> None:
    """Answer every kind of error in the one shape."""

    @app.exception_handler(WinsetError)
    def _winset(request: Request, error: WinsetError) -> JSONResponse:
        return _answer(422, faults(error))

    @app.exception_handler(NotFound)
    def _missing(request: Request, error: NotFound) -> JSONResponse:
        return _answer(404, [Fault(what=str(error))])

    @app.exception_handler(FileChanged)
    def _conflict(request: Request, error: FileChanged) -> JSONResponse:
        fault = Fault(what="the file has changed meanwhile", hint="Compare the two versions and save again.")
        view = FileChangedView(errors=[fault], text=error.text, revision=error.revision)
        return JSONResponse(view.model_dump(), 409)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return _answer(422, [Fault(**told(one)._asdict()) for one in error.errors()])

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> JSONResponse:
        answer = _answer(error.status_code, [_refused(request, error)])
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    def _unforeseen(request: Request, error: Exception) -> JSONResponse:
        log.error("an error in winset itself: %s: %s", type(error).__name__, error)
        hint = "Please report it with the case; WINSET_TRACEBACK=1 shows where it happened."
        return _answer(500, [Fault(what=f"an error in winset itself ({type(error).__name__})", hint=hint)])


def _refused(request: Request, error: HTTPException) -> Fault:
    """Word what the framework refuses before anything of the workbench is asked."""
    path = shortened(request.url.path)
    if error.status_code == 404 and error.detail == "Not Found":
        return Fault(what=f"there is nothing at '{path}'", hint="The first page is at '/'.")
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        return Fault(what=f"'{path}' takes no {request.method}", hint=f"It takes {allowed}." if allowed else "")
    return Fault(what=str(error.detail))


def _answer(status: int, found: Sequence[Fault]) -> JSONResponse:
    return JSONResponse(Faults(errors=list(found)).model_dump(), status)
