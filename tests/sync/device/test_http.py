"""How the client speaks to an older central."""

import httpx
import pytest

from app.main import Device, now_ms
from sync.device.http import CentralRefused
from sync.device.push import Pusher
from tests.app.store.journal.made_entries import entry, picked
from tests.journeys.in_process.house import House
from tests.sync.device.told import connecting


def test_what_is_packed_goes_plain_after_a_refusal(device: Device, house: House) -> None:
    """
    An older central stands there now, which cannot read gzip and does not say so.
    """
    real = httpx.HTTPTransport()

    def older(request: httpx.Request) -> httpx.Response:
        if "Content-Encoding" in request.headers:
            return httpx.Response(422, json={"type": "/problems/invalid"}, request=request)
        return real.handle_request(request)

    identity = device.stores.identity
    pusher = Pusher(device.journal, identity, device.stores.prints, now_ms)
    central = connecting("/v1/sync/push", older)(identity.get("central"), identity.get("token"))
    central.reads_gzip = True
    facts = device.journal.commit(entry("a", *[picked()] * 6))["facts"]
    with pytest.raises(CentralRefused):
        pusher.push_all(central)
    assert pusher.push_all(central)
    assert house.central.fact_ids() == [fact["id"] for fact in facts]
    central.close()
    real.close()
