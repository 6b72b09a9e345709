"""Bitmap to ZPL and back is the same bitmap; other printers' ZPL is read or refused, never guessed."""

import base64
import binascii
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printing.decode import from_zpl
from printing.draw import draw as drawn
from printing.encode import bitmap_of, ink_bytes, to_pdf, to_png, to_zpl
from printing.job_label import DOTS_PER_MM, label_zpl
from printing.labels.catalogue import label_of
from tests.printing.samples import shipping_body


@st.composite
def bitmaps(draw: st.DrawFn) -> Image.Image:
    width, height = draw(st.integers(1, 70)), draw(st.integers(1, 40))
    row_bytes = (width + 7) // 8
    data = draw(st.binary(min_size=row_bytes * height, max_size=row_bytes * height))
    return Image.frombytes("1", (width, height), data)


@settings(deadline=None)
@given(bitmaps())
def test_a_bitmap_survives_the_way_to_the_printer(bitmap: Image.Image) -> None:
    """
    What the printer draws is what was sent, dot by dot; only the last byte of a row is filled up in white.
    """
    arrived = from_zpl(to_zpl(bitmap))
    assert arrived is not None
    assert arrived.crop((0, 0, *bitmap.size)).tobytes() == bitmap.tobytes()
    assert ink_bytes(arrived) == ink_bytes(bitmap)


@given(st.binary(min_size=1, max_size=400), st.integers(1, 20))
def test_ink_and_bitmap_are_inverse(ink: bytes, row_bytes: int) -> None:
    """
    A set bit is a dot of ink.
    """
    assert ink_bytes(bitmap_of(ink, row_bytes))[: len(ink)] == ink


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                b"^XA",
                b"^GFA,",
                b"8,8,1,",
                b":Z64:",
                b"AAAA",
                b":0000",
                b"^FO",
                b"-1,99999",
                b"^PW0",
                b"z!:,",
                b"^XZ",
                b"0",
            ]
        )
    ).map(b"".join)
)
def test_bad_bytes_are_refused_not_fatal(data: bytes) -> None:
    """
    The decoder takes anything.
    """
    assert isinstance(from_zpl(data), Image.Image | None)


def field(data: str, *, total: int = 4, row_bytes: int = 2) -> bytes:
    return f"^XA^FO0,0^GFA,{total},{total},{row_bytes},{data}^FS^XZ".encode()


@pytest.mark.parametrize(
    ("data", "ink"),
    [
        ("FF00\n00FF", "FF0000FF"),
        ("H F,!", "FF00FFFF"),
        ("F0F0:", "F0F0F0F0"),
        ("hF", "FFFFFFFF"),
        ("FF", "FF000000"),
    ],
)
def test_hex_and_its_shorthand_are_read(data: str, ink: str) -> None:
    """
    Other programs' labels come in hex: G-Y and g-z repeat, comma and bang fill a row, colon copies one.
    """
    bitmap = from_zpl(field(data.replace(" ", "")))
    assert bitmap is not None
    assert ink_bytes(bitmap).hex().upper() == ink


def test_a_damaged_label_is_not_printed() -> None:
    """
    One wrong letter in the packed data, and the checksum says so.
    """
    good = label_zpl("shipping", shipping_body())
    at = good.index(b":Z64:") + 40
    bad = good[:at] + (b"A" if good[at : at + 1] != b"A" else b"B") + good[at + 1 :]
    assert from_zpl(good) is not None
    assert from_zpl(bad) is None
    end = good.index(b"^FS")
    other_check = b"0000" if good[end - 4 : end] != b"0000" else b"1111"
    assert from_zpl(good[: end - 4] + other_check + good[end:]) is None


def test_a_bomb_is_not_unpacked() -> None:
    """
    A few bytes that claim to be a gigabyte stay a few bytes.
    """
    packed = base64.b64encode(zlib.compress(bytes(10_000_000), 9)).decode()
    check = f"{binascii.crc_hqx(packed.encode(), 0):04X}"
    assert from_zpl(field(f":Z64:{packed}:{check}", total=999_999_999, row_bytes=100)) is None
    small = from_zpl(field(f":Z64:{packed}:{check}", total=800, row_bytes=10))
    assert small is not None
    assert small.size == (80, 80)


def test_pictures_lie_where_their_origin_says() -> None:
    """
    Two pictures on one label, the second shifted.
    """
    two = b"^XA^PW32^LL8^FO0,0^GFA,1,1,1,FF^FS^FO16,4^GFA,1,1,1,FF^FS^XZ"
    bitmap = from_zpl(two)
    assert bitmap is not None
    assert bitmap.size == (32, 8)
    assert (bitmap.getpixel((0, 0)), bitmap.getpixel((16, 4)), bitmap.getpixel((16, 0))) == (0, 0, 255)


def test_text_only_zpl_has_no_picture() -> None:
    """
    It is kept by whoever reads it, but not drawn.
    """
    assert from_zpl(b"^XA^FO10,10^A0N,30^FDHello^FS^XZ") is None


def test_the_page_is_as_large_as_the_label() -> None:
    """
    A6 at 203 dpi becomes an A6 page.
    """
    pdf = to_pdf(drawn(label_of("shipping", shipping_body()), DOTS_PER_MM), DOTS_PER_MM)
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [ 0 0 297.6" in pdf
    assert to_png(Image.new("1", (8, 8)))[:4] == b"\x89PNG"
    assert to_pdf(Image.new("1", (8, 8)))[:4] == b"%PDF"
