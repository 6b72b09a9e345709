"""How pieces may lie in a carton: turns, forms, what bears what, clearance and weight."""

from dataclasses import replace

from app.planning.boxes.goods import UPRIGHT, Goods, Placement, Reason
from app.planning.boxes.suggest import into
from tests.app.planning.boxes.orders import WISH, box, goods

CRATE = box("CRATE", 200, 100, 100)


def goes(box_mm: tuple[int, int, int], *pieces: Goods) -> bool:
    return into([(one, 1) for one in pieces], box("ONLY", *box_mm), WISH).reason is None


def laid(box_mm: tuple[int, int, int], *pieces: Goods) -> dict[str, Placement]:
    filled = into([(one, 1) for one in pieces], box("ONLY", *box_mm), WISH)
    assert filled.reason is None
    assert filled.parcel is not None
    return {one.sku: one for one in filled.parcel.placements}


def test_a_long_piece_lies_down() -> None:
    """
    Any turn is tried when any turn is allowed.
    """
    assert goes((300, 50, 50), goods("STICK", (20, 290, 30)))


def test_this_side_up_stays_up() -> None:
    """
    A bottle that must stand is not laid down to make it fit.
    """
    bottle = goods("BOTTLE", (80, 80, 300))
    assert goes((310, 100, 100), bottle)
    assert not goes((310, 100, 100), replace(bottle, stands=UPRIGHT))
    assert laid((100, 100, 310), replace(bottle, stands=UPRIGHT))["BOTTLE"].dz_mm == 300


def test_a_piece_that_must_not_be_turned_lies_as_it_is() -> None:
    """
    Not even a quarter turn on the spot.
    """
    tray = goods("TRAY", (100, 50, 20))
    assert goes((50, 100, 20), tray)
    assert not goes((50, 100, 20), replace(tray, turns=False))


def test_foldable_goods_take_the_form_that_fits() -> None:
    """
    A shirt too wide for the carton is folded once.
    """
    shirt = goods("SHIRT", (300, 260, 20), (150, 260, 40))
    assert goes((260, 150, 40), shirt)
    assert not goes((260, 149, 40), shirt)


def test_nothing_lies_on_what_bears_nothing() -> None:
    """
    Two cakes beside each other, never on top of each other; a box goes beneath, not on it.
    """
    cake = replace(goods("CAKE", (100, 100, 50)), stands=UPRIGHT, nostack=True)
    other = replace(cake, sku="OTHER")
    assert goes((200, 100, 50), cake, other)
    assert not goes((100, 100, 100), cake, other)
    assert laid((100, 100, 100), cake, goods("BOX", (100, 100, 50)))["CAKE"].z_mm == 50


def test_only_fragile_goods_lie_on_fragile_goods() -> None:
    """
    Glass on glass is allowed, a book on glass is not: the glass goes on top.
    """
    glass = replace(goods("GLASS", (100, 100, 50)), fragile=True)
    assert goes((100, 100, 100), glass, replace(glass, sku="GLASS2"))
    assert laid((100, 100, 100), glass, goods("BOOK", (100, 100, 50)))["GLASS"].z_mm == 50


def test_a_base_rests_on_seven_tenths() -> None:
    """
    A board of 100 mm lies on a foot of 70 mm, not on one of 69 mm.
    """
    board = replace(goods("BOARD", (100, 100, 30)), turns=False)
    assert goes((100, 100, 60), board, replace(goods("FOOT", (100, 70, 30)), turns=False, nostack=False))
    thin = into(
        [(board, 1), (replace(goods("FOOT", (100, 69, 30)), turns=False), 1)], box("ONLY", 100, 100, 60), WISH
    )
    assert thin.reason is None  # the board lies on the floor, the foot on the board
    assert thin.parcel is not None
    assert [one.sku for one in thin.parcel.placements] == ["BOARD", "FOOT"]
    glass = replace(board, fragile=True)
    assert not goes((100, 100, 60), glass, replace(goods("FOOT", (100, 69, 30)), turns=False))


def test_clearance_is_kept_free() -> None:
    """
    Two millimetres an edge for bulging walls are not filled.
    """
    brick = goods("BRICK", (100, 100, 100))
    just = box("JUST", 102, 102, 102)
    assert into([(brick, 1)], replace(just, clearance_mm=(2, 2, 2)), WISH).reason is None
    assert into([(brick, 1)], replace(just, clearance_mm=(2, 2, 3)), WISH).reason is Reason.SIDE


def test_reasons_against_a_carton_are_told_apart() -> None:
    """
    Too heavy, too long, too much, no room side by side: the packer is told which.
    """
    cube = goods("CUBE", (60, 60, 60))
    assert into([(replace(cube, weight_g=10_001), 1)], CRATE, WISH).reason is Reason.WEIGHT
    assert into([(goods("ROD", (201, 5, 5)), 1)], CRATE, WISH).reason is Reason.SIDE
    assert into([(cube, 10)], CRATE, WISH).reason is Reason.VOLUME
    assert into([(goods("SLAB", (110, 60, 60)), 2)], CRATE, WISH).reason is Reason.PAIR
    assert into([(cube, 4)], CRATE, WISH).reason is Reason.NO_ARRANGEMENT
    assert into([(cube, 3)], CRATE, WISH).reason is None


def test_hazardous_goods_need_a_marked_carton_to_themselves() -> None:
    """
    Neither with other goods nor in a carton that is not marked.
    """
    acid = replace(goods("ACID", (50, 50, 50)), hazmat=True)
    assert into([(acid, 1)], CRATE, WISH).reason is None
    assert into([(acid, 1)], replace(CRATE, hazmat=False), WISH).reason is Reason.HAZMAT
    assert into([(acid, 1), (goods("SOCK", (50, 50, 50)), 1)], CRATE, WISH).reason is Reason.HAZMAT


def test_a_carton_that_is_too_small_says_what_still_goes_in() -> None:
    """
    Of ten cubes two go in beside each other; eight are left over.
    """
    filled = into([(goods("CUBE", (100, 100, 100)), 10)], CRATE, WISH)
    assert filled.reason is Reason.VOLUME
    assert filled.parcel is not None
    assert len(filled.parcel.placements) == 2
    assert filled.left == (("CUBE", 8),)


def test_pieces_without_sizes_are_left_to_the_packer() -> None:
    """
    What was never measured is in no drawing, and named.
    """
    filled = into([(goods("CUBE", (50, 50, 50)), 1), (goods("NEW"), 2)], CRATE, WISH)
    assert filled.parcel is not None
    assert [one.sku for one in filled.parcel.placements] == ["CUBE"]
    assert filled.left == (("NEW", 2),)


def test_steps_lay_the_lower_pieces_first() -> None:
    """
    The drawing can be followed: nothing is let down beneath what lies already.
    """
    filled = into([(goods("CUBE", (50, 50, 50)), 8)], box("ONLY", 100, 100, 100), WISH)
    assert filled.parcel is not None
    heights = [one.z_mm for one in filled.parcel.placements]
    assert heights == sorted(heights)
    assert [one.step for one in filled.parcel.placements] == list(range(1, 9))
