"""From a device that will not start any more to central, by way of a file."""

import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.main import main
from app.cli.rescuing import bring_in, save
from app.config import Config
from app.domain.orders import WorkOrder
from app.domain.prints import PrintState
from app.main import Device
from tests.app.store.journal.test_rescue import leaves, overwrite
from tests.fakes import free_port
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House

ORDERS = 12


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House.of(tmp_path)
    made.central.furnish()
    for no in range(1, ORDERS + 1):
        made.central.order(f"SO-{no}", ("MUG", 1), ("POT", 2))
    yield made
    made.close()


def worked_offline(house: House, device: Device, orders: int = 3) -> list[str]:
    """Picks orders while central is away; the ids of the facts."""
    house.cable.unplug()
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    for work in to_pick(device)[:orders]:
        hand.good(work.order)
        hand.pick(f"T-{work.order}", CODES)
    house.cable.plug()
    return hand.facts()


def to_pick(device: Device) -> list[WorkOrder]:
    """What is to be picked by this device."""
    mine = device.stores.device
    return [work for work in device.stores.floor.works() if work.kind == "pick" and work.device == mine]


def at_central(house: House) -> Config:
    """The administrator's place, beside central."""
    return replace(
        house.config(), home=house.folder / "central", central_url=f"http://127.0.0.1:{house.central.port}"
    )


def test_a_shift_comes_to_central_by_a_file_and_counts_once(house: House) -> None:
    """
    The handheld is broken before it could send: saved, brought in, brought in again; nothing opens twice.
    """
    device = house.device()
    assert device.sync.once()
    facts = worked_offline(house, device)
    device.close()
    out = house.folder / "saved.jsonl"
    assert save(house.config(), out) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert device.stores.identity.get("token") not in out.read_text()
    assert json.loads(out.read_text().splitlines()[-1])["last_seq"] == len(facts)
    assert bring_in(at_central(house), out) == 0
    assert house.central.fact_ids() == facts
    books = [house.central.get(path) for path in ("/v1/stock", "/v1/moves", "/v1/attention")]
    assert bring_in(at_central(house), out) == 0
    assert [house.central.get(path) for path in ("/v1/stock", "/v1/moves", "/v1/attention")] == books
    assert house.central.fact_ids() == facts
    house.central.assert_books_agree()


def test_how_far_labels_got_comes_with_the_file(house: House) -> None:
    """
    One label was printed, one was never sent to the printer, of one nobody knows: central's cards say so. What a pushed
    report said later is not overwritten by an older file.
    """
    device = house.device()
    assert device.sync.once()
    house.cable.unplug()
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    orders = [work.order for work in to_pick(device)[:3]]
    for order in orders:
        hand.good(order)
        hand.pick(f"T-{order}", CODES)
        hand.good(f"TOTE-T-{order}")
        hand.pack(CODES)
        hand.press("home")
    printed, sending, wanted = [row for row in device.reads.prints() if row["kind"] == "shipping"]
    device.stores.prints.mark(printed["id"], PrintState.PRINTED)
    device.stores.prints.mark(sending["id"], PrintState.SENDING)
    device.close()
    out = house.folder / "saved.jsonl"
    assert save(house.config(), out) == 0
    for _ in range(2):
        assert bring_in(at_central(house), out) == 0
        cards = {card["sscc"]: card["kind"] for card in house.central.get("/v1/attention?open=true")}
        assert cards == {sending["sscc"]: "print_unknown", wanted["sscc"]: "packed_not_labelled"}
    house.cable.plug()
    device = house.device()
    device.stores.prints.mark(wanted["id"], PrintState.PRINTED)
    assert device.sync.once()
    device.close()
    assert bring_in(at_central(house), out) == 0
    cards = {card["sscc"]: card["kind"] for card in house.central.get("/v1/attention?open=true")}
    assert cards == {sending["sscc"]: "print_unknown"}


def test_a_label_that_central_knew_as_wanted_never_came(house: House) -> None:
    """
    Its report came with a push, and the device broke before the printer was on: the file says more, so it is a card.
    """
    device = house.device()
    assert device.sync.once()
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    order = to_pick(device)[0].order
    hand.good(order)
    hand.pick("T-1", CODES)
    hand.good("TOTE-T-1")
    hand.pack(CODES)
    assert device.sync.once()
    [sscc] = [row["sscc"] for row in device.reads.prints() if row["kind"] == "shipping"]
    assert house.central.get("/v1/attention?open=true") == []
    device.close()
    out = house.folder / "saved.jsonl"
    assert save(house.config(), out) == 0
    assert bring_in(at_central(house), out) == 0
    [card] = house.central.get("/v1/attention?open=true")
    assert (card["kind"], card["sscc"]) == ("packed_not_labelled", sscc)


