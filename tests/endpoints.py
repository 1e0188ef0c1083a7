"""A stub of an OpenAI-compatible endpoint on this machine: it says what a test wants, and keeps what it was asked."""

import http.server
import json
import threading

import pytest


def answer(content):
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


class Stub(http.server.BaseHTTPRequestHandler):
    """Answers requests as its server is told to, one after the other, and keeps what it was sent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, self.headers.get("Authorization"), json.loads(body)))
        status, headers, reply = self.server.replies.pop(0) if self.server.replies else self.server.reply
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            if callable(reply):
                reply(self.wfile)
            else:
                self.wfile.write(reply)
        except OSError:
            pass

    def log_message(self, *_):
        pass


@pytest.fixture
def stub():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.daemon_threads = True
    server.asked, server.reply, server.replies = [], (200, {}, b"{}"), []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
