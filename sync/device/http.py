"""Central over HTTP: one keep-alive client, bounded waits, errors as two kinds. Knows no store.

`CentralAway`: nobody answered or the answer says nothing, so the outcome is unknown. `CentralRefused`: a clear no.
"""

import gzip
import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, TypeVar

import httpx

from sync import lines, wire

T = TypeVar("T")

# A central that freezes must be noticed within the 5 s that the floor is promised.
TIMEOUT = httpx.Timeout(3.0, connect=1.5)
NUMBERING = httpx.Timeout(60.0, connect=1.5)
BEAT_S = 0.8
SILENCE_S = 2.0  # with the 3 s of the next request that is 5 s, too
PACKED_FROM_BYTES = 1500  # what fits in one packet is not worth packing
RETRY_AFTER_S_MAX = 60.0


class CentralAway(Exception):
    """No answer that can be relied on. What was sent may or may not have arrived.

    `busy`: somebody is there, but too slow or in trouble; `after_s` is how long it asks to be left alone.
    """

    def __init__(self, why: str, *, busy: bool = False, after_s: float = 0.0) -> None:
        super().__init__(why)
        self.busy = busy
        self.after_s = after_s


class CentralRefused(Exception):
    """Central said no, with a problem (RFC 9457)."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(str(problem.get("detail") or problem.get("title") or f"status {status}"))
        self.status = status
        self.problem = problem

    @property
    def kind(self) -> str:
        """The last part of the problem's type."""
        return str(self.problem.get("type", "")).rstrip("/").rsplit("/", 1)[-1]


class Offer(NamedTuple):
    """A page that central told of, and the cursor behind which it goes on."""

    after: str
    page: wire.Page


