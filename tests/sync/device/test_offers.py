"""Pages that central told of: taken only by who stands where they go on, and only where an older look will do."""

from sync import wire
from sync.device.offers import KEPT_MAX, Offers


def page(cursor: str) -> wire.Page:
    return wire.Page("g", cursor, False, 1, 2, 3)


def test_an_offer_is_taken_once_by_who_stands_there() -> None:
    """
    Two pages, one behind the other, are read on from each other; a third time central is asked.
    """
    offers = Offers()
    offers.add("a", page("b"))
    offers.add("b", page("c"))
    with offers.accepted(lambda one: True):
        assert offers.take("a") == page("b")
        assert offers.has("b")
        assert offers.take("b") == page("c")
        assert not offers.has("c")
        assert offers.take("a") is None


def test_who_stands_elsewhere_asks_central() -> None:
    """
    A page that was overtaken is thrown away, and nothing behind it is taken for news later.
    """
    offers = Offers()
    offers.add("a", page("b"))
    with offers.accepted(lambda one: True):
        assert offers.take("x") is None
        assert offers.take("a") is None


def test_nothing_is_taken_where_the_newest_is_wanted() -> None:
    """
    After an order was asked for, what central told before does not answer the pull.
    """
    offers = Offers()
    offers.add("a", page("b"))
    assert not offers.has("a")
    assert offers.take("a") is None
    offers.add("a", page("b"))
    with offers.accepted(lambda one: False):
        assert offers.take("a") is None


def test_what_nobody_takes_is_let_go_of() -> None:
    """
    A device that is away from its work keeps no endless tail of pages.
    """
    offers = Offers()
    for no in range(KEPT_MAX + 1):
        offers.add(str(no), page(str(no + 1)))
    with offers.accepted(lambda one: True):
        assert not offers.has("0")
        assert offers.take(str(KEPT_MAX)) is not None
