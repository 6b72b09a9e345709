"""The same kits by the plain libraries, as anybody would call them: what our own figures stand beside."""

import io

import biip
import numpy as np
import zxingcpp
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.gs1_element_strings import GS1ElementStrings
from biip.gs1_messages import GS1Message
from numpy.typing import NDArray
from PIL import Image
from pyzbar import pyzbar

Pairs = list[tuple[str, str]]


def pyzbar_decode(image_bytes: bytes) -> Pairs:
    return [(one.data.decode("utf-8", "replace"), one.type) for one in pyzbar.decode(_grey(image_bytes))]


def zxing_decode(image_bytes: bytes) -> Pairs:
    found = zxingcpp.read_barcodes(_grey(image_bytes), text_mode=zxingcpp.TextMode.Plain)
    return [(one.text, one.format.name) for one in found]


def biip_parse(payload: str) -> Pairs:
    return _pairs(GS1Message.parse(payload).element_strings)


def biip_parse_uri(uri: str) -> Pairs:
    return _pairs(GS1DigitalLinkURI.parse(uri).element_strings)


def biip_parse_scan(raw: str) -> Pairs:
    found = biip.parse(raw)
    carrier = found.gs1_message or found.gs1_digital_link_uri
    return _pairs(carrier.element_strings) if carrier else []


def _pairs(elements: GS1ElementStrings) -> Pairs:
    return [(one.ai.ai, one.value) for one in elements]


def _grey(image_bytes: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(image_bytes)) as opened:
        return np.asarray(opened.convert("RGB").convert("L"))
