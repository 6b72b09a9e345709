"""Views of every screen in every state worth looking at: for the tests and for the pictures. Says nothing of how they came about."""

from dataclasses import replace

from app.inputs import Message, Refusal, Tone, tone_of
from app.views.view import (
    AttentionView,
    BannerView,
    CartonView,
    HomeView,
    JobView,
    LineView,
    NextJob,
    ParcelView,
    PlanItem,
    QuestionView,
    StatusView,
    StopView,
    View,
    action,
    choice,
)

ONLINE = StatusView(operator="Amira Yılmaz", device="HH-03", online=True)
OFFLINE = replace(
    ONLINE, online=False, offline_since="2025-11-25T10:42:00+00:00", facts_waiting=14, labels_waiting=1
)

_UNDO = action("undo")
_HELP = action("help")
_HOME = action("home")
_SHORT = action("short", choices=("empty", "damaged", "not_found"))
_LANGUAGE = action("language", choices=("en", "de"))
_LOGOUT = action("logout")
_START = action("start", choices=("pick", "pack"))

_LINES = (
    LineView("CLO-6143", 5, 2, name="Merino sock, grey, 39-42", gtin="4099999104183"),
    LineView("HOM-4007", 2, 2, name="Bamboo cup 250 ml", gtin="4099999104190"),
    LineView("OUT-2191", 1, 0, name="Rain cover for rucksacks up to 40 l", gtin="4099999104206"),
    LineView("OUT-2077", 3, 1, short=2, name="Travel towel 60 x 120", gtin="4099999104213"),
)
_PICK = View(
    "pick",
    Message.of("prompt.pick_qty", quantity=5),
    awaits=("product", "place"),
    job=JobView("j1", "pick", "SO-10041"),
    stop=StopView(
        "A-12-03", "CLO-6143", "Merino sock, grey, 39-42", "4183", 5, 0, "0417", 3, 7, gtin="4099999104183"
    ),
    lines=_LINES,
    actions=(_SHORT, _UNDO, _HELP, _HOME),
    status=ONLINE,
    revision=7,
)
_PACK = View(
    "pack",
    Message("prompt.pack_product"),
    awaits=("product",),
    job=JobView("j2", "pack", "SO-10041"),
    lines=_LINES,
    carton=CartonView("S2", "S2", (300, 220, 120), 45),
    parcel=ParcelView(
        1,
        1,
        (
            PlanItem("CLO-6143", 3, "Merino sock, grey, 39-42"),
            PlanItem("OUT-2191", 1, "Rain cover for rucksacks up to 40 l"),
        ),
        None,
        None,
    ),
    actions=(_UNDO, action("reprint", enabled=False), _HELP, _HOME),
    status=ONLINE,
    ship_to=("Anneliese Müller", "Lindenstraße 14", "50674 Köln", "DE"),
    revision=9,
)
_RETURN = View(
    "return",
    Message("prompt.return_item"),
    awaits=("product",),
    job=JobView("RMA-70017", "return", "SO-10043"),
    lines=(
        LineView("HOM-4007", 1, 1, name="Bamboo cup 250 ml"),
        LineView("COS-8007", 2, 0, name="Hand cream, 75 ml, unscented"),
    ),
    actions=(_UNDO, _HELP, _HOME),
    status=ONLINE,
    revision=11,
)
_HOME_VIEW = View(
    "home",
    Message("prompt.home"),
    awaits=("order", "tote"),
    actions=(_START, action("returns"), action("attention"), _LANGUAGE, _HELP, _LOGOUT),
    home=HomeView(NextJob("pick", "SO-10041", 3, 9), 12, 4, 6),
    status=replace(ONLINE, attention=2),
    revision=3,
)
_CLOSED = ParcelView(1, 1, (), "340123450000000017", "printed", 2340)


def refused(view: View, refusal: Refusal, expected: str = "", got: str = "") -> View:
    """The view after a refusal."""
    text = Message.of(f"refusal.{refusal.value}", expected=expected, got=got)
    return replace(view, banner=BannerView(tone_of(refusal), text, True, expected, got))


def said(view: View, message: Message, tone: Tone = Tone.GOOD) -> View:
    """The view after something went well, or is to be known."""
    return replace(view, banner=BannerView(tone, message))


