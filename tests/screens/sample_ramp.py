"""Views of the ramp in every state worth looking at."""

from dataclasses import replace

from app.inputs import Message, Refusal, Tone
from app.views.ramp import CarrierView, ClosedLoadView, RampLine, ShipView
from app.views.view import Action, Choice, JobView, QuestionView, View, action, choice
from tests.screens.sample_parts import HELP, HOME, LANGUAGE, LOGOUT, OFFLINE, ONLINE, UNDO, refused, said

_LINES = (
    RampLine("340123450000000024", "SO-10044", "Köln"),
    RampLine("340123450000000031", "SO-10047", "Garmisch-Partenkirchen", "unknown"),
    RampLine("340123450000000048", "WEB-2025-000123456", "Saarbrücken"),
)
_LOAD = ShipView(
    "M-7F3A21B09C",
    "DHL-1",
    "DHL",
    12,
    3,
    _LINES,
    48_250,
    "SO-10041",
    carriers=(CarrierView("DHL", 3, 12, "DHL-1"),),
)
_RAMP = View(
    "ship",
    Message("prompt.ramp"),
    ("cage", "parcel"),
    actions=(HOME, LOGOUT),
    status=ONLINE,
    ship=ShipView(
        carriers=(
            CarrierView("DHL", 3, 12, "DHL-1"),
            CarrierView("Deutsche Post Internetmarke", 1),
            CarrierView("UPS", 27, 1, "340123450000000901"),
        )
    ),
    revision=30,
)
_SHIP = View(
    "ship",
    Message.of("prompt.ship", carrier="DHL"),
    ("parcel", "cage"),
    JobView("M-7F3A21B09C", "ship", None),
    actions=(action("done"), action("takeoff"), UNDO, HOME),
    status=ONLINE,
    ship=_LOAD,
    revision=31,
)
_CLOSED = replace(
    _SHIP,
    prompt=Message.of("prompt.ship_driver", carrier="DHL"),
    awaits=("driver",),
    ship=replace(
        _LOAD, missing_count=0, missing=(), closed=True, pallet="340123450000000901", print_state="printed"
    ),
    actions=(action("driver_name"), action("driver", choices=("not_known",)), action("reprint"), HOME),
)
_WAITING = (
    ClosedLoadView("M-7F3A21B09C", "DHL-1", "DHL", 12, "340123450000000901"),
    ClosedLoadView(
        "M-0A1B2C3D4E", "340123450000000918", "Deutsche Post Internetmarke", 1, "340123450000000918"
    ),
)
_LOADS = Action(
    "load",
    Message("action.load"),
    True,
    tuple(
        Choice(one.cage, Message.of("choice.load", carrier=one.carrier, cage=one.cage)) for one in _WAITING
    ),
)
_YES_NO = (choice("yes"), choice("no"))


def _asked(view: View, id: str, text: Message) -> View:
    answer = action("answer", choices=("yes", "no"))
    question = QuestionView(id, text, _YES_NO)
    return replace(view, prompt=text, awaits=("answer",), question=question, actions=(answer, UNDO, HOME))


RAMP: dict[str, View] = {
    "ramp": _RAMP,
    "ramp-closed": replace(
        _RAMP,
        actions=(_LOADS, HOME, LOGOUT),
        ship=replace(_RAMP.ship or ShipView(), closed_loads=_WAITING),
    ),
    "ramp-only-closed": replace(
        _RAMP, actions=(_LOADS, HOME, LOGOUT), status=OFFLINE, ship=ShipView(closed_loads=_WAITING)
    ),
    "ramp-empty": replace(_RAMP, prompt=Message("prompt.ramp_empty"), ship=ShipView()),
    "ramp-offline": replace(_RAMP, status=OFFLINE),
    "ship": said(_SHIP, Message.of("said.loaded", order="SO-10041", cage="DHL-1")),
    "ship-bad": refused(_SHIP, Refusal.WRONG_CARRIER, "UPS", "SO-10042"),
    "ship-first": replace(
        _SHIP,
        prompt=Message("prompt.ship_first"),
        ship=ShipView("M-7F3A21B09C", "340123450000000901"),
        actions=(action("done"), action("takeoff", enabled=False), action("undo", enabled=False), HOME),
    ),
    "ship-tracking": replace(
        _SHIP,
        prompt=Message.of("prompt.tracking", sscc="00017"),
        awaits=("tracking",),
        actions=(action("tracking"), action("undo"), HOME),
    ),
    "ship-off": replace(
        _SHIP,
        prompt=Message("prompt.ship_off"),
        awaits=("parcel",),
        ship=replace(_LOAD, taking_off=True),
    ),
    "ship-all-in": replace(_SHIP, ship=replace(_LOAD, loaded=15, missing_count=0, missing=())),
    "ship-unwanted": replace(_SHIP, ship=replace(_LOAD, unwanted=("340123450000000055",)), status=OFFLINE),
    "ship-many": replace(_SHIP, ship=replace(_LOAD, missing_count=230, missing=_LINES * 33)),
    "ship-close": _asked(_SHIP, "ship_close", Message.of("question.ship_close", count=3, carrier="DHL")),
    "ship-customs": _asked(_SHIP, "customs_open", Message.of("question.customs_open", order="SO-10042")),
    "ship-pallet": _asked(
        replace(_SHIP, ship=ShipView("M-7F3A21B09C", "340123450000000901")),
        "pallet",
        Message("question.pallet"),
    ),
    "ship-driver": said(_CLOSED, Message.of("said.manifest_closed", load="M-7F3A21B09C", count=12)),
    "ship-driver-offline": replace(
        _CLOSED,
        ship=replace(_CLOSED.ship or _LOAD, print_state="wanted"),
        status=replace(OFFLINE, printer="off"),
    ),
    "ship-done": said(
        replace(
            _CLOSED,
            prompt=Message.of("prompt.shipped", carrier="DHL"),
            awaits=(),
            ship=replace(_CLOSED.ship or _LOAD, handed=True, driver="Petra Petersen-Oberhuber"),
            actions=(
                action("reprint"),
                HOME,
                action("start", choices=("pick", "pack", "ship")),
                action("returns"),
                action("attention"),
                LOGOUT,
                LANGUAGE,
            ),
        ),
        Message.of("said.handed_to_carrier", carrier="DHL", count=12),
        Tone.JOB_DONE,
    ),
    "ship-done-next": replace(
        _CLOSED,
        prompt=Message.of("prompt.shipped", carrier="DHL"),
        awaits=(),
        ship=replace(_CLOSED.ship or _LOAD, handed=True, driver="Petra", closed_loads=_WAITING[1:]),
        actions=(action("reprint"), replace(_LOADS, choices=_LOADS.choices[1:]), HELP, HOME),
    ),
    "ship-done-unknown": replace(
        _CLOSED,
        prompt=Message.of("prompt.shipped", carrier="DHL"),
        awaits=(),
        ship=replace(_CLOSED.ship or _LOAD, handed=True),
        actions=(action("reprint"), HELP, HOME),
    ),
}
