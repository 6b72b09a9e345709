"""Print jobs as packing makes them, and how to read and wait; shared by the tests of this folder."""

import time
from collections.abc import Callable
from typing import Any

import zxingcpp
from PIL import Image
from pyzbar import pyzbar

SSCC = "340123450000000178"

SHIP_TO = {
    "name": "Zoë Müller",
    "street": "Straße des 17. Juni 135",
    "postcode": "10623",
    "city": "Berlin",
    "country": "DE",
}

STRANGE_NAMES = (
    "Zoë Müller",
    "Łódź Żółć",
    "Київ Їжак Ґанок",
    "Αθήνα Ώρα",
    "أحمد العلي",
    "עברית שלום",
    "王小明 北京",
    "山田 太郎 さん",
    "김철수 서울",
    "สมชาย กรุงเทพ",
    "राम मुंबई",
    "Nguyễn Thị Ánh Tuyết",
    "İstanbul ışık",
    'O\'Brien-Smith (c/o) № 5 ½ – "Haus" ^XZ~HS\\&',
    "\U0001f4e6 Box \U0001f600",
    "\U00013000 \ue000 \ud800",
    "tab\tand\nnew\r\nline\u2028end\x00",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "A" * 200,
    "ein sehr langer Name " * 15,
)


def shipping_body(**changes: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "ship_to": SHIP_TO,
        "order": "SO-100234",
        "sscc": SSCC,
        "carton": "BOX-M2",
        "no": 1,
        "of": 2,
        "weight_g": 2450,
    }
    return {**body, **changes}


def to_name(name: str) -> dict[str, Any]:
    return {**SHIP_TO, "name": name}


def codes_in(bitmap: Image.Image) -> list[tuple[str, str]]:
    """Text and AIM id of each symbol, read by zxing-cpp, which drew none of it."""
    found = zxingcpp.read_barcodes(bitmap.convert("L"), text_mode=zxingcpp.TextMode.Plain)
    return [(code.text, code.symbology_identifier) for code in found]


def codes_by_zbar(bitmap: Image.Image) -> list[bytes]:
    return [code.data for code in pyzbar.decode(bitmap.convert("L"))]


def until(true: Callable[[], object], within_s: float = 60.0) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.01)
