"""What each kind of import file holds: its columns, its key, what must hold within a row, where it goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.cli import import_fields as fields
from app.cli.csv_rows import RowProblem

EDGE_MAX_MM = 10_000
WEIGHT_MAX_G = 1_000_000
QUANTITY_MAX = 1_000_000
NUMBER_MAX = 1_000_000_000

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column and how its cells are read; `read` raises BadValue."""

    name: str
    read: Callable[[str], Any]
    optional: bool = False


def _nothing(_row: int, _values: Mapping[str, Any]) -> RowProblem | None:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `check` looks at a row whose cells are all good."""

    name: str
    path: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    check: Callable[[int, Mapping[str, Any]], RowProblem | None] = _nothing

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if not column.optional)

    @property
    def optional(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.optional)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


SIDES = ("length_mm", "width_mm", "height_mm")
FLAGS = ("hygiene", "upright", "fragile", "nostack", "hazmat")


def _product_is_measured_whole(row: int, values: Mapping[str, Any]) -> RowProblem | None:
    """Three edges or none: a product that nobody has measured is packed by eye until somebody does."""
    for head in ("", "folded_"):
        missing = [side for side in SIDES if values.get(f"{head}{side}") is None]
        if 0 < len(missing) < len(SIDES):
            return RowProblem(row, f"{head}{missing[0]}", "This cell is empty. Fill it in.")
    return None


def _carton_has_walls(row: int, values: Mapping[str, Any]) -> RowProblem | None:
    edges = ("length_mm", "width_mm", "height_mm")
    inner = sorted(edges, key=lambda edge: int(values[f"inner_{edge}"]), reverse=True)
    outer = sorted((int(values[f"outer_{edge}"]) for edge in edges), reverse=True)
    for edge, outer_mm in zip(inner, outer, strict=True):
        inner_mm = int(values[f"inner_{edge}"])
        if inner_mm > outer_mm:
            sentence = (
                f"The inside ({inner_mm} mm) is larger than the outside ({outer_mm} mm). Measure again."
            )
            return RowProblem(row, f"inner_{edge}", sentence)
    return None


_edge = partial(fields.whole, least=1, most=EDGE_MAX_MM)
_edge_if_known = partial(fields.whole_or_none, least=1, most=EDGE_MAX_MM)
_weight = partial(fields.whole, least=0, most=WEIGHT_MAX_G)
_number = partial(fields.whole, least=0, most=NUMBER_MAX)
_pieces_if_known = partial(fields.whole_or_none, least=1, most=QUANTITY_MAX)
_number_if_known = partial(fields.whole_or_none, least=0, most=NUMBER_MAX)

PRODUCTS = Kind(
    "products",
    "/v1/products",
    ("sku",),
    (
        Column("sku", fields.key),
        Column("name", fields.text),
        Column("gtin", fields.gtin),
        Column("length_mm", _edge_if_known),
        Column("width_mm", _edge_if_known),
        Column("height_mm", _edge_if_known),
        Column("weight_g", _weight),
        *(Column(name, fields.flag, optional=True) for name in FLAGS),
        *(Column(f"folded_{side}", _edge_if_known, optional=True) for side in SIDES),
        Column("packagings", fields.packagings, optional=True),
        Column("marks", fields.marks, optional=True),
        Column("hs_code", fields.hs_code, optional=True),
        Column("origin", fields.origin, optional=True),
        Column("value_cents", partial(fields.whole_or_none, least=1, most=NUMBER_MAX), optional=True),
        Column("parcel_max", _pieces_if_known, optional=True),
        Column("group", partial(fields.optional_text, length_max=fields.KEY_LENGTH_MAX), optional=True),
        Column("age_min", partial(fields.whole_or_none, least=0, most=99), optional=True),
    ),
    _product_is_measured_whole,
)
PLACES = Kind(
    "places",
    "/v1/places",
    ("place",),
    (
        Column("place", fields.key),
        Column("aisle", fields.key),
        Column("bay", fields.key),
        Column("level", fields.key),
        Column("sequence", _number),
        Column("kind", fields.optional_text, optional=True),
    ),
)
CARTONS = Kind(
    "cartons",
    "/v1/cartons",
    ("carton",),
    (
        Column("carton", fields.key),
        Column("inner_length_mm", _edge),
        Column("inner_width_mm", _edge),
        Column("inner_height_mm", _edge),
        Column("outer_length_mm", _edge),
        Column("outer_width_mm", _edge),
        Column("outer_height_mm", _edge),
        Column("tare_g", _weight),
        Column("content_max_g", _weight),
        Column("cost_cents", _number),
        Column("clearance_mm", _number_if_known, optional=True),
        Column("hazmat", fields.flag_or_none, optional=True),
        Column("stock", _number_if_known, optional=True),
        Column("stock_low", _number_if_known, optional=True),
    ),
    _carton_has_walls,
)
PEOPLE = Kind(
    "people",
    "/v1/people",
    ("badge",),
    (
        Column("badge", fields.key),
        Column("name", fields.text),
        Column("pin", fields.pin),
        Column("roles", fields.roles),
    ),
)
STOCK = Kind(
    "stock",
    "/v1/stock/levels",
    ("place", "sku"),
    (
        Column("place", fields.key),
        Column("sku", fields.key),
        Column("quantity", partial(fields.whole, least=0, most=QUANTITY_MAX)),
    ),
)
ORDERS = Kind(
    "orders",
    "/v1/orders",
    (),
    (
        Column("order", fields.key),
        Column("sku", fields.key),
        Column("quantity", partial(fields.whole, least=1, most=QUANTITY_MAX)),
        Column("ship_name", fields.text),
        Column("ship_street", fields.text),
        Column("ship_postcode", fields.optional_text),
        Column("ship_city", fields.text),
        Column("ship_country", fields.text),
        Column("gift_note", fields.note, optional=True),
        Column(
            "instructions", partial(fields.optional_text, length_max=fields.NOTE_LENGTH_MAX), optional=True
        ),
        Column("price_free", fields.flag, optional=True),
        Column("insert", partial(fields.optional_text, length_max=fields.KEY_LENGTH_MAX), optional=True),
        Column("language", fields.language, optional=True),
        Column("currency", fields.currency, optional=True),
        Column("line_instructions", fields.optional_text, optional=True),
        Column("price_cents", _number_if_known, optional=True),
        Column("lot", partial(fields.optional_text, length_max=20), optional=True),
    ),
)
KINDS = {kind.name: kind for kind in (PRODUCTS, PLACES, CARTONS, PEOPLE, STOCK, ORDERS)}
