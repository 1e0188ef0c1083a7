"""The workbench in a real browser: Chromium, or what WINSET_CHROMIUM names; skipped where there is none.

With WINSET_PICTURES set to a folder, pictures of every page are put there to be looked at.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ARGUMENTS += ["--disable-sync", "--host-resolver-rules=MAP rebound.example 127.0.0.1"]
FOLLOW = """path => {
  const link = Object.assign(document.createElement("a"), { href: path });
  document.body.append(link);
  link.click();
  link.remove();
}"""
IDLE = "() => new Promise((done) => requestIdleCallback(() => done(null), { timeout: 5000 }))"
PATIENCE = 60
"""Seconds that a page may take to be shown."""
REASON = "no Chromium: install it (apt install chromium), or name one in WINSET_CHROMIUM"


@cache
def chromium():
    """Where the browser is; empty where there is none."""
    named = os.environ.get("WINSET_CHROMIUM", "")
    if named:
        return named
    return next((path for path in map(shutil.which, ("chromium", "chromium-browser")) if path), "")


def pytest_collection_modifyitems(items):
    for item in items:
        if not chromium() and Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.skip(reason=REASON))


class Workbench:
    """A workbench that runs in a process of its own."""

    def __init__(self, folder):
        self.folder = folder
        code = "from winset.cli import main; main()"
        command = [sys.executable, "-c", code, "serve", str(folder), "--no-browser", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        line = self.process.stdout.readline()
        address = re.search(r"http://\S+", line)
        assert address, line
        self.base, self.fragment = address.group().rstrip(".").split("/#")

    def address(self, path):
        return f"{self.base}{path}#{self.fragment}"

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=20)


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def workbench(tmp_path_factory):
    """A workbench over a folder with a copy of the flagship case, to be read."""
    from winset.cli import cli

    folder = tmp_path_factory.mktemp("talks")
    cli.main(["new", str(folder / "talks.yaml"), "--from", "jeddah-2025"], standalone_mode=False)
    running = Workbench(folder)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def serve():
    """Begin workbenches over folders; all of them end with the tests."""
    running = []

    def begin(folder):
        running.append(Workbench(folder))
        return running[-1]

    yield begin
    for one in running:
        one.stop()


@pytest.fixture
def own_workbench(tmp_path, request):
    """A workbench over a folder of this test's own, to be changed; its module may say which case, as ``OWN_CASE``."""
    from winset.cli import cli

    case = getattr(request.module, "OWN_CASE", "jeddah-2025")
    folder = tmp_path / "talks"
    folder.mkdir()
    cli.main(["new", str(folder / "talks.yaml"), "--from", case], standalone_mode=False)
    running = Workbench(folder)
    yield running
    running.stop()


@pytest.fixture
def empty_workbench(tmp_path):
    """A workbench over an empty folder."""
    folder = tmp_path / "empty"
    folder.mkdir()
    running = Workbench(folder)
    yield running
    running.stop()


class Page:
    """A page of the workbench, with whatever it complained about."""

    def __init__(self, browser, workbench, **options):
        self.workbench = workbench
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.context.set_default_timeout(1000 * PATIENCE)
        self.complaints = []
        self.elsewhere = []
        self.under_way = set()
        self.page = self.context.new_page()
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._asked)
        for ended in ("requestfinished", "requestfailed"):
            self.page.on(ended, self._answered)

    def _told(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request):
        self.under_way.add(request)
        if not request.url.startswith((self.workbench.base, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _answered(self, request):
        self.under_way.discard(request)

    def open(self, path):
        """Go to a path and wait until it is shown."""
        self.page.goto(self.workbench.address(path))
        self.settle()
        return self.page

    def go(self, path):
        """Go to a path as a link on the page leads there, which loads only what the view needs, and wait likewise."""
        self.page.evaluate(FOLLOW, path)
        self.settle()
        return self.page

    def slowly(self, path, seconds):
        """Let what is asked of a path take its time, as on a busy machine."""
        pause = self.page.wait_for_timeout
        self.page.route(path, lambda route: (pause(1000 * seconds), route.continue_()))

    def settle(self):
        """Wait until the view is there, nothing is asked for any more and the page has nothing left to do."""
        self.page.wait_for_selector("main:not([aria-busy]) > :not(noscript)")
        quiet, until = 0, time.monotonic() + PATIENCE
        while quiet < 3:
            assert time.monotonic() < until, f"still asked for: {[one.url for one in self.under_way]}"
            self.page.wait_for_timeout(200 if self.under_way else 50)
            if not self.under_way:
                self.page.evaluate(IDLE)
            quiet = 0 if self.under_way else quiet + 1

    def serious(self, axe, rules=(), without=""):
        """What axe finds on the page that is serious; with ``rules``, by these alone; not in what a selector names."""
        complaints = list(self.complaints)
        self.page.evaluate(axe + "; void 0")
        options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
        place = {"include": ["html"], "exclude": [without] if without else []}
        found = self.page.evaluate("([place, options]) => axe.run(place, options)", [place, options])
        self.complaints[:] = complaints  # axe itself tries inline styles to measure with, which the policy forbids
        return [
            f"{problem['id']}: {problem['help']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
            for problem in found["violations"]
            if problem["impact"] in {"serious", "critical"}
            for node in problem["nodes"][:3]
        ]

    def picture(self, name, whole=True):
        folder = os.environ.get("WINSET_PICTURES")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=whole)


@pytest.fixture(scope="session")
def axe():
    """The text of axe-core, which looks for what people with disabilities could not use."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def standing(browser, workbench):
    """A page over the flagship case for all tests of a module that only look: what is loaded once stays loaded."""
    one = Page(browser, workbench, color_scheme="light", reduced_motion="reduce")
    one.open("/")
    yield one
    one.context.close()


@pytest.fixture
def opening(browser):
    """Make pages; one that broke its own policy, logged an error or asked another host for anything fails."""
    pages = []

    def make(workbench, **options):
        pages.append(Page(browser, workbench, **options))
        return pages[-1]

    yield make
    for one in pages:
        one.context.close()
    assert [text for one in pages for text in one.complaints] == []
    assert [text for one in pages for text in one.elsewhere] == []
