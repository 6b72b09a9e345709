"""Central's own doors, called in this thread: guard, route and problem answers are the real ones, the web server is not.

A server hands each part of a request to another thread, which costs more than all the rest of it.
"""

import gzip
import json
import re
from collections.abc import Callable
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response

from sync.central.answers import answer
from sync.central.catalogue.routes import cartons, places, products
from sync.central.identity.guard import ADMIN, DEVICE, Caller, hash_of_secret, may, secret_in
from sync.central.identity.routes import revoke
from sync.central.orders.routes import patch_order, post_cancel, post_order
from sync.central.people.routes import people
from sync.central.problems import Problem, problem_answer
from sync.central.rescue.routes import post_rescue
from sync.central.shipments.routes import post_range
from sync.central.stock.routes import post_levels, reconcile
from sync.central.store import Store
from sync.central.sync.envelopes import batch_from
from sync.central.sync.feed import SCOPES
from sync.central.sync.readers import Pull
from sync.central.sync.routes import page_answer, post_epoch
from sync.central.work.routes import hold, release
from sync.wire import to_json

DIED = 500


class CentralDied(Exception):
    """Central was killed just before a commit."""


def said(sent: httpx.Request) -> Any:
    """What a request says, unpacked."""
    packed = sent.headers.get("content-encoding") == "gzip"
    return json.loads(gzip.decompress(sent.content) if packed else sent.content)


class Asking:
    """One request behind the door: who asks, and what was sent."""

    def __init__(self, request: Request, sent: httpx.Request) -> None:
        self.request, self.sent = request, sent
        self.store: Store = request.app.state.store
        about = NAMED.fullmatch(sent.url.path)
        self.named: str = about[2] if about else ""
        path = f"/v1/{about[1]}/*{about[3] or ''}" if about else sent.url.path
        self.door = DOORS[sent.method, path]

    @property
    def key(self) -> str:
        return str(self.request.headers["idempotency-key"])

    def by(self, scope: str, *, revoked_too: bool = False) -> Caller:
        return may(scope, revoked_too=revoked_too)(self.request, self.store)

    @property
    def body(self) -> Any:
        return said(self.sent)


def _push(at: Asking) -> Response:
    """A push, in this thread too."""
    device = at.by(DEVICE, revoked_too=True).device
    assert device is not None
    return answer(to_json(at.request.app.state.gathering.push(device, batch_from(at.body))))


def _pull(at: Asking) -> Response:
    """A pull, in this thread."""
    at.by(DEVICE)
    hashed = hash_of_secret(secret_in(at.request.headers["authorization"]))
    asked = at.request.query_params
    pull = Pull(hashed, asked.get("cursor"), int(asked["limit"]), SCOPES, asked.get("form") == "lines")
    told = at.request.app.state.readers.pull(pull)
    return page_answer(at.request, told)


DOORS: dict[tuple[str, str], Callable[[Asking], Response]] = {
    ("POST", "/v1/sync/push"): _push,
    ("POST", "/v1/sync/epoch"): lambda at: post_epoch(at.store, at.by(DEVICE, revoked_too=True), at.body),
    ("GET", "/v1/sync/pull"): _pull,
    ("POST", "/v1/work/hold"): lambda at: hold(at.store, at.by(DEVICE), at.body),
    ("POST", "/v1/work/release"): lambda at: release(at.store, at.by(ADMIN), at.body),
    ("POST", "/v1/sscc/ranges"): lambda at: post_range(at.request, at.store, at.by(DEVICE), at.body),
    ("POST", "/v1/orders"): lambda at: post_order(at.store, at.by(ADMIN), at.body, at.key),
    ("POST", "/v1/orders/*/cancel"): lambda at: post_cancel(
        at.store, at.by(ADMIN), at.named, at.body, at.key
    ),
    ("PATCH", "/v1/orders/*"): lambda at: patch_order(at.store, at.by(ADMIN), at.named, at.body, at.key),
    ("POST", "/v1/devices/*/revoke"): lambda at: revoke(at.store, at.by(ADMIN), at.named),
    ("POST", "/v1/devices/*/rescue"): lambda at: post_rescue(at.store, at.by(ADMIN), at.named, at.body),
    ("POST", "/v1/stock/levels"): lambda at: post_levels(at.store, at.by(ADMIN), at.body),
    ("POST", "/v1/products"): lambda at: products(at.store, at.by(ADMIN), at.body),
    ("POST", "/v1/places"): lambda at: places(at.store, at.by(ADMIN), at.body),
    ("POST", "/v1/cartons"): lambda at: cartons(at.store, at.by(ADMIN), at.body),
    ("POST", "/v1/people"): lambda at: people(at.store, at.by(ADMIN), at.body),
    ("GET", "/v1/reconcile"): lambda at: reconcile(at.store, at.by(ADMIN)),
}
NAMED = re.compile(r"/v1/(orders|devices)/([^/]+)(/[a-z]+)?")  # some paths name what they are about


def ask(app: FastAPI, sent: httpx.Request) -> httpx.Response:
    """What central answers."""
    scope = {
        "type": "http",
        "app": app,
        "method": sent.method,
        "path": sent.url.path,
        "query_string": sent.url.query,
        "headers": [(name.lower(), value) for name, value in sent.headers.raw],
    }
    try:
        asking = Asking(Request(scope), sent)
        answer = asking.door(asking)
    except Problem as why:
        answer = problem_answer(why)
    except CentralDied:
        answer = Response(b"{}", DIED)
    told = {name: value for name, value in answer.headers.items() if name.startswith("content-")}
    return httpx.Response(answer.status_code, headers=told, content=bytes(answer.body), request=sent)
