"""The one layout of all papers of a parcel: A4, head with address, a table that goes on over pages, a foot. Knows no printer."""

from collections.abc import Sequence
from dataclasses import dataclass

from printing import code128
from printing.label import Align, Block, Box, Code128, Element, Label, Text, Weight, Words
from printing.labels.parts import NO_BREAK_SPACE

WIDTH_MM, HEIGHT_MM = 210, 297
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 20, 190, 18, 280
INNER_MM = RIGHT_MM - LEFT_MM
ROW_MM = 9.0
FIRST_TABLE_MM, NEXT_TABLE_MM = 112, 40
NOTE_MM = 46  # the gift note, where there is one, on the last page
BARS_MM = 70
LINE_MM = 0.3
PAGES_MAX = 100
QUANTITY_MM, NUMBER_MM, PRICE_MM = 22, 46, 30


@dataclass(frozen=True, slots=True)
class Row:
    """One product of the table; `price` is empty where none is printed. Serials stand below the name."""

    quantity: str
    number: str
    name: str
    price: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says, in words. `heads` are the titles of the table's columns, the last one for prices."""

    title: str
    address: tuple[Words, ...]
    facts: tuple[tuple[str, str], ...]
    heads: tuple[str, str, str, str]
    rows: tuple[Row, ...]
    code: str = ""
    total: tuple[str, str] | None = None
    note_title: str = ""
    note: str = ""
    page: str = "{no} / {of}"

    @property
    def priced(self) -> bool:
        return any(row.price for row in self.rows)


def pages_of(paper: Paper) -> tuple[Label, ...]:
    """The pages, every row on one of them. Raises ValueError when there would be more than PAGES_MAX."""
    shares = _shares(paper)
    if len(shares) > PAGES_MAX:
        raise ValueError(f"a paper has at most {PAGES_MAX} pages")
    pages = []
    for no, rows in enumerate(shares, 1):
        first, last = no == 1, no == len(shares)
        top_mm = FIRST_TABLE_MM if first else NEXT_TABLE_MM
        elements: list[Element] = [*(_head(paper) if first else _short_head(paper))]
        elements += _table(paper, rows, top_mm)
        if last:
            elements += _end(paper, top_mm + (len(rows) + 1) * ROW_MM)
        of = paper.page.replace("{no}", str(no)).replace("{of}", str(len(shares)))
        elements.append(Text(of, RIGHT_MM, HEIGHT_MM - 12, 2.4, Weight.MEDIUM, Align.RIGHT))
        pages.append(Label(WIDTH_MM, HEIGHT_MM, tuple(elements)))
    return tuple(pages)


def _shares(paper: Paper) -> list[Sequence[Row]]:
    """The rows of each page; total and note need room on the last one."""
    left: Sequence[Row] = paper.rows
    shares: list[Sequence[Row]] = []
    top_mm: float = FIRST_TABLE_MM
    end_mm = (ROW_MM * 2 if paper.total else 0) + (NOTE_MM if paper.note else 0)
    while True:
        room = int((BOTTOM_MM - top_mm - ROW_MM) // ROW_MM)
        room_at_end = int((BOTTOM_MM - top_mm - ROW_MM - end_mm) // ROW_MM)
        if len(left) <= room_at_end:
            return [*shares, left]
        taken = min(room, max(len(left) - 1, 0)) if len(left) <= room else room
        shares.append(left[:taken])
        left, top_mm = left[taken:], NEXT_TABLE_MM


def _head(paper: Paper) -> list[Element]:
    found: list[Element] = [
        Block((Words(paper.title, 8, Weight.EXTRABOLD),), LEFT_MM, TOP_MM, 90, 16),
        Block(paper.address, LEFT_MM, 45, 82, 45),
    ]
    if paper.code:
        found.append(Code128(paper.code, RIGHT_MM - BARS_MM, TOP_MM - 2, BARS_MM, 14, module_mm=0.375))
    for no, (name, value) in enumerate(paper.facts):
        y_mm = 45 + no * 7.5
        found.append(Text(name, 118, y_mm, 2.6, Weight.MEDIUM))
        found.append(Block((Words(value, 2.9, Weight.BOLD),), 146, y_mm - 0.3, RIGHT_MM - 146, 6.5))
    return found


def _short_head(paper: Paper) -> list[Element]:
    said = f"{paper.title}{NO_BREAK_SPACE}· {paper.facts[0][1]}" if paper.facts else paper.title
    return [Block((Words(said, 4.5, Weight.EXTRABOLD),), LEFT_MM, TOP_MM, INNER_MM, 12)]


def _table(paper: Paper, rows: Sequence[Row], top_mm: float) -> list[Element]:
    name_mm = INNER_MM - QUANTITY_MM - NUMBER_MM - (PRICE_MM if paper.priced else 0)
    quantity, number, name, price = paper.heads
    found: list[Element] = [
        Text(quantity, LEFT_MM, top_mm + 2, 2.4, Weight.SEMIBOLD),
        Text(number, LEFT_MM + QUANTITY_MM, top_mm + 2, 2.4, Weight.SEMIBOLD),
        Text(name, LEFT_MM + QUANTITY_MM + NUMBER_MM, top_mm + 2, 2.4, Weight.SEMIBOLD),
        Box(LEFT_MM, top_mm + ROW_MM - 2.5, INNER_MM, LINE_MM),
    ]
    if paper.priced:
        found.append(Text(price, RIGHT_MM, top_mm + 2, 2.4, Weight.SEMIBOLD, Align.RIGHT))
    for no, row in enumerate(rows, 1):
        y_mm = top_mm + no * ROW_MM
        found += [
            Text(row.quantity, LEFT_MM + 2, y_mm + 1, 3.2, Weight.BOLD),
            Block((Words(row.number, 2.7, Weight.MEDIUM),), LEFT_MM + QUANTITY_MM, y_mm, NUMBER_MM - 3, 7),
            Block(
                (Words(row.name, 2.9, Weight.SEMIBOLD),),
                LEFT_MM + QUANTITY_MM + NUMBER_MM,
                y_mm,
                name_mm - 3,
                7.5,
            ),
            Box(LEFT_MM, y_mm + ROW_MM - 1, INNER_MM, LINE_MM / 2),
        ]
        if row.price:
            found.append(Text(row.price, RIGHT_MM, y_mm + 1, 2.9, Weight.MEDIUM, Align.RIGHT))
    return found


def _end(paper: Paper, y_mm: float) -> list[Element]:
    found: list[Element] = []
    if paper.total is not None:
        name, value = paper.total
        found += [
            Text(name, LEFT_MM + QUANTITY_MM, y_mm + 3, 3.2, Weight.BOLD),
            Text(value, RIGHT_MM, y_mm + 3, 3.2, Weight.EXTRABOLD, Align.RIGHT),
        ]
        y_mm += ROW_MM * 2
    if paper.note:
        words = (Words(paper.note_title, 2.6, Weight.SEMIBOLD), Words(paper.note, 4, Weight.MEDIUM))
        found += [
            Box(LEFT_MM, y_mm + 4, INNER_MM, NOTE_MM - 6, LINE_MM),
            Block(words, LEFT_MM + 5, y_mm + 8, INNER_MM - 10, NOTE_MM - 14),
        ]
    return found


def bars_for(order: str) -> str:
    """The order as bars where they are wide enough to be read; else none."""
    if not code128.encodable(order):
        return ""
    needed_mm = (len(code128.modules(order)) + 2 * code128.QUIET_MODULES) * code128.MODULE_MIN_MM
    return order if needed_mm <= BARS_MM else ""
