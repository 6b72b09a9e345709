"""Who may speak to the host at all. Asked before any route sees the request; knows nothing of scans.

A page of somebody else's, open in the same browser, can send requests to this machine and open sockets to it.
So every request must be addressed to this machine by a local name and, where a browser says where it comes
from, come from our own pages. The local interface also wants the token, and a peer on this machine.
"""

import hmac
import ipaddress

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .bodies import BODY_BYTES_MAX, STILL_BYTES_MAX
from .problems import problem

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
STILL = "/door/still"
STILL_KINDS = frozenset({"image/jpeg", "image/png"})
JSON_KINDS = frozenset({"application/json"})

Denied = tuple[int, str]


class Guard:
    """ASGI middleware around the whole host."""

    def __init__(self, app: ASGIApp, local_token: str) -> None:
        assert local_token, "without a token everybody on this machine would be let in"
        self._app = app
        self._bearer = f"Bearer {local_token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        denied = self._denied(scope, Headers(scope=scope))
        if denied is not None and scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": denied[1]})
        elif denied is not None:
            await problem(*denied)(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] in WRITES and _is_door(scope["path"]):
            await self._with_body(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _denied(self, scope: Scope, headers: Headers) -> Denied | None:
        """Why this request is not let in; None when it is."""
        denied = _from_elsewhere(scope, headers)
        if denied is None and _is_below(scope["path"], "/local"):
            denied = self._denied_local(scope, headers)
        if denied is None and _is_below(scope["path"], "/door"):
            denied = _denied_door(scope, headers)
        return denied

    def _denied_local(self, scope: Scope, headers: Headers) -> Denied | None:
        if not _is_loopback(scope):
            return 403, "The local interface answers programs on this machine only."
        given = headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, self._bearer):
            return 401, "Send the token of device/local.token as Authorization: Bearer TOKEN."
        return None

    async def _with_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to its limit before anything else is done with it."""
        kind = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
        is_still = scope["path"] == STILL
        if kind not in (STILL_KINDS if is_still else JSON_KINDS):
            wanted = "a JPEG or PNG picture" if is_still else "JSON with Content-Type: application/json"
            response: Response = problem(415, f"Send {wanted}.")
            await response(scope, receive, send)
            return
        bytes_max = STILL_BYTES_MAX if is_still else BODY_BYTES_MAX
        body = await _body_of(scope, receive, bytes_max)
        if body is None:
            response = problem(413, f"More than {bytes_max} bytes are not taken.")
            await response(scope, receive, send)
            return
        await self._app(scope, _again(body, receive), send)


def _from_elsewhere(scope: Scope, headers: Headers) -> Denied | None:
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not _is_local_name(hosts[0]):
        return 403, "Use the address localhost or 127.0.0.1."
    origins = headers.getlist("origin")
    if origins and origins != [_own_origin(scope, hosts[0])]:
        return 403, "Pages of other origins are not let in."
    return None


def _denied_door(scope: Scope, headers: Headers) -> Denied | None:
    """A browser names the origin with every POST; of a GET it may say nothing over plain HTTP."""
    site = headers.get("sec-fetch-site")
    writes = scope.get("method") in WRITES
    if site not in (None, "same-origin") and (writes or site != "none"):
        return 403, "Pages of other origins are not let in."
    if writes and site is None and "origin" not in headers:
        return 403, "This door is for the device's own page; programs use /local/v1 with the token."
    return None


def _own_origin(scope: Scope, host: str) -> str:
    scheme = {"ws": "http", "wss": "https"}.get(scope["scheme"], scope["scheme"])
    return f"{scheme}://{host}"


def _is_local_name(host: str) -> bool:
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        return host.lower() in LOCAL_NAMES
    return name.lower() in LOCAL_NAMES and port.isascii() and port.isdigit()


def _is_loopback(scope: Scope) -> bool:
    client = scope.get("client")
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _is_below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix + "/")


def _is_door(path: str) -> bool:
    return _is_below(path, "/local") or _is_below(path, "/door")


async def _body_of(scope: Scope, receive: Receive, bytes_max: int) -> bytes | None:
    """The whole body, or None when it is longer than allowed."""
    announced = Headers(scope=scope).get("content-length", "")
    if announced.isascii() and announced.isdigit() and (len(announced) > 9 or int(announced) > bytes_max):
        return None
    body = b""
    while True:
        message = await receive()
        part: bytes = message.get("body", b"")
        body += part
        if len(body) > bytes_max:
            return None
        if not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """A receive that hands out the body already read, then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again
