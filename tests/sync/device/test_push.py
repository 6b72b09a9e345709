"""Facts to central: in order, each once, whatever gets lost on the way."""

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import update

from app.main import Device, now_ms
from app.store.journal import tables as t
from app.store.journal.queues import Outbox
from sync.device.http import Central, CentralAway, CentralRefused
from sync.device.push import BATCH_MAX, Pusher
from sync.wire import Pushed, to_json
from tests.app.store.journal.made_entries import entry, label, picked
from tests.journeys.in_process.house import House
from tests.journeys.outside.floor import wait_for
from tests.sync.device.told import connecting


@pytest.fixture
def pusher(device: Device) -> Pusher:
    return Pusher(device.journal, device.stores.identity, device.stores.prints, now_ms)


def scanned(device: Device, *names: str) -> list[str]:
    """An input with one fact each; the ids of the facts."""
    return [device.journal.commit(entry(name, picked()))["facts"][0]["id"] for name in names]


def test_what_waits_is_sent_once(device: Device, house: House, central: Central, pusher: Pusher) -> None:
    """
    Pushed, acknowledged, and nothing is left to send.
    """
    ids = scanned(device, "a", "b")
    assert pusher.push_all(central)
    assert house.central.fact_ids() == ids
    assert device.journal.counts()["facts_waiting"] == 0
    assert not pusher.push_all(central)


def test_a_lost_answer_is_harmless(device: Device, house: House, central: Central, pusher: Pusher) -> None:
    """
    Central has them, the device does not know: they go again, and central knows them.
    """
    ids = scanned(device, "a", "b")
    house.cable.lose_answer_to("POST /v1/sync/push")
    with pytest.raises(CentralAway):
        pusher.push_all(central)
    assert device.journal.counts()["facts_waiting"] == 2
    ids += scanned(device, "c")
    assert pusher.push_all(central)
    assert house.central.fact_ids() == ids


def test_a_request_that_never_arrives_is_sent_again(
    device: Device, house: House, central: Central, pusher: Pusher
) -> None:
    """
    The cable is out: nothing arrives and nothing is marked.
    """
    ids = scanned(device, "a")
    house.cable.unplug()
    with pytest.raises(CentralAway):
        pusher.push_all(central)
    assert (house.central.fact_ids(), device.journal.counts()["facts_waiting"]) == ([], 1)
    house.cable.plug()
    assert pusher.push_all(central)
    assert house.central.fact_ids() == ids


