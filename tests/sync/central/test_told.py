"""What a packer tells beside the pieces is kept at central and never held back."""

from app.domain.facts import (
    Content,
    CustomsAdded,
    CustomsLeft,
    Fact,
    InstructionsConfirmed,
    ItemPacked,
    ParcelClosed,
    Picked,
    Undone,
    body_of,
)
from app.domain.parcels import sscc_of
from tests.sync.central.warehouse import DeviceEnd, Warehouse, carton_row


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
    assert (card["order"], card["parcel"], card["actions"]) == ("O1", 1, ["declared"])
    device.tell(Undone(f"{device.device}/3", "CustomsLeft", body_of(left)))
    assert central.open_cards("customs_open") == []


def test_cartons_that_run_low_are_a_card_once(central: Warehouse, device: DeviceEnd) -> None:
    """
    When the mark is reached, not with each closing below it; a closing that is taken back takes the card along.
    """
    central.stock_up(("P1", "A", 9))
    central.post("/v1/cartons", [carton_row("BOX", stock=4, stock_low=2), carton_row("BAG", stock=1)])
    for no in range(1, 5):
        central.order(f"O{no}", ("A", 1))

    def closed(no: int, carton: str) -> tuple[Fact, ...]:
        order = f"O{no}"
        return (
            Picked(order, 1, "A", 1, "P1", "T1"),
            ItemPacked(order, 1, "A", 1, 1),
            ParcelClosed(order, 1, sscc_of("3400123", no), carton, (Content("A", 1),), 300, True),
        )

    assert device.tell(*closed(1, "BOX"))[-1] == "applied"
    assert device.tell(*closed(2, "BOX"))[-1] == "attention"
    assert device.tell(*closed(3, "BOX"), *closed(4, "BAG"))[-1] == "applied"
    (card,) = central.open_cards("carton_low")
    assert (card["quantity"], card["actions"]) == (2, ["ordered"])
    second = closed(2, "BOX")[-1]
    device.tell(Undone(f"{device.device}/6", "ParcelClosed", body_of(second)))
    assert central.open_cards("carton_low") == []
