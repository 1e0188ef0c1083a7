"""Another server's page and a name that was bound again to this machine get nothing, in a real browser."""

import functools
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

ATTACK = """
const found = {}, asked = [];
const ask = (name, promise) =>
  asked.push(promise.then((got) => { found[name] = got; }, () => { found[name] = "refused"; }));
const TARGET = "%s";
const text = (options) => fetch(TARGET + "/api/cases", options).then((answer) => answer.text());
function put(tag, told) {
  const node = document.createElement(tag);
  node.src = TARGET + (tag === "iframe" ? "/" : "/api/cases");
  return new Promise((done) => {
    node.onload = () => { try { done(told(node)); } catch { done("refused"); } };
    node.onerror = () => done("refused");
    document.body.append(node);
  });
}
ask("read", text());
ask("read with cookies", text({ credentials: "include" }));
ask("write", text({ method: "POST", body: '{"name": "evil.yaml"}' }));
ask("write blindly", text({ method: "POST", mode: "no-cors", body: '{"name": "evil.yaml"}' }));
ask("guess the token", text({ headers: { Authorization: "Bearer x" } }));
ask("import", import(TARGET + "/static/app.js").then(() => "ran"));
ask("frame", put("iframe", (node) => node.contentDocument.body.innerText));
ask("script", put("script", () => "ran"));
ask("picture", put("img", () => "shown"));
Promise.all(asked).then(() => { document.title = JSON.stringify(found); });
"""


class Attacker(BaseHTTPRequestHandler):
    """A local server of somebody else, which notes what comes to it."""

    def do_GET(self):
        self.server.heard.append(dict(self.headers))
        body = f"<!doctype html><title>waiting</title><body><script>{self.server.attack}</script>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def attacker(workbench):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Attacker)
    server.heard, server.attack = [], ATTACK % workbench.base
    thread = threading.Thread(target=functools.partial(server.serve_forever, poll_interval=0.05), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_second_origin_gets_nothing(opening, workbench, attacker):
    own = opening(workbench)
    own.open("/case/talks.yaml/brief")
    page = own.context.new_page()
    page.goto(f"http://127.0.0.1:{attacker.server_port}/")
    page.wait_for_function("document.title !== 'waiting'")
    found = json.loads(page.title())
    assert len(found) == 9
    assert {name: told for name, told in found.items() if told not in ("refused", "")} == {}
    assert all("Cookie" not in headers and "Authorization" not in headers for headers in attacker.heard)
    assert not (workbench.folder / "evil.yaml").exists()
    page.close()


def test_a_name_bound_again_gets_nothing(browser, workbench):
    page = browser.new_page()
    port = workbench.base.rpartition(":")[2]
    for path in ("/", "/static/app.js", "/api/cases", f"/case/talks.yaml/brief#{workbench.fragment}"):
        answer = page.goto(f"http://rebound.example:{port}{path}")
        assert answer.status == 400
        assert "talks" not in page.content()
    page.close()
