"""The shipping label as it leaves for the printer, read from the printer's own bytes."""

import pytest

from app.domain.parcels import sscc_of
from printing.decode import from_zpl
from printing.job_label import label_zpl
from printing.label import Block, Code128, Text
from printing.labels.shipping import hri, shipping_label
from tests.printing.samples import SSCC, STRANGE_NAMES, codes_by_zbar, codes_in, shipping_body, to_name


def read(body: dict[str, object]) -> list[tuple[str, str]]:
    bitmap = from_zpl(label_zpl("shipping", body))
    assert bitmap is not None
    return codes_in(bitmap)


@pytest.mark.parametrize("name", STRANGE_NAMES, ids=range(len(STRANGE_NAMES)))
def test_the_sscc_is_read_whoever_gets_the_parcel(name: str) -> None:
    """
    Long and strange names wrap and shrink; the bars stay where they are.
    """
    assert read(shipping_body(ship_to=to_name(name))) == [("00" + SSCC, "]C1")]


def test_a_second_reader_agrees() -> None:
    """
    zbar shares no code with the other one.
    """
    bitmap = from_zpl(label_zpl("shipping", shipping_body()))
    assert bitmap is not None
    assert codes_by_zbar(bitmap) == [("00" + SSCC).encode()]


def test_another_parcel_has_another_number() -> None:
    """
    The label shows the SSCC it was given.
    """
    other = sscc_of("34012345", 18)
    assert read(shipping_body(sscc=other)) == [("00" + other, "]C1")]


def test_the_bars_are_as_gs1_wants_them() -> None:
    """
    Half a millimetre a module, 32 mm high, ten modules of quiet on both sides, nothing below but the number.
    """
    label = shipping_label(shipping_body())
    (bars,) = [element for element in label.elements if isinstance(element, Code128)]
    assert (bars.module_mm, bars.height_mm, bars.data) == (0.5, 32, (("00", SSCC),))
    assert bars.width_mm >= (156 + 20) * 0.5
    below = [e for e in label.elements if not isinstance(e, Code128) and e.y_mm > bars.y_mm]
    assert [e.text for e in below if isinstance(e, Text)] == [hri(SSCC)]
    assert len(below) == 1


def test_a_person_reads_the_number_in_groups() -> None:
    """
    Extension digit, company and serial, check digit.
    """
    assert hri(SSCC).replace("\u00a0", " ") == "(00) 3 4012345 000000017 8"


@pytest.mark.parametrize(("of", "shown"), [(2, "1\u00a0/\u00a02"), (None, "1")])
def test_the_parcel_says_which_of_how_many(of: int | None, shown: str) -> None:
    """
    "1 / 2", and the number alone while nobody knows the total.
    """
    assert shown in texts_of(shipping_body(of=of))


@pytest.mark.parametrize(("grams", "shown"), [(80, "80 g"), (2450, "2.45 kg"), (12000, "12 kg"), (None, "–")])
def test_the_weight_is_in_words_of_the_floor(grams: int | None, shown: str) -> None:
    """
    Grams below a kilo, kilos above, a dash where nothing was weighed.
    """
    assert shown.replace(" ", "\u00a0") in texts_of(shipping_body(weight_g=grams))


def texts_of(body: dict[str, object]) -> list[str]:
    blocks = [element for element in shipping_label(body).elements if isinstance(element, Block)]
    return [words.text for block in blocks for words in block.words]


def test_the_address_is_all_there() -> None:
    """
    Name, street, postcode with city, country.
    """
    assert texts_of(shipping_body())[:4] == ["Zoë Müller", "Straße des 17. Juni 135", "10623 Berlin", "DE"]


def test_a_missing_line_leaves_no_hole() -> None:
    """
    Some addresses have no street.
    """
    body = shipping_body(ship_to={"name": "Post Office 4", "street": "", "city": "Valletta", "country": "MT"})
    assert texts_of(body)[:3] == ["Post Office 4", " Valletta", "MT"]


def test_a_wrong_sscc_is_never_printed() -> None:
    """
    A typing error in the number would send the parcel into the dark.
    """
    with pytest.raises(ValueError, match="not an SSCC"):
        shipping_label(shipping_body(sscc="340123450000000179"))


def test_without_a_number_it_is_an_internal_label() -> None:
    """
    No SSCC left: the parcel still gets a label, and it says what it is.
    """
    assert read(shipping_body(sscc=None)) == [("SO-100234", "]C0")]


def test_what_a_carrier_must_mind_stands_beside_the_address() -> None:
    """
    Age, care and marks in words; the bars are read as before, and an ordinary label stays as it was.
    """
    body = shipping_body(age_min=18, fragile=True, marks=["limited_quantity", "lithium"])
    words = [
        one.text for block in shipping_label(body).elements if isinstance(block, Block) for one in block.words
    ]
    assert "AGE CHECK 18+ · FRAGILE · LIMITED QUANTITY · LITHIUM BATTERIES" in words
    assert read(body) == [("00" + SSCC, "]C1")]
    assert len(shipping_label(shipping_body()).elements) == len(shipping_label(body).elements) - 1


def test_carrier_and_service_stand_under_the_address() -> None:
    """
    Whoever sorts parcels reads who takes this one; an order that names nobody has the label it always had.
    """
    body = shipping_body(carrier="DHL", service="Express 12:00")
    assert "DHL · Express 12:00" in texts_of(body)
    assert "DHL" in texts_of(shipping_body(carrier="DHL", service=""))
    assert read(body) == [("00" + SSCC, "]C1")]
    assert shipping_label(shipping_body(carrier="", service=None)) == shipping_label(shipping_body())
