"""One reading for all that a code can name: by key, by what is printed, with what lies where."""

import json
from pathlib import Path

from app.store.mirror.mirror import Mirror
from app.store.mirror.named import NAMED_MAX
from app.store.mirror.page import serial_code, tracking_code
from tests.sync.central.warehouse import place_row, product_row

CASE = "14006381333938"


def full(folder: Path) -> Mirror:
    packs = [{"gtin": CASE, "quantity": 12}, {"quantity": 3}, "nonsense"]
    contents = [{"sku": "MUG", "quantity": 1, "serials": ["S-1", "S-2"]}, {"sku": "POT", "quantity": 1}]
    mirror = Mirror(folder / "mirror.db")
    mirror.apply(
        [
            ("product", "MUG", 1, product_row("MUG", gtin="4006381333931", packagings=packs)),
            ("product", "A-1", 1, product_row("A-1")),
            ("place", "A-1", 1, place_row("A-1", 7, kind="storage")),
            ("stock", json.dumps(["A-1", "MUG"]), 1, {"place": "A-1", "sku": "MUG", "on_hand": 4}),
            ("parcel", "P1", 1, {"sscc": "P1", "order": "SO-1", "tracking": "1Z9", "contents": contents}),
            ("return", "A-1", 1, {"rma": "A-1", "order": "SO-9", "status": "announced", "lines": []}),
        ],
        cursor="c1",
    )
    return mirror


def test_everything_of_one_name_comes_at_once(tmp_path: Path) -> None:
    """
    A product, a place and a return are all called A-1; the place tells what lies there.
    """
    mirror = full(tmp_path)
    found = mirror.named(["A-1"], ["A-1"])
    assert sorted(kind for kind, _ in found.rows) == ["place", "product", "return"]
    assert found.there == {"A-1": {"MUG": 4}}
    mirror.close()


def test_what_is_printed_on_it_leads_to_it(tmp_path: Path) -> None:
    """
    The code of the piece and of the case, the order, tracking number and serial of a parcel; each where it belongs.
    """
    mirror = full(tmp_path)
    for code in ("04006381333931", CASE):
        found = mirror.named([], [code])
        assert list(found.rows) == [("product", "MUG")]
        assert found.lies == {"MUG": [("A-1", 4, "storage", 7)]}
    for code in ("SO-1", tracking_code("1Z9"), serial_code("S-2")):
        assert list(mirror.named([], [code]).rows) == [("parcel", "P1")]
    assert mirror.named(["1Z9", "S-1"], ["1Z9", "S-1", "SO-9"]).rows == {}
    mirror.close()


def test_a_row_that_goes_takes_its_codes_along(tmp_path: Path) -> None:
    """
    A tracking number that was corrected leads nowhere any more.
    """
    mirror = full(tmp_path)
    mirror.apply([("parcel", "P1", 2, {"sscc": "P1", "order": "SO-1", "tracking": "1Z8", "contents": []})])
    assert mirror.named([], [tracking_code("1Z9"), serial_code("S-1")]).rows == {}
    mirror.apply([("parcel", "P1", 3, None)])
    assert mirror.named([], [tracking_code("1Z8"), "SO-1"]).rows == {}
    mirror.close()


def test_a_number_on_very_many_things_stays_quick(tmp_path: Path) -> None:
    """
    Somebody gave one code to a thousand products: no scan waits for them all.
    """
    mirror = Mirror(tmp_path / "mirror.db")
    mirror.apply([("product", f"S{no}", 1, product_row(f"S{no}", gtin="96385074")) for no in range(200)])
    assert len(mirror.named([], ["00000096385074"]).rows) == NAMED_MAX
    assert mirror.named([], []).rows == {}
    mirror.close()
