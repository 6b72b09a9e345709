"""What a packer is told beside the goods, in the order of what costs most when it is missed."""

from dataclasses import replace

from app.domain.catalogue import Handling
from app.domain.facts import Content
from app.domain.hints import Declared, OrderHints
from app.inputs import CartonScanned, ParcelScanned, ProductScanned, Supply
from app.views.hints import hints_of
from app.views.pack import view_of
from app.views.surroundings import Surroundings
from app.workflows.pack import begin, step
from tests.app.workflows.playing import Played
from tests.builders import MEDIUM, SMALL, SOCK, SSCC, picked, product, to_pack

BATTERY = replace(
    product("BATTERY", weight_g=31_000),
    declared=Declared(("limited_quantity", "lithium"), 1, 18),
    handling=Handling(fragile=True),
)
HINTS = OrderHints("For you", "Silk paper", price_free=True, insert="Autumn card")
WORK = replace(to_pack(picked(1, BATTERY, 2), picked(2, SOCK, 1), products=[BATTERY]), hints=HINTS)


def kinds(*contents: Content, no: int = 1) -> list[str]:
    return [hint.kind for hint in hints_of(WORK, contents, no)]


def test_what_must_be_heeded_comes_first() -> None:
    """
    Instructions, too many, too heavy; then marks, age, care; then what goes with it.
    """
    assert kinds(Content("BATTERY", 2)) == [
        "instructions",
        "above_limit",
        "too_heavy",
        "mark_limited_quantity",
        "mark_lithium",
        "age",
        "fragile",
        "gift_note",
        "price_free",
        "insert",
    ]


def test_a_parcel_is_told_only_of_its_own_contents() -> None:
    """
    The sock's parcel needs no mark; the gift note lies in the first.
    """
    assert kinds(Content("SOCK", 1), no=2) == ["instructions", "price_free", "insert"]


def test_an_ordinary_order_says_nothing() -> None:
    """
    No hint, no room taken.
    """
    assert hints_of(to_pack(picked(1, SOCK, 1)), (Content("SOCK", 1),), 1) == ()


def test_a_carton_that_runs_low_is_said_when_it_is_suggested() -> None:
    """
    At its mark or below; one without a mark, or with more, says nothing.
    """

    def said(stock: int | None, low: int | None) -> list[str]:
        work = replace(to_pack(picked(1, SOCK, 1)), cartons=(replace(SMALL, stock=stock, stock_low=low),))
        return [hint.kind for hint in view_of(begin(work), Surroundings()).hints]

    assert said(3, 3) == ["carton_low"]
    assert said(1, 3) == ["carton_low"]
    assert said(4, 3) == said(2, None) == said(None, 3) == []


# Two parcels ---------------------------------------------------------------------------------

CELL = replace(product("CELL"), declared=Declared(("lithium",), 1))
WHISKY = replace(product("WHISKY"), declared=Declared(age_min=18), handling=Handling(fragile=True))
OTHER_SSCC = "340123450000000185"


def two_parcels() -> Played:
    """Whisky with a cell, then the other cell."""
    return Played(step, begin(to_pack(picked(1, WHISKY, 1), picked(2, CELL, 2), products=[CELL, WHISKY])))


def shown(play: Played) -> list[str]:
    return [hint.kind for hint in view_of(play.state, Surroundings()).hints]


def test_marks_go_with_the_label_that_is_to_be_stuck_on() -> None:
    """
    As long as a label waits in the packer's hand, the marks are those of its parcel; once it was scanned, of the next.
    """
    play = two_parcels()
    play.give(CartonScanned(MEDIUM))
    of_first = shown(play)
    play.give(ProductScanned(WHISKY), ProductScanned(CELL))
    assert view_of(play.state, Surroundings()).prompt.id == "prompt.carton_next"
    assert shown(play) == of_first == ["mark_lithium", "age", "fragile"]
    play.give(ParcelScanned(SSCC, "SO-1"))
    assert shown(play) == ["mark_lithium"]


def test_a_label_that_is_on_is_asked_for_no_more() -> None:
    """
    Between two parcels, too: then the next carton is all that is asked for, and its parcel is the one that is shown.
    """
    play = two_parcels()
    play.give(
        CartonScanned(MEDIUM), ProductScanned(WHISKY), ProductScanned(CELL), ParcelScanned(SSCC, "SO-1")
    )
    view = view_of(play.state, Surroundings())
    assert view.prompt.id == "prompt.carton"
    assert view.parcel is not None
    assert (view.parcel.no, view.parcel.of, view.parcel.sscc) == (2, 2, None)


def test_the_last_parcel_keeps_its_marks_until_its_label_is_on() -> None:
    """
    All is packed, but the stickers are still to be put on.
    """
    play = two_parcels()
    play.give(CartonScanned(MEDIUM), ProductScanned(WHISKY), ProductScanned(CELL), CartonScanned(SMALL))
    play.give(ProductScanned(CELL), supply=Supply(sscc=OTHER_SSCC))
    assert shown(play) == ["mark_lithium"]
    play.give(ParcelScanned(OTHER_SSCC, "SO-1"))
    assert shown(play) == []


def test_the_lines_of_this_parcel_come_first() -> None:
    """
    What goes into a later one says so; with one parcel the lines stay as they are.
    """
    work = to_pack(picked(1, SOCK, 1), picked(2, CELL, 2), products=[CELL])
    play = Played(step, begin(work))
    play.give(CartonScanned(MEDIUM))
    lines = view_of(play.state, Surroundings()).lines
    assert [(line.sku, line.later) for line in lines] == [("SOCK", 0), ("CELL", 1)]
    play.give(ProductScanned(SOCK), ProductScanned(CELL), ParcelScanned(SSCC, "SO-1"))
    lines = view_of(play.state, Surroundings()).lines
    assert [(line.sku, line.later) for line in lines] == [("SOCK", 0), ("CELL", 0)]


def test_a_line_of_a_later_parcel_stands_below() -> None:
    """
    The order names the cells first, and the first parcel takes none of them.
    """
    roll = product("ROLL", 290, 190, 140, weight_g=3_000)
    play = Played(step, begin(replace(to_pack(picked(1, SOCK, 1), picked(2, roll, 2), products=[roll]))))
    play.give(CartonScanned(MEDIUM))
    view = view_of(play.state, Surroundings())
    assert view.parcel is not None
    assert (view.parcel.no, view.parcel.of) == (1, 2)
    assert [(line.sku, line.later) for line in view.lines] == [("ROLL", 1), ("SOCK", 1)]
