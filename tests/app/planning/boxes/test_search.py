"""The search behind a proof, held against plain trying of every position on small whole numbers."""

from collections.abc import Sequence
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.boxes.goods import Edges, Goods
from app.planning.boxes.lots import lots_of, shapes_of
from app.planning.boxes.search import Outcome, Search


def outcome(pieces: Sequence[Goods], room: Edges, support_percent: int = 0) -> Outcome:
    lots = lots_of(pieces, {one.sku: 1 for one in pieces})
    search = Search(lots, tuple(len(lot.skus) for lot in lots), room, support_percent)
    return search.advance(1_000_000)


def can_be_placed(
    shapes: list[tuple[Edges, ...]], room: Edges, taken: frozenset[Edges] = frozenset()
) -> bool:
    """Cell by cell, every turn and every position, with no cleverness at all."""
    if not shapes:
        return True
    for dx, dy, dz in shapes[0]:
        for x in range(room[0] - dx + 1):
            for y in range(room[1] - dy + 1):
                for z in range(room[2] - dz + 1):
                    cells = {(x + i, y + j, z + k) for i in range(dx) for j in range(dy) for k in range(dz)}
                    if not cells & taken and can_be_placed(shapes[1:], room, taken | cells):
                        return True
    return False


@st.composite
def tight_boxes(draw: st.DrawFn) -> tuple[Edges, list[Edges]]:
    """A room cut into pieces, of which up to two are then made longer or shorter by one."""
    room = (draw(st.integers(2, 4)), draw(st.integers(2, 4)), draw(st.integers(2, 3)))
    pieces = [list(room)]
    for _ in range(draw(st.integers(1, 4))):
        pieces.sort(key=prod)
        piece = pieces[-1]
        axis = draw(st.integers(0, 2))
        if piece[axis] > 1:
            at = draw(st.integers(1, piece[axis] - 1))
            rest = piece.copy()
            rest[axis], piece[axis] = piece[axis] - at, at
            pieces.append(rest)
    for _ in range(draw(st.integers(0, 2))):
        piece, axis = draw(st.sampled_from(pieces)), draw(st.integers(0, 2))
        piece[axis] = max(1, piece[axis] + draw(st.sampled_from((-1, 1))))
    return room, [(a, b, c) for a, b, c in pieces]


@settings(deadline=None, max_examples=200)
@given(tight_boxes(), st.booleans())
def test_a_no_is_a_proof(tight: tuple[Edges, list[Edges]], turns: bool) -> None:
    """
    The search says "impossible" exactly when trying every position fails too.
    """
    room, pieces = tight
    named = [Goods(f"P{place}", (piece,), 1, turns=turns) for place, piece in enumerate(pieces)]
    shapes = sorted((shapes_of(one) for one in named), key=lambda s: -prod(s[0]))
    expected = Outcome.FOUND if can_be_placed(shapes, room) else Outcome.IMPOSSIBLE
    assert outcome(named, room) is expected


def test_pieces_that_lock_each_other_are_found() -> None:
    """
    Three sticks around an empty corner cannot be built up from that corner, but from another one.
    """
    sticks = [(1, 1, 2), (1, 2, 1), (2, 1, 1)]
    locked = [Goods(f"P{place}", (edges,), 1, turns=False) for place, edges in enumerate(sticks)]
    assert outcome(locked, (2, 2, 2)) is Outcome.FOUND


def test_what_only_goes_in_hanging_is_no_proof() -> None:
    """
    A plate over a post fits by geometry and hangs by the rule: "not found" instead of "impossible".
    """
    plate = Goods("PLATE", ((3, 3, 1),), 1, turns=False, fragile=True)
    post = Goods("POST", ((1, 1, 1),), 1, turns=False)
    assert outcome([plate, post], (3, 3, 2), support_percent=70) is Outcome.SHAKY
    assert outcome([plate, post], (3, 3, 2), support_percent=10) is Outcome.FOUND
    assert outcome([plate, Goods("POST", ((1, 1, 2),), 1, turns=False)], (3, 3, 2)) is Outcome.IMPOSSIBLE
