"""Central's news arrive by a stream, with polling as the net under it; ending never waits for a network."""

import threading
from collections.abc import Iterator

import httpx
import pytest

from app.main import Device
from tests.journeys.in_process.house import House
from tests.journeys.outside.floor import wait_for
from tests.sync.device.told import Told, connecting


@pytest.fixture
def running(house: House) -> Iterator[Device]:
    """A running device with the order on hand."""
    made = house.started()
    yield made
    made.close()


def test_news_arrive_over_the_stream(house: House, running: Device) -> None:
    """
    Central tells of a new order; the device need not ask.
    """
    wait_for("the stream", lambda: running.sync.listening, 60)
    house.central.order("SO-77", ("POT", 1))
    wait_for("the order", lambda: running.stores.floor.work("SO-77"), 60)


def test_polling_is_the_net_under_the_stream(house: House, device: Device) -> None:
    """
    A central that has no stream: the same order arrives, a little later.
    """

    def unknown(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404, json={"type": "/problems/http", "title": "Not found"}, request=request)

    told = Told(connecting("/v1/sync/wake", unknown))
    loop = told.loop(device)
    loop.start()
    wait_for("online", lambda: True in told.online, 60)
    house.central.order("SO-77", ("POT", 1))
    wait_for("the order", lambda: device.stores.floor.work("SO-77"), 60)
    assert not loop.listening
    loop.stop()


@pytest.mark.parametrize("trouble", ["none", "freeze", "unplug"])
def test_closing_never_hangs(house: House, trouble: str) -> None:
    """
    Whatever central or the cable do, a device that is told to end ends.
    """
    device = house.started()
    wait_for("the stream", lambda: device.sync.listening, 60)
    {"none": house.cable.plug, "freeze": house.cable.freeze, "unplug": house.cable.unplug}[trouble]()
    closing = threading.Thread(target=device.close, daemon=True)
    closing.start()
    closing.join(60)
    assert not closing.is_alive()
    names = {thread.name for thread in threading.enumerate()}
    assert not names & {"sync", "wake", "poke"}
    house.cable.plug()


def test_rows_that_come_over_the_stream_are_not_asked_for_again(house: House, device: Device) -> None:
    """
    What central tells with its news is in the mirror without another pull; a pull is for what it could not tell.
    """
    asked: list[str] = []
    to = httpx.HTTPTransport()

    def counted(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url.params.get("cursor", "")))
        return to.handle_request(request)

    told = Told(connecting("/v1/sync/pull", counted))
    loop = told.loop(device)
    loop.start()
    try:
        wait_for("the stream", lambda: loop.listening, 60)
        house.central.order("SO-70", ("POT", 1))
        wait_for("the first order", lambda: device.stores.floor.work("SO-70"), 60)
        for no in range(71, 100):  # the machine may be so busy that one of them is asked for all the same
            pulls = len(asked)
            house.central.order(f"SO-{no}", ("POT", 1))
            wait_for("the order", lambda no=no: device.stores.floor.work(f"SO-{no}"), 60)
            if len(asked) == pulls:
                break
        else:
            pytest.fail("each order was asked for, though central had told of it")
    finally:
        loop.stop()
        to.close()
