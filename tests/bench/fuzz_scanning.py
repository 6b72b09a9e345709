"""Throws random and mutated payloads and broken pictures at the scanning room. Knows only what must never happen.

python -m tests.bench.fuzz_scanning --payloads 100000 --images 2000
"""

import argparse
import io
import random
import string
import sys
import time
import traceback
import zlib
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
import zxingcpp
from PIL import Image

from app.domain.parcels import check_digit
from app.scanning.decode.reader import Reader
from app.scanning.decode.symbols import ALL
from app.scanning.parse import ScannerProfile, parse_scan
from app.scanning.unreadable import Unreadable

_PROFILES = (ScannerProfile(), ScannerProfile("#", "\r\n", "|"), ScannerProfile("]", "\t", "\u241d"))
_HEADS = ("", "]C1", "]C0", "]d2", "]Q3", "]Q1", "]E0", "]E4", "]e0", "]J1", "]", "]C", "#]C1")
_SPICE = "\x1d\x00\x04\x1e\r\n\t|~^()%/?&=]\u241d\udc80\ufffd\u0660\u00e9\U0001f4e6"
_TILES = (
    "https://id.gs1.org",
    "http://[",
    "/01/",
    "/00/",
    "?17=",
    "&99=",
    "%4",
    "(01)",
    "(10)",
    "LOC-",
    "|]e0",
)
_FIELDS = (
    "01",
    "02",
    "00",
    "10",
    "21",
    "17",
    "37",
    "3103",
    "3932",
    "421",
    "4300",
    "8006",
    "8008",
    "91",
    "402",
)
_FILES = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")
Shown = TypeVar("Shown", str, bytes)
_MODES = ("L", "RGB", "RGBA", "P", "1", "CMYK", "LA", "I;16")


def payloads(count: int, chance: random.Random) -> Iterator[str]:
    """Texts as no scanner should send them, and as one nearly does."""
    for _ in range(count):
        text = chance.choice(_HEADS) + "".join(_piece(chance) for _ in range(chance.randrange(6)))
        for _ in range(chance.choice((0, 0, 1, 2, 5))):
            text = _mutated(text, chance)
        yield text * chance.choice((1,) * 60 + (40, 5000))


def _piece(chance: random.Random) -> str:
    kind = chance.randrange(6)
    if kind == 0:
        return "".join(chance.choices(string.printable + _SPICE, k=chance.randrange(40)))
    if kind == 1:
        return chance.choice(_TILES)
    if kind == 2:
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(6)))
    ai = chance.choice(_FIELDS) if kind < 5 else str(chance.randrange(10_000))
    digits = "".join(chance.choices(string.digits, k=chance.choice((2, 5, 6, 8, 13, 17))))
    return (
        ai + digits + (check_digit(digits) if chance.random() < 0.6 else "") + chance.choice(("", "", "\x1d"))
    )


def _mutated(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    sign = chance.choice(_SPICE + string.digits)
    return chance.choice(
        (text[:at], text[at:], text[:at] + sign + text[at:], text[:at] + sign + text[at + 1 :])
    )


def pictures(count: int, chance: random.Random) -> Iterator[bytes]:
    """Files of small pictures, most of them damaged."""
    for _ in range(count):
        data = bytearray(_file(_drawn(chance), chance))
        for _ in range(chance.choice((0, 1, 1, 3, 20))):
            _damage(data, chance)
        yield bytes(data)


def _drawn(chance: random.Random) -> Image.Image:
    """A symbol, noise, or an odd shape."""
    kind = chance.randrange(4)
    if kind == 0:
        return Image.effect_noise(
            (chance.randrange(1, 90), chance.randrange(1, 90)), chance.randrange(1, 200)
        )
    if kind == 1:
        return Image.new("L", chance.choice(((1, 1), (1, 300), (300, 1), (2, 2), (64, 64))), 128)
    name, text = chance.choice(
        (("QRCode", "LOC-A"), ("Code128", "TOTE-7"), ("EAN13", "4006381333931"), ("Aztec", "A"))
    )
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, name))
    return Image.fromarray(np.asarray(made.to_image(scale=chance.randrange(1, 3)))).convert("L")


def _file(picture: Image.Image, chance: random.Random) -> bytes:
    file = io.BytesIO()
    try:
        picture.convert(chance.choice(_MODES)).save(file, chance.choice(_FILES))
    except (OSError, ValueError, KeyError, SystemError):  # not every format holds every mode
        picture.convert("L").resize((max(1, picture.width), max(1, picture.height))).save(file, "PNG")
    return file.getvalue()


def _damage(data: bytearray, chance: random.Random) -> None:
    if len(data) < 30:
        data.extend(chance.randbytes(30))
        return
    at = chance.randrange(len(data))
    match chance.randrange(5):
        case 0:
            del data[at:]
        case 1:
            data[at] = chance.randrange(256)
        case 2:
            data[at : at + 8] = chance.randbytes(8)
        case 3:
            del data[at : at + chance.randrange(40)]
        case _:  # a PNG that claims another size, with the right checksum
            data[16:24] = chance.choice((b"\xff" * 8, bytes(8), chance.randbytes(8), b"\x00\x00\x3f\xff" * 2))
            data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")


def _hear(text: str) -> None:
    for profile in _PROFILES:
        try:
            scan = parse_scan(text, profile)
        except Unreadable:
            continue
        facts = (
            scan.gtin,
            scan.sscc,
            scan.quantity,
            scan.lot,
            scan.serial,
            scan.expiry,
            scan.kind,
            scan.ident,
        )
        if scan.raw != text or len(facts) != 8:
            raise AssertionError("the scan is not what was heard")


def faults_of_payloads(count: int, seed: int) -> list[str]:
    """What went wrong with so many payloads; empty when every one was understood or refused."""
    return _faults(payloads(count, random.Random(seed)), _hear)


def faults_of_pictures(count: int, seed: int) -> list[str]:
    """What went wrong with so many pictures; empty when every one was read or kept silent about."""
    reader = Reader(ALL, budget_ms=300)

    def look(data: bytes) -> None:
        for one in reader.read(data).accepted:
            _hear(one.raw)

    return _faults(pictures(count, random.Random(seed)), look)


def _faults(inputs: Iterator[Shown], look: Callable[[Shown], None]) -> list[str]:
    found = []
    for one in inputs:
        try:
            look(one)
        except Exception:
            found.append(f"{one[:200]!r}\n{traceback.format_exc(limit=-3)}")
    return found


def main() -> int:
    """Run as many as asked for and say what was found; 1 when anything left the room."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--payloads", type=int, default=100_000)
    parser.add_argument("--images", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    started_s = time.process_time()
    found = faults_of_payloads(asked.payloads, asked.seed) + faults_of_pictures(asked.images, asked.seed)
    for fault in found[:20]:
        print(fault)
    spent_s = time.process_time() - started_s
    print(f"{asked.payloads} payloads, {asked.images} pictures, {len(found)} faults, {spent_s:.0f} s of CPU")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
