"""Pictures of codes, as a phone or a station's camera brings them, are read or kept silent about."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageOps

from app.scanning.decode import engines
from app.scanning.decode.engines import Engine
from app.scanning.decode.prepare import grey
from app.scanning.decode.prepare_plain import plain_passes
from app.scanning.decode.reader import Reader, decode, decode_all
from app.scanning.decode.symbols import ALL, Symbology
from app.scanning.decode.vote import Answer, Ballot
from app.scanning.parse import parse_scan
from tests.app.scanning.decode.pictures import blurred, file_of, on_paper, symbol, turned

EAN = "4006381333931"
GS1 = "(01)09520123456788(10)AB-7(21)X9"


def only(*names: str) -> list[Engine]:
    return [engine for engine in engines.installed() if engine.name in names]


@pytest.mark.parametrize("kind", ["QRCode", "DataMatrix", "Aztec", "PDF417", "Code128"])
@pytest.mark.parametrize("angle_deg", [0, 90, 180])
def test_codes_of_our_own_labels_are_taken_at_once(kind: str, angle_deg: int) -> None:
    """
    Whichever way round the label lies.
    """
    picture = turned(on_paper(symbol(kind, "LOC-A-01-02")), angle_deg)
    assert [one.text for one in decode(file_of(picture))] == ["LOC-A-01-02"]


@pytest.mark.parametrize("kind", ["Code128", "DataMatrix", "QRCode"])
def test_a_gs1_label_keeps_its_separators_and_says_that_it_is_one(kind: str) -> None:
    """
    A picture goes through the same parser as a scanner, and gives the same fields.
    """
    (one,) = decode(file_of(on_paper(symbol(kind, GS1, gs1=True))))
    scan = parse_scan(one.raw)
    assert (scan.gtin, scan.lot, scan.serial) == ("09520123456788", "AB-7", "X9")


@pytest.mark.parametrize(
    ("kind", "text", "read"),
    [("EAN13", EAN, EAN), ("EAN8", "96385074", "96385074"), ("UPCA", "036000291452", "0036000291452")],
)
@pytest.mark.parametrize("file", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_a_product_code_is_taken_when_two_engines_agree(kind: str, text: str, read: str, file: str) -> None:
    """
    From every kind of picture file that a camera or a browser makes.
    """
    (one,) = decode(file_of(on_paper(symbol(kind, text)), file))
    assert (one.text, one.sure) == (read, True)
    assert parse_scan(one.raw).gtin == read.zfill(14)


def test_a_carton_code_of_14_digits_is_taken_and_other_itf_is_not() -> None:
    """
    Interleaved 2 of 5 reads as something shorter too easily, so the floor takes trade item numbers only.
    """
    assert [one.text for one in decode(file_of(on_paper(symbol("ITF", "10036000291459"))))] == [
        "10036000291459"
    ]
    other = file_of(on_paper(symbol("ITF", "12345678")))
    assert decode_all(other) == ()
    assert [one.text for one in decode_all(other, ALL)] == ["12345678"]


@pytest.mark.parametrize(("kind", "text"), [("Code39", "A-01"), ("Codabar", "A123B"), ("Code93", "A-01")])
def test_codes_that_invite_phantoms_are_off_until_a_site_wants_them(kind: str, text: str) -> None:
    """
    A floor that does not use Code 39 is not asked about it.
    """
    picture = file_of(on_paper(symbol(kind, text)))
    assert decode_all(picture) == ()
    assert len(decode_all(picture, ALL)) == 1


def test_one_engine_alone_asks_and_does_not_book() -> None:
    """
    Where only one engine is installed, a product code is shown with "is this right?".
    """
    picture = file_of(on_paper(symbol("EAN13", EAN)))
    answer = Reader(having=only("zxing")).read(picture)
    assert answer.accepted == ()
    assert [(one.text, one.sure) for one in answer.doubtful] == [(EAN, False)]


def test_a_picture_with_several_codes_gives_all_of_them() -> None:
    """
    A label with place, product and link is read in one go.
    """
    sheet = on_paper(symbol("Code128", "LOC-A-01"), symbol("EAN13", EAN), symbol("QRCode", "TOTE-7"))
    assert {one.text for one in decode_all(file_of(sheet))} >= {"LOC-A-01", "TOTE-7"}


@pytest.mark.parametrize("angle_deg", [12, 20, -20, 45, 135])
def test_a_slanting_bar_code_is_read(angle_deg: int) -> None:
    """
    Nobody holds a phone straight.
    """
    picture = turned(on_paper(symbol("EAN13", EAN)), angle_deg)
    assert EAN in {one.text for one in decode_all(file_of(picture))}


def test_white_bars_on_black_are_read() -> None:
    """
    Some bottles are printed light on dark.
    """
    picture = ImageOps.invert(on_paper(symbol("EAN13", EAN)))
    assert EAN in {one.text for one in decode_all(file_of(picture))}


def test_a_blurred_or_pale_code_is_read() -> None:
    """
    A phone that has not focused yet, and a label that the sun has faded.
    """
    sheet = on_paper(symbol("EAN13", EAN))
    assert EAN in {one.text for one in decode_all(file_of(blurred(sheet, 2)))}
    assert EAN in {one.text for one in decode_all(file_of(sheet.point(lambda level: 150 + level // 8)))}


def test_black_bars_on_yellow_and_on_nothing_are_read() -> None:
    """
    Colour and transparency are turned into grey before an engine looks.
    """
    sheet = on_paper(symbol("EAN13", EAN))
    yellow = ImageOps.colorize(sheet, "black", "yellow")
    assert EAN in {one.text for one in decode_all(file_of(yellow))}
    clear = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=ImageOps.invert(sheet))
    assert EAN in {one.text for one in decode_all(file_of(clear))}


def test_a_large_photo_is_read_within_the_budget() -> None:
    """
    A phone sends 12 million pixels; the code in a corner of it is found all the same.
    """
    photo = Image.new("L", (4000, 3000), 200)
    photo.paste(on_paper(symbol("DataMatrix", "LOC-A-01", scale=10)), (2800, 1900))
    assert [one.text for one in decode(file_of(photo, "JPEG"))] == ["LOC-A-01"]


@pytest.mark.parametrize("picture", [Image.new("L", (320, 240), 255), Image.effect_noise((200, 150), 80)])
def test_a_picture_without_a_code_says_nothing(picture: Image.Image) -> None:
    """
    A wall, or the dark inside of a pocket.
    """
    assert decode_all(file_of(picture), ALL) == ()


def test_bytes_that_are_no_picture_say_nothing() -> None:
    """
    Empty, cut off, or a text: no exception, no code.
    """
    whole = file_of(on_paper(symbol("QRCode", "LOC-A")))
    for broken in (b"", b"\x00" * 100, b"GIF89a", whole[: len(whole) // 2], whole[8:], b"<svg/>"):
        assert decode_all(broken, ALL) == ()


def test_a_file_that_claims_to_be_huge_is_not_unpacked() -> None:
    """
    A few bytes can claim to be more pixels than there is memory.
    """
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    claim = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    assert grey(claim) is None


def test_a_picture_longer_than_engines_take_says_nothing() -> None:
    """
    One pixel wide and as long as a street: an engine would refuse it with an exception.
    """
    file = io.BytesIO()
    Image.new("L", (1, 65_000), "white").save(file, "GIF")
    assert Reader(ALL).read(file.getvalue()) == Answer()


def test_without_an_engine_nothing_is_read_and_that_is_said() -> None:
    """
    A device without engines knows which codes it cannot read, instead of pointing the camera in vain.
    """
    blind = Reader(having=[])
    assert blind.read(file_of(on_paper(symbol("QRCode", "LOC-A")))) == Answer()
    assert {kind for one in blind.missing() for kind in one.unread} == set(Symbology)


def test_a_lone_engine_says_what_it_cannot_read() -> None:
    """
    Without zxing no Data Matrix, PDF417 and Aztec; without zbar nothing is lost, but product codes are asked.
    """
    (zxing,) = Reader(having=only("zbar", "opencv")).missing()
    assert zxing.engine == "zxing"
    assert {Symbology.DATAMATRIX, Symbology.PDF417, Symbology.AZTEC} <= set(zxing.unread)
    (zbar,) = Reader(having=only("zxing", "opencv")).missing()
    assert (zbar.engine, zbar.unread) == ("zbar", ())
    assert Symbology.EAN13 in zbar.unsure
    assert Reader().missing() == ()


def test_pictures_are_prepared_without_opencv_too() -> None:
    """
    A handheld without OpenCV still turns and sharpens, and knows where in the picture it looked.
    """
    sheet = grey(file_of(turned(on_paper(symbol("Code128", "LOC-A-01")), 20)))
    assert sheet is not None
    (zxing,) = only("zxing")
    ballot = Ballot()
    boxes = []
    for prepared in plain_passes(sheet):
        found = zxing.read(prepared.picture, frozenset({Symbology.CODE128}))
        boxes += [prepared.box_back(one.box) for one in found]
        ballot.add(prepared.name, found)
    assert [one.text for one in ballot.answer().accepted] == ["LOC-A-01"]
    middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in boxes]
    assert all(abs(x - sheet.width / 2) < 40 and abs(y - sheet.height / 2) < 40 for x, y in middles)
