"""The device's own pace: it never dies, tells whether central is there, and a scan never waits for it for long."""

import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import Engine

from app.cli.rescuing import AS_SENT
from app.main import Device
from app.store.journal.journal import open_journal
from sync.device.http import Central
from sync.device.loop import TURN_WAIT_S
from sync.device.telling import NO_TROUBLE, REFUSED, STORE, UPGRADE_DEVICE
from tests.app.store.journal.made_entries import entry, picked
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House
from tests.journeys.outside.floor import wait_for
from tests.sync.device.told import Told, connecting


@pytest.fixture
def running(house: House) -> Iterator[Device]:
    """A running device with the order on hand."""
    made = house.started()
    yield made
    made.close()


def pragma(engine: Engine, words: str) -> None:
    connection = engine.raw_connection()
    connection.cursor().execute(f"PRAGMA {words}")
    connection.close()


def test_an_order_that_nobody_holds_is_fetched_by_its_scan(house: House, running: Device) -> None:
    """
    It came a moment ago and is not on hand: scanning its number holds it at once; the rest of the shift's work follows.
    """
    for no in range(2, 12):
        house.central.order(f"SO-{no}", ("POT", 1))
    hand = Hand(running)
    hand.log_in(BADGE, PIN)
    assert hand.good("SO-11")["view"]["job"]["order"] == "SO-11"
    wait_for("the rest of the work", lambda: running.reads.status()["held"] >= 5)


def test_an_order_that_another_device_holds_is_refused(house: House, running: Device) -> None:
    """
    The refusal says so, and nothing is taken away.
    """
    other = house.device("other")
    try:
        assert other.sync.once()
        other.stores.conditions.online = True
        hand = Hand(other)
        hand.log_in(BADGE, PIN)
        assert hand.scan("SO-1")["reason"] == "order_elsewhere"
    finally:
        other.close()
    assert running.stores.floor.work("SO-1") is not None
    assert running.reads.status()["held"] == 1


