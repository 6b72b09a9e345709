"""The engines that find codes in a grey picture, each only if it is installed. Knows no rule of acceptance."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.scanning.decode.symbols import ALL, RETAIL, STRONG, Box, Reading, Symbology, is_itf14, retail_digits

_ZXING_FORMATS = {
    "EAN13": Symbology.EAN13,
    "EAN8": Symbology.EAN8,
    "UPCA": Symbology.UPCA,
    "UPCE": Symbology.UPCE,
    "Code128": Symbology.CODE128,
    "Code39": Symbology.CODE39,
    "Code93": Symbology.CODE93,
    "Codabar": Symbology.CODABAR,
    "ITF": Symbology.ITF,
    "ITF14": Symbology.ITF14,
    "DataBarOmni": Symbology.DATABAR,
    "DataBarStk": Symbology.DATABAR,
    "DataBarStkOmni": Symbology.DATABAR,
    "DataBarLtd": Symbology.DATABARLTD,
    "DataBarExp": Symbology.DATABAREXP,
    "DataBarExpStk": Symbology.DATABAREXP,
    "QRCode": Symbology.QRCODE,
    "DataMatrix": Symbology.DATAMATRIX,
    "PDF417": Symbology.PDF417,
    "Aztec": Symbology.AZTEC,
}
# The name an answer carries may be narrower than the one that was asked for.
_ZXING_ANSWERS = {
    **_ZXING_FORMATS,
    "DataBar": Symbology.DATABAR,
    "QRCodeModel2": Symbology.QRCODE,
    "QRCodeModel1": Symbology.QRCODE,
    "Code39Std": Symbology.CODE39,
    "Code39Ext": Symbology.CODE39,
    "ISBN": Symbology.EAN13,
    "AztecCode": Symbology.AZTEC,
    "CompactPDF417": Symbology.PDF417,
}
_ZBAR_TYPES = {
    "EAN13": Symbology.EAN13,
    "EAN8": Symbology.EAN8,
    "UPCA": Symbology.UPCA,
    "UPCE": Symbology.UPCE,
    "CODE128": Symbology.CODE128,
    "CODE39": Symbology.CODE39,
    "CODE93": Symbology.CODE93,
    "CODABAR": Symbology.CODABAR,
    "I25": Symbology.ITF,
    "DATABAR": Symbology.DATABAR,
    "DATABAR_EXP": Symbology.DATABAREXP,
    "QRCODE": Symbology.QRCODE,
}
_ZBAR_READS = frozenset(_ZBAR_TYPES.values()) | {Symbology.ITF14}

_GS = "\x1d"


@dataclass(frozen=True, slots=True)
class Engine:
    """One reader: its name, what it can read, and how. `read` takes a grey picture and never a colour one."""

    name: str
    reads: frozenset[Symbology]
    read: Callable[[Any, frozenset[Symbology]], list[Reading]]


@dataclass(frozen=True, slots=True)
class Missing:
    """An engine that is not installed, and the kinds of codes that nothing else reads, or reads alone."""

    engine: str
    unread: tuple[Symbology, ...]
    unsure: tuple[Symbology, ...]


@cache
def installed() -> tuple[Engine, ...]:
    """The engines that are there, the best first."""
    return tuple(engine for engine in (_zxing(), _zbar(), _opencv()) if engine is not None)


def missing(engines: Iterable[Engine]) -> tuple[Missing, ...]:
    """What cannot be read for want of an engine. Empty when both full engines are there."""
    here = {engine.name for engine in engines}
    read_by = {kind: [name for name in here if kind in _READS[name]] for kind in Symbology}
    return tuple(
        Missing(
            name,
            tuple(kind for kind in Symbology if kind in _READS[name] and not read_by[kind]),
            tuple(kind for kind in Symbology if kind in _READS[name] - STRONG and len(read_by[kind]) == 1),
        )
        for name in ("zxing", "zbar")
        if name not in here
    )


def _zxing() -> Engine | None:
    try:
        import zxingcpp
    except ImportError:
        return None

    def read(picture: Any, wanted: frozenset[Symbology]) -> list[Reading]:
        names = [name for name, kind in _ZXING_FORMATS.items() if kind in _asked(wanted)]
        formats = zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in names])
        found = zxingcpp.read_barcodes(
            picture, formats=formats, try_downscale=False, text_mode=zxingcpp.TextMode.Plain
        )
        return [reading for one in found if (reading := _from_zxing(one, wanted)) is not None]

    return Engine("zxing", ALL, read)


def _from_zxing(one: Any, wanted: frozenset[Symbology]) -> Reading | None:
    kind = _ZXING_ANSWERS.get(one.format.name)
    corners = one.position
    points = (corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left)
    box = _around([(point.x, point.y) for point in points])
    return _reading(
        "zxing", kind, one.text, (box, one.symbology_identifier.removeprefix("]") or None), wanted
    )


def _zbar() -> Engine | None:
    try:
        from pyzbar import pyzbar
    except ImportError:  # the package, or the zbar library it looks for
        return None

    def read(picture: Any, wanted: frozenset[Symbology]) -> list[Reading]:
        symbols = [symbol for symbol in pyzbar.ZBarSymbol if _ZBAR_TYPES.get(symbol.name) in _asked(wanted)]
        found = pyzbar.decode(picture, symbols=symbols) if symbols else []
        return [reading for one in found if (reading := _from_zbar(one, wanted)) is not None]

    return Engine("zbar", _ZBAR_READS, read)


def _from_zbar(one: Any, wanted: frozenset[Symbology]) -> Reading | None:
    kind = _ZBAR_TYPES.get(one.type.replace("-", "_"))
    try:
        text = one.data.decode("utf-8")
    except UnicodeDecodeError:
        text = one.data.decode("latin-1")
    if kind is Symbology.CODE128 and text.startswith(_GS):  # how zbar says that this is GS1-128
        return _reading("zbar", kind, text[1:], (_around(one.polygon), "C1"), wanted)
    return _reading("zbar", kind, text, (_around(one.polygon), None), wanted)


def _opencv() -> Engine | None:
    """OpenCV's own reader invents retail codes: a witness for another engine, never more."""
    try:
        import cv2

        detector_of = cv2.barcode.BarcodeDetector
    except (ImportError, AttributeError):
        return None
    kinds = {
        "EAN_13": Symbology.EAN13,
        "EAN_8": Symbology.EAN8,
        "UPC_A": Symbology.UPCA,
        "UPC_E": Symbology.UPCE,
    }

    def read(picture: Any, wanted: frozenset[Symbology]) -> list[Reading]:
        try:
            _, texts, types, corners = detector_of().detectAndDecodeWithType(picture)  # one keeps state
        except cv2.error:
            return []
        if corners is None:
            return []
        found = (
            _reading("opencv", kinds.get(kind), text, (_around(points.reshape(-1, 2)), None), wanted)
            for text, kind, points in zip(texts, types, corners, strict=False)
        )
        return [one for one in found if one is not None]

    return Engine("opencv", RETAIL, read)


_READS = {"zxing": ALL, "zbar": _ZBAR_READS, "opencv": frozenset[Symbology]()}


def _asked(wanted: frozenset[Symbology]) -> frozenset[Symbology]:
    """What to ask an engine for: it knows ITF-14 as a kind of ITF only."""
    return wanted | {Symbology.ITF} if Symbology.ITF14 in wanted else wanted


def _reading(
    engine: str, kind: Symbology | None, text: str, seen: tuple[Box, str | None], wanted: frozenset[Symbology]
) -> Reading | None:
    """A reading in our own words, or None when nobody asked for it or it cannot be."""
    box, aim = seen
    if kind in RETAIL:
        digits = retail_digits(kind, text)
        text, aim = digits or "", "E4" if kind is Symbology.EAN8 else "E0"
    if kind in {Symbology.ITF, Symbology.ITF14}:
        kind = Symbology.ITF14 if is_itf14(text) and Symbology.ITF14 in wanted else Symbology.ITF
    if kind is None or kind not in wanted or not text:
        return None
    return Reading(engine, kind, text, box, aim)


def _around(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys))
