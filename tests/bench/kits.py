"""Our own functions in the forms that the public kits of pictures, payloads, links and boxes call. Decides nothing."""

from app.scanning import parse as scanning
from app.scanning.decode.reader import Reader
from app.scanning.decode.symbols import ALL
from app.scanning.digital_link import link_elements
from app.scanning.gs1 import elements_of
from tests.bench.boxes import suggest as suggest

_READER = Reader(ALL)


def decode(image_bytes: bytes) -> list[tuple[str, str]]:
    """What would be booked without asking."""
    return [(one.text, one.symbology.value) for one in _READER.read(image_bytes).accepted]


def decode_all(image_bytes: bytes) -> list[tuple[str, str]]:
    """What would be booked, and what would be shown with "is this right?"."""
    answer = _READER.read(image_bytes)
    return [(one.text, one.symbology.value) for one in answer.accepted + answer.doubtful]


def parse(payload: str) -> list[tuple[str, str]]:
    """The fields of a GS1 element string; raises when it is not valid."""
    return [(one.ai, one.value) for one in elements_of(payload)]


def parse_uri(uri: str) -> list[tuple[str, str]]:
    """The fields of a Digital Link; raises when it is none."""
    return [(one.ai, one.value) for one in link_elements(uri)]


def parse_scan(raw: str) -> list[tuple[str, str]]:
    """The fields of a scan with its AIM identifier; raises when it cannot be read."""
    return [(one.ai, one.value) for one in scanning.parse_scan(raw).elements]
