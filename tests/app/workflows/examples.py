"""States worth looking at, by name, each reached by the scans that lead to it. For views and for the form that is kept."""

from dataclasses import replace
from typing import Any

from app.domain.facts import CartonTaken, Content, ItemPacked, ParcelClosed, Picked
from app.domain.hints import OrderHints
from app.domain.orders import Tote, after
from app.domain.packing import PackingRules
from app.domain.work_lines import InTote
from app.inputs import (
    AnswerPressed,
    CartonScanned,
    DonePressed,
    FitsPressed,
    Input,
    MeasurePressed,
    PlaceScanned,
    ProductScanned,
    ReopenPressed,
    ShortPressed,
    ToteFullPressed,
    ToteScanned,
    TrackPressed,
)
from app.workflows import desk, pack, pick, put_back, return_intake
from tests.app.workflows.playing import Played
from tests.app.workflows.ramp_examples import SHIP
from tests.app.workflows.wall_examples import WALL
from tests.builders import (
    ANNA,
    CAP,
    LARGE,
    MEDIUM,
    MUG,
    NO_NUMBER,
    SMALL,
    SOAP,
    SOCK,
    SSCC,
    SUPPLY,
    TENT,
    announced,
    expected,
    line,
    order,
    picked,
    product,
    to_pack,
)

YES, NO = AnswerPressed("yes"), AnswerPressed("no")
PEN = replace(product("PEN"), size=None)
ROLL = product("ROLL", 290, 190, 140, weight_g=3_000)


def _pick(*inputs: Input) -> Any:
    work = order(line(1, SOCK, {"A-01": 3, "B-02": 1}), line(2, SOCK, {"A-01": 2}), line(3, CAP, {"A-02": 1}))
    play = Played(pick.step, pick.begin(work))
    if inputs:
        play.give(*inputs)
    return play.state


_TOTE, _SOCK, _CAP = ToteScanned("0417"), ProductScanned(SOCK), ProductScanned(CAP)
_ALL = (_TOTE, _SOCK, _CAP, _SOCK)
_SECOND = ToteScanned("0418")
_TWO = (_TOTE, _SOCK, _CAP, ToteFullPressed(), _SECOND, _SOCK)
PICK: dict[str, Any] = {
    "a tote is asked for": _pick(),
    "five are wanted": _pick(_TOTE),
    "the first of five is in hand": _pick(_TOTE, _SOCK),
    "three of five are counted": _pick(_TOTE, _SOCK, _SOCK, _SOCK),
    "one is wanted": _pick(_TOTE, _SOCK, PlaceScanned("A-02")),
    "the last stop": _pick(_TOTE, _SOCK, _CAP),
    "the tote is full": _pick(_TOTE, _SOCK, ToteFullPressed()),
    "the second tote takes what follows": _pick(_TOTE, _SOCK, _CAP, ToteFullPressed(), _SECOND),
    "the tote goes to the drop-off": _pick(*_ALL),
    "two totes go to the drop-off": _pick(*_TWO),
    "one of two totes goes alone": _pick(*_TWO, ToteScanned("0418", "SO-1")),
    "the tote is dropped off": _pick(*_ALL, PlaceScanned("PACK", "pack")),
}


TWO_TOTES = replace(
    to_pack(replace(picked(1, SOCK, 2), totes=(InTote("0417", 1), InTote("0418", 1)))),
    totes=(Tote("0417", "PACK-2"), Tote("0418", "PACK")),
)


def _pack(work: Any, *inputs: Input, supply: Any = SUPPLY) -> Any:
    play = Played(pack.step, pack.begin(work))
    for given in inputs:
        play.give(given, supply=supply)
    return play.state


