"""What a packer tells beside the pieces is kept at central and never held back."""

from app.domain.facts import CustomsAdded, CustomsLeft, InstructionsConfirmed, Undone, body_of
from tests.sync.central.warehouse import DeviceEnd, Warehouse


def test_a_confirmation_is_kept_and_may_be_taken_back(central: Warehouse, device: DeviceEnd) -> None:
    """
    Of an order that central knows; of another it waits for a person.
    """
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 1))
    fact = InstructionsConfirmed("O1", 1, "Silk paper · Łódź: fold")
    assert device.tell(fact) == ["applied"]
    assert device.tell(Undone(f"{device.device}/1", "InstructionsConfirmed", body_of(fact))) == ["applied"]
    assert device.tell(InstructionsConfirmed("NOT-OURS", 1, "x")) == ["quarantined"]


def test_a_parcel_without_its_customs_paper_is_a_card(central: Warehouse, device: DeviceEnd) -> None:
    """
    What was added is kept; what was left to the office waits for it, and the card goes with the fact.
    """
    central.stock_up(("P1", "A", 5))
    central.order("O1", ("A", 1))
    added = CustomsAdded("O1", 1, "A", "hs_code", "611595")
    left = CustomsLeft("O1", 1, "A origin")
    assert device.tell(added, CustomsAdded("O1", 1, None, "currency", "EUR"), left) == [
        "applied",
        "applied",
        "attention",
    ]
    (card,) = central.open_cards("customs_open")
    assert (card["order"], card["actions"]) == ("O1", ["declared"])
    device.tell(Undone(f"{device.device}/3", "CustomsLeft", body_of(left)))
    assert central.open_cards("customs_open") == []
