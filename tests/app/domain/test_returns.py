"""The tables behind a return, looked at in full."""

from itertools import product

from app.domain.places import QUARANTINE, STANDING, VIRTUAL, sellable
from app.domain.returns import DISPOSITIONS, GRADES, Answers, Disposition, Grade, disposition_of, grade_of

BOOLS = (False, True)


def test_every_pair_of_answers_has_its_grade() -> None:
    """
    As new if sealed and undamaged, opened if only undamaged, defective if damaged.
    """
    expected = {
        (True, True): Grade.A,
        (False, True): Grade.B,
        (True, False): Grade.D,
        (False, False): Grade.D,
    }
    assert {pair: grade_of(Answers(*pair)) for pair in product(BOOLS, BOOLS)} == expected
    assert len(GRADES) == len(expected)


def test_every_grade_has_its_way_with_and_without_hygiene() -> None:
    """
    No gap in the table: three grades, two kinds of goods.
    """
    pairs = set(product(Grade, BOOLS))
    assert set(DISPOSITIONS) == pairs
    assert {pair: disposition_of(pair[0], hygiene=pair[1]) for pair in pairs} == DISPOSITIONS


def test_hygiene_goods_are_never_restocked() -> None:
    """
    Whatever is answered, nobody buys a used toothbrush.
    """
    ways = {disposition_of(grade, hygiene=True) for grade in Grade}
    assert Disposition.RESTOCK not in ways


def test_defective_goods_are_never_restocked() -> None:
    """
    What is broken is looked at or thrown away.
    """
    assert Disposition.RESTOCK not in {disposition_of(Grade.D, hygiene=hygiene) for hygiene in BOOLS}


def test_nothing_is_sold_from_where_it_only_stands() -> None:
    """
    Neither from the desks and the quarantine nor from the virtual ends of a move, whatever their kind says.
    """
    for place in (*STANDING, *VIRTUAL):
        assert not sellable(place, "storage")
    assert QUARANTINE in STANDING
    assert sellable("A-01", "storage")
    assert not sellable("A-01", "bulk")
