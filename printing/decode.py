"""What a printer would put on paper: the ^GF pictures of one ZPL label. Texts and bars of others' ZPL stay unread."""

import base64
import binascii
import re
import zlib

from PIL import Image

from printing.draw import WHITE
from printing.encode import bitmap_of

INK_BYTES_MAX = 8_000_000
"""A label of 200 x 300 mm at 600 dpi takes 4.3 MB; more than this is no label."""

SIDE_DOTS_MAX = 8_000

_COMMAND = re.compile(rb"\^(PW|LL|LH|FO|FT|FS|GF)([^^~]*)")
_PACKED = re.compile(rb":(Z64|B64):([A-Za-z0-9+/=\s]*):([0-9A-Fa-f]{4})")


def from_zpl(zpl: bytes) -> Image.Image | None:
    """The bitmap of the first label in `zpl`, or None where it has no picture that can be read."""
    page = _Page()
    for command, rest in _COMMAND.findall(zpl):
        if not page.take(command, rest):
            return None
    return page.bitmap()


class _Page:
    """Where pictures lie while a label is read command by command."""

    def __init__(self) -> None:
        self._width = 0
        self._height = 0
        self._home = (0, 0)
        self._origin = (0, 0)
        self._pictures: list[tuple[tuple[int, int], Image.Image]] = []
        self._ink_bytes = 0

    def take(self, command: bytes, rest: bytes) -> bool:
        """False where the label can't be drawn any more."""
        numbers = [int(number) for number in re.findall(rb"\d{1,5}", rest[:12])]
        match command:
            case b"PW" if numbers:
                self._width = numbers[0]
            case b"LL" if numbers:
                self._height = numbers[0]
            case b"LH" if len(numbers) >= 2:
                self._home = (numbers[0], numbers[1])
            case b"FO" | b"FT" if len(numbers) >= 2:
                self._origin = (self._home[0] + numbers[0], self._home[1] + numbers[1])
            case b"GF":
                picture = _picture(rest)
                self._ink_bytes += picture.width * picture.height // 8 if picture else 0
                if picture is None or self._ink_bytes > INK_BYTES_MAX:
                    return False
                self._pictures.append((self._origin, picture))
            case _:
                pass
        return True

    def bitmap(self) -> Image.Image | None:
        """All pictures on white paper, as wide as ^PW says and wider where a picture is."""
        if not self._pictures:
            return None
        width = max(self._width, *(x + picture.width for (x, _), picture in self._pictures))
        height = max(self._height, *(y + picture.height for (_, y), picture in self._pictures))
        if not (0 < width <= SIDE_DOTS_MAX and 0 < height <= SIDE_DOTS_MAX):
            return None
        page = Image.new("1", (width, height), WHITE)
        for (x, y), picture in self._pictures:
            page.paste(picture, (x, y))
        return page


def _picture(field: bytes) -> Image.Image | None:
    """One ^GFA field: kind, bytes sent, bytes of the picture, bytes a row, data."""
    parts = field.split(b",", 4)
    if len(parts) != 5 or parts[0] != b"A" or not all(part.strip().isdigit() for part in parts[1:4]):
        return None
    total, row_bytes = int(parts[2]), int(parts[3])
    if not (0 < row_bytes <= total <= INK_BYTES_MAX and row_bytes * 8 <= SIDE_DOTS_MAX):
        return None
    ink = _unpacked(parts[4], total) if parts[4].startswith(b":") else _from_hex(parts[4], total, row_bytes)
    if ink is None or total // row_bytes > SIDE_DOTS_MAX:
        return None
    return bitmap_of(ink[:total].ljust(total, b"\0"), row_bytes)


def _unpacked(data: bytes, total: int) -> bytes | None:
    """Z64 and B64; a wrong checksum means that the label was damaged on its way, and nothing is printed."""
    match = _PACKED.match(data)
    if match is None:
        return None
    kind, packed, check = match.groups()
    packed = b"".join(packed.split())
    if binascii.crc_hqx(packed, 0) != int(check, 16):
        return None
    try:
        raw = base64.b64decode(packed, validate=True)
        return zlib.decompressobj().decompress(raw, total) if kind == b"Z64" else raw
    except (binascii.Error, zlib.error):
        return None


def _from_hex(data: bytes, total: int, row_bytes: int) -> bytes | None:
    """Plain hex and the ZPL shorthand: G-Y and g-z repeat, "," and "!" fill a row, ":" copies the last one."""
    row_digits = 2 * row_bytes
    digits = bytearray()
    repeat = 0
    for sign in data.translate(None, b" \t\r\n"):
        letter = chr(sign)
        if letter in "0123456789ABCDEFabcdef":
            digits += letter.encode() * max(repeat, 1)
            repeat = 0
        elif "G" <= letter <= "Y":
            repeat += ord(letter) - ord("F")
        elif "g" <= letter <= "z":
            repeat += 20 * (ord(letter) - ord("f"))
        elif letter in ",!":
            fill = b"0" if letter == "," else b"F"
            digits += fill * (row_digits - len(digits) % row_digits)
        elif letter == ":" and len(digits) >= row_digits:
            digits += digits[-row_digits:]
        else:
            return None
        if len(digits) > 2 * total + row_digits:
            break
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
