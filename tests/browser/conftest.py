"""A workbench and a browser to look at it with; without a Chromium these tests are skipped, and say so."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("WINSET_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = os.environ.get("WINSET_PICTURES")
VIEWS = ("brief", "case", "outcomes", "map", "deals", "forecast", "flips", "record", "compare", "report")


def pytest_collection_modifyitems(items):
    reason = "" if CHROMIUM else "no Chromium was found; set WINSET_CHROMIUM to the path of one"
    try:
        import playwright  # noqa: F401
    except ImportError:
        reason = "Playwright is not installed"
    for item in items:
        if reason and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


@dataclass
class Bench:
    """A running workbench."""

    base: str
    token: str
    folder: Path

    def at(self, path):
        return f"{self.base}{path}#token={self.token}"


@contextmanager
def running(folder):
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from winset.cli import main; main()",
            "serve",
            str(folder),
            "--no-browser",
            "--port",
            "0",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        found = re.search(r"(http://[^/]+)/\S*#token=(\S+)", process.stdout.readline())
        yield Bench(found[1], found[2], folder)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def bench(tmp_path_factory):
    with running(tmp_path_factory.mktemp("workbench")) as found:
        yield found


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Reader:
    """A person at a browser: opens pages, and notes what the browser complains of."""

    page: object
    bench: Bench
    complaints: list = field(default_factory=list)

    def open(self, path):
        self.page.goto("about:blank")
        self.page.goto(self.bench.at(path))
        self.settled()

    def settled(self):
        self.page.wait_for_selector("main:not([aria-busy]) > :not(noscript)", timeout=60_000)
        self.page.wait_for_load_state("networkidle")

    def picture(self, name):
        """Take a picture where a folder for pictures is named."""
        if PICTURES:
            self.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


@contextmanager
def reading(chromium, bench, **settings):
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **settings})
    page = context.new_page()
    reader = Reader(page, bench)
    page.on("console", lambda one: reader.complaints.append(one.text) if one.type in {"error", "warning"} else None)
    page.on("pageerror", lambda one: reader.complaints.append(str(one)))
    try:
        yield reader
    finally:
        context.close()


@pytest.fixture
def reader(chromium, bench):
    with reading(chromium, bench) as found:
        yield found
        assert found.complaints == []
