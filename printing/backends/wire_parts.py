"""Cuts what arrives at a printer's port into status queries and whole labels. Knows no socket."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LABEL_BYTES_MAX = 12_000_000

_END_OF_PART = re.compile(rb"~HS|\^XZ")
_LONGEST_MARK = 3


@dataclass(frozen=True, slots=True)
class Query:
    """~HS: the printer answers at once, in the middle of a label too."""


@dataclass(frozen=True, slots=True)
class Label:
    """From ^XA to ^XZ, byte by byte as it came."""

    raw: bytes


class Received:
    """Feed it what arrives, in pieces of any size; it gives back what is complete."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0

    @property
    def in_label(self) -> bool:
        return b"^XA" in self._buffer

    def feed(self, data: bytes) -> Iterator[Query | Label]:
        """Raises ValueError when a label has no end."""
        self._buffer += data
        if len(self._buffer) > LABEL_BYTES_MAX:
            raise ValueError(f"a label of more than {LABEL_BYTES_MAX} bytes")
        while (found := _END_OF_PART.search(self._buffer, self._searched)) is not None:
            start, end = found.span()
            if found.group() == b"~HS":
                del self._buffer[start:end]
                self._searched = start
                yield Query()
                continue
            begin = self._buffer.find(b"^XA")
            raw = bytes(self._buffer[begin:end]) if 0 <= begin < end else b""
            del self._buffer[:end]
            self._searched = 0
            if raw:
                yield Label(raw)
        self._searched = max(len(self._buffer) - _LONGEST_MARK + 1, 0)
        if not self.in_label:
            del self._buffer[: self._searched]
            self._searched = 0
