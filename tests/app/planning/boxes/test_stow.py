"""Free spaces and resting, held against counting cell by cell and against the validator."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.boxes.check import faults_in_parcel
from app.planning.boxes.goods import Goods, Placement
from app.planning.boxes.lots import lots_of
from app.planning.boxes.spaces import Space, Spot, carved
from app.planning.boxes.stow import Stow
from tests.app.planning.boxes.orders import box

ROOM = (4, 3, 3)
Cells = frozenset[tuple[int, int, int]]


@st.composite
def spans(draw: st.DrawFn) -> Space:
    """Any box of whole millimetres in the room."""
    ends = [
        sorted(draw(st.lists(st.integers(0, edge), min_size=2, max_size=2, unique=True))) for edge in ROOM
    ]
    (x0, x1), (y0, y1), (z0, z1) = ends
    return (x0, y0, z0, x1, y1, z1)


def cells(one: Space) -> Cells:
    x0, y0, z0, x1, y1, z1 = one
    return frozenset(product(range(x0, x1), range(y0, y1), range(z0, z1)))


def touch(one: Space, other: Space) -> bool:
    return bool(cells(one) & cells(other))


def largest_free(taken: list[Space]) -> set[Space]:
    """Every free box that no other free box contains, by looking at all boxes there are."""
    every = product(*([(a, b) for a in range(edge) for b in range(a + 1, edge + 1)] for edge in ROOM))
    boxes = [(x0, y0, z0, x1, y1, z1) for (x0, x1), (y0, y1), (z0, z1) in every]
    free = [one for one in boxes if not any(touch(one, other) for other in taken)]
    return {one for one in free if not any(other != one and cells(one) < cells(other) for other in free)}


@settings(deadline=None, max_examples=40)
@given(st.lists(spans(), min_size=1, max_size=4))
def test_free_spaces_are_all_the_largest_free_boxes(taken: list[Space]) -> None:
    """
    Beside, behind, on top and underneath: nothing free is forgotten, nothing taken is offered.
    """
    spaces: list[Space] = [(0, 0, 0, *ROOM)]
    for one in taken:
        spaces = carved(spaces, one, (1, 1, 1))
    assert len(spaces) == len(set(spaces))
    assert set(spaces) == largest_free(taken)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(spans(), min_size=1, max_size=5),
    st.lists(st.sampled_from(("", "", "fragile", "nostack")), min_size=5, max_size=5),
    st.sampled_from((0, 50, 70, 100)),
)
def test_a_piece_is_laid_where_the_validator_would_let_it_lie(
    wanted: list[Space], flags: list[str], support_percent: int
) -> None:
    """
    Laid one by one wherever they bear: what the packer takes for sound, above and underneath, the validator passes.
    What it refuses, the validator refuses too.
    """
    known = [
        Goods(
            f"P{place}",
            ((x1 - x0, y1 - y0, z1 - z0),),
            1 + place,  # each a lot of its own
            turns=False,
            fragile=flag == "fragile",
            nostack=flag == "nostack",
        )
        for place, ((x0, y0, z0, x1, y1, z1), flag) in enumerate(zip(wanted, flags, strict=False))
    ]
    lots = lots_of(known, {one.sku: 1 for one in known})
    lot_of = {lot.skus[0]: place for place, lot in enumerate(lots)}
    goods = {one.sku: one for one in known}
    stow = Stow(lots, ROOM, support_percent, 1_000)
    laid: list[tuple[Space, str]] = []
    for one, product_ in zip(wanted, known, strict=True):
        if any(touch(one, other) for other, _ in laid):
            continue
        spot: Spot = (*one, lot_of[product_.sku], 1)
        bears = stow.bears(spot)
        faults = faults_in_parcel(
            placed([*laid, (one, product_.sku)]), box("ROOM", *ROOM), goods, support_percent
        )
        assert bears == (faults == [])
        if bears:
            stow.lay(spot)
            laid.append((one, product_.sku))


def placed(laid: list[tuple[Space, str]]) -> list[Placement]:
    ordered = sorted(laid, key=lambda one: (one[0][2], one[0][1], one[0][0]))
    return [
        Placement(sku, x0, y0, z0, x1 - x0, y1 - y0, z1 - z0, step)
        for step, ((x0, y0, z0, x1, y1, z1), sku) in enumerate(ordered, 1)
    ]
