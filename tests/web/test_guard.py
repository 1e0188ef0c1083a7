"""What a request must pass, as the threat model tables it: host 400, origin 403, token 401, size 413."""

from functools import partial

import pytest
from starlette.testclient import TestClient

from winset.web.app import create_app
from winset.web.security import MAX_BODY, Guard

PAGES = ["/", "/case/jeddah-2025/brief", "/static/app.js", "/static/style.css"]
DATA = ["/api/cases", "/api/cases/chicken", "/api/cases/nothing", "/api/openapi.json", "/api", "/api/nothing"]
WRONG_HOSTS = [
    "",
    "evil.example",
    "evil.example:8437",
    "127.0.0.1",
    "127.0.0.1:8438",
    "127.0.0.1:8437.evil.example",
    "127.0.0.1.nip.io:8437",
    "localhost",
    "localhost:80",
    "[::1]",
    "0.0.0.0:8437",
    "user@127.0.0.1:8437",
]


@pytest.mark.parametrize("host", WRONG_HOSTS)
@pytest.mark.parametrize("path", PAGES + DATA)
def test_another_host_gets_nothing(client, path, host):
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["hint"]


@pytest.mark.parametrize("host", ["127.0.0.1:8437", "localhost:8437", "[::1]:8437", "LOCALHOST:8437"])
def test_the_own_names_are_let_in(client, host):
    assert client.get("/api/cases", headers={"Host": host}).status_code == 200


def test_the_port_that_browsers_leave_out_may_be_left_out(folder):
    application = create_app(folder, "a-token", 80)
    with TestClient(application, base_url="http://127.0.0.1", raise_server_exceptions=False) as browser:
        for host, status in (("127.0.0.1", 200), ("localhost:80", 200), ("evil.example", 400), ("127.0.0.1:8437", 400)):
            headers = {"Host": host, "Authorization": "Bearer a-token"}
            assert browser.get("/api/cases", headers=headers).status_code == status


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize("token", [None, "", "Bearer", "Bearer wrong", "Basic the-token-of-this-test", "Bearer ö"])
def test_data_needs_the_token(stranger, path, token):
    headers = {} if token is None else {"Authorization": token.encode()}
    answer = stranger.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_token_elsewhere_than_in_its_header_is_none(stranger):
    token = "the-token-of-this-test"  # noqa: S105
    assert stranger.get(f"/api/cases?token={token}", headers={"Cookie": f"token={token}"}).status_code == 401


def test_pages_need_no_token_and_hold_none(stranger):
    for path in PAGES:
        answer = stranger.get(path)
        assert answer.status_code == 200
        assert "the-token" not in answer.text
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8437"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/static/app.js", "/api/cases"])
def test_another_origin_gets_nothing(client, method, path, headers):
    assert client.request(method, path, headers=headers).status_code == 403


def test_a_link_from_elsewhere_opens_the_page_but_no_data(client):
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/case/jeddah-2025/brief", headers=followed).status_code == 200
    assert client.get("/api/cases", headers=followed).status_code == 403
    assert client.post("/", headers=followed).status_code == 403


def test_the_own_page_may_ask(client):
    own = {"Origin": "http://127.0.0.1:8437", "Sec-Fetch-Site": "same-origin"}
    assert client.get("/api/cases", headers=own).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
@pytest.mark.parametrize("path", [*PAGES, *DATA, "/nothing"])
def test_every_answer_carries_the_headers(client, path, headers):
    found = client.get(path, headers=headers).headers
    assert found["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in found["content-security-policy"]
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "no-referrer"
    assert found["cross-origin-resource-policy"] == found["cross-origin-opener-policy"] == "same-origin"
    assert found.get_list("cache-control") == ["no-store"]


def test_bodies_are_bounded(client):
    def parts():
        for _ in range(MAX_BODY // 65536 + 2):
            yield b"x" * 65536

    assert client.post("/api/cases", content=b"x" * (MAX_BODY + 1)).status_code == 413
    assert client.post("/api/cases", content=parts()).status_code == 413
    assert client.post("/api/cases", headers={"Content-Length": "9" * 30}, content=b"").status_code == 413
    assert client.post("/api/cases", content=b"x" * MAX_BODY).status_code == 422


def test_doubled_headers_are_refused(client):
    doubled = [("Host", "127.0.0.1:8437"), ("Host", "evil.example")]
    assert client.get("/", headers=doubled).status_code == 400


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fguard.py", "/static//etc/passwd"]
)
def test_static_files_are_those_of_the_folder_alone(client, path):
    assert client.get(path).status_code == 404


def test_errors_have_one_shape(client):
    for path in ("/api/cases/nothing", "/api/nothing", "/nothing"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json()["errors"][0]["what"]
    assert client.delete("/api/cases").status_code == 405


@pytest.fixture
def raw(in_a_loop):
    """Speak to the guard without a server in between."""

    def spoken(scope, *messages):
        sent, waiting = [], list(messages)

        async def application(scope, receive, send):
            sent.append("reached the application")

        async def receive():
            return waiting.pop(0)

        async def send(message):
            sent.append(message)

        in_a_loop(partial(Guard(application, "t", 8437), scope, receive, send))
        return sent

    return spoken


def test_websockets_are_closed_at_once(raw):
    assert raw({"type": "websocket", "path": "/", "headers": []}) == [{"type": "websocket.close", "code": 1008}]


def test_a_request_that_ends_early_never_reaches_the_application(raw):
    headers = [(b"host", b"127.0.0.1:8437"), (b"authorization", b"Bearer t"), (b"content-length", b"10")]
    scope = {"type": "http", "method": "POST", "path": "/api/cases", "headers": headers}
    sent = raw(scope, {"type": "http.request", "body": b"12", "more_body": True}, {"type": "http.disconnect"})
    assert sent[0]["status"] == 400
    assert raw(scope, {"type": "http.request", "body": b"1234567890"}) == ["reached the application"]


def test_the_start_and_end_of_the_server_pass(raw):
    assert raw({"type": "lifespan"}) == ["reached the application"]
