"""The door of a desk: what hosts and screens may call, as Protocols, and the answer they get. Decides nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from app.domain.settings import ScannerProfile
from app.inputs import Message, Tone
from app.scanning.decode.vote import Answer as Seen
from app.views.view import View


@dataclass(frozen=True, slots=True)
class ScanGiven:
    """A code as it came in. `source` is scan, keyed, typed, camera, or unreadable with the reason behind a colon."""

    code: str
    scan_id: str
    desk: str
    source: str = "scan"


@dataclass(frozen=True, slots=True)
class PressGiven:
    """A button. `revision` is that of the view it was shown with."""

    press_id: str
    desk: str
    revision: int
    action: str
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FactRef:
    id: str
    seq: int
    kind: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an input. `outcome` is accepted, refused or ask; only a committed one may sound good.

    `stale` marks a press that was overtaken by another input; `store_down` that nothing could be written.
    """

    outcome: str
    tone: Tone
    text: Message
    revision: int
    view: View
    reason: str | None = None
    expected: str = ""
    got: str = ""
    facts: tuple[FactRef, ...] = ()
    prints: tuple[str, ...] = ()
    committed: bool = True
    repeated: bool = False
    stale: bool = False
    store_down: bool = False


class Door(Protocol):
    """A device's desks. Safe to call from any thread; never from an event loop, since it waits for the disk."""

    def scan(self, given: ScanGiven) -> Answer:
        """Take one code in. The same scan_id again gives the first answer, marked repeated."""
        ...

    def press(self, given: PressGiven) -> Answer:
        """Take one button in, as `scan`."""
        ...

    def view(self, desk: str) -> View:
        """The newest view of a desk."""
        ...

    def view_after(self, desk: str, after: int, wait_s: float) -> View:
        """The newest view, at once if its revision is above `after`, else as soon as it is or when time is up."""
        ...

    def listen(self, desk: str, listener: Callable[[View], None]) -> Callable[[], None]:
        """Call `listener` with each new view, from any thread, after the lock. Returns what ends it."""
        ...


@dataclass(frozen=True, slots=True)
class Looked:
    """What the station's camera saw last: the picture, what it says, and which codes of it were scanned by itself."""

    no: int
    picture: bytes
    answer: Seen
    taken: tuple[str, ...] = ()


class Eye(Protocol):
    """A camera of this machine that scans for one desk. Safe to call from any thread."""

    def newest(self, desk: str) -> Looked | None:
        """None where it looks for another desk, is not there, or is off while a PIN is asked for."""
        ...

    def yields(self, desk: str, text: str, no: int, yes_id: str) -> bool:
        """Whether a yes to what picture `no` left in doubt is the first to take it; then the camera does not."""
        ...


class LocalReads(Protocol):
    """What the local interface may read beside views: plain JSON values."""

    def facts(self, after_seq: int) -> list[dict[str, Any]]: ...

    def prints(self) -> list[dict[str, Any]]: ...

    def status(self) -> dict[str, Any]: ...

    def documents(self) -> list[dict[str, Any]]:
        """Closed parcels whose papers can be drawn, newest first."""
        ...

    def document(self, id: str) -> tuple[Mapping[str, Any], str] | None:
        """What the papers of one of them say, and the day when it was closed."""
        ...

    def scans(self, desk: str, last: int) -> list[dict[str, Any]]:
        """The last inputs of a desk, newest first, refused ones too."""
        ...

    def scanner(self, desk: str) -> ScannerProfile:
        """How the scanner of a desk is set; a plain one where nobody has set it."""
        ...

    def set_scanner(self, desk: str, profile: ScannerProfile) -> None:
        """Set the scanner of a desk."""
        ...

    def enrol(self, code: str, central_url: str) -> dict[str, Any]:
        """Make this installation a device of central. Raises EnrolRefused with a sentence."""
        ...

    def demo_sheet(self, language: str) -> dict[str, list[dict[str, str]]]:
        """Codes worth printing: badges, totes, cages, cartons, commands, products; each `code` and `label`.

        The commands have the words of their buttons in this language.
        """
        ...


class StoreDown(Exception):
    """The device's store cannot be used now. The text says what to do."""


class EnrolRefused(Exception):
    """Central did not take the device, or was not there. The text says what to do."""
