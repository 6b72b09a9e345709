"""The reason against a carton in what a packer can check: which piece, by how much."""

from app.planning.because import Because, because
from app.planning.boxes.goods import Reason
from tests.app.planning.boxes.orders import box, goods

BOX = box("S", 200, 150, 100)
ROD = goods("ROD", (230, 20, 20), weight_g=300)
BRICK = goods("BRICK", (120, 90, 60), weight_g=6_000)


def test_too_long_names_the_piece_and_by_how_much() -> None:
    """
    "The rod is 30 mm too long": the piece that sticks out farthest.
    """
    assert because(Reason.SIDE, BOX, 40, [(BRICK, 1), (ROD, 2)]) == Because(
        "S", 40, Reason.SIDE, ("ROD",), 30
    )


def test_too_heavy_says_how_many_grams_too_many() -> None:
    """
    Two bricks of 6 kg in a carton for 10 kg.
    """
    assert because(Reason.WEIGHT, BOX, 40, [(BRICK, 2)]).amount == 2_000


def test_too_full_says_how_full_it_would_be() -> None:
    """
    Six bricks are more than the carton holds: 3 888 of 3 000 cm³, rounded up.
    """
    assert because(Reason.VOLUME, BOX, 40, [(BRICK, 6)]).amount == 130


def test_a_pair_without_room_is_named_twins_by_one_name_twice() -> None:
    """
    Two pieces that do not go in beside, before or on each other.
    """
    tall = goods("TALL", (180, 140, 60))
    other = goods("OTHER", (180, 140, 50))
    assert because(Reason.PAIR, BOX, 40, [(tall, 1), (other, 1)]).skus == ("TALL", "OTHER")
    assert because(Reason.PAIR, BOX, 40, [(tall, 2)]).skus == ("TALL", "TALL")


def test_other_reasons_speak_for_themselves() -> None:
    """
    Not found, booked, hazardous: nothing to measure.
    """
    assert because(Reason.NOT_FOUND, BOX, 40, [(BRICK, 1)]) == Because("S", 40, Reason.NOT_FOUND)
