"""What a packer is told of a carton: why this one, what goes in next and where, in words."""

from dataclasses import replace

from app.domain.catalogue import Handling
from app.domain.facts import Content
from app.planning.because import Because
from app.planning.boxes.goods import Placement, Reason
from app.planning.parcels import planned
from app.views.packing import carton_view, cheaper_words, steps_of, with_done
from tests.builders import MUG, SMALL, SOCK, picked, to_pack

INNER = (300, 200, 150)
PRODUCTS = {"SOCK": SOCK, "MUG": MUG}


def where(*placements: Placement) -> list[tuple[str, dict[str, str]]]:
    """The words of each step."""
    return [(step.where.id, dict(step.where.params)) for step in steps_of(placements, INNER, PRODUCTS)]


def test_the_place_is_told_as_who_stands_before_the_carton_sees_it() -> None:
    """
    Left and right, back and front, the middle where it is neither; a long piece is only at the back.
    """
    told = where(
        Placement("SOCK", 0, 0, 0, 80, 60, 40, 1),
        Placement("SOCK", 220, 140, 0, 80, 60, 40, 2),
        Placement("SOCK", 110, 70, 0, 80, 60, 40, 3),
        Placement("SOCK", 0, 0, 40, 300, 60, 40, 4),
    )
    assert [gaps["spot"] for _, gaps in told] == ["left_back", "right_front", "middle", "back"]


def test_flat_standing_or_on_its_side() -> None:
    """
    By which of its edges points up; a cube lies any way round.
    """
    told = where(
        Placement("SOCK", 0, 0, 0, 100, 80, 40, 1),
        Placement("SOCK", 100, 0, 0, 80, 40, 100, 2),
        Placement("SOCK", 180, 0, 0, 100, 40, 80, 3),
        Placement("MUG", 0, 100, 0, 90, 90, 90, 4),
    )
    assert [gaps["lie"] for _, gaps in told] == ["flat", "standing", "side", "any"]


def test_what_it_lies_on_is_named() -> None:
    """
    On the floor nothing is said; else the piece that carries most of it comes first.
    """
    told = where(
        Placement("SOCK", 0, 0, 0, 100, 80, 40, 1),
        Placement("MUG", 100, 0, 0, 120, 80, 40, 2),
        Placement("SOCK", 60, 0, 40, 160, 80, 40, 3),
    )
    assert [id for id, _ in told] == ["pack.step.floor", "pack.step.floor", "pack.step.on"]
    assert told[2][1]["on"] == "Mug of wool, Sock of wool"


def test_layers_count_from_the_floor() -> None:
    """
    Whatever begins at one height is one layer.
    """
    steps = steps_of(
        (
            Placement("SOCK", 0, 0, 0, 100, 80, 40, 1),
            Placement("SOCK", 100, 0, 0, 100, 80, 40, 2),
            Placement("SOCK", 0, 0, 40, 100, 80, 40, 3),
        ),
        INNER,
        PRODUCTS,
    )
    assert [step.layer for step in steps] == [1, 1, 2]


def test_goods_that_must_stand_say_so() -> None:
    """
    "This side up" is shown with the piece itself.
    """
    upright = replace(MUG, handling=Handling(upright_mm=120))
    (step,) = steps_of((Placement("MUG", 0, 0, 0, 100, 100, 120, 1),), INNER, {"MUG": upright})
    assert step.upright


def test_the_drawing_follows_what_was_really_scanned() -> None:
    """
    Whichever unit the packer takes first: its place is filled, and the first free one is next.
    """
    work = to_pack(picked(1, SOCK, 2), picked(2, MUG, 1))
    counts = (Content("SOCK", 2), Content("MUG", 1))
    (parcel,) = planned(work, counts)
    carton = next(one for one in work.cartons if one.carton == parcel.carton)
    shown = carton_view(work, parcel.carton, carton, parcel)
    skus = [step.sku for step in shown.steps]
    late = with_done(shown, (Content(skus[-1], 1),), tuple(Content(sku, 1) for sku in skus[:-1]))
    first = skus.index(skus[-1])
    assert [step.done for step in late.steps] == [at == first for at in range(3)]
    assert late.next_step == next(step.no for step in late.steps if not step.done)


def test_the_carton_comes_with_its_price_its_filling_and_the_proof() -> None:
    """
    What the parcel costs, how full it is, and that nothing cheaper holds it.
    """
    work = to_pack(picked(1, SOCK, 2))
    (parcel,) = planned(work, (Content("SOCK", 2),))
    shown = carton_view(work, "S", None, parcel)
    assert (shown.price_cents, shown.fill_percent, shown.proven, shown.cheaper) == (480, 32, True, None)
    other = carton_view(work, "S", replace(SMALL, carton="OTHER"), parcel)
    assert (other.scanned, other.price_cents, other.steps) == ("OTHER", None, ())


def test_twins_are_told_as_two_of_one() -> None:
    """
    "Two mugs do not go side by side", not "mug and mug".
    """
    twins = cheaper_words(Because("S", 1, Reason.PAIR, ("MUG", "MUG")), PRODUCTS)
    pair = cheaper_words(Because("S", 1, Reason.PAIR, ("MUG", "SOCK")), PRODUCTS)
    assert (twins.id, pair.id) == ("pack.cheaper.twins", "pack.cheaper.pair")
    assert dict(pair.params)["other"] == "Sock of wool"
