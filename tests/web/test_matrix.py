"""Every route of the workbench against hosts, origins, tokens, paths that lead elsewhere, and bodies too large."""

import json
import logging
import re
import sys
from itertools import product
from urllib.parse import quote

import httpx
import pytest

from winset.case.starter import starter_text
from winset.web.security import HEADERS, MAX_BODY

PORT = 8437
TOKEN = "the-token-of-this-test"  # noqa: S105
STATIC = ["/", "/draft/j1", "/case/mine.yaml/brief", "/static/app.js", "/static/style.css", "/vega.js", "/nothing"]
GOOD_HOSTS = [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"]
BAD_HOSTS = [
    "",
    "evil.example",
    f"evil.example:{PORT}",
    "127.0.0.1",
    f"127.0.0.1:{PORT + 1}",
    f"127.0.0.1:{PORT}.evil.example",
]
BAD_HOSTS += [f"[::1]:{PORT}0", f"0.0.0.0:{PORT}", f"127.1:{PORT}"]
OWN = f"http://127.0.0.1:{PORT}"
ORIGINS = [
    ({}, True),
    ({"Origin": OWN, "Sec-Fetch-Site": "same-origin"}, True),
    ({"Origin": f"http://127.0.0.1:{PORT + 1}", "Sec-Fetch-Site": "same-site"}, False),
    ({"Origin": "null"}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, False),
]


def routes(application):
    """Each method and path of the data routes, with names put in that exist nowhere."""
    paths = application.app.openapi()["paths"]
    return [(one.upper(), re.sub(r"{\w+}", "nothing", path)) for path, methods in paths.items() for one in methods]


@pytest.fixture
def folder(tmp_path):
    """A folder with something beside it."""
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "mine.yaml").write_text(starter_text(), encoding="utf-8")
    return folder


def asked_directly(application, in_a_loop, asked, **headers):
    """Send requests (method, path, headers) one after the other in one loop, quicker than by a client with a thread."""

    async def every():
        transport = httpx.ASGITransport(application, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=OWN, headers=headers) as browser:
            return [await browser.request(method, path, headers=own) for method, path, own in asked]

    return in_a_loop(every)


def combined(asked):
    """Give routes with hosts and origins: a host and an origin are looked at before any route is known."""
    hosts = GOOD_HOSTS + BAD_HOSTS
    crossed = [*((host, ORIGINS[0]) for host in hosts), *((hosts[0], origin) for origin in ORIGINS[1:])]
    for place, route in enumerate(asked):
        for host, origin in product(hosts, ORIGINS) if place % 8 == 0 else crossed:
            yield route, host, origin


def test_hosts_times_origins_times_routes(application, in_a_loop):
    """A wrong host 400, another origin 403, no token 401; for every route, static files and event streams as well.

    Each host with each origin on every eighth route; on the others each host, and each origin, with one of the other.
    """
    asked = [("GET", path) for path in STATIC] + routes(application)
    assert len(asked) > 35
    assert any(path.endswith("/events") for _, path in asked)
    every = [(method, path, host, *origin) for (method, path), host, origin in combined(asked)]
    sent = [(method, path, {"Host": host, **headers}) for method, path, host, headers, _ in every]
    answers = asked_directly(application, in_a_loop, sent)
    for (method, path, host, headers, own), answer in zip(every, answers, strict=True):
        expected = 400 if host not in GOOD_HOSTS else 403 if not own else 401 if path.startswith("/api/") else None
        at = f"{method} {path} {host!r} {headers}"
        if expected is None:
            assert answer.status_code == (404 if path == "/nothing" else 200), at
        else:
            assert answer.status_code == expected, at
            assert answer.json()["errors"][0]["what"], at
        for name, value in HEADERS.items():
            assert answer.headers.get_list(name) == [value], at
        assert "set-cookie" not in answer.headers, at


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_no_method_goes_round_the_token(stranger, application, method):
    for _, path in routes(application):
        assert stranger.request(method, path).status_code == 401


UP = ["..", "../", "..\\", "../../etc/passwd", "....//....//etc/passwd", "/etc/passwd", "//etc/passwd", "C:\\x.yaml"]
UP += ["../secret.yaml", "..\\secret.yaml", "./../secret.yaml", "x/../../secret.yaml", "mine.yaml/../../secret.yaml"]
UP += [
    "../talks-sibling/secret.yaml",
    "sibling.yaml",
    "link.yaml",
    "folder.yaml",
    "mine.yaml\x00.yaml",
    "\x00",
    ".hidden.yaml",
]
UP += [
    "mine.yaml/",
    "mine.yaml.",
    "mine.yaml ",
    " mine.yaml",
    "MINE.YAML\n",
    "file:///etc/passwd",
    "~/secret.yaml",
    "$HOME/x.yaml",
]
UP += [
    "con.yaml",
    "nul",
    "mine.yaml::$DATA",
    "mine.record",
    "secret.yaml\u202e",
    "．．/secret.yaml",
    "..／secret.yaml",
    "%c0%af",
]
UP += ["a" * 160 + ".yaml", "a" * 5000, "../" * 40 + "etc/passwd", "jeddah-2025/../../pyproject.toml"]


