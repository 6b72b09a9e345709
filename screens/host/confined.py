"""Keeps our pages to this device: no script, font or picture comes from elsewhere, and nothing is sent there.

Flet's client asks a content network for a player of animations that no screen uses; the browser now asks nobody.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Flutter's engine is WebAssembly, and it styles what it draws; its own scripts stand in the page.
POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "media-src 'self' data: blob: mediastream:; "
    "font-src 'self' data:; "
    "worker-src 'self' blob:; "
    "connect-src 'self' data: blob:{sockets}; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


class Confined:
    """ASGI middleware around the whole host; whoever asks under a local name gets its own socket named, too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                host = Headers(scope=scope).get("host", "")
                MutableHeaders(raw=message["headers"])["content-security-policy"] = policy(host)
            await send(message)

        await self._app(scope, receive, with_policy if scope["type"] == "http" else send)


def policy(host: str) -> str:
    """What a page under this address may load and ask. Older browsers do not count its socket as its own."""
    sound = host.isascii() and not set(host) & set(" ;,'\"\r\n")
    return POLICY.format(sockets=f" ws://{host} wss://{host}" if host and sound else "")