def _attention(id: str, kind: str, actions: tuple[str, ...], **more: object) -> AttentionView:
    plain: dict[str, object] = {"place": None, "item": None, "order": None, "quantity": None, **more}
    return AttentionView(
        id=id,
        kind=kind,
        next_step=Message(f"attention.{kind}.next"),
        actions=tuple(choice(name) for name in actions),
        **plain,  # type: ignore[arg-type]
    )


ATTENTIONS = (
    _attention(
        "a1",
        "stock_missing",
        ("found", "write_off"),
        place="A-12-03",
        item="Merino sock, grey, 39-42",
        quantity=2,
    ),
    _attention("a2", "print_unknown", ("printed", "reprint"), order="SO-10041", sscc="340123450000000017"),
    _attention(
        "a3",
        "return_above_shipped",
        ("accept", "refuse_refund"),
        item="Bamboo cup 250 ml",
        order="SO-10043",
        rma="RMA-70017",
        quantity=1,
    ),
)

SAMPLES: dict[str, View] = {
    "login": View(
        "login",
        Message("prompt.badge"),
        awaits=("badge",),
        actions=(_LANGUAGE, _HELP),
        status=replace(ONLINE, operator=None),
        revision=1,
    ),
    "pin": View(
        "login",
        Message.of("prompt.pin", name="Amira Yılmaz"),
        awaits=("pin",),
        actions=(action("pin"), _LANGUAGE, _HOME),
        status=replace(ONLINE, operator=None),
        secret=True,
        revision=2,
    ),
    "pin-wait": View(
        "login",
        Message.of("prompt.pin_wait", seconds=30),
        awaits=("pin",),
        actions=(action("pin", enabled=False), _LANGUAGE, _HOME),
        status=replace(ONLINE, operator=None),
        secret=True,
        pin_wait_ms=30_000,
        revision=2,
    ),
    "home": _HOME_VIEW,
    "home-said": said(_HOME_VIEW, Message.of("said.logged_in", name="Amira Yılmaz")),
    "home-lies": said(
        _HOME_VIEW,
        Message.of("said.product_lies", name="Bamboo cup 250 ml", places="A-12-03, B-04-02"),
        Tone.NOTED,
    ),
    "home-resume": replace(
        _HOME_VIEW, home=HomeView(NextJob("pack", "SO-10041", 3, 9, True, "0417"), 0, 4, 6), status=OFFLINE
    ),
    "home-empty": replace(
        _HOME_VIEW,
        prompt=Message("prompt.home_empty"),
        home=HomeView(None, 0, 0, 0),
        status=ONLINE,
        actions=(action("start", enabled=False), action("returns"), _LANGUAGE, _HELP, _LOGOUT),
    ),
    "home-loading": replace(
        _HOME_VIEW,
        prompt=Message("prompt.home_loading"),
        home=None,
        status=replace(ONLINE, ready=False),
        actions=(_LANGUAGE, _HELP, _LOGOUT),
    ),
    "pick-tote": replace(
        _PICK, prompt=Message("prompt.tote"), awaits=("tote",), stop=None, actions=(_HELP, _HOME)
    ),
    "pick": _PICK,
    "pick-one": replace(
        _PICK,
        prompt=Message("prompt.pick_one"),
        stop=StopView(
            "B-04-12",
            "OUT-2191",
            "Rain cover for rucksacks up to 40 l",
            "4206",
            1,
            0,
            "0417",
            4,
            7,
            gtin="4099999104206",
        ),
        banner=BannerView(Tone.GOOD, Message.of("said.picked", quantity=5, name="Merino sock, grey, 39-42")),
    ),
    "pick-confirm": replace(
        _PICK,
        prompt=Message.of("prompt.pick_confirm", quantity=5),
        stop=replace(_PICK.stop, done=1),  # type: ignore[type-var]
    ),
    "pick-count": said(
        replace(
            _PICK,
            prompt=Message.of("prompt.pick_count", done=2, wanted=5),
            stop=replace(_PICK.stop, done=2, counting=True),  # type: ignore[type-var]
        ),
        Message.of("said.counted", done=2, wanted=5),
    ),
    "pick-bad": refused(
        _PICK, Refusal.WRONG_PRODUCT, "A-12-03 · Merino sock, grey, 39-42", "Bamboo cup 250 ml"
    ),
    "pick-place": refused(_PICK, Refusal.WRONG_PLACE, "A-12-03", "B-01-01"),
    "pick-offline": replace(_PICK, status=replace(OFFLINE, attention=2)),
    "pick-drop": replace(
        _PICK,
        prompt=Message.of("prompt.drop", place="PACK"),
        awaits=("place",),
        stop=StopView("PACK", None, None, None, 0, 0, "0417"),
        lines=tuple(replace(line, done=line.wanted, short=0) for line in _LINES),
        actions=(_UNDO, _HELP, _HOME),
    ),
    "pack-carton": replace(
        _PACK,
        prompt=Message.of("prompt.carton", carton="S2"),
        awaits=("carton",),
        carton=CartonView("S2", None, (300, 220, 120), 45),
    ),
    "pack": _PACK,
    "pack-bad": refused(_PACK, Refusal.TOO_MANY, "Merino sock, grey, 39-42", "Bamboo cup 250 ml"),
    "pack-next": replace(
        _PACK,
        prompt=Message.of("prompt.carton", carton="M1"),
        awaits=("carton",),
        carton=CartonView("M1", None, (350, 260, 200), 78),
        parcel=replace(_CLOSED, of=2, print_state="sending"),
        actions=(_UNDO, action("reprint"), _HELP, _HOME),
    ),
    "pack-done": said(
        replace(
            _PACK,
            prompt=Message("prompt.packed"),
            awaits=(),
            carton=CartonView(None, "S2", (300, 220, 120), 45),
            parcel=_CLOSED,
            lines=tuple(replace(line, done=line.wanted - line.short) for line in _LINES),
            actions=(
                action("undo", enabled=False),
                action("reprint"),
                _HOME,
                action("start", choices=("pick",)),
                action("returns"),
                action("attention"),
                _LOGOUT,
                _LANGUAGE,
            ),
        ),
        Message.of("said.order_packed", order="SO-10041"),
        Tone.JOB_DONE,
    ),
    "pack-printer-off": replace(
        _PACK,
        prompt=Message("prompt.packed_no_label"),
        awaits=(),
        carton=CartonView(None, "S2", (300, 220, 120), 45),
        parcel=replace(_CLOSED, print_state="wanted"),
        status=replace(OFFLINE, printer="off"),
        actions=(action("start", choices=("pick", "pack")), action("reprint"), _HELP, _HOME),
    ),
    "return-desk": replace(
        _RETURN, prompt=Message("prompt.return_desk"), job=None, lines=(), actions=(_HELP, _HOME)
    ),
    "return": _RETURN,
    "return-question": replace(
        _RETURN,
        awaits=("answer",),
        prompt=Message("question.sealed"),
        item=_RETURN.lines[1],
        question=QuestionView("sealed", Message("question.sealed"), (choice("yes"), choice("no"))),
        actions=(action("answer", choices=("yes", "no")), _UNDO, _HELP, _HOME),
    ),
    "return-place": said(
        replace(
            _RETURN,
            awaits=("place",),
            prompt=Message.of("prompt.return_place", place="A-12-03"),
            item=_RETURN.lines[1],
            grade="B",
            disposition="restock",
            target="A-12-03",
        ),
        Message.of("said.graded", grade="B", disposition="restock"),
    ),
    "return-noted": said(_RETURN, Message.of("said.not_announced", name="Travel towel 60 x 120"), Tone.NOTED),
    "return-done": replace(
        _RETURN,
        prompt=Message("prompt.return_all_in"),
        lines=tuple(replace(line, done=line.wanted) for line in _RETURN.lines),
        actions=(action("done"), _UNDO, _HELP, _HOME),
    ),
    "attention": View(
        "problem",
        Message("prompt.attention"),
        attentions=ATTENTIONS,
        actions=(action("settle"), _HELP, _HOME),
        status=replace(ONLINE, attention=3),
        revision=20,
    ),
    "attention-none": View(
        "problem", Message("prompt.attention_none"), actions=(_HELP, _HOME), status=ONLINE, revision=20
    ),
    "trouble": View(
        "problem", Message("prompt.store_trouble"), status=replace(ONLINE, store_ok=False), revision=20
    ),
}
