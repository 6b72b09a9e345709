"""A device is lost and shut out: it hands in what it has done, can do nothing else, and forgets who lives where."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from app.main import Device
from sync import wire
from sync.central.app import SSCC_PREFIX
from sync.central.identity.rules import begin_generation
from sync.central.store import CATALOG, WAREHOUSE
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House
from tests.sync.central.warehouse import SHIP_TO


def revoke(house: House, device: Device) -> Any:
    return house.central.post(f"/v1/devices/{device.stores.device}/revoke", {})


def cards(house: House, kind: str = "scans_missing") -> list[Any]:
    there = house.central.get("/v1/attention", params={"open": "true"})
    return [card for card in there if card["kind"] == kind]


def at_work(device: Device) -> Hand:
    """In the middle of a pick, with a piece in the tote."""
    assert device.sync.once()
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-7")
    hand.good(CODES["MUG"])
    return hand


def told(folder: Path, words: str) -> bool:
    """Whether these words stand anywhere in the files of the device."""
    return any(words.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def backup(house: House, folder: Path) -> Path:
    """Central's database as it is now."""
    database = house.central.folder / "central.db"
    with closing(sqlite3.connect(database)) as now, closing(sqlite3.connect(folder / "night.db")) as night:
        now.backup(night)
    return folder / "night.db"


def restore(house: House, night: Path, *, generation: bool = True) -> None:
    """Put it back; where somebody forgets it, without a new generation."""
    database = house.central.folder / "central.db"
    house.central.stop()
    for suffix in ("-wal", "-shm"):
        database.with_name(f"central.db{suffix}").unlink(missing_ok=True)
    shutil.copyfile(night, database)
    house.central.start()
    if generation:
        with house.central.app.state.store.writing(CATALOG, WAREHOUSE) as tx:
            begin_generation(tx, SSCC_PREFIX)


def test_a_lost_device_hands_in_and_forgets(house: House, device: Device) -> None:
    """
    Shut out while it was offline with scans: they arrive, the card closes, the screen is plain, no address is left.
    """
    hand = at_work(device)
    folder = house.config().home / "device"
    assert told(folder, SHIP_TO["street"])
    assert told(folder, "scrypt$")
    revoke(house, device)
    [card] = cards(house)
    assert "known through number 0" in card["detail"]
    assert not device.sync.once()
    assert house.central.fact_ids() == hand.facts()
    assert cards(house) == []
    device.desks.poke()
    shown = hand.view()
    assert (shown["screen"], shown["prompt"]["id"]) == ("problem", "prompt.revoked")
    for answer in (hand.scan("LOC-PACK"), hand.press("home")):
        assert (answer["outcome"], answer["committed"], answer["facts"]) == ("refused", False, [])
        assert answer["tone"] not in ("good", "noted", "job_done")
    assert [fact["id"] for fact in device.reads.facts(0)] == hand.facts()
    for words in (SHIP_TO["street"], SHIP_TO["name"], "scrypt$"):
        assert not told(folder, words)
    device.close()
    again = house.device()
    assert Hand(again).view()["prompt"]["id"] == "prompt.revoked"
    assert not again.sync.once()
    again.close()


def test_another_device_takes_over_and_works_on(house: House, device: Device) -> None:
    """
    What the lost one held is free at once.
    """
    at_work(device)
    revoke(house, device)
    other = house.device("other")
    assert other.sync.once()
    work = other.stores.floor.work("SO-1")
    assert work is not None
    assert work.device == other.stores.device
    other.close()


def test_the_card_stays_until_the_last_scan_is_here(house: House, device: Device) -> None:
    """
    Half of what the device spoke of is missing: how far is known; a rescue file that is whole settles it, too.
    """
    hand = at_work(device)
    assert device.sync.once()
    house.cable.unplug()
    hand.good("LOC-PACK")
    assert not device.sync.once()
    revoke(house, device)
    [card] = cards(house)
    assert f"known through number {len(hand.facts()) - 1}" in card["detail"]
    facts = [dict(fact) for fact in device.reads.facts(0)]
    path = f"/v1/devices/{device.stores.device}/rescue"
    house.central.post(path, {"epoch": 1, "facts": [], "whole": False})
    assert len(cards(house)) == 1
    house.central.post(path, {"epoch": 1, "facts": [], "whole": True})
    assert cards(house) == []
    assert len(facts) == len(hand.facts())


