"""Of which lot a piece is whose code tells none, where its order asks for one: somebody looks and says so. Pure."""

from dataclasses import dataclass

from app.inputs import AnswerPressed, Input, Message, UndoPressed


@dataclass(frozen=True, slots=True)
class LotAsked:
    """So many pieces were scanned by a code without a lot; whether they are of the lot `wanted` is the question."""

    sku: str
    quantity: int
    wanted: str
    serial: str | None = None


def said_asked(asked: LotAsked) -> Message:
    """What is said when the question comes up."""
    return Message.of("said.lot_asked", lot=asked.wanted)


def said_left(asked: LotAsked) -> Message:
    """What is said when it is another lot."""
    return Message.of("said.lot_left", lot=asked.wanted)


def is_yes(given: Input) -> bool:
    """Whether it is the lot."""
    return given == AnswerPressed("yes")


def is_no(given: Input) -> bool:
    """Whether it is another one, or the scan is taken back."""
    return given == AnswerPressed("no") or isinstance(given, UndoPressed)
