"""Many at once: eight writers lose no edit, fifty pages follow one computation to its end."""

import json
import threading
import urllib.error
import urllib.request

import anyio
import pytest
import uvicorn

from winset.web.app import create_app
from winset.web.server import listen

TOKEN = "the-token-of-this-test"  # noqa: S105
WRITERS, EDITS, PAGES = 8, 10, 50
CASE = "winset: 1\ntitle: Small\nparties: {A: {}}\nissues: {x: {levels: [no, yes], control: A}}\n"  # is read soon


@pytest.fixture
def served(tmp_path):
    """A workbench on a port of its own, in a thread."""
    (tmp_path / "mine.yaml").write_text(CASE, encoding="utf-8")
    taken = listen(0)
    port = taken.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(tmp_path, TOKEN, port), log_level="critical", lifespan="on"))
    thread = threading.Thread(target=lambda: anyio.run(server.serve, [taken]))
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)
    taken.close()
    assert not thread.is_alive()


def asked(base, path, body=None, method=None):
    """Ask for something; give the status and what was answered."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data, headers, method=method)  # noqa: S310 - loopback
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_eight_writers_lose_no_edit(served):
    """Each edit is in the file at the end, or its writer was told of a conflict and made it again."""
    folder, base = served
    conflicts, failures = [], []

    def write(writer):
        for number in range(EDITS):
            while True:
                status, opened = asked(base, "/api/cases/mine.yaml/text")
                text = opened["text"] + f"# {writer} {number}\n"
                status, told = asked(
                    base, "/api/cases/mine.yaml/text", {"text": text, "revision": opened["revision"]}, "PUT"
                )
                if status == 200:
                    break
                if status != 409:
                    failures.append((status, told))
                    return
                conflicts.append(writer)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    kept = [
        line
        for line in (folder / "mine.yaml").read_text("utf-8").splitlines()
        if line.startswith("# ") and line[2:3].isdecimal()
    ]
    made = {f"# {writer} {number}" for writer in range(WRITERS) for number in range(EDITS)}
    assert set(kept) >= made
    assert len([line for line in kept if line in made]) == len(made)
    assert conflicts, "the writers never met: the test shows nothing"
    assert sorted(path.name for path in folder.iterdir()) == ["mine.yaml"]


def test_every_page_is_told_the_end(served):
    _, base = served
    status, job = asked(base, "/api/cases/jeddah-2025/jobs", {"kind": "forecast", "draws": 4000})
    assert status == 200
    ends, failures = [], []

    def follow():
        headers = {"Authorization": f"Bearer {TOKEN}"}
        request = urllib.request.Request(f"{base}/api/jobs/{job['id']}/events", headers=headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
                lines = [line for line in answer.read().decode().splitlines() if line.startswith("data: ")]
            ends.append(json.loads(lines[-1][6:])["state"])
        except OSError as error:
            failures.append(error)

    threads = [threading.Thread(target=follow) for _ in range(PAGES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert ends == ["done"] * PAGES