def test_a_person_settles_what_is_never_found(house: House, device: Device) -> None:
    """
    Revoking twice opens no second card; once it was counted, the card is gone for good.
    """
    at_work(device)
    assert revoke(house, device)["revoked"] is True
    assert revoke(house, device)["revoked"] is True
    [card] = cards(house)
    settled = house.central.post(f"/v1/attention/{card['id']}/settle", {"action": "counted"})
    assert settled["settled"]["action"] == "counted"
    revoke(house, device)
    assert cards(house) == []


def test_a_restored_central_gets_it_again(house: House, device: Device, tmp_path: Path) -> None:
    """
    The back-up is from after it was shut out and before it handed in: it may not pull, and hears of it all the same.
    """
    hand = at_work(device)
    revoke(house, device)
    night = backup(house, tmp_path)
    assert not device.sync.once()
    assert house.central.fact_ids() == hand.facts()
    restore(house, night)
    assert house.central.fact_ids() == []
    assert not device.sync.once()
    assert house.central.fact_ids() == hand.facts()
    assert cards(house) == []


def test_it_hands_in_again_though_nobody_began_a_new_life(
    house: House, device: Device, tmp_path: Path
) -> None:
    """
    A back-up was put back and no more: a device that works notices by its pull, this one by the answer to its push.
    """
    hand = at_work(device)
    revoke(house, device)
    night = backup(house, tmp_path)
    assert not device.sync.once()
    restore(house, night, generation=False)
    assert house.central.fact_ids() == []
    assert not device.sync.once()
    assert house.central.fact_ids() == hand.facts()
    assert cards(house) == []


def test_an_unknown_token_is_no_reason_to_forget(house: House, device: Device) -> None:
    """
    Another central stands at the address, or an old one: nothing is thrown away.
    """
    hand = at_work(device)
    device.stores.identity.put(token="of-somebody-else")
    assert not device.sync.once()
    assert hand.view()["screen"] == "pick"
    assert told(house.config().home / "device", SHIP_TO["street"])


def test_a_label_that_waited_on_a_lost_device_is_a_card(house: House, device: Device) -> None:
    """
    Central had heard that it was wanted, at the same time: that it never came is newer, and somebody sticks one on.
    """
    assert device.sync.once()
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.pick("TOTE-7", CODES)
    hand.good("SO-1")
    hand.pack(CODES)
    assert device.sync.once()
    [parcel] = device.mirror.all("parcel")
    assert (parcel["print_state"], cards(house, "packed_not_labelled")) == ("wanted", [])
    revoke(house, device)
    assert not device.sync.once()
    [card] = cards(house, "packed_not_labelled")
    assert card["sscc"] == parcel["sscc"]


def test_a_central_from_before_it_was_shut_out_gives_it_nothing(
    house: House, device: Device, tmp_path: Path
) -> None:
    """
    The back-up knows nothing of it: the device hands in what is lost there, gets no rows and no orders, and what a device of
    an older program got all the same is forgotten again.
    """
    house.central.order("SO-2", ("POT", 1))
    hand = at_work(device)
    folder = house.config().home / "device"
    night = backup(house, tmp_path)
    revoke(house, device)
    assert not device.sync.once()
    restore(house, night)
    device.mirror.apply([wire.Row("order", "SO-2", 1, dict(SHIP_TO))], cursor="1")
    for _ in range(2):
        assert not device.sync.once()
    device.sync.fetch_order("SO-2")
    assert house.central.fact_ids() == hand.facts()
    assert device.mirror.position() == {}
    assert not told(folder, SHIP_TO["street"])
    device.desks.poke()
    assert hand.view()["prompt"]["id"] == "prompt.revoked"


def test_a_mirror_that_was_being_made_is_forgotten_too(house: House, device: Device) -> None:
    """
    Its pull broke off before the device was shut out: what came with it lies beside, and goes.
    """
    assert device.sync.once()
    beside = device.mirror.beside()
    beside.apply([wire.Row("person", BADGE, 1, {"pin": "scrypt$1"})], partial="1")
    beside.close()
    folder = house.config().home / "device"
    assert told(folder, "scrypt$1")
    revoke(house, device)
    assert not device.sync.once()
    assert not told(folder, "scrypt$")
