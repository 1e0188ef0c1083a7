"""Every route under schemathesis, in process: no failure of the server, nothing that is not documented.

WINSET_EXAMPLES sets how many requests each route gets; 200 is what a release is held to.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from winset.cli import cli
from winset.web.app import create_app

pytest.importorskip("schemathesis", reason="schemathesis is not installed")

import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

PORT, TOKEN = 8437, "the-token-of-this-test"
EXAMPLES = int(os.environ.get("WINSET_EXAMPLES", "12"))
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
KNOWN = {
    "name": ["mine.yaml", "rapoport-chammah-1966-chicken", "broken.yaml"],
    "job": ["j1", "j2"],
    "row": ["c1", "c2", "n1", "d1"],
    "table": ["claims", "notes", "links"],
    "number": [0, 1],
    "form": ["md", "html"],
    "picture": ["positions", "parties", "nothing"],
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("talks")
    cli.main(["new", str(folder / "mine.yaml"), "--from", "jeddah-2025"], standalone_mode=False)
    (folder / "broken.yaml").write_text("winset: 1\ntitle: Broken\nparties: {A: {}}\n", encoding="utf-8")
    application = create_app(folder, TOKEN, PORT)
    with TestClient(application, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False) as browser:
        browser.headers["Authorization"] = f"Bearer {TOKEN}"
        yield browser


def operations():
    """Each operation by its method and path."""
    schema = schemathesis.openapi.from_dict(create_app(Path(), TOKEN, PORT).app.openapi())
    return [pytest.param(one.ok(), id=one.ok().label) for one in schema.get_all_operations()]


def requested(client, case):
    """Send what schemathesis made up."""
    asked = case.as_transport_kwargs(base_url=str(client.base_url))
    keys = {"json", "data", "params", "headers", "content", "files", "cookies"}
    extra = {key: value for key, value in asked.items() if key in keys and value is not None}
    extra.pop("cookies", None)
    if isinstance(extra.get("data"), bytes | str):
        extra["content"] = extra.pop("data")
    extra["headers"] = {
        key: value for key, value in dict(extra.get("headers", {})).items() if key.lower() != "authorization"
    }
    return client.request(asked["method"], asked["url"], **extra)


@pytest.mark.parametrize("operation", operations())
def test_nothing_fails_and_nothing_is_undocumented(client, operation):
    names = {one: st.sampled_from(KNOWN[one]) for one in KNOWN if f"{{{one}}}" in operation.path}

    few = 4 if operation.path.endswith((".{form}", "/pictures/{picture}")) else EXAMPLES  # a whole report each time

    @settings(max_examples=few, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(), st.fixed_dictionaries(names), st.integers(0, 9))
    def holds(case, known, turn):
        if turn:
            case.path_parameters = {**(case.path_parameters or {}), **known}
        if operation.path == "/api/cases/{name}/jobs" and isinstance(case.body, dict):
            case.body = {**case.body, "draws": 10}
        case.validate_response(requested(client, case), checks=CHECKS)

    holds()
