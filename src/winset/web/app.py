"""The workbench: pages and a JSON API over one folder of cases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from winset._version import __version__
from winset.present.pictures import renderer
from winset.web import errors as failing
from winset.web import vega
from winset.web.reviews import Reviews
from winset.web.routes import (
    brief,
    case,
    compare,
    deals,
    drafts,
    flips,
    forecast,
    grid,
    interview,
    jobs,
    option_table,
    outcome_map,
    outcomes,
    pictures,
    record,
    report,
    start,
    steps,
)
from winset.web.security import Guard
from winset.web.tasks.queue import Jobs
from winset.web.workspace import Desk

ROUTERS: tuple[APIRouter, ...] = (
    start.router,
    drafts.router,
    brief.router,
    case.router,
    steps.router,
    grid.router,
    option_table.router,
    outcomes.router,
    interview.router,
    jobs.router,
    forecast.router,
    flips.router,
    outcome_map.router,
    pictures.router,
    deals.router,
    compare.router,
    record.router,
    report.router,
)
STATIC = Path(__file__).parent / "static"


def create_app(folder: Path, token: str, port: int) -> ASGIApp:
    """Build the workbench.

    Parameters
    ----------
    folder : Path
        The folder whose case files can be edited.
    token : str
        What requests for data must carry.
    port : int
        The port it is served on; requests for any other host are refused.

    Returns
    -------
    ASGI application
        The application behind its guard.
    """
    return Guard(_application(folder), token, port)


def _application(folder: Path) -> FastAPI:
    app = FastAPI(
        title="winset workbench",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_running,
    )
    renderer.apart()
    app.state.desk = Desk(folder)
    app.state.jobs = Jobs()
    app.state.reviews = Reviews()
    failing.install(app)
    app.router.routes.extend(_data_routes())
    _pages(app)
    return app


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.jobs.close()


@cache
def _data_routes() -> tuple[BaseRoute, ...]:
    """Give the routes for data: what each takes and gives is worked out once, for however many workbenches."""
    api = APIRouter(generate_unique_id_function=_operation)
    for router in ROUTERS:
        api.include_router(router, prefix="/api")
    return tuple(api.routes)


def _operation(route: APIRoute) -> str:
    return f"{route.tags[0] if route.tags else 'workbench'}_{route.name}"


def _pages(app: FastAPI) -> None:
    """Serve the one page, under the address of every view, and its parts."""
    environment = Environment(
        loader=PackageLoader("winset.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    shell = environment.get_template("shell.html").render(version=__version__)

    def page() -> HTMLResponse:
        return HTMLResponse(shell)

    for path in ("/", "/draft/{name}", "/case/{name}", "/case/{name}/{view}"):
        app.add_api_route(path, page, include_in_schema=False, response_class=HTMLResponse)

    @app.get("/vega.js", include_in_schema=False)
    def vega_module() -> Response:
        return Response(vega.bundle(), media_type="text/javascript")

    app.mount("/static", StaticFiles(directory=STATIC), name="static")
