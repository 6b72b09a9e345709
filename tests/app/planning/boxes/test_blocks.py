"""Solid blocks of matching pieces are looked for as long as it pays."""

from app.planning.boxes.blocks import Block, Limits, blocks_of
from app.planning.boxes.goods import Goods
from app.planning.boxes.lots import lots_of
from app.planning.boxes.tally import Tally

HEIGHTS_MM = (3, 4, 5, 6, 7, 8, 9, 11, 13, 15)


def blocks(joins_max: int) -> tuple[Block, ...]:
    """What ten books of one format make together."""
    books = [Goods(f"B{height}", ((300, 212, height),), 400) for height in HEIGHTS_MM]
    lots = lots_of(books, {book.sku: 1 for book in books})
    tally = Tally(tuple(len(lot.skus) for lot in lots))
    return blocks_of(lots, tally, Limits((400, 400, 400), 70, joins_max=joins_max))


def test_books_of_one_format_are_not_stacked_in_every_order() -> None:
    """
    Each two of them match: what is tried is counted, as it is time that a carton is not looked for in.
    """
    singles, few, many = blocks(0), blocks(100), blocks(5_000)
    assert len(singles) < len(few) <= len(singles) + 100 < len(many)
    assert {block.edges for block in few} <= {block.edges for block in many}


def test_a_block_holds_each_piece_once() -> None:
    """
    Whatever lies in it, its volume is that of its pieces.
    """
    for block in blocks(1_000):
        lots = [part[6] for part in block.parts]
        assert len(lots) == len(set(lots))
        assert block.volume_mm3 <= block.edges[0] * block.edges[1] * block.edges[2]