def test_scans_at_home_and_rounds_of_sync_never_wait_for_each_other(house: House, running: Device) -> None:
    """
    Unknown codes ask central from several desks while the loop goes round and round: all are answered soon.
    """
    desks = [Hand(running, desk) for desk in ("a", "b", "c")]
    for hand in desks:
        hand.log_in(BADGE, PIN)
    took_s: list[float] = []

    def scan(hand: Hand) -> None:
        for no in range(8):
            begun = time.monotonic()
            running.sync.wake()
            assert hand.scan(f"NOBODY-{hand.desk}-{no}")["outcome"] == "refused"
            took_s.append(time.monotonic() - begun)

    threads = [threading.Thread(target=scan, args=(hand,)) for hand in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert len(took_s) == 24
    assert max(took_s) < 30
    wait_for("online", lambda: running.reads.status()["online"], 60)


def test_a_central_that_freezes_delays_a_scan_but_once(house: House, running: Device) -> None:
    """
    It takes requests and answers none: the first unknown code waits for a while, then the device is offline.
    """
    hand = Hand(running)
    hand.log_in(BADGE, PIN)
    house.cable.freeze()
    try:
        assert hand.scan("NOBODY-KNOWS-THIS")["outcome"] == "refused"
        wait_for("offline", lambda: not hand.view()["status"]["online"], 60)
        took_s = []
        for no in range(4):  # the quickest counts: a busy machine is slow now and then, a waiting scan always
            begun = time.monotonic()
            hand.scan(f"NOBODY-KNOWS-THIS-EITHER-{no}")
            took_s.append(time.monotonic() - begun)
        assert min(took_s) < TURN_WAIT_S
    finally:
        house.cable.plug()
    wait_for("online", lambda: hand.view()["status"]["online"], 60)


def test_a_store_in_trouble_does_not_end_the_loop(running: Device, house: House) -> None:
    """
    Nothing can be marked as sent while the disk is full, and the status says so; when there is room, everything is there
    once.
    """
    hand = Hand(running)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-7")
    engines = (running.journal.engine, running.mirror._engine)
    for engine in engines:
        pragma(engine, "query_only = ON")
    hand.scan(CODES["MUG"], "the-one")
    time.sleep(1.5)
    assert running.stores.conditions.trouble == STORE
    for engine in engines:
        pragma(engine, "query_only = OFF")
    hand.scan(CODES["MUG"], "the-one")
    hand.good("LOC-PACK")
    wait_for("all sent", lambda: house.central.fact_ids() == hand.facts(), 60)
    wait_for("the screen", lambda: hand.view()["screen"] == "home", 60)
    wait_for("no trouble", lambda: running.stores.conditions.trouble == NO_TROUBLE, 60)


def test_central_ends_and_comes_back(house: House, running: Device) -> None:
    """
    Three times in a row, in the middle of work: online tells the truth, and each fact arrives once.
    """
    hand = Hand(running)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-7")
    for _ in range(3):
        house.central.stop()
        wait_for("offline", lambda: not hand.view()["status"]["online"], 60)
        hand.good(f"LOC-{hand.view()['stop']['place']}")
        house.central.start()
        wait_for("online", lambda: hand.view()["status"]["online"], 60)
    hand.good(CODES["MUG"])
    wait_for("all sent", lambda: house.central.fact_ids() == hand.facts(), 60)


def test_the_device_starts_without_central(house: House) -> None:
    """
    Not enrolled, then enrolled with the cable out: nothing fails, and work comes when it is plugged in.
    """
    device = house.device()
    house.cable.unplug()
    device.start()
    assert not device.reads.status()["online"]
    house.cable.plug()
    wait_for("work", lambda: device.reads.status()["held"], 60)
    device.close()
    open_journal(house.folder / "station" / "device" / "journal.db").close()


def test_a_refused_push_does_not_keep_the_rows_away(device: Device) -> None:
    """
    Central will not take the facts: the pull of the same round has its turn, and the status says it.
    """

    def refuse(request: httpx.Request) -> httpx.Response:
        return httpx.Response(422, json={"type": "/problems/bad-push", "title": "no"}, request=request)

    told = Told(connecting("/v1/sync/push", refuse))
    loop = told.loop(device)
    device.journal.commit(entry("a", picked()))
    assert loop.once()
    loop.stop()
    assert device.stores.floor.ready
    assert told.troubles[-1] == REFUSED
    assert device.journal.counts()["facts_waiting"] == 1


def test_a_device_that_is_too_old_still_delivers(device: Device, house: House) -> None:
    """
    Central has nothing for it any more and says that it wants an update; its facts arrive.
    """
    real = httpx.HTTPTransport()

    def older(request: httpx.Request) -> httpx.Response:
        old = request.url.copy_set_param("schema", "0")
        return real.handle_request(httpx.Request("GET", old, headers=request.headers))

    told = Told(connecting("/v1/sync/pull", older))
    loop = told.loop(device)
    ids = [device.journal.commit(entry("a", picked()))["facts"][0]["id"]]
    loop.once()
    loop.stop()
    real.close()
    assert house.central.fact_ids() == ids
    assert told.troubles[-1] == UPGRADE_DEVICE


def test_the_clock_is_measured_in_passing(device: Device) -> None:
    """
    Each round says how far it is off; here both ends have the same clock.
    """
    told = Told()
    loop = told.loop(device)
    assert loop.once()
    loop.stop()
    assert told.offs
    assert abs(told.offs[-1]) < 10_000


def test_what_waits_is_sent_though_nobody_woke_the_loop(house: House, running: Device) -> None:
    """
    A commit past the desk: the next round finds it.
    """
    ids = [running.journal.commit(entry("past-the-desk", picked()))["facts"][0]["id"]]
    wait_for("sent", lambda: house.central.fact_ids() == ids, 60)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # it dies on purpose
def test_a_loop_that_died_is_begun_anew(device: Device, house: House) -> None:
    """
    Something that nobody thought of ended its thread: the watchdog goes on with a new one.
    """
    deaths: list[str] = []

    def connect(url: str, token: str) -> Central:
        if not deaths:
            deaths.append(threading.current_thread().name)
            raise SystemExit
        return Central(url, token)

    told = Told(connect)
    loop = told.loop(device)
    loop.wake()
    loop._thread.start()
    wait_for("its end", lambda: deaths and not loop._thread.is_alive(), 60)
    loop.watch()
    wait_for("online", lambda: True in told.online, 60)
    loop.stop()


def test_a_scan_does_not_wait_for_a_long_push(device: Device, house: House) -> None:
    """
    A whole shift is being sent, slowly: an order that is scanned meanwhile is fetched all the same.
    """
    pushing, go_on = threading.Event(), threading.Event()
    real = httpx.HTTPTransport()

    def slowly(request: httpx.Request) -> httpx.Response:
        pushing.set()
        go_on.wait(60)
        return real.handle_request(request)

    told = Told(connecting("/v1/sync/push", slowly))
    loop = told.loop(device)
    device.journal.commit(entry("a", picked(order="SO-1")))
    sending = threading.Thread(target=loop.once, daemon=True)
    sending.start()
    assert pushing.wait(60)
    loop.fetch_order("SO-1")
    work = device.stores.floor.work("SO-1")
    go_on.set()
    sending.join(60)
    loop.stop()
    real.close()
    assert work is not None
    assert work.device == device.stores.device


def test_what_came_in_a_rescue_file_does_not_show_twice(device: Device, house: House) -> None:
    """
    Somebody carried the store's file to central, and the device goes on: an order that is scanned now shows each piece once.
    """
    piece = picked(order="SO-1")
    device.journal.commit(entry("a", piece))
    device.stores.floor.add([(1, piece)])
    facts = [{name: getattr(fact, name) for name in AS_SENT} for fact in device.journal.facts()]
    house.central.post(
        f"/v1/devices/{device.stores.device}/rescue", {"epoch": 1, "facts": facts, "whole": True}
    )
    loop = Told().loop(device)
    loop.fetch_order("SO-1")
    loop.stop()
    work = device.stores.floor.work("SO-1")
    assert work is not None
    assert [line.picked for line in work.lines] == [1]
