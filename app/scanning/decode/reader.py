"""A picture of codes -> codes. Tries preparations until the rules of the vote are content. Knows no camera."""

from collections.abc import Sequence
from dataclasses import replace
from time import thread_time

from app.scanning.decode import engines, prepare
from app.scanning.decode.engines import Engine, Missing
from app.scanning.decode.prepared import Prepared
from app.scanning.decode.symbols import FLOOR, STRONG, Symbology
from app.scanning.decode.vote import Answer, Ballot, Decoded

# CPU time, not wall time: on a busy machine a picture is read later, not worse. With 700 nothing more was read.
BUDGET_MS = 400


class Reader:
    """Reads pictures with the engines it is given. Holds no picture; safe to call from any thread."""

    def __init__(
        self,
        wanted: frozenset[Symbology] = FLOOR,
        having: Sequence[Engine] | None = None,
        *,
        budget_ms: int = BUDGET_MS,
    ) -> None:
        self._wanted = wanted
        self._engines = tuple(engines.installed() if having is None else having)
        self._budget_s = budget_ms / 1000

    def read(self, image_bytes: bytes) -> Answer:
        """What the picture says. Never raises; bytes that are no picture say nothing."""
        picture = prepare.grey(image_bytes)
        if picture is None or not self._engines:
            return Answer()
        ballot = Ballot()
        answer = Answer()
        ends_at_s = thread_time() + self._budget_s
        for prepared in prepare.passes(picture):
            answer = self._pass(prepared, ballot, ends_at_s)
            if answer.accepted or thread_time() > ends_at_s:
                break
        return answer

    def _pass(self, prepared: Prepared, ballot: Ballot, ends_at_s: float) -> Answer:
        """Let one engine after the other look; the second only where the first was not enough, and in time."""
        for engine in self._engines:
            found = engine.read(prepared.picture, self._wanted & engine.reads)
            ballot.add(prepared.name, [replace(one, box=prepared.box_back(one.box)) for one in found])
            if found and all(one.symbology in STRONG for one in found) and ballot.answer().accepted:
                break
            if thread_time() > ends_at_s:
                break
        return ballot.answer()

    def missing(self) -> tuple[Missing, ...]:
        """Which engines are not there, and what cannot be read, or not be taken at once, without them."""
        return engines.missing(self._engines)


def decode(image_bytes: bytes, wanted: frozenset[Symbology] = FLOOR) -> tuple[Decoded, ...]:
    """The codes that may be booked as they are."""
    return Reader(wanted).read(image_bytes).accepted


def decode_all(image_bytes: bytes, wanted: frozenset[Symbology] = FLOOR) -> tuple[Decoded, ...]:
    """The codes that may be booked, then those to ask about (`sure` is False)."""
    answer = Reader(wanted).read(image_bytes)
    return answer.accepted + answer.doubtful
