"""Whatever is printed on goods, parcels and places is understood wherever the person is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.desk.understanding import understood
from app.domain.parcels import check_digit, sscc_of
from app.inputs import (
    CartonScanned,
    Input,
    OrderScanned,
    ParcelScanned,
    PlaceScanned,
    ProductScanned,
    QuantityTyped,
    ReturnScanned,
    SizeScanned,
    ToteScanned,
    UnknownScanned,
    WeightScanned,
)
from app.main import Device
from app.scanning.gs1 import GS
from app.scanning.pressing import pressed
from app.scanning.resolve import Expected
from app.views.desk import HOME_AWAITS
from tests.app.desk.small_floor import pulled, small_floor, work_change, work_row
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand
from tests.sync.central.warehouse import product_row

SSCC = sscc_of("3400123", 7)
CASE = "1" + CODES["MUG"][:-1]
CASE += check_digit(CASE)
HOME = Expected(HOME_AWAITS)


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    """A floor with a case of mugs, and a jar that was shipped with its serial."""
    device = small_floor(tmp_path)
    packs = [{"gtin": CASE, "quantity": 12}]
    contents = [{"sku": "JAR", "quantity": 1, "serials": ["SER-1"]}]
    parcel = {"sscc": SSCC, "order": "SO-0", "carton": "S", "no": 1, "contents": contents, "tracking": "1Z77"}
    pulled(
        device,
        [
            ("product", "MUG", 2, product_row("MUG", gtin=CODES["MUG"], packagings=packs)),
            ("parcel", SSCC, 2, parcel),
        ],
    )
    yield device
    device.close()


def heard(device: Device, raw: str, expected: Expected = HOME) -> Input:
    return understood(raw, expected, device.stores.floor, device.stores.device)


@pytest.mark.parametrize(
    ("raw", "form", "ident"),
    [
        (CODES["MUG"], ProductScanned, "MUG"),
        ("MUG", ProductScanned, "MUG"),
        ("A-01-01", PlaceScanned, "A-01-01"),
        ("LOC-A-01-01", PlaceScanned, "A-01-01"),
        ("LOC-PACK", PlaceScanned, "PACK"),
        ("TOTE-T1", ToteScanned, "T1"),
        ("BOX-S", CartonScanned, "S"),
        ("SO-1", OrderScanned, "SO-1"),
        ("RMA-1", ReturnScanned, "RMA-1"),
        (f"]C100{SSCC}", ParcelScanned, SSCC),
        (SSCC, ParcelScanned, SSCC),
        ("1Z77", ParcelScanned, SSCC),
        ("SER-1", ParcelScanned, SSCC),
        ("nonsense", UnknownScanned, "nonsense"),
        ("box-s", CartonScanned, "S"),  # Caps Lock is on
        ("so-1", OrderScanned, "SO-1"),
        ("loc-a-01-01", PlaceScanned, "A-01-01"),
        ("ser-1", ParcelScanned, SSCC),
        ("box-x", UnknownScanned, "BOX-x"),
    ],
)
def test_every_kind_of_code_has_its_meaning(device: Device, raw: str, form: Any, ident: str) -> None:
    """
    One scan, one lookup: products, places, totes, cartons, orders, returns, parcels by any of their numbers.
    """
    given = heard(device, raw)
    assert isinstance(given, form)
    named = getattr(given, "product", getattr(given, "carton", given))
    fields = ("sku", "place", "tote", "carton", "order", "rma", "sscc", "text")
    idents = {
        getattr(named, name)
        for name in fields
        if hasattr(named, name) and not isinstance(given, ParcelScanned)
    }
    assert ident in (idents or {getattr(given, "sscc", None)})


def test_a_case_counts_its_pieces(device: Device) -> None:
    """
    The code on the case is twelve mugs; three cases by AI 30 or 37 are thirty-six.
    """
    assert heard(device, CASE) == ProductScanned(heard(device, "MUG").product, 12)  # type: ignore[union-attr]
    three = heard(device, f"]C102{CASE}373")
    assert isinstance(three, ProductScanned)
    assert (three.product.sku, three.quantity) == ("MUG", 36)


def test_the_serial_of_a_shipped_piece_finds_its_parcel(device: Device) -> None:
    """
    GTIN and serial on the goods say more than the product: this very jar left in that parcel. An unknown serial
    is a jar, and another product with the same serial is not this one.
    """
    at_desk = Expected(("return", "parcel", "order", "product"))
    jar = f"]d201{CODES['JAR'].zfill(14)}21SER-1"
    for expected in (HOME, at_desk):
        given = heard(device, jar, expected)
        assert isinstance(given, ParcelScanned)
        assert (given.sscc, given.skus) == (SSCC, ("JAR",))
    assert isinstance(heard(device, jar, Expected(("product",))), ProductScanned)
    assert isinstance(heard(device, jar.replace("SER-1", "SER-2")), ProductScanned)
    assert isinstance(heard(device, f"]d201{CODES['CAN'].zfill(14)}21SER-1{GS}10L"), ProductScanned)


@pytest.mark.parametrize("code", ["1Z77", "SER-1", f"]d201{CODES['JAR'].zfill(14)}21SER-1"])
def test_tracking_number_and_serial_open_the_return(device: Device, code: str) -> None:
    """
    What the customer sends back carries the carrier's label or only itself: one scan opens what is expected.
    """
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    view = hand.good(code)["view"]
    assert view["screen"] == "return"
    assert view["job"]["order"] == "SO-0"


def test_a_piece_just_packed_comes_back_by_its_serial(device: Device) -> None:
    """
    Central has not heard of the parcel yet: the serial that was read while packing opens its return.
    """
    row = work_row("SO-3", ("JAR", 1), status="pack", tote="T3")
    row["lines"][0]["picked"] = 1
    pulled(device, [work_change(row, 3)])
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-3")
    hand.good(f"BOX-{hand.view()['carton']['suggested']}")
    jar = f"]d201{CODES['JAR'].zfill(14)}21SER-9"
    sscc = hand.good(jar)["view"]["parcel"]["sscc"]
    hand.press("home")
    given = heard(device, jar)
    assert isinstance(given, ParcelScanned)
    assert given.sscc == sscc
    assert hand.good(jar)["view"]["job"]["order"] == "SO-3"


def test_an_unreadable_code_that_is_a_number_here_is_that(device: Device) -> None:
    """
    It looks like an EAN that lacks digits, but somebody called a product so.
    """
    odd = "]E012"
    assert isinstance(heard(device, odd), UnknownScanned)
    pulled(device, [("product", odd, 3, product_row(odd))])
    assert isinstance(heard(device, odd), ProductScanned)


def test_a_number_says_how_many_only_where_one_is_awaited(device: Device) -> None:
    """
    Typed beside the scanner after a scan; a code that is known here stays what it is, and a long number is none.
    """
    many = Expected(("product", "quantity"))
    assert heard(device, "5", many) == QuantityTyped(5)
    assert isinstance(heard(device, CODES["MUG"], many), ProductScanned)
    assert not isinstance(heard(device, "5"), QuantityTyped)
    assert not isinstance(heard(device, "4711", many), QuantityTyped)


@pytest.mark.parametrize(
    ("action", "value", "meant"),
    [
        ("quantity", {"quantity": 5}, QuantityTyped(5)),
        ("weigh", {"weight_g": 1234}, WeightScanned(1234)),
        ("size", {"size": "120x90x40"}, SizeScanned((120, 90, 40))),
        ("weigh", {"weight_g": 0}, None),
        ("quantity", {"quantity": True}, None),
        ("size", {"size": "120x90"}, None),
    ],
)
def test_number_keys_mean_what_was_typed(action: str, value: dict[str, object], meant: Any) -> None:
    """
    Half a size, or nothing on the scales, is no input.
    """
    assert pressed(action, value) == meant
