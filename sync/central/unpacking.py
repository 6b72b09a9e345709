"""Takes packed requests: a device on a slow radio sends its facts as gzip. Knows no route."""

import zlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.central.problems import Problem, problem_answer

PACKED_BYTES_MAX = 4 * 1024 * 1024
BODY_BYTES_MAX = 32 * 1024 * 1024  # a small packed body may become anything
GZIP = 16 + zlib.MAX_WBITS


class Unpacking:
    """ASGI middleware: a request that came as gzip is seen by the routes as if it had not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _encoding(scope) != b"gzip":
            await self._app(scope, receive, send)
            return
        try:
            body = _unpacked(await _whole(receive))
        except Problem as problem:
            await problem_answer(problem)(scope, receive, send)
            return
        left = [name for name in scope["headers"] if name[0] not in (b"content-encoding", b"content-length")]
        headers = [*left, (b"content-length", str(len(body)).encode())]
        given = False

        async def unpacked() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app({**scope, "headers": headers}, unpacked, send)


def _encoding(scope: Scope) -> bytes:
    given = next((value for name, value in scope["headers"] if name == b"content-encoding"), b"")
    return bytes(given).strip().lower()


async def _whole(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Problem(400, "bad-body", "The request broke off. Send it again.")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > PACKED_BYTES_MAX:
            raise _too_large()
        more = message.get("more_body", False)
    return b"".join(parts)


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj(GZIP)
    try:
        body = unpacker.decompress(packed, BODY_BYTES_MAX)
    except zlib.error as wrong:
        raise Problem(400, "bad-body", "The body is not gzip. Send it again, or send it as it is.") from wrong
    if unpacker.unconsumed_tail:
        raise _too_large()
    if not unpacker.eof:
        raise Problem(400, "bad-body", "The packed body is not whole. Send it again.")
    return body


def _too_large() -> Problem:
    return Problem(413, "too-large", "This is too much at once. Send smaller batches.")