def payloads():
    """At least 200 ways to ask for another file."""
    found = []
    for text in UP:
        found += [
            quote(text, safe=""),
            quote(quote(text, safe=""), safe=""),
            quote(text, safe="/."),
            quote(text, safe="").replace(".", "%2e"),
        ]
        found.append(quote(text, safe="").replace("%2F", "%252f"))
        found += [quote(f"mine.yaml/{text}", safe=""), quote(f"jeddah-2025\\{text}", safe="")]
    return sorted(set(found))


class Opened:
    """Which files this process opens, while it watches."""

    def __init__(self):
        self.paths = None
        sys.addaudithook(self.hear)

    def hear(self, event, arguments):
        if self.paths is not None and event in {"open", "sqlite3.connect", "os.listdir", "os.remove", "os.rename"}:
            self.paths.append(str(arguments[0]))


WATCH = Opened()


@pytest.fixture
def secrets(folder):
    """Files a reader of this folder must not see."""
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("winset: 1\ntitle: SECRET\n")
    sibling = folder.parent / f"{folder.name}-sibling"
    sibling.mkdir()
    (sibling / "secret.yaml").write_text("winset: 1\ntitle: SECRET\n")
    (folder.parent / "secret.yaml").write_text("winset: 1\ntitle: SECRET\n")
    (folder / ".hidden.yaml").write_text("winset: 1\ntitle: SECRET\n")
    (folder / "folder.yaml").mkdir()
    (folder / "link.yaml").symlink_to(outside / "secret.yaml")
    return [str(outside), str(sibling), str(folder.parent / "secret.yaml"), "/etc/", ".hidden", "pyproject"]


def test_paths_that_lead_elsewhere_read_nothing(application, in_a_loop, secrets):
    """200 payloads in every kind of name, some of them on every route: none opens a file outside, none fails."""
    found = payloads()
    assert len(found) >= 200
    templates, known = [("GET", "/static/HERE", True), ("GET", "/HERE", True), ("GET", "/case/HERE", True)], set()
    for path, methods in application.app.openapi()["paths"].items():
        for name in re.findall(r"{\w+}", path):
            filled = re.sub(r"{\w+}", "mine.yaml", path.replace(name, "HERE"))
            templates += [(method.upper(), filled, name not in known) for method in methods]
            known.add(name)
    every = [
        (method, path.replace("HERE", payload), {})
        for method, path, all_of_them in templates
        for payload in (found if all_of_them else found[:: len(found) // 5])
    ]
    asked_directly(application, in_a_loop, [("GET", "/api/cases/mine.yaml", {})], Authorization=f"Bearer {TOKEN}")
    WATCH.paths = []
    try:
        answers = asked_directly(application, in_a_loop, every, Authorization=f"Bearer {TOKEN}")
        opened = WATCH.paths
    finally:
        WATCH.paths = None
    for (method, path, _), answer in zip(every, answers, strict=True):
        assert answer.status_code < 500, f"{method} {path}"
        assert "SECRET" not in answer.text
        assert "root:" not in answer.text
    assert [path for path in opened if any(part in path for part in secrets)] == []


def test_names_in_bodies_write_nothing_elsewhere(client, application, folder, secrets):
    """The same names as that of a new case, and of a case to compare with."""
    before = set(folder.parent.rglob("*"))
    WATCH.paths = []
    try:
        for name in UP:
            for path, body in (
                ("/api/cases", {"name": name, "title": "x", "from": "", "like": ""}),
                ("/api/cases", {"name": name, "source": "../secret.yaml"}),
                ("/api/cases", {"name": "new.yaml", "source": name}),
                ("/api/cases/jeddah-2025/jobs", {"kind": "what-if", "other": {"name": name}, "draws": 10}),
            ):
                answer = client.post(path, json=body)
                assert answer.status_code < 500, f"{path} {name!r}"
                assert "SECRET" not in answer.text
        opened = WATCH.paths
    finally:
        WATCH.paths = None
    assert [path for path in opened if any(part in path for part in secrets)] == []
    assert {path.parent for path in folder.parent.rglob("*") if path not in before} <= {folder}


def test_the_size_of_a_body_at_n_and_one_more(client):
    text = json.dumps({"name": "x.yaml"})
    for path in ("/api/cases", "/api/cases/mine.yaml/jobs"):
        at_most = client.post(
            path, content=text + " " * (MAX_BODY - len(text)), headers={"Content-Type": "application/json"}
        )
        assert at_most.status_code != 413
        assert client.post(path, content=" " * (MAX_BODY + 1)).status_code == 413

        def stream():
            for _ in range(MAX_BODY // 2**16 + 1):
                yield b" " * 2**16

        assert client.post(path, content=stream()).status_code == 413


def test_the_token_is_never_told(client, application, caplog, capfd):
    """Not in any answer, not in a log line, not when the server fails."""
    caplog.set_level(logging.DEBUG)
    for method, path in routes(application):
        answer = client.request(method, f"{path}?token={TOKEN}x")
        assert TOKEN not in answer.text
        assert TOKEN not in str(answer.headers)
    assert TOKEN not in client.get("/api/openapi.json").text
    own = [record for record in caplog.records if record.name != "httpx"]
    assert TOKEN not in "\n".join(record.getMessage() for record in own)
    assert TOKEN not in "".join(capfd.readouterr())
