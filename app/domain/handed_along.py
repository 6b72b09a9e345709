"""What goes along with a hand-over beside its pieces: what the order says to its packer, the lots, what had no room.

Plain JSON values with short names, each of them optional: a reader leaves out what it doesn't know.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.domain.handing import Lot
from app.domain.hints import NO_LINE_HINTS, NO_ORDER_HINTS, LineHints, OrderHints
from app.domain.plain_read import count_of, words_of
from app.domain.work_order import WorkOrder

INSTRUCTIONS, LOTS, INSERT, GIFT_NOTE, PAPERS = "instructions", "lots", "insert", "gift_note", "papers"
BY_WORTH = (PAPERS, GIFT_NOTE, INSERT, LOTS, INSTRUCTIONS)  # the first one makes room first
_SHORT = {INSTRUCTIONS: "i", LOTS: "b", INSERT: "s", GIFT_NOTE: "g", PAPERS: "p"}


@dataclass(frozen=True, slots=True)
class LineAlong:
    """What is known of one line beside its pieces."""

    line: int
    hints: LineHints = NO_LINE_HINTS
    lots: tuple[Lot, ...] = ()


@dataclass(frozen=True, slots=True)
class Along:
    """`left_out` names what the order says and the code had no room for; `revision` is the order's at the picker's."""

    hints: OrderHints = NO_ORDER_HINTS
    lines: tuple[LineAlong, ...] = ()
    revision: int = 0
    left_out: tuple[str, ...] = ()

    def line(self, line: int) -> LineAlong:
        """What is known of this line, if anything."""
        return next((one for one in self.lines if one.line == line), LineAlong(line))


NOTHING_ALONG = Along()


def along_of(work: WorkOrder) -> Along:
    """All that goes along with this order."""
    said = (LineAlong(one.line, replace(one.hints, lot=""), one.lots) for one in work.lines)
    lines = tuple(one for one in said if one != LineAlong(one.line))
    return Along(work.hints, lines, work.revision)


def smaller(along: Along) -> Iterator[Along]:
    """The same with ever less in it, whole first and the instructions last; what is gone is named."""
    yield along
    for what in BY_WORTH:
        less = _WITHOUT[what](along)
        if less != along:
            along = replace(less, left_out=(*along.left_out, what))
            yield along


def lots_alone(along: Along) -> Along:
    """For a table that has heard what the order says; it is named, in case that was before the order was changed."""
    *_, bare = smaller(along)
    lines = tuple(LineAlong(one.line, lots=one.lots) for one in along.lines if one.lots)
    return replace(bare, lines=lines, left_out=tuple(what for what in bare.left_out if what != LOTS))


def plain_of(along: Along) -> dict[str, Any]:
    """As JSON values; nothing that is not said."""
    hints = along.hints
    said = {
        "r": along.revision,
        "g": hints.gift_note,
        "i": hints.instructions,
        "f": int(hints.price_free),
        "s": hints.insert,
        "l": hints.language,
        "c": hints.currency,
        "n": [_row(one) for one in along.lines],
        "x": "".join(_SHORT[what] for what in along.left_out),
    }
    return {name: value for name, value in said.items() if value}


def along_from(plain: Any) -> Along:
    """What `plain_of` wrote. Raises ValueError or TypeError."""
    if not isinstance(plain, dict):
        raise TypeError("not the form of what goes along")
    texts = {name: words_of(plain.get(short, "")) for name, short in _TEXTS.items()}
    hints = OrderHints(price_free=bool(plain.get("f")), **texts)
    lines = tuple(_line(row) for row in plain.get("n", ()))
    left_out = tuple(what for what in BY_WORTH if _SHORT[what] in words_of(plain.get("x", "")))
    return Along(hints, lines, count_of(plain.get("r", 0)), left_out)


_TEXTS = {"gift_note": "g", "instructions": "i", "insert": "s", "language": "l", "currency": "c"}


def _row(one: LineAlong) -> list[Any]:
    lots = [part for lot in one.lots for part in (lot.lot, lot.quantity)]
    return [one.line, one.hints.instructions, one.hints.price_cents, *lots]


def _line(row: Any) -> LineAlong:
    line, told, price, *lots = row
    hints = LineHints(words_of(told), None if price is None else count_of(price))
    pairs = zip(lots[::2], lots[1::2], strict=True)
    found = tuple(Lot(words_of(lot), count_of(pieces)) for lot, pieces in pairs)
    if not all(one.lot and one.quantity for one in found):
        raise ValueError("a lot without a name or without pieces")
    return LineAlong(count_of(line), hints, found)


def _without_papers(along: Along) -> Along:
    lines = _each_line(along, lambda one: replace(one, hints=replace(one.hints, price_cents=None)))
    return replace(along, hints=replace(along.hints, language="", currency=""), lines=lines)


def _without_gift_note(along: Along) -> Along:
    """No paper of a gift shows a price, even where nobody here knows the words of its note."""
    if not along.hints.gift_note:
        return along
    return replace(along, hints=replace(along.hints, gift_note="", price_free=True))


def _without_instructions(along: Along) -> Along:
    lines = _each_line(along, lambda one: replace(one, hints=replace(one.hints, instructions="")))
    return replace(along, hints=replace(along.hints, instructions=""), lines=lines)


def _each_line(along: Along, change: Callable[[LineAlong], LineAlong]) -> tuple[LineAlong, ...]:
    changed = (change(one) for one in along.lines)
    return tuple(one for one in changed if one != LineAlong(one.line))


_WITHOUT: dict[str, Callable[[Along], Along]] = {
    PAPERS: _without_papers,
    GIFT_NOTE: _without_gift_note,
    INSERT: lambda along: replace(along, hints=replace(along.hints, insert="")),
    LOTS: lambda along: replace(along, lines=_each_line(along, lambda one: replace(one, lots=()))),
    INSTRUCTIONS: _without_instructions,
}
