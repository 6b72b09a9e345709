"""A sync loop of its own on a device's stores: who is told what, and a way to central that somebody else may answer."""

from collections.abc import Callable

import httpx

from app.main import Device
from sync.device.http import Central
from sync.device.loop import SyncLoop
from sync.device.pull import Puller
from sync.device.push import Pusher
from sync.device.telling import Callbacks


class Told:
    """Whom a loop of its own tells, and what."""

    def __init__(self, connect: Callable[[str, str], Central] = Central) -> None:
        self.troubles: list[str] = []
        self.online: list[bool] = []
        self.offs: list[int] = []
        self.callbacks = Callbacks(
            lambda: None, self.online.append, lambda: 5, connect, self.troubles.append, self.offs.append
        )

    def loop(self, device: Device) -> SyncLoop:
        """A loop on the stores of a device whose own one does not run."""
        stores = device.stores
        pusher = Pusher(device.journal, stores.identity, stores.prints, stores.now_ms)
        puller = Puller(device.mirror, stores.floor.exchanging)
        return SyncLoop(device.journal, stores.identity, pusher, puller, self.callbacks)


class Answering(httpx.BaseTransport):
    """The way to central, where some requests are answered by somebody else, or changed."""

    def __init__(self, path: str, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self._path, self._answer = path, answer
        self._to = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == self._path:
            return self._answer(request)
        return self._to.handle_request(request)

    def close(self) -> None:
        self._to.close()


def connecting(path: str, answer: Callable[[httpx.Request], httpx.Response]) -> Callable[[str, str], Central]:
    return lambda url, token: Central(url, token, Answering(path, answer))