_SOCKS = to_pack(picked(1, SOCK, 2), replace(picked(2, CAP, 0), ordered=1, short=1))
_ROLLS = to_pack(picked(1, ROLL, 7), picked(2, MUG, 1), products=[ROLL])
_FIRST = (CartonScanned(LARGE), ProductScanned(ROLL, 6), ProductScanned(MUG))
PACK: dict[str, Any] = {
    "one of two totes is here": _pack(TWO_TOTES, ToteScanned("0417", "SO-1")),
    "the rest lies in the other tote": _pack(
        TWO_TOTES, ToteScanned("0417", "SO-1"), CartonScanned(MEDIUM), _SOCK
    ),
    "a carton is asked for": _pack(_SOCKS),
    "a carton is asked for, the first of two": _pack(_ROLLS),
    "no carton takes it": _pack(to_pack(picked(1, TENT, 1))),
    "a carton is open": _pack(_SOCKS, CartonScanned(SMALL)),
    "another carton than suggested is open": _pack(_SOCKS, CartonScanned(MEDIUM)),
    "the open carton is half full": _pack(_SOCKS, CartonScanned(SMALL), ProductScanned(SOCK)),
    "one parcel is closed, the next carton is asked for": _pack(_ROLLS, *_FIRST),
    "the second carton is open": _pack(_ROLLS, *_FIRST, CartonScanned(MEDIUM)),
    "everything is packed": _pack(_SOCKS, CartonScanned(SMALL), ProductScanned(SOCK, 2)),
    "the carrier's number is asked for": _pack(
        _SOCKS, CartonScanned(SMALL), ProductScanned(SOCK, 2), TrackPressed()
    ),
    "packed, not labelled": _pack(_SOCKS, CartonScanned(SMALL), ProductScanned(SOCK, 2), supply=NO_NUMBER),
    "a closed parcel is open again": _pack(
        _SOCKS, CartonScanned(SMALL), ProductScanned(SOCK, 2), ReopenPressed("wrong_piece")
    ),
    "the parcel stands on the scales": _pack(
        replace(_SOCKS, packing=PackingRules(weighs=True)), CartonScanned(SMALL), ProductScanned(SOCK, 2)
    ),
    "the customs paper lacks something": _pack(
        replace(_SOCKS, packing=PackingRules(country="DE"), ship_to=replace(_SOCKS.ship_to, country="CH")),
        CartonScanned(SMALL),
        ProductScanned(SOCK, 2),
    ),
    "it is asked whether it was packed as told": _pack(
        replace(_SOCKS, hints=OrderHints("Hi", "Silk paper", insert="Card")),
        CartonScanned(SMALL),
        ProductScanned(SOCK, 2),
    ),
    "a product is measured": _pack(_SOCKS, MeasurePressed("SOCK")),
    "nobody has measured it": _pack(to_pack(picked(1, PEN, 2), products=[PEN])),
    "any carton will be taken": _pack(_SOCKS, FitsPressed("soft")),
    "a piece is missing": _pack(
        _SOCKS, CartonScanned(SMALL), ProductScanned(SOCK), ShortPressed("not_found")
    ),
    "the tote is empty": _pack(_SOCKS, ShortPressed("empty")),
    "everything was missing": _pack(_SOCKS, ShortPressed("empty"), DonePressed()),
    "there was nothing to pack": _pack(to_pack(picked(1, SOCK, 0))),
}


def _return(*inputs: Input, work: Any = None) -> Any:
    play = Played(return_intake.step, return_intake.begin(work or announced(expected(SOCK, 2))))
    if inputs:
        play.give(*inputs)
    return play.state


_BLIND = replace(announced(), rma="R-0001", order=None, sscc=None, announced=False)
RETURN: dict[str, Any] = {
    "two pieces are expected": _return(),
    "nothing is announced": _return(work=_BLIND),
    "sealed": _return(_SOCK),
    "undamaged": _return(_SOCK, YES),
    "a piece that was not announced is in hand": _return(_CAP),
    "it goes back to stock": _return(_SOCK, NO, YES),
    "it goes to quarantine": _return(_SOCK, YES, NO),
    "soap goes to quarantine": _return(ProductScanned(SOAP), YES, YES),
    "everything is in": return_intake.begin(announced(expected(SOCK, 2, received=2))),
    "the return is done": return_intake.Finished(announced(expected(SOCK, 2, received=2))),
}

_BACK = replace(
    after(
        order(line(1, SOCK, {"B-02": 2}), line(2, CAP, {"A-02": 1}), tote="0417"),
        [Picked("SO-1", 1, "SOCK", 2, "B-02", "0417"), Picked("SO-1", 2, "CAP", 1, "A-02", "0417")],
    ),
    revision=1,
    cancelled=True,
)
_LESS = replace(_BACK, cancelled=False, lines=(replace(_BACK.lines[0], ordered=1), _BACK.lines[1]))


def _back(*inputs: Input, work: Any = _BACK) -> Any:
    play = Played(put_back.step, put_back.begin(work))
    if inputs:
        play.give(*inputs)
    return play.state


PUT_BACK: dict[str, Any] = {
    "cancelled in the middle of the pick": _back(),
    "the place was scanned": _back(PlaceScanned("A-02")),
    "the product is in the hand": _back(_SOCK),
    "the last stop": _back(_CAP, PlaceScanned("A-02")),
    "everything is back": _back(_CAP, PlaceScanned("A-02"), _SOCK, PlaceScanned("B-02")),
    "one sock less is wanted": _back(work=_LESS),
    "the open carton is to be emptied": _back(
        work=after(_BACK, [CartonTaken("SO-1", 1, "S"), ItemPacked("SO-1", 1, "SOCK", 2, 1)])
    ),
    "a closed parcel is to be opened": _back(
        work=after(_BACK, [ParcelClosed("SO-1", 1, SSCC, "S", (Content("SOCK", 2),), 700, last=False)])
    ),
}

_WAITING = (desk.Guard("7", 5, 1_030_000),)
DESK: dict[str, Any] = {
    "nobody is here": desk.LoggedOut(),
    "a PIN is asked for": desk.AwaitPin(ANNA),
    "the PIN has to wait": desk.AwaitPin(ANNA, _WAITING),
    "home": desk.Home(ANNA),
    "the returns desk": desk.AtReturns(ANNA),
    "the list of exceptions": desk.AtAttention(ANNA),
    "the ramp": desk.AtRamp(ANNA),
    "a job is on the screen": desk.Working(ANNA, "pick:SO-1"),
}
JOBS: dict[str, dict[str, Any]] = {
    "pick": PICK,
    "pack": PACK,
    "return": RETURN,
    "put_back": PUT_BACK,
    "ship": SHIP,
    "wall": WALL,
}
