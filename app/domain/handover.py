"""What a picker hands over to a packing table without a network, as the text of one QR code and back.

Upper-case letters and digits only: any scanner can type them, and a QR code holds them densely. A torn code,
one of another form or one that is too long to be ours raises `NoHandover` with the id of the words that say so.

What goes along with the pieces is packed behind them: a device that is too old to know of it reads the pieces only.
"""

import json
import re
import zlib
from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.domain.facts import HandedLine, HandedOver
from app.domain.handed_along import (
    INSTRUCTIONS,
    NOTHING_ALONG,
    Along,
    along_from,
    along_of,
    lots_alone,
    plain_of,
    smaller,
)
from app.domain.orders import ShipTo, WorkOrder
from app.domain.plain_read import count_of, words_of

PREFIX = "GW1:"
CODE_CHARACTERS_MAX = 420  # about 69 modules an edge: still read from a handheld's glass
BODY_BYTES_MAX = 64 * 1024
TOTES_MAX = 50
DEVICE_CHARACTERS = 12  # the end of a device's id, enough to find it
_OF_ANY_VERSION = re.compile(r"GW([0-9]+):", re.IGNORECASE)
_CHECKSUM_BYTES = 4
_ALL, _DIFFERENCES = "A", "D"


class NoHandover(ValueError):
    """A text that begins like a hand-over and is none. `why` is the id of the message that says what is wrong."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Handover:
    """What the code says. Without `complete`, lines that are not named were picked as they were ordered."""

    order: str
    totes: tuple[str, ...]
    device: str
    epoch: int
    lines: tuple[HandedLine, ...]
    complete: bool = True
    ship_to: ShipTo | None = None
    along: Along = NOTHING_ALONG

    def fact(self, lines: tuple[HandedLine, ...]) -> HandedOver:
        """What has happened when this was scanned; `lines` are all of the order's lines."""
        of_lots = tuple(replace(one, lots=self.along.line(one.line).lots) for one in lines)
        return HandedOver(self.order, self.totes, self.device, self.epoch, of_lots)


def handover_of(work: WorkOrder, device: str, epoch: int) -> Handover:
    """What a picker who has dropped the totes of this order hands over."""
    lines = tuple(HandedLine(li.line, li.sku, li.picked, li.short) for li in work.lines)
    totes = tuple(one.tote for one in work.all_totes)
    handed = Handover(work.order, totes, device[-DEVICE_CHARACTERS:], epoch, lines)
    return replace(handed, ship_to=work.ship_to, along=along_of(work))


def code_of(work: WorkOrder, device: str, epoch: int) -> str | None:
    """The text of the code: the most that has room in it. What was left out of what goes along is named in it.

    None when nothing was picked, or when even the differences to the order are too many for one code.
    """
    if not any(line.picked for line in work.lines):
        return None
    handed = handover_of(work, device, epoch)
    ordered = {line.line: line.ordered for line in work.lines}
    differing = tuple(one for one in handed.lines if (one.picked, one.short) != (ordered[one.line], 0))
    texts = (text_of(form) for form in _forms(handed, differing))
    return next((text for text in texts if len(text) <= CODE_CHARACTERS_MAX), None)


def _forms(handed: Handover, differing: tuple[HandedLine, ...]) -> Iterator[Handover]:
    """From all of it to the differences alone.

    A label can wait for its address, so that goes before what tells how to pack.
    """
    for ship_to, told in ((handed.ship_to, True), (None, True), (handed.ship_to, False), (None, False)):
        bare = replace(handed, ship_to=ship_to, along=NOTHING_ALONG)
        if len(text_of(bare)) > CODE_CHARACTERS_MAX:
            continue
        for along in smaller(handed.along):
            if told is (INSTRUCTIONS not in along.left_out):
                yield replace(bare, along=along)
    short = replace(handed, lines=differing, complete=False, ship_to=None)
    *_, least = smaller(handed.along)
    for along in (lots_alone(handed.along), least):
        yield replace(short, along=along)


def text_of(handed: Handover) -> str:
    """The text of this hand-over, however long."""
    body = _plain(_body(handed))
    packed, along = _deflated(body), plain_of(handed.along)
    if along:
        packed += _deflated(_plain(along), body)
    checked = packed + zlib.crc32(packed).to_bytes(_CHECKSUM_BYTES, "big")
    return PREFIX + b32encode(checked).decode().rstrip("=")


def is_handover(text: str) -> bool:
    """Whether this is meant to be a hand-over, of this version or another."""
    return _OF_ANY_VERSION.match(text.strip()) is not None


def handover_from(text: str) -> Handover:
    """What the text of a code says. Raises NoHandover."""
    text = text.strip().upper()
    if not text.startswith(PREFIX):
        raise NoHandover("scan.handover_version")
    try:
        body, along = _unpacked(text.removeprefix(PREFIX))
        return replace(_handover(body), along=along_from(along))
    except (NotBase32, zlib.error, KeyError, TypeError, ValueError, RecursionError) as wrong:
        raise NoHandover("scan.handover_torn") from wrong


def _body(handed: Handover) -> list[Any]:
    form = _ALL if handed.complete else _DIFFERENCES
    to = handed.ship_to
    address = [to.name, to.street, to.postcode, to.city, to.country] if to else None
    rows = [[one.line, one.sku, one.picked, *([one.short] if one.short else [])] for one in handed.lines]
    return [form, handed.order, list(handed.totes), handed.device, handed.epoch, rows, address]


def _plain(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _deflated(plain: bytes, known: bytes = b"") -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=known)
    return deflate.compress(plain) + deflate.flush()


def _unpacked(text: str) -> tuple[Any, Any]:
    """The pieces, and what goes along with them."""
    checked = b32decode(text + "=" * (-len(text) % 8))
    packed, checksum = checked[:-_CHECKSUM_BYTES], checked[-_CHECKSUM_BYTES:]
    if not packed or zlib.crc32(packed).to_bytes(_CHECKSUM_BYTES, "big") != checksum:
        raise ValueError("the checksum is another one")
    body, behind = _inflated(packed)
    along = json.loads(_inflated(behind, body)[0]) if behind else {}
    return json.loads(body), along


def _inflated(packed: bytes, known: bytes = b"") -> tuple[bytes, bytes]:
    """What one stream holds, and what stands behind it."""
    inflate = zlib.decompressobj(-15, zdict=known)
    plain = inflate.decompress(packed, BODY_BYTES_MAX)
    if not inflate.eof:
        raise ValueError("longer than any hand-over")
    return plain, inflate.unused_data


def _handover(body: Any) -> Handover:
    form, order, totes, device, epoch, rows, address = body
    if form not in (_ALL, _DIFFERENCES) or len(totes) > TOTES_MAX or not order:
        raise ValueError("not the form of a hand-over")
    lines = tuple(_line(*row) for row in rows)
    if len({one.line for one in lines}) != len(lines):
        raise ValueError("a line comes twice")
    ship_to = ShipTo(*(words_of(part) for part in address)) if address is not None else None
    said = (words_of(order), tuple(words_of(tote) for tote in totes), words_of(device), count_of(epoch))
    return Handover(*said, lines, form == _ALL, ship_to)


def _line(line: Any, sku: Any, picked: Any, short: Any = 0) -> HandedLine:
    return HandedLine(count_of(line), words_of(sku), count_of(picked), count_of(short))
