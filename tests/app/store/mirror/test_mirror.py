"""The mirror: central's rows at one cursor, found by what is printed on things; disposable at any time."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.store.mirror.mirror import Change, Mirror
from app.store.mirror.tables import SCHEMA
from app.store.trouble import StoreBusy, StoreFull


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mirror.db"


@pytest.fixture
def mirror(path: Path) -> Iterator[Mirror]:
    made = Mirror(path)
    yield made
    made.close()


def product(sku: str, gtin: str | None = None, version: int = 1) -> Change:
    return ("product", sku, version, {"sku": sku, "name": sku.title(), "gtin": gtin})


def place(name: str, sequence: int, kind: str = "storage") -> Change:
    return ("place", name, 1, {"place": name, "sequence": sequence, "kind": kind})


def level(name: str, sku: str, on_hand: int) -> Change:
    body: dict[str, Any] = {"place": name, "sku": sku, "on_hand": on_hand}
    return ("stock", json.dumps([name, sku]), 1, body)


def test_a_page_and_its_position_come_together(mirror: Mirror) -> None:
    """
    A page that cannot be kept moves no cursor; its rows are not there.
    """
    mirror.apply([product("MUG")], cursor="c1", last_seq="3")
    with pytest.raises(TypeError):
        mirror.apply([product("POT"), ("product", "BAD", 2, {"sku": object()})], cursor="c2")
    assert mirror.position() == {"cursor": "c1", "last_seq": "3"}
    assert mirror.row("product", "POT") is None


def test_a_product_is_found_by_its_newest_code_only(mirror: Mirror) -> None:
    """
    A GTIN is found in its 14 digits; one that was corrected is not found by the old one any more.
    """
    mirror.apply([product("MUG", "96385074"), product("POT", "4006381333931")])
    assert mirror.keys_of("product", "00000096385074") == ["MUG"]
    mirror.apply([product("MUG", "4006381333931", 2)])
    assert mirror.keys_of("product", "00000096385074") == []
    assert mirror.keys_of("product", "04006381333931") == ["MUG", "POT"]
    mirror.apply([("product", "MUG", 3, None)])
    assert mirror.keys_of("product", "04006381333931") == ["POT"]
    assert mirror.row("product", "MUG") is None


def test_the_last_change_of_a_row_counts(mirror: Mirror) -> None:
    """
    Several pages are kept at once: a row that comes twice is there once, one that went is gone.
    """
    mirror.apply(
        [product("MUG", "1", 1), product("MUG", "2", 5), product("POT", None, 2), ("product", "POT", 6, None)]
    )
    assert mirror.versions("product") == {"MUG": 5}
    assert mirror.some("product", ["MUG", "POT", "CAN"]).keys() == {"MUG"}


def test_it_is_known_where_things_lie(mirror: Mirror) -> None:
    """
    By product and by place; a row that went leaves nothing behind.
    """
    mirror.apply([place("B", 20), place("A", 10, "bulk"), level("A", "MUG", 2), level("B", "MUG", 1)])
    assert sorted(mirror.lying("MUG")) == [("A", 2, "bulk", 10), ("B", 1, "storage", 20)]
    assert mirror.skus_at("B") == {"MUG": 1}
    mirror.apply([("stock", '["B", "MUG"]', 2, None), level("nowhere", "MUG", 4)])
    assert sorted(mirror.lying("MUG")) == [("A", 2, "bulk", 10), ("nowhere", 4, "storage", 0)]
    assert mirror.skus_at("B") == {}


def test_the_first_free_place_in_walking_order(mirror: Mirror) -> None:
    """
    Only storage places, only where nothing lies, none of those that were taken just now.
    """
    mirror.apply(
        [
            place("Z", 1),
            place("QUARANTINE", 0, "quarantine"),
            place("B", 3),
            place("A", 2),
            level("Z", "M", 1),
        ]
    )
    assert mirror.free_place() == "A"
    assert mirror.free_place({"A", "elsewhere"}) == "B"
    assert mirror.free_place({"A", "B"}) is None
    mirror.apply([level("Z", "M", 0)])
    assert mirror.free_place() == "Z"


def test_a_row_of_an_unknown_form_stops_no_page(mirror: Mirror) -> None:
    """
    A newer central says a level in another way: the rest of the page is kept.
    """
    odd: list[Change] = [("stock", "no pair", 1, {"lot": 1}), ("place", "B", 1, {}), ("new kind", "k", 1, {})]
    mirror.apply([*odd, product("MUG")], cursor="c1")
    mirror.apply([("stock", "no pair", 2, None)], cursor="c2")
    assert mirror.row("product", "MUG") is not None
    assert mirror.free_place() == "B"


@pytest.mark.parametrize("damage", [b"not a database at all, " * 50, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_cannot_be_read_is_made_anew(path: Path, damage: bytes) -> None:
    """
    Central has everything: an empty mirror is pulled full again.
    """
    path.write_bytes(damage)
    mirror = Mirror(path)
    assert mirror.position() == {}
    mirror.apply([product("MUG")], cursor="c1")
    mirror.close()
    mirror = Mirror(path)
    assert mirror.row("product", "MUG") is not None
    mirror.close()


def test_damage_that_is_met_in_the_middle_makes_it_anew(path: Path) -> None:
    """
    A scan that reads a broken page finds nothing, instead of failing for ever.
    """
    mirror = Mirror(path)
    mirror.apply([product(f"SKU-{no}", f"{no:013d}") for no in range(3000)], cursor="c1")
    mirror.close()
    with path.open("r+b") as file:
        file.seek(4096 * 10)
        file.write(b"\xff" * (path.stat().st_size - 4096 * 10))
    mirror = Mirror(path)
    life = mirror.life
    mirror.all("product")
    assert mirror.life > life
    assert mirror.position() == {}
    mirror.apply([product("MUG")], cursor="c2")
    assert len(mirror.all("product")) == 1
    mirror.close()


def test_another_form_is_dropped(path: Path) -> None:
    """
    Of an older or a newer version: nothing of it is used.
    """
    mirror = Mirror(path)
    mirror.apply([product("MUG")], cursor="c1")
    mirror.close()
    with sqlite3.connect(path) as store:
        store.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    store.close()
    mirror = Mirror(path)
    assert mirror.position() == {}
    assert mirror.all("product") == []
    mirror.close()


def test_a_file_in_use_or_out_of_reach_is_never_deleted(path: Path, tmp_path: Path) -> None:
    """
    Only what cannot be read is made anew; whatever else is wrong is said.
    """
    mirror = Mirror(path)
    mirror.apply([product("MUG")], cursor="c1")
    with pytest.raises(StoreBusy):
        Mirror(path)
    assert mirror.row("product", "MUG") is not None
    mirror.close()
    with pytest.raises(StoreFull):
        Mirror(path / "below-a-file.db")


def test_a_full_disk_is_told_and_leaves_the_rows_as_they_were(mirror: Mirror) -> None:
    """
    The page is not kept, the cursor stays, and the same page is kept when there is room.
    """
    mirror.apply([product("MUG")], cursor="c1")
    pages = mirror._run(lambda tx: tx.exec_driver_sql("PRAGMA page_count").scalar())
    mirror._run(lambda tx: tx.exec_driver_sql(f"PRAGMA max_page_count = {pages}").scalar())
    page = [product(f"SKU-{no}") for no in range(1000)]
    with pytest.raises(StoreFull):
        mirror.apply(page, cursor="c2")
    assert mirror.position() == {"cursor": "c1"}
    mirror._run(lambda tx: tx.exec_driver_sql("PRAGMA max_page_count = 1000000").scalar())
    mirror.apply(page, cursor="c2")
    assert len(mirror.all("product")) == 1001


def test_a_deleted_file_can_be_read_until_a_new_one_takes_over(mirror: Mirror, path: Path) -> None:
    """
    Somebody deletes the file in the middle of a shift: the floor works on, then everything is there anew.
    """
    mirror.apply([product("MUG")], cursor="c1")
    path.unlink()
    assert mirror.gone()
    assert mirror.row("product", "MUG") is not None
    fresh = mirror.beside()
    fresh.apply([product("POT")], cursor="c2")
    life = mirror.life
    mirror.take_over(fresh)
    assert not mirror.gone()
    assert mirror.life > life
    assert (mirror.row("product", "MUG"), mirror.position()) == (None, {"cursor": "c2"})
    assert mirror.row("product", "POT") is not None
    assert not list(path.parent.glob("*.new*"))


def test_what_an_earlier_try_brought_is_forgotten_too(mirror: Mirror, path: Path) -> None:
    """
    A mirror beside that was not complete holds names and hashes of PINs like any other.
    """
    beside = mirror.beside()
    beside.apply([product("MUG")], partial="c1")
    beside.close()
    assert mirror.knows_anything()
    mirror.forget()
    assert not mirror.knows_anything()
    assert not list(path.parent.glob("*.new*"))


def test_a_product_is_found_by_every_code_in_its_text(mirror: Mirror) -> None:
    """
    A row that came as text is found by its own GTIN and those of its packagings, not by what its name says.
    """
    body = {
        "sku": "MUG",
        "name": 'called "gtin": "123"',
        "gtin": "96385074",
        "packagings": [{"gtin": "4006381333931", "quantity": 6}, {"gtin": None, "quantity": 12}],
    }
    for change in (("product", "MUG", 1, json.dumps(body)), ("product", "CUP", 1, body)):
        mirror.apply([change])
    for code in ("00000096385074", "04006381333931"):
        assert mirror.keys_of("product", code) == ["CUP", "MUG"]
    assert mirror.keys_of("product", "00000000000123") == []
    assert mirror.row("product", "MUG") == mirror.row("product", "CUP") == body


def test_rows_that_came_as_text_are_what_they_are_as_objects(path: Path) -> None:
    """
    Place, level, parcel, return, gone and came again: found in the same ways, whichever way they came.
    """
    parcel = {
        "order": "O1",
        "status": "packed",
        "sscc": "3",
        "tracking": "T1",
        "contents": [{"serials": ["S1"]}],
    }
    rows: list[Change] = [
        place("P1", 2),
        level("P1", "MUG", 5),
        ("parcel", "K", 1, parcel),
        ("return", "R1", 1, {"order": "O1", "status": "open"}),
        ("parcel", "GONE", 1, {"order": "O2"}),
    ]
    found = []
    for no, as_text in enumerate((False, True)):
        mirror = Mirror(path.with_name(f"{no}.db"))
        kept: list[Change] = [
            (kind, key, v, json.dumps(body) if as_text else body) for kind, key, v, body in rows
        ]
        mirror.apply(kept[:2])
        mirror.apply([*kept, ("parcel", "GONE", 2, None)])
        codes = ("O1", "O2", "tracking:T1", "serial:S1", "at:ramp")
        by_code = [mirror.keys_of(kind, code) for code in codes for kind in ("parcel", "return")]
        found.append((by_code, mirror.lying("MUG"), mirror.all("parcel"), mirror.versions("return")))
        mirror.close()
    assert found[0] == found[1]
    assert found[0][1] == [("P1", 5, "storage", 2)]
    assert found[0][3] == {"R1": 1}


def test_a_large_page_is_kept_whole_and_the_newest_row_counts(mirror: Mirror) -> None:
    """
    More rows than go in at once, new ones among known ones: each as it came last.
    """
    mirror.apply([product(f"S{no}", "96385074") for no in range(0, 250, 2)])
    mirror.apply([product(f"S{no}", "4006381333931", 2) for no in range(230)])
    versions = mirror.versions("product")
    assert len(versions) == 240
    assert {sku for sku, version in versions.items() if version == 1} == {
        f"S{no}" for no in range(230, 250, 2)
    }
    assert len(mirror.keys_of("product", "00000096385074")) == 10
    assert len(mirror.keys_of("product", "04006381333931")) == 230
