"""What every request must pass: the right host, no foreign origin, the token, a body of bounded size.

The workbench listens on loopback only, and that is not enough: any page open in the same browser can send requests to
it, a name can be re-bound to 127.0.0.1, and servers on other ports share cookies with it. So the Host header must name
this very address (DNS rebinding), requests another origin caused are refused, and data needs a token that is never in
a cookie. Starlette's own host check splits at colons and so cannot tell ``[::1]:8000``.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from winset.web.texts import refused_text

MAX_BODY = 2 * 1024 * 1024
MAX_UPLOAD = 20 * 1024 * 1024
UPLOAD = "/api/documents"
"""The one address that takes a file as it is; its bytes are a document's, and no text until they have been read."""
API = "/api/"
HTTP = 80  # the port that browsers leave out
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class RefusedRequest(Exception):
    """A request that must not reach the application."""

    def __init__(self, status: int, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.hint = hint


class Guard:
    """Lets only the reader's own browser page through, and sets the security headers of every answer.

    Parameters
    ----------
    app : ASGI application
        What it guards.
    token : str
        What requests for data must carry as ``Authorization: Bearer``.
    port : int
        The port the server listens on.
    """

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app = app
        self.token = token
        names = ("127.0.0.1", "localhost", "[::1]")
        self.hosts = frozenset(f"{name}:{port}" for name in names) | frozenset(names if port == HTTP else ())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request; what fails is answered here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                kept = [pair for pair in message["headers"] if pair[0].decode().lower() not in HEADERS]
                message = {**message, "headers": [*kept, *own]}
            await send(message)

        try:
            headers = _headers(scope)
            self._check(scope, headers)
            upload = scope["path"] == UPLOAD and scope["method"] == "POST"
            body = await _body(headers, receive, MAX_UPLOAD if upload else MAX_BODY)
            if told := refused_text(scope["path"], scope.get("query_string", b""), None if upload else body):
                raise RefusedRequest(422, told, "Delete it, or type the text again.")
        except RefusedRequest as refused:
            await _answer(refused, secured)
            return
        await self.app(scope, _replayed(body, receive), secured)

    def _check(self, scope: Scope, headers: Mapping[str, str]) -> None:
        if headers.get("host", "").lower() not in self.hosts:
            raise RefusedRequest(
                400, "this address is not the workbench's own", "Open the address that 'winset serve' printed."
            )
        data = scope["path"].startswith(API) or scope["path"] == API.rstrip("/")
        if not self._own_page(scope, headers, data):
            raise RefusedRequest(403, "another page asked for this", "Only the workbench's own page may use it.")
        if data and not self._carries_token(headers):
            hint = "Open the address that 'winset serve' printed, with everything after the #."
            raise RefusedRequest(401, "the token is missing or is not today's", hint)

    def _own_page(self, scope: Scope, headers: Mapping[str, str], data: bool) -> bool:
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self.hosts}:
            return False
        site = headers.get("sec-fetch-site", "same-origin")
        followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        link = not data and scope["method"] == "GET" and followed
        return site in {"same-origin", "none"} or link

    def _carries_token(self, headers: Mapping[str, str]) -> bool:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and secrets.compare_digest(token.strip().encode(), self.token.encode())


def _headers(scope: Scope) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").lower()
        if name in found and name in {"host", "origin", "authorization", "content-length", "sec-fetch-site"}:
            raise RefusedRequest(400, f"the header '{name}' stands twice")
        found[name] = value.decode("latin-1")
    return found


async def _body(headers: Mapping[str, str], receive: Receive, most: int) -> bytes | None:
    """Read the body of a request, at most so much; None where there is none."""
    length = headers.get("content-length", "")
    if not length and "transfer-encoding" not in headers:
        return None
    hint = f"At most {most // 1024 // 1024} MB."
    if length and (not length.isdecimal() or int(length[:12]) > most):
        raise RefusedRequest(413, "the request is too large", hint)
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise RefusedRequest(400, "the request ended early")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise RefusedRequest(413, "the request is too large", hint)
        if not message.get("more_body", False):
            return b"".join(parts)


def _replayed(body: bytes | None, receive: Receive) -> Receive:
    """Give the application the body that was read, then whatever comes after."""
    if body is None:
        return receive
    waiting = [body]

    async def replay() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replay


async def _answer(refused: RefusedRequest, send: Send) -> None:
    body = json.dumps({"errors": [{"what": refused.what, "where": "", "hint": refused.hint}]}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if refused.status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
