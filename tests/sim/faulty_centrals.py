"""Centrals with one fault each, to be put in the place of the real one."""

import json

import httpx
from sqlalchemy import delete, update

from sync.central.identity.tables import device
from sync.central.store import Store
from sync.central.sync.tables import fact, numbering
from sync.central.work.tables import hold
from tests.sim.ages import old_request
from tests.sim.doors import ask, said
from tests.sim.office import Office

NEVER_MS = 2**53


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
            db.execute(update(hold).values(lease_until_ms=NEVER_MS))
        return None


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
