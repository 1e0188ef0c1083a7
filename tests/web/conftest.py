"""A workbench over a folder with one case of its own, and a browser that holds the token."""

from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from starlette.testclient import TestClient

from winset.case.starter import starter_text
from winset.web.app import create_app

PORT = 8437
TOKEN = "the-token-of-this-test"  # noqa: S105


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mine.yaml").write_text(starter_text(), encoding="utf-8")
    (tmp_path / "not-a-case.yaml").write_text("version: 3\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("winset: 1\ntitle: Broken\nparties: {A: {}}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def application(folder):
    return create_app(folder, TOKEN, PORT)


@pytest.fixture
def client(application):
    """The reader's own page."""
    with TestClient(application, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False) as browser:
        browser.headers["Authorization"] = f"Bearer {TOKEN}"
        yield browser


@pytest.fixture
def stranger(application):
    """Somebody without the token."""
    with TestClient(application, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False) as browser:
        yield browser


@pytest.fixture
def in_a_loop():
    """Run what is asynchronous in a thread of its own: tests in a browser leave a loop running in that of the tests."""
    with ThreadPoolExecutor(1) as thread:
        yield lambda function: thread.submit(anyio.run, function).result()
