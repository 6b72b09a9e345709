"""A label that is printed again says what is true now: the order may go another way since its parcel was closed."""

from typing import Any

from app.main import Device
from app.store.mirror.mirror import Change
from tests.app.desk.small_floor import pulled
from tests.app.desk.test_last_parcels import packed
from tests.sync.central.warehouse import SHIP_TO

ELSEWHERE = {**SHIP_TO, "city": "Bonn"}


def re_routed(device: Device, sscc: str) -> None:
    """Central has the parcel, and the order goes to Bonn by UPS since it was closed."""
    parcel = {"sscc": sscc, "order": "SO-2", "no": 1, "carton": "BOX", "status": "packed", "contents": []}
    way = {"carrier": "UPS", "service": "express", "ship_to": ELSEWHERE}
    card = {
        "id": "c1",
        "kind": "changed_while_packed",
        "order": "SO-2",
        "sscc": sscc,
        "actions": ["reprint_done", "keep"],
    }
    rows: list[Change] = [("parcel", sscc, 2, {**parcel, **way}), ("attention", "c1", 2, card)]
    done = device.reads.facts(0)
    pulled(device, rows, covered=max(fact["seq"] for fact in done))


def bodies(device: Device, sscc: str) -> list[dict[str, Any]]:
    """What the labels of a parcel say, oldest first."""
    jobs = [device.stores.prints.job(row["id"]) for row in device.reads.prints() if row["sscc"] == sscc]
    return [dict(job.body) for job in jobs if job is not None]


def test_the_card_of_a_re_routed_parcel_prints_its_label_anew(device: Device) -> None:
    """
    The carrier was changed after the print: whoever printed the label prints it again from the card, with the new carrier
    and address under the same number; the card stays until somebody says that the label is on.
    """
    hand = packed(device, "SO-2")
    sscc = device.reads.prints()[-1]["sscc"]
    re_routed(device, sscc)
    hand.press("attention")
    (card,) = hand.view()["attentions"]
    assert [one["id"] for one in card["actions"]][:3] == ["reprint", "reprint_done", "keep"]
    assert hand.press("settle", {"attention": "c1", "action": "reprint"})["outcome"] == "accepted"
    first, again = bodies(device, sscc)
    assert (again["carrier"], again["service"], again["ship_to"]) == ("UPS", "express", ELSEWHERE)
    assert {name: again[name] for name in ("sscc", "order", "contents")} == {
        name: first[name] for name in ("sscc", "order", "contents")
    }
    assert len(hand.view()["attentions"]) == 1
    hand.press("settle", {"attention": "c1", "action": "reprint_done"})
    assert hand.view()["attentions"] == []


def test_a_label_printed_again_from_the_packed_screen_goes_the_new_way(device: Device) -> None:
    """
    The packer knows nothing of the change and presses reprint.
    """
    hand = packed(device, "SO-2")
    sscc = device.reads.prints()[-1]["sscc"]
    re_routed(device, sscc)
    hand.good("CMD-PARCELS")
    hand.good("CMD-REPRINT")
    assert [body.get("carrier") for body in bodies(device, sscc)] == [None, "UPS"]
