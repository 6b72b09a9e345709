"""Pages of the feed as bytes that are ready to send. Devices that stand at the same cursor get the same bytes.

A page is good as long as no scope it was read from has a newer version; what is asked for after that is another page.
"""

import json
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any

from sync.central.sync.feed import Change, Cursor
from sync.lines import line_of

KEPT_BYTES_MAX = 32 * 1024 * 1024
PACKED_FROM_BYTES = 1000
LEVEL = 3
RAW = -zlib.MAX_WBITS
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

Key = Hashable


@dataclass(frozen=True)
class Ready:
    """The rows of a page as JSON, in one list or in lines, and where they lead."""

    rows: bytes
    after: Cursor
    more: bool
    in_lines: bool = False

    @cached_property
    def packed(self) -> bytes:
        """The rows as a piece of a deflate stream that begins and ends at a whole byte and leans on nothing before it."""
        return _piece(self.rows)

    def pack(self) -> None:
        """Have the packed rows ready."""
        assert self.packed

    def answer(self, frame: dict[str, Any]) -> bytes:
        """The page for one device."""
        head, tail = self._around(frame)
        return head + self.rows + tail

    def packed_answer(self, frame: dict[str, Any]) -> bytes:
        """The same as gzip; only the frame is packed anew."""
        head, tail = self._around(frame)
        end = zlib.compressobj(LEVEL, zlib.DEFLATED, RAW)
        checked = zlib.crc32(tail, zlib.crc32(self.rows, zlib.crc32(head)))
        size = len(head) + len(self.rows) + len(tail)
        trailer = checked.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
        last = end.compress(tail) + end.flush(zlib.Z_FINISH)
        return b"".join((GZIP_HEAD, _piece(head), self.packed, last, trailer))

    def _around(self, frame: dict[str, Any]) -> tuple[bytes, bytes]:
        """What stands before and behind the rows."""
        page = json.dumps(frame, separators=(",", ":")).encode()
        return (page + b"\n", b"") if self.in_lines else (page[:-1] + b',"rows":', b"}")


def rendered(found: list[Change], after: Cursor, more: bool, *, in_lines: bool = False) -> Ready:
    """The page of these rows. Their bodies are JSON already."""
    if in_lines:
        rows = "".join([line_of(kind, key, version, body) for kind, key, version, body in found])
        return Ready(rows.encode(), after, more, in_lines=True)
    parts = [
        f'{{"kind":"{kind}","key":{json.dumps(key)},"version":{version},"body":{body or "null"}}}'
        for kind, key, version, body in found
    ]
    return Ready(f"[{','.join(parts)}]".encode(), after, more)


@dataclass
class Pages:
    """The pages that were asked for last. One for each process, safe to use from many threads."""

    _kept: OrderedDict[Key, Ready] = field(default_factory=OrderedDict)
    _bytes: int = 0
    _guard: Lock = field(default_factory=Lock)
    _making: Lock = field(default_factory=Lock)

    def page(self, key: Key, make: Callable[[], Ready]) -> Ready:
        """The page under this key. Of many who ask at once one makes it, the others wait for it."""
        found = self._known(key)
        if found is None:
            with self._making:
                found = self._known(key)
                if found is None:
                    found = make()
                    self._keep(key, found)
        return found

    def _known(self, key: Key) -> Ready | None:
        with self._guard:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Key, ready: Ready) -> None:
        with self._guard:
            self._kept[key] = ready
            self._bytes += len(ready.rows)
            while self._bytes > KEPT_BYTES_MAX:
                _, gone = self._kept.popitem(last=False)
                self._bytes -= len(gone.rows)


def _piece(data: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, RAW)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
