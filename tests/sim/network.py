"""A network without sockets that loses, repeats and delays by a seed. Knows requests, nothing of what they say."""

import random
from collections.abc import Callable
from typing import Protocol

import httpx
from fastapi import FastAPI

from tests.sim.ages import old_answer, old_request
from tests.sim.doors import ask

PAGES_ROWS = (2, 5, 20, 500)  # mostly small, so that what changes between two pages is met

KINDS = ("ok", "lost", "unanswered", "twice", "late", "busy", "cut", "garbage", "killed", "killed_after")


class Crash(BaseException):
    """The device's process was killed here. No code may catch it."""


class Wire:
    """Carries requests of all devices to central. `troubled` says whether things go wrong."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.troubled = True
        self.old = False  # central is of an older age
        self.app: FastAPI | None = None
        self.arrives: Callable[[httpx.Request], httpx.Response | None] = lambda request: None
        self._late: list[httpx.Request] = []
        self.fates: list[str] = []  # what happens to the next requests

    def begin(self, chance: random.Random) -> None:
        """Another seed: nothing is under way."""
        self.chance, self.troubled, self.old = chance, True, False
        self._late, self.fates = [], []

    def settle(self) -> None:
        """The network is well again; what was under way for long arrives now."""
        self.troubled, self.fates = False, []
        for request in self._late:
            self.deliver(request)
        self._late = []

    def forget(self) -> None:
        """What was under way for long is lost after all."""
        self._late = []

    def deliver(self, request: httpx.Request) -> httpx.Response:
        """Let central answer this request."""
        turned_away = self.arrives(request)
        if turned_away is not None:
            return turned_away
        assert self.app is not None, "central is there before anybody asks"
        return ask(self.app, request)

    def carry(self, request: httpx.Request) -> httpx.Response:
        """Deliver a request, or do one of the things that networks do to it, by chance or as it was told."""
        if self.fates:
            return self.as_told(request, self.fates.pop(0))
        if not self.troubled:
            return self.deliver(request)
        if self._late and self.chance.random() < 0.3:
            self.deliver(self._late.pop(self.chance.randrange(len(self._late))))
        return self.as_told(request, self.chance.choices(KINDS, (60, 8, 10, 6, 5, 3, 2, 2, 2, 3))[0])

    def as_told(self, request: httpx.Request, kind: str) -> httpx.Response:
        """Deliver a request, with one of the things that may happen to it."""
        if kind == "killed":
            raise Crash("before a request")
        if kind == "lost":
            raise httpx.ConnectError("the request was lost", request=request)
        if kind == "busy":
            return httpx.Response(503, json={"title": "Busy"}, request=request)
        if kind == "late":
            self._late.append(request)
            raise httpx.ReadTimeout("it takes too long", request=request)
        answer = self.deliver(request)
        if kind == "twice":
            answer = self.deliver(request)
        if kind == "unanswered":
            raise httpx.ReadTimeout("the answer was lost", request=request)
        if kind == "cut":
            half = answer.content[: len(answer.content) // 2]
            return httpx.Response(answer.status_code, content=half, request=request)
        if kind == "garbage":
            return httpx.Response(200, content=b"<html>log in to this hotel</html>", request=request)
        if kind == "killed_after":
            raise Crash("after a request")
        return answer


class End(Protocol):
    """One end of the wire as the network sees it: what happens there meanwhile, and whether it is of an older age."""

    old: bool

    def meanwhile(self) -> None: ...


class Line(httpx.BaseTransport):
    """One device's end of the wire. The floor may go on with its work while a request is under way."""

    def __init__(self, wire: Wire, end: End) -> None:
        self._wire = wire
        self._end = end

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if "limit" in request.url.params and self._wire.troubled:
            request.url = request.url.copy_set_param("limit", self._wire.chance.choice(PAGES_ROWS))
        self._end.meanwhile()
        old = self._end.old or self._wire.old
        answer = self._wire.carry(old_request(request) if old else request)
        self._end.meanwhile()
        return old_answer(answer) if old else answer
