"""Bitmap to the bytes of a printer, a picture or a page. What the printer makes of them is decode's business."""

import base64
import binascii
import io
import zlib

from PIL import Image

from printing.draw import WHITE

HEAD_MM = 104
"""How much of the width the usual print head covers; a wider ^PW would be ignored as a whole."""


def to_zpl(bitmap: Image.Image, dots_per_mm: int = 8) -> bytes:
    """One label as one ^GF field: prints on any Zebra, in every script, the same as its preview."""
    row_bytes = (bitmap.width + 7) // 8
    data = ink_bytes(bitmap)
    packed = base64.b64encode(zlib.compress(data, 9))
    head = f"^XA^CI28^PW{min(bitmap.width, HEAD_MM * dots_per_mm)}^LL{bitmap.height}^LH0,0^FO0,0"
    field = f"^GFA,{len(data)},{len(data)},{row_bytes},:Z64:"
    check = f":{binascii.crc_hqx(packed, 0):04X}"
    return (head + field).encode() + packed + (check + "^FS^PQ1^XZ\n").encode()


def ink_bytes(bitmap: Image.Image) -> bytes:
    """Rows of whole bytes, a set bit for a dot of ink; the spare bits at the end of a row stay white."""
    padded = Image.new("1", ((bitmap.width + 7) // 8 * 8, bitmap.height), WHITE)
    padded.paste(bitmap, (0, 0))
    return bytes(byte ^ 0xFF for byte in padded.tobytes())


def bitmap_of(ink: bytes, row_bytes: int) -> Image.Image:
    """The inverse of `ink_bytes`; missing bytes at the end are white paper."""
    rows = -(-len(ink) // row_bytes)
    data = bytes(byte ^ 0xFF for byte in ink.ljust(rows * row_bytes, b"\0"))
    return Image.frombytes("1", (row_bytes * 8, rows), data)


def to_png(bitmap: Image.Image, dots_per_mm: int = 8) -> bytes:
    dpi = dots_per_mm * 25.4
    out = io.BytesIO()
    bitmap.save(out, "PNG", dpi=(dpi, dpi), optimize=True)
    return out.getvalue()


def to_pdf(bitmap: Image.Image, dots_per_mm: int = 8) -> bytes:
    """A page of the label's own size."""
    out = io.BytesIO()
    bitmap.save(out, "PDF", resolution=dots_per_mm * 25.4)
    return out.getvalue()


def to_pdf_pages(bitmaps: list[Image.Image], dots_per_mm: int = 8) -> bytes:
    """Pages of their own size, in their order."""
    out = io.BytesIO()
    first, *rest = bitmaps
    first.save(out, "PDF", resolution=dots_per_mm * 25.4, save_all=True, append_images=rest)
    return out.getvalue()