class WakeStream:
    """An open stream of events from central. Read by one thread, hung up by any."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response

    def events(self) -> Iterator[dict[str, int] | Offer]:
        """The versions of each event, empty where central does not say which; pages come before them."""
        kind = ""
        for line in self._response.iter_lines():
            if line.startswith("event:"):
                kind = line[6:].strip()
            elif line.startswith("data:") and kind == "page":
                offer = _offer(line[5:])
                if offer is not None:
                    yield offer
            elif line.startswith("data:"):
                yield _versions(line[5:])

    def hang_up(self) -> None:
        """Wake up whoever reads: closing a socket does not do that, shutting it down does."""
        stream = self._response.extensions.get("network_stream")
        wire = stream.get_extra_info("socket") if stream is not None else None
        if wire is not None:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)


class Central:
    """The calls a device makes. Safe to use from several threads.

    `answered` is told of each answer: central's time, if it says one, and how long the answer took.
    """

    def __init__(self, url: str, token: str, transport: httpx.BaseTransport | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(
            base_url=url,
            headers=headers,
            timeout=TIMEOUT,
            transport=transport,
            limits=httpx.Limits(keepalive_expiry=30),
        )
        self.answered: Callable[[int | None, int], None] = lambda server_ms, took_ms: None
        self.reads_gzip = False  # an older central does not; it says so by its schema

    def close(self) -> None:
        self._client.close()

    def push(self, batch: wire.Push) -> wire.Pushed:
        """Hand in facts; on return they are durable at central."""
        body = json.dumps(wire.to_json(batch), separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json"}
        if self.reads_gzip and len(body) >= PACKED_FROM_BYTES:
            body, headers["Content-Encoding"] = gzip.compress(body, 5), "gzip"
        try:
            answer = self._call("POST", "/v1/sync/push", content=body, headers=headers)
        except CentralRefused:
            self.reads_gzip = False  # perhaps an older one stands there now, and could not read that
            raise
        pushed = self._read(wire.pushed_from, answer)
        self.reads_gzip = pushed.schema >= wire.READS_GZIP
        return pushed

    def pull(self, cursor: str) -> wire.Page:
        """The next page of changes after the cursor."""
        params = {"limit": str(wire.PAGE_ROWS_MAX), "schema": str(wire.SCHEMA), "form": lines.LINES}
        if cursor:
            params["cursor"] = cursor
        page = self._read(lines.page_from, self._call("GET", "/v1/sync/pull", params=params))
        self.reads_gzip = page.schema >= wire.READS_GZIP
        return page

    @contextmanager
    def listening(self, cursor: str = "") -> Iterator[WakeStream]:
        """The stream that tells of news behind this cursor. Raises CentralAway when it breaks or is silent, CentralRefused."""
        timeout = httpx.Timeout(SILENCE_S, connect=1.5)
        params = {"beat_s": str(BEAT_S), "pages": "1", **({"cursor": cursor} if cursor else {})}
        try:
            with self._client.stream("GET", "/v1/sync/wake", params=params, timeout=timeout) as response:
                if response.status_code != 200:
                    response.read()
                    _answer_in(response)
                yield WakeStream(response)
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as wrong:
            raise _away(wrong) from wrong

    def new_epoch(self, wish: wire.NewEpoch) -> wire.Epoch:
        """Live in a new epoch from now on. Central may have a hundred thousand facts to number."""
        answer = self._call("POST", "/v1/sync/epoch", json=wire.to_json(wish), timeout=NUMBERING)
        return self._read(wire.epoch_from, answer)

    def hold(self, count: int, order: str | None = None, supervisor: str | None = None) -> list[str]:
        """Ask for work; a supervisor may name an order that another device holds. Returns what this device holds now."""
        wish = {"count": count, "order": order, "supervisor": supervisor}
        answer = self._call("POST", "/v1/work/hold", json=wish)
        return [str(number) for number in answer.get("held", ())]

    def sscc_range(self, count: int) -> tuple[str, int, int]:
        """A range of parcel numbers: prefix, first and last serial."""
        answer = self._call("POST", "/v1/sscc/ranges", json={"count": count})
        return self._read(lambda a: (str(a["prefix"]), int(a["first"]), int(a["last"])), answer)

    def enrol(self, code: str, name: str, app: str) -> dict[str, Any]:
        """Become a device of central by a one-time code."""
        return self._call("POST", "/v1/devices/enrol", json={"code": code, "name": name, "app": app})

    def _call(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        begun = time.monotonic()
        try:
            response = self._client.request(method, path, **more)
        except (httpx.HTTPError, httpx.InvalidURL) as wrong:
            raise _away(wrong) from wrong
        answer = _answer_in(response)
        server_ms = answer.get("server_time_ms")
        took_ms = int((time.monotonic() - begun) * 1000)
        self.answered(server_ms if isinstance(server_ms, int) else None, took_ms)
        return answer

    @staticmethod
    def _read(reader: Callable[[dict[str, Any]], T], answer: dict[str, Any]) -> T:
        try:
            return reader(answer)
        except (wire.Malformed, KeyError, TypeError, ValueError) as wrong:
            raise CentralAway(f"central's answer is not understood: {wrong}") from wrong


def _answer_in(response: httpx.Response) -> dict[str, Any]:
    """The object in an answer. Raises CentralAway, CentralRefused."""
    status = response.status_code
    try:
        in_lines = response.headers.get("content-type", "").startswith(lines.MEDIA_TYPE)
        answer = lines.split(response.text) if in_lines else response.json()
    except ValueError as wrong:
        raise CentralAway(f"no answer of central (status {status})", busy=status >= 500) from wrong
    if status >= 500 or status == 429 or not isinstance(answer, dict):
        raise CentralAway(f"status {status}", busy=True, after_s=_after_s(response))
    if status >= 400:
        raise CentralRefused(status, answer)
    return answer


def _after_s(response: httpx.Response) -> float:
    given = response.headers.get("Retry-After", "")
    return min(float(given), RETRY_AFTER_S_MAX) if given.isascii() and given.isdigit() else 0.0


def _away(wrong: Exception) -> CentralAway:
    slow = isinstance(wrong, httpx.TimeoutException) and not isinstance(wrong, httpx.ConnectTimeout)
    return CentralAway(str(wrong) or type(wrong).__name__, busy=slow)


def _offer(text: str) -> Offer | None:
    """None where it is not understood: a pull will say more."""
    try:
        given = json.loads(text)
        return Offer(str(given["after"]), wire.page_from(given))
    except (ValueError, KeyError, TypeError):
        return None


def _versions(text: str) -> dict[str, int]:
    try:
        given = json.loads(text)
    except ValueError:
        return {}
    whole = isinstance(given, dict) and all(type(no) is int for no in given.values())
    return given if whole else {}