def test_many_facts_go_in_several_batches(
    device: Device, house: House, central: Central, pusher: Pusher
) -> None:
    """
    A long shift offline, over a network that loses an answer: all of it, in the order in which it was done.
    """
    ids = []
    for no in range(BATCH_MAX // 20 + 1):
        facts = device.journal.commit(entry(f"s{no}", *[picked()] * 20))["facts"]
        ids += [fact["id"] for fact in facts]
    house.cable.lose_answer_to("POST /v1/sync/push")
    with pytest.raises(CentralAway):
        pusher.push_all(central)
    sent_at_last(pusher, central)
    assert house.central.fact_ids() == ids


def sent_at_last(pusher: Pusher, central: Central) -> None:
    """A machine that is busy with other things may take longer than the device waits: it tries again."""

    def sent() -> bool:
        try:
            pusher.push_all(central)
        except CentralAway:
            return False
        return not pusher.waits()

    wait_for("all sent", sent, 60)


class Slow(httpx.BaseTransport):
    """Central on a machine that takes so many facts in the time that a device waits, and no more."""

    def __init__(self, facts_max: int) -> None:
        self.facts_max = facts_max
        self.sizes: list[int] = []
        self._to = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        packed = request.headers.get("Content-Encoding") == "gzip"
        self.sizes.append(len(json.loads(gzip.decompress(body) if packed else body)["facts"]))
        if self.sizes[-1] > self.facts_max:
            raise httpx.ReadTimeout("it takes too long", request=request)
        return self._to.handle_request(request)

    def close(self) -> None:
        self._to.close()


def test_a_central_that_is_slow_gets_smaller_batches(device: Device, house: House, pusher: Pusher) -> None:
    """
    A batch that it did not take in time is halved until it does.
    """
    slow = Slow(facts_max=10)
    central = Central(house.cable.url, device.stores.identity.get("token"), slow)
    ids = []
    for no in range(4):
        facts = device.journal.commit(entry(f"s{no}", *[picked()] * 10))["facts"]
        ids += [fact["id"] for fact in facts]
    for _ in range(2):
        with pytest.raises(CentralAway):
            pusher.push_all(central)
    assert slow.sizes[:2] == [40, 20]
    slow.facts_max = BATCH_MAX
    sent_at_last(pusher, central)
    central.close()
    assert slow.sizes[2] == 10
    assert house.central.fact_ids() == ids


def test_large_facts_go_in_several_messages(device: Device, pusher: Pusher, house: House) -> None:
    """
    A scan may be long; a message has a limit in bytes as well as in facts.
    """
    seen = Slow(facts_max=BATCH_MAX)
    central = Central(house.cable.url, device.stores.identity.get("token"), seen)
    large = replace(picked(), tote="T" * 200_000)
    device.journal.commit(entry("a", *[large] * 4))
    sent_at_last(pusher, central)
    central.close()
    assert seen.sizes == [2, 2]
    assert len(house.central.fact_ids()) == 4


def test_what_is_sent_is_packed_once_central_reads_that(device: Device, house: House, pusher: Pusher) -> None:
    """
    A radio in a warehouse is slow. An older central that never says that it reads gzip gets what it knows.
    """
    encodings: list[str | None] = []
    central = Central(house.cable.url, device.stores.identity.get("token"))
    central._client.event_hooks = {
        "request": [lambda request: encodings.append(request.headers.get("Content-Encoding"))]
    }
    for name in ("a", "b"):
        device.journal.commit(entry(name, *[picked()] * 20))
        sent_at_last(pusher, central)
    central.close()
    assert (encodings[0], encodings[-1]) == (None, "gzip")
    assert len(house.central.fact_ids()) == 40


def test_central_asks_for_what_it_lacks(
    device: Device, house: House, central: Central, pusher: Pusher
) -> None:
    """
    The device thinks that central has them: a gap brings all of them, once.
    """
    ids = scanned(device, "a", "b")
    Outbox(device.journal).mark_acked(1, 2, {})
    ids += scanned(device, "c")
    with pytest.raises(CentralRefused):
        pusher.push_all(central)
    assert pusher.push_all(central)
    assert house.central.fact_ids() == ids


def test_a_pull_that_covers_less_than_was_acknowledged_sends_it_again(
    device: Device, house: House, central: Central, pusher: Pusher
) -> None:
    """
    Central says through which number it has everything: what was acknowledged above goes again.
    """
    ids = scanned(device, "a", "b", "c")
    pusher.push_all(central)
    pusher.resend_above(1, 3)
    assert device.journal.counts()["facts_waiting"] == 0
    pusher.resend_above(1, 1)
    assert [fact.seq for fact in device.journal.facts(state="pending")] == [2, 3]
    pusher.push_all(central)
    assert house.central.fact_ids() == ids


@pytest.mark.parametrize("left", ['{"li', "7", ""])
def test_what_is_damaged_waits_for_a_person_and_nothing_waits_behind_it(
    device: Device, house: House, central: Central, pusher: Pusher, left: str
) -> None:
    """
    What a fact says cannot be read any more: central keeps what is left of it, once, and has the facts around it.
    """
    ids = scanned(device, "a", "b", "c")
    with device.journal.transaction() as tx:
        tx.execute(update(t.facts).where(t.facts.c.fact_id == "b/0").values(body=left))
    house.cable.lose_answer_to("POST /v1/sync/push")
    with pytest.raises(CentralAway):
        pusher.push_all(central)
    assert pusher.push_all(central)
    assert house.central.fact_ids() == ids
    assert device.journal.counts()["facts_waiting"] == 0
    told = [row["outcome"] == "quarantined" for row in house.central.get("/v1/facts")]
    assert told == [False, True, False]
    cards = house.central.get("/v1/attention", params={"open": "true"})
    assert [card["kind"] for card in cards].count("quarantined_fact") == 1


def test_print_states_are_told_without_facts(device: Device, central: Central, pusher: Pusher) -> None:
    """
    A label that failed is reported although nobody scanned anything since.
    """
    device.journal.commit(entry("a", prints=(label("p1"),)))
    assert pusher.push_all(central)
    assert device.stores.prints.unreported(5) == []


def test_what_central_has_from_a_copy_of_the_store_is_not_taken_for_sent(
    device: Device, pusher: Pusher
) -> None:
    """
    While two facts are under way a third is scanned, and central has a third one already, from a copy of this store: the
    own one still waits, so that it is sent and the copy is noticed.
    """
    scanned(device, "a", "b")
    generation = device.stores.identity.get("generation")

    def answered(_request: httpx.Request) -> httpx.Response:
        scanned(device, "c")
        return httpx.Response(200, json=to_json(Pushed(generation, 1, 3, 1, ())))

    identity = device.stores.identity
    central = connecting("/v1/sync/push", answered)(identity.get("central"), identity.get("token"))
    pusher.batches_max = 1
    assert pusher.push_all(central)
    central.close()
    assert [fact.fact_id for fact in device.journal.facts(state="pending")] == ["c/0"]


def test_the_next_batch_is_made_while_central_books_the_one_before(
    device: Device, house: House, central: Central, pusher: Pusher
) -> None:
    """
    A long shift comes back through another thread, and one answer is lost: all of it is there once, in its order.
    """
    ids = []
    for no in range(BATCH_MAX // 10 + 1):
        facts = device.journal.commit(entry(f"s{no}", *[picked()] * 20))["facts"]
        ids += [fact["id"] for fact in facts]
    with ThreadPoolExecutor(1) as other:
        pusher.work_ahead(other.submit)
        house.cable.lose_answer_to("POST /v1/sync/push")
        with pytest.raises(CentralAway):
            pusher.push_all(central)
        assert device.journal.counts()["facts_waiting"] == len(ids)
        sent_at_last(pusher, central)
    assert device.journal.counts()["facts_waiting"] == 0
    assert house.central.fact_ids() == ids
