"""Central over HTTP: one keep-alive client, bounded waits, errors as two kinds. Knows no store.

`CentralAway`: nobody answered or the answer says nothing, so the outcome is unknown. `CentralRefused`: a clear no.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx

from sync import wire

T = TypeVar("T")

# A central that freezes must be noticed within the 5 s that the floor is promised.
TIMEOUT = httpx.Timeout(3.0, connect=1.5)


class CentralAway(Exception):
    """No answer that can be relied on. What was sent may or may not have arrived."""


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


class Central:
    """The calls a device makes. Safe to use from several threads."""

    def __init__(self, url: str, token: str, transport: httpx.BaseTransport | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(
            base_url=url,
            headers=headers,
            timeout=TIMEOUT,
            transport=transport,
            limits=httpx.Limits(keepalive_expiry=30),
        )

    def close(self) -> None:
        self._client.close()

    def push(self, batch: wire.Push) -> wire.Pushed:
        """Hand in facts; on return they are durable at central."""
        return self._read(wire.pushed_from, self._call("POST", "/v1/sync/push", json=wire.to_json(batch)))

    def pull(self, cursor: str) -> wire.Page:
        """The next page of changes after the cursor."""
        params = {"limit": str(wire.PAGE_ROWS_MAX)} | ({"cursor": cursor} if cursor else {})
        return self._read(wire.page_from, self._call("GET", "/v1/sync/pull", params=params))

    def new_epoch(self, wish: wire.NewEpoch) -> wire.Epoch:
        """Live in a new epoch from now on."""
        return self._read(wire.epoch_from, self._call("POST", "/v1/sync/epoch", json=wire.to_json(wish)))

    def hold(self, count: int, order: str | None = None) -> list[str]:
        """Ask for work; returns the orders that this device holds now."""
        answer = self._call("POST", "/v1/work/hold", json={"count": count, "order": order})
        return [str(number) for number in answer.get("held", ())]

    def sscc_range(self, count: int) -> tuple[str, int, int]:
        """A range of parcel numbers: prefix, first and last serial."""
        answer = self._call("POST", "/v1/sscc/ranges", json={"count": count})
        return self._read(lambda a: (str(a["prefix"]), int(a["first"]), int(a["last"])), answer)

    def enrol(self, code: str, name: str, app: str) -> dict[str, Any]:
        """Become a device of central by a one-time code."""
        return self._call("POST", "/v1/devices/enrol", json={"code": code, "name": name, "app": app})

    def _call(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, path, **more)
            answer = response.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as wrong:
            raise CentralAway(str(wrong) or type(wrong).__name__) from wrong
        if response.status_code >= 500 or not isinstance(answer, dict):
            raise CentralAway(f"status {response.status_code}")
        if response.status_code >= 400:
            raise CentralRefused(response.status_code, answer)
        return answer

    @staticmethod
    def _read(reader: Callable[[dict[str, Any]], T], answer: dict[str, Any]) -> T:
        try:
            return reader(answer)
        except (wire.Malformed, KeyError, TypeError, ValueError) as wrong:
            raise CentralAway(f"central's answer is not understood: {wrong}") from wrong
