"""The catalogue's products and cartons find their way into a plan."""

from app.planning.boxes.catalogue import box_of, goods_of
from app.planning.boxes.suggest import suggest
from tests.app.planning.boxes.orders import WISH
from tests.builders import carton, product


def test_products_and_cartons_of_the_catalogue_can_be_planned() -> None:
    """
    A stick of the catalogue lies down in a carton of the catalogue; one that is out is not named.
    """
    stick = goods_of(product("STICK", 20, 290, 20))
    cartons = [carton("LONG", 30, 30, 290), carton("WIDE", 300, 300, 300)]
    assert [p.carton for p in suggest([(stick, 1)], [box_of(one) for one in cartons], WISH).parcels] == [
        "LONG"
    ]
    stocks = [box_of(one, stock=int(one.carton == "WIDE")) for one in cartons]
    assert [p.carton for p in suggest([(stick, 1)], stocks, WISH).parcels] == ["WIDE"]