def test_a_file_after_half_of_it_was_pushed_and_the_device_after_the_file(house: House) -> None:
    """
    Half had arrived before the device broke; it is mended later and sends everything: each fact is there once.
    """
    device = house.device()
    assert device.sync.once()
    first = worked_offline(house, device)
    assert device.sync.once()
    assert device.sync.once()
    hand = Hand(device, name="later")
    house.cable.unplug()
    work = to_pick(device)[0]
    hand.good(work.order)
    hand.pick("T-late", CODES)
    facts = first + hand.facts()
    device.close()
    out = house.folder / "saved.jsonl"
    assert save(house.config(), out) == 0
    assert bring_in(at_central(house), out) == 0
    assert house.central.fact_ids() == facts
    house.cable.plug()
    device = house.device()
    assert device.sync.once()
    assert device.reads.status()["facts_waiting"] == 0
    device.close()
    assert house.central.fact_ids() == facts
    house.central.assert_books_agree()


def test_a_damaged_page_costs_what_stood_on_it(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """
    The device says that its store is damaged and does not start; what can be read arrives, the rest is named.
    """
    device = house.device()
    assert device.sync.once()
    facts = worked_offline(house, device, 5)
    device.close()
    path = house.config().home / "device" / "journal.db"
    pages = leaves(path)
    assert len(pages) > 1
    overwrite(path, pages[0])
    out = house.folder / "saved.jsonl"
    assert save(house.config(), out) == 1
    assert "could not be read" in capsys.readouterr().err
    assert bring_in(at_central(house), out) == 1
    arrived = house.central.fact_ids()
    assert 0 < len(arrived) < len(facts)
    assert [one for one in facts if one in arrived] == arrived
    house.central.assert_books_agree()


def test_a_file_with_a_broken_line_brings_in_the_others(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A line that was changed or cut off is left out and told of; a file that is none of ours is refused.
    """
    device = house.device()
    assert device.sync.once()
    facts = worked_offline(house, device)
    device.close()
    out = house.folder / "saved.jsonl"
    save(house.config(), out)
    lines = out.read_text().splitlines()
    changed = json.loads(lines[3])
    changed["fact"]["operator"] = "9999"
    out.write_text("\n".join([*lines[:3], json.dumps(changed), *lines[4:-2], lines[-2][:40]]))
    assert bring_in(at_central(house), out) == 1
    assert "2 lines of the file are broken" in capsys.readouterr().err
    assert len(house.central.fact_ids()) == len(facts) - 2
    out.write_text("hello")
    assert bring_in(at_central(house), out) == 2


def test_what_is_wrong_is_said_in_a_sentence(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    No device here, one that is at work, no administrator, no central: the exit code and one sentence.
    """
    device = house.device()
    assert save(house.config(), tmp_path / "x") == 4
    assert "already uses this device's store" in capsys.readouterr().err
    device.close()
    assert save(house.config("nobody"), tmp_path / "x") == 4
    assert save(house.config(), tmp_path / "none" / "x") == 4
    assert save(house.config(), tmp_path / "x") == 0
    assert bring_in(house.config(), tmp_path / "x") == 1
    assert bring_in(replace(at_central(house), central_url="http://127.0.0.1:9"), tmp_path / "x") == 1
    monkeypatch.setenv("GANGWAY_HOME", str(house.config().home))
    assert main(["device", "rescue", "--out", str(tmp_path / "y")]) == 0
    monkeypatch.setenv("GANGWAY_HOME", str(house.folder / "central"))
    monkeypatch.setenv("GANGWAY_CENTRAL_URL", f"http://127.0.0.1:{house.central.port}")
    assert main(["central", "import-rescue", str(tmp_path / "y")]) == 0
    assert main(["central", "revoke", "nobody"]) == 1


def test_a_file_that_is_there_is_not_written_over(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Somebody saved a shift under this name: it stays, and another name is asked for.
    """
    house.device().close()
    out = house.folder / "saved.jsonl"
    out.write_text("the shift of yesterday")
    assert save(house.config(), out) == 4
    assert "is there already" in capsys.readouterr().err
    assert out.read_text() == "the shift of yesterday"


def test_without_central_a_sentence_says_so(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """
    No number of an error: where central was looked for, and that nothing is lost.
    """
    house.device().close()
    out = house.folder / "saved.jsonl"
    assert save(house.config(), out) == 0
    away = replace(at_central(house), central_url=f"http://127.0.0.1:{free_port()}")
    assert bring_in(away, out) == 1
    said = capsys.readouterr().err
    assert away.central_url in said
    assert "Errno" not in said
