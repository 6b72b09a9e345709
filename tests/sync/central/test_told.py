"""What a packer tells beside the pieces is kept at central and never held back."""

from app.domain.facts import InstructionsConfirmed, Undone, body_of
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
