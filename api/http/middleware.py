"""Around every request: an id, a line in the access log, headers that protect readers, a limit to what is sent.

Plain ASGI, since the frameworks' function middleware costs a task and two queues per request.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Mapping

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import build_http_problem, respond

_REQUEST_ID = re.compile(r"[\w.-]{1,64}\Z", re.ASCII)
# Longest target (path and query) taken; ids of the longest titles stay below 3,000 bytes when percent-encoded.
_MAX_TARGET = 8_192

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Swagger UI sets style attributes and draws its icons from data URLs.
_DOCS_POLICY = _PAGE_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
_API_POLICY = "default-src 'none'; frame-ancestors 'none'"

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

log = structlog.get_logger("fatu.access")


def policy_of(path: str) -> str:
    """The content security policy of a path: scripts and styles of our own only, nothing at all for data."""
    if path.startswith("/api/"):
        return _API_POLICY
    return _DOCS_POLICY if path.startswith("/docs") else _PAGE_POLICY


class TooLarge(Exception):
    """More was sent than is taken."""


class RequestMiddleware:
    """Outermost of ours: whatever happens inside, the client gets an answer in our shape and the log a line."""

    def __init__(self, app: ASGIApp, max_body: int) -> None:
        self._app = app
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await _Exchange(scope, receive, send, self._max_body).run(self._app)


class _Exchange:
    """One request and its response."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, max_body: int) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._max_body = max_body
        self._received = 0
        self._status = 0
        self._started = time.perf_counter()
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        self._id = given if _REQUEST_ID.match(given) else uuid.uuid4().hex
        self._length = headers.get("content-length", "")

    async def run(self, app: ASGIApp) -> None:
        path = self._scope["path"]
        try:
            if len(self._scope.get("raw_path") or b"") + len(self._scope["query_string"]) > _MAX_TARGET:
                await self._answer(414, "the address is too long", f"at most {_MAX_TARGET:,} bytes")
            elif self._length.isdigit() and int(self._length) > self._max_body:
                await self._too_large()
            else:
                await app(self._scope, self.receive, self.send)
        except TooLarge:
            await self._too_large()
        except Exception:
            log.exception("failed", path=path, request_id=self._id)
            if self._status:
                raise  # half sent: only a broken connection tells the client so
            await self._answer(500, "something went wrong here", f"report it with request id {self._id}")
        finally:
            self._write_line(path)

    async def receive(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        if self._received > self._max_body:
            raise TooLarge
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            self._add(headers, _HEADERS)
            headers["X-Request-ID"] = self._id
            headers["Server-Timing"] = f"app;dur={self._elapsed():.1f}"
            headers.setdefault("Content-Security-Policy", policy_of(self._scope["path"]))
        await self._send(message)

    @staticmethod
    def _add(headers: MutableHeaders, more: Mapping[str, str]) -> None:
        for name, value in more.items():
            headers[name] = value

    async def _too_large(self) -> None:
        await self._answer(413, "the request's body is too large", f"at most {self._max_body:,} bytes are taken")

    async def _answer(self, status: int, detail: str, hint: str) -> None:
        response = respond(build_http_problem(status, self._scope["path"], detail, hint))
        await response(self._scope, self._receive, self.send)

    def _elapsed(self) -> float:
        return (time.perf_counter() - self._started) * 1_000

    def _write_line(self, path: str) -> None:
        log.info(
            "request",
            method=self._scope["method"],
            path=path,
            status=self._status,
            ms=round(self._elapsed(), 1),
            request_id=self._id,
        )
