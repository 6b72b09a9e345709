"""Labels into a folder instead of onto paper, for set-up and for printers that something else feeds."""

import os
from collections.abc import Callable
from pathlib import Path

from app.domain.prints import PrintState
from printing.backends.base import Condition, NotReady, Outcome


class FileBackend:
    """One file a label, numbered in the order they came; a name is never used twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, label: bytes, sending: Callable[[], None]) -> Outcome:
        if self.condition() is not Condition.READY:
            raise NotReady(Condition.OFF, f"{self._folder} can't be written")
        sending()
        try:
            _written(label, self._folder / f"{self._last_number() + 1:06d}.zpl")
        except OSError as full:
            return Outcome(PrintState.FAILED, Condition.FAULT, f"the label was not written ({full})")
        return Outcome(PrintState.PRINTED, Condition.READY)

    def condition(self) -> Condition:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return Condition.OFF
        return Condition.READY if os.access(self._folder, os.W_OK) else Condition.OFF

    def close(self) -> None:
        """Nothing is ever waited for."""

    def _last_number(self) -> int:
        return max((int(file.stem) for file in self._folder.glob("*.zpl") if file.stem.isdigit()), default=0)


def _written(data: bytes, path: Path) -> None:
    """The whole file or none under its name."""
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(path)
