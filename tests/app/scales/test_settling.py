"""A weight is taken when it stands still, once a load, and again only where it is asked anew."""

from app.scales.forms import Reading
from app.scales.settling import Settling

STILL, DANCES = True, False


def told(
    settling: Settling, *weights: int, stable: bool | None = STILL, of: str = "p1", asked: str = "w"
) -> list[int | None]:
    found = []
    for weight_g in weights:
        settling.see(Reading(weight_g, stable))
        found.append(settling.settled_g(of, asked))
    return found


def test_two_stable_readings_that_agree_are_a_weight() -> None:
    """
    One alone may be the plate on its way; the third says nothing new.
    """
    assert told(Settling(), 900, 1234, 1235, 1234) == [None, None, 1234, None]


def test_what_dances_is_no_weight() -> None:
    """
    However often it comes.
    """
    assert told(Settling(), *[1234] * 9, stable=DANCES) == [None] * 9


def test_a_form_that_does_not_tell_must_agree_for_longer() -> None:
    """
    Four in a row.
    """
    assert told(Settling(), 1000, 1234, 1234, 1234, 1234, stable=None) == [None, None, None, None, 1234]


def test_an_empty_plate_is_no_parcel_and_begins_anew() -> None:
    """
    The same parcel put down again is told again.
    """
    settling = Settling()
    assert told(settling, 500, 500, 0, 3, 500, 500) == [None, 500, None, None, None, 500]


def test_a_load_that_stays_is_told_once_for_its_parcel() -> None:
    """
    Left on the plate it is not taken for the next parcel; asked for in another way it is told again.
    """
    settling = Settling()
    assert told(settling, 500, 500) == [None, 500]
    assert told(settling, 500, of="p2") == [None]
    assert told(settling, 500, asked="recounted") == [500]
    assert told(settling, 500, asked="recounted") == [None]


def test_another_piece_on_the_plate_is_another_load() -> None:
    """
    The missing sock is laid on it.
    """
    settling = Settling()
    assert told(settling, 500, 500, 700, 700) == [None, 500, None, 700]
