"""Centrals with one fault each, to be put in the place of the real one."""

import json

import httpx
from sqlalchemy import delete, update

from app.domain.facts import PutBack
from sync.central.attention.rules import DOUBLE_PICK, STOCK_MISSING
from sync.central.attention.tables import attention
from sync.central.identity.tables import device
from sync.central.orders.tables import order_line
from sync.central.store import Store
from sync.central.sync.tables import fact, numbering
from sync.central.work.rules import LEASE_MS
from sync.central.work.tables import hold
from tests.sim.ages import old_request
from tests.sim.doors import ask, said
from tests.sim.office import Office


class CountsTwice(Office):
    """Central does not know what it had before."""

    def arrives(self, request: httpx.Request) -> httpx.Response | None:
        if request.url.path == "/v1/sync/push" and (facts := said(request)["facts"]):
            store: Store = self.app.state.store
            self.dies = False
            known = fact.c.fact_id.in_([one["fact_id"] for one in facts])
            name = said(request)["device"]
            with store.engine.begin() as db:
                db.execute(update(fact).where(known).values(fact_id=fact.c.fact_id + "#"))
                db.execute(delete(numbering).where(numbering.c.device == name))
                mine = update(device).where(device.c.device == name)
                db.execute(mine.values(last_seq=facts[0]["seq"] - 1))
        return None


class RefusesTheStray(Office):
    """One fact that cannot be booked is refused, and all behind it wait for ever."""

    def arrives(self, request: httpx.Request) -> httpx.Response | None:
        stray = request.url.path == "/v1/sync/push" and "NOBODY" in str(said(request))
        return httpx.Response(422, json={"title": "Not valid"}, request=request) if stray else None


class HoldsForEver(Office):
    """What a device took in hand is never given to another one."""

    def arrives(self, request: httpx.Request) -> httpx.Response | None:
        store: Store = self.app.state.store
        self.dies = False
        with store.engine.begin() as db:
            db.execute(update(hold).values(lease_until_ms=self.now_ms + LEASE_MS))
        return None


class TellsNobody(Office):
    """Two people picked the same after a take-over, and central's card speaks of something else."""

    def arrives(self, request: httpx.Request) -> httpx.Response | None:
        store: Store = self.app.state.store
        self.dies = False
        with store.engine.begin() as db:
            double = update(attention).where(attention.c.kind == DOUBLE_PICK)
            db.execute(double.values(kind=STOCK_MISSING, subject=attention.c.id))
        return None


class PutsBackTwice(Office):
    """What was brought back to its shelf is counted off once more when it is heard of again."""

    def arrives(self, request: httpx.Request) -> httpx.Response | None:
        facts = said(request)["facts"] if request.url.path == "/v1/sync/push" else []
        answer = ask(self.app, request)
        if answer.is_success:
            store: Store = self.app.state.store
            with store.engine.begin() as db:
                for one in facts:
                    if one["kind"] == PutBack.__name__:
                        body = one["body"]
                        mine = (order_line.c.order == body["order"], order_line.c.line == body["line"])
                        less = order_line.c.picked - body["quantity"]
                        db.execute(update(order_line).where(*mine).values(picked=less))
        return answer


class KnowsNoForks(Office):
    """Central does not see that a restored or copied store gives numbers that were given before."""

    def arrives(self, request: httpx.Request) -> httpx.Response | None:
        if request.url.path != "/v1/sync/push":
            return None
        generation = said(request).get("generation", "")
        unknowing = old_request(request)
        known = {**json.loads(unknowing.content), "generation": generation}
        again = httpx.Request("POST", request.url, headers=unknowing.headers, content=json.dumps(known))
        return ask(self.app, again)
