"""Disks that take no more, for real: never a good tone, a plain sentence, and nothing lost. Real processes."""

import pytest

from tests.journeys.in_process.house import CODES
from tests.journeys.nothing_lost.disks import CAN_MOUNT, FULL, OFF, RUNNING, Means, full_disk, on_small_disk
from tests.journeys.nothing_lost.person import Person, assert_nothing_is_lost, careful, shift
from tests.journeys.nothing_lost.station import Json, Station
from tests.journeys.outside.floor import wait_for

SAID = "Nothing can be written on this device"
SCANS_MAX = 2000
GOOD_TONES = ("good", "noted", "job_done")

pytestmark = pytest.mark.parametrize("orders", [4])  # two shifts are enough here


def assert_refused_plainly(station: Station, scan_id: str) -> None:
    """503 in words, no good tone, and a plain screen instead of the job."""
    body = {"code": CODES["MUG"], "scan_id": scan_id, "desk": "main"}
    answer = station.client.post("/local/v1/scan", json=body)
    told: Json = answer.json()
    assert answer.status_code == 503, told
    assert (told["committed"], told["facts"], told["outcome"]) == (False, [], "refused")
    assert told["tone"] not in GOOD_TONES
    assert told["text"]
    plain = station.get("view")
    assert (plain["screen"], plain["status"]["store_ok"]) == ("problem", False)


def picked_once(station: Station, person: Person) -> None:
    """What could not be kept is scanned again, and counts once."""
    wait_for("the job again", lambda: station.get("view")["screen"] == "pick", 60)
    person.give(shift("SO-0", "SO-1")[4])
    assert [fact["kind"] for fact in station.get("facts")].count("Picked") == 1


@pytest.mark.parametrize("protected", OFF)
def test_a_device_that_starts_on_a_read_only_store_says_so(station: Station, protected: Means) -> None:
    """
    It ends with the sentence, or shows it; when the store can be written, the screen is the one answered last.
    """
    person = careful(station)
    first = shift("SO-0", "SO-1")
    person.work(first[:4])
    station.kill()
    with protected(station):
        station.start(ordinary_user=True)
        if station.alive:
            assert_refused_plainly(station, "early")
        else:
            assert SAID in station.log
        station.kill()
    station.start()
    picked_once(station, person)
    person.work(first[5:])
    assert_nothing_is_lost(station, person)


@pytest.mark.parametrize("protected", RUNNING)
def test_a_store_that_becomes_read_only_under_the_device(station: Station, protected: Means) -> None:
    """
    In the middle of a pick nothing can be written any more; as soon as it can, the work goes on by itself.
    """
    person = careful(station)
    first = shift("SO-0", "SO-1")
    person.work(first[:4])
    with protected(station):
        for _ in range(3):
            assert_refused_plainly(station, "the-one")
    picked_once(station, person)
    person.work(first[5:])
    assert_nothing_is_lost(station, person)


@pytest.mark.parametrize("taken", FULL)
def test_the_disk_is_full_and_there_is_room_again(station: Station, taken: Means) -> None:
    """
    What was answered before the last byte was gone is kept; then nothing sounds good until there is room again.
    """
    station.stop()
    with on_small_disk(station):
        station.start()
        person = careful(station)
        first = shift("SO-0", "SO-1")
        person.work(first[:4])
        with taken(station):
            fill_up(station)
            for _ in range(3):
                assert_refused_plainly(station, "the-one")
        picked_once(station, person)
        person.work(first[5:])
        assert_nothing_is_lost(station, person)
        station.stop()


def fill_up(station: Station) -> None:
    """Scan the wrong place, which is logged only, until nothing can be logged any more."""
    for no in range(SCANS_MAX):
        body = {"code": "LOC-A-02-02", "scan_id": f"fill-{no}"}
        if station.client.post("/local/v1/scan", json=body).status_code == 503:
            return
    raise AssertionError("there is still room")


@pytest.mark.parametrize("by_limit", [True, *([False] if CAN_MOUNT else [])])
def test_a_device_is_killed_and_started_on_a_full_disk(station: Station, by_limit: bool) -> None:
    """
    It says what is wrong, on its screen or on its way out; with room it shows what was answered last.
    """
    station.stop()
    with on_small_disk(station):
        station.start()
        person = careful(station)
        first = shift("SO-0", "SO-1")
        person.work(first[:4])
        station.kill()
        if by_limit:
            started_without_room(station, file_bytes_max=0)
        else:
            with full_disk(station):
                started_without_room(station)
        station.start()
        picked_once(station, person)
        person.work(first[5:])
        assert_nothing_is_lost(station, person)
        station.stop()


def started_without_room(station: Station, **limit: int) -> None:
    station.start(**limit)
    if station.alive:
        fill_up(station)
        assert_refused_plainly(station, "full-1")
    else:
        assert SAID in station.log
    station.kill()
