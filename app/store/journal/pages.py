"""Reads rows out of the bytes of a SQLite file, page by page, where SQLite itself gives up. Trusts nothing it reads.

Knows the file format (https://sqlite.org/fileformat2.html: the numbers of its chapters are in the comments), no table.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TABLE_LEAF = 13
HEADER_BYTES = 100
WAL_HEADER_BYTES, FRAME_HEADER_BYTES = 32, 24
PAGE_SIZES = tuple(2**power for power in range(9, 17))
OVERFLOW_PAGES_MAX = 10_000
COLUMNS_MAX = 100

Row = tuple[int, list[Any]]
_INT_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

_BROKEN = (IndexError, ValueError, struct.error, OverflowError)


def rows_in(path: Path) -> Iterator[Row]:
    """Every row of every table that can still be read: its number and its values. Old copies of a row may come, too."""
    pages = _pages(path)
    for number, page in pages.items():
        try:
            yield from _rows_of(page, pages, first=number == 1)
        except _BROKEN:
            continue


def _pages(path: Path) -> dict[int, bytes]:
    """The pages of the file, with those that lie in the log beside it (4.1) in their place."""
    content = path.read_bytes()
    log = Path(f"{path}-wal")
    frames = log.read_bytes() if log.exists() else b""
    size = _page_size(content, frames)
    pages = {at // size + 1: content[at : at + size] for at in range(0, len(content), size)}
    at = WAL_HEADER_BYTES
    while at + FRAME_HEADER_BYTES + size <= len(frames):
        salt = frames[at + 8 : at + 16]
        if salt == frames[16:24]:  # else left over from before the log was begun anew
            [number] = struct.unpack(">I", frames[at : at + 4])
            pages[number] = frames[at + FRAME_HEADER_BYTES : at + FRAME_HEADER_BYTES + size]
        at += FRAME_HEADER_BYTES + size
    return pages


def _page_size(content: bytes, frames: bytes) -> int:
    """As the file says (1.3.2), else as its log says, else SQLite's own choice."""
    said = [content[16:18], frames[10:12]]
    found = [int.from_bytes(two, "big") for two in said if len(two) == 2]
    found = [65536 if size == 1 else size for size in found]
    return next((size for size in found if size in PAGE_SIZES), 4096)


def _rows_of(page: bytes, pages: dict[int, bytes], *, first: bool) -> Iterator[Row]:
    """The cells of a leaf of a table (1.6)."""
    start = HEADER_BYTES if first else 0
    if len(page) <= start or page[start] != TABLE_LEAF:
        return
    [cells] = struct.unpack(">H", page[start + 3 : start + 5])
    for no in range(min(cells, len(page) // 4)):
        try:
            [at] = struct.unpack(">H", page[start + 8 + 2 * no : start + 10 + 2 * no])
            length, at = _varint(page, at)
            number, at = _varint(page, at)
            yield number, _values(_payload(page, at, length, pages))
        except _BROKEN:
            continue


def _payload(page: bytes, at: int, length: int, pages: dict[int, bytes]) -> bytes:
    """What a cell holds, with the part that overflows onto other pages (1.6, 1.7)."""
    usable = len(page)
    most, least = usable - 35, (usable - 12) * 32 // 255 - 23
    if length <= most:
        return page[at : at + length]
    here = least + (length - least) % (usable - 4)
    here = here if here <= most else least
    parts = [page[at : at + here]]
    [following] = struct.unpack(">I", page[at + here : at + here + 4])
    for _ in range(OVERFLOW_PAGES_MAX):
        if following == 0 or sum(map(len, parts)) >= length:
            break
        more = pages.get(following, b"")
        [following] = struct.unpack(">I", more[:4])
        parts.append(more[4:])
    whole = b"".join(parts)[:length]
    if len(whole) < length:
        raise ValueError("a page of it is missing")
    return whole


def _values(payload: bytes) -> list[Any]:
    """The columns of a record (2.1)."""
    header, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < header and len(kinds) < COLUMNS_MAX:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind == 7:
        return struct.unpack(">d", payload[at : at + 8])[0], at + 8
    size = _INT_BYTES.get(kind, (kind - 12) // 2 if kind >= 12 else -1)
    part = payload[at : at + size]
    if size < 0 or len(part) < size:
        raise ValueError("no value of a kind that is known")
    if kind < 12:
        return int.from_bytes(part, "big", signed=True), at + size
    return (part.decode("utf-8") if kind % 2 else bytes(part)), at + size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes (1.6), and where it ends."""
    value = 0
    for no in range(9):
        byte = data[at + no]
        if no == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + no + 1
    raise ValueError("no number")
