"""The labels that the virtual printer has put on paper, as files that survive a restart. Knows no wire."""

import logging
import os
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from printing.decode import from_zpl
from printing.encode import to_png

log = logging.getLogger(__name__)

LISTED_MAX = 1_000
"""More than this is kept, but no longer listed."""


@dataclass(frozen=True, slots=True)
class KeptLabel:
    id: str
    received_ms: int
    file: Path

    @property
    def received_at(self) -> str:
        when = datetime.fromtimestamp(self.received_ms / 1000, UTC)
        return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def raw(self) -> bytes:
        return self.file.read_bytes()

    def png(self) -> bytes | None:
        """The picture, or None for ZPL that has no bitmap."""
        picture = self.file.with_suffix(".png")
        return picture.read_bytes() if picture.exists() else None


class KeptLabels:
    """Safe to use from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self._labels = [label for file in sorted(folder.glob("*.zpl")) if (label := _of(file)) is not None]

    def add(self, raw: bytes) -> KeptLabel:
        """On return it is on disk, its picture too. Raises OSError when it is not."""
        png = _picture(raw)
        with self._lock:
            number = int(self._labels[-1].id) + 1 if self._labels else 1
            received_ms = time.time_ns() // 1_000_000
            file = self._folder / f"{number:06d}-{received_ms}.zpl"
            if png is not None:
                _write(file.with_suffix(".png"), png)
            _write(file, raw)
            label = KeptLabel(str(number), received_ms, file)
            self._labels.append(label)
        return label

    def newest(self, limit: int = LISTED_MAX) -> list[KeptLabel]:
        """The last ones, oldest first."""
        with self._lock:
            return self._labels[-limit:]

    def get(self, label_id: str) -> KeptLabel | None:
        with self._lock:
            return next((label for label in reversed(self._labels) if label.id == label_id), None)


def _of(file: Path) -> KeptLabel | None:
    number, _, received_ms = file.stem.partition("-")
    if not (number.isdigit() and received_ms.isdigit()):
        return None
    return KeptLabel(str(int(number)), int(received_ms), file)


def _picture(raw: bytes) -> bytes | None:
    try:
        bitmap = from_zpl(raw)
        return None if bitmap is None else to_png(bitmap)
    except Exception:  # whatever strange bytes do to the decoder, the label itself is kept
        log.exception("a label of %d bytes can't be drawn", len(raw))
        return None


def _write(path: Path, data: bytes) -> None:
    """The whole file or none under its name."""
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(path)
