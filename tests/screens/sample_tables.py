"""Views of packing, returns, attention and trouble in every state worth looking at."""

from dataclasses import replace

from app.inputs import Message, Refusal, Tone
from app.views.view import (
    AttentionView,
    CartonView,
    Choice,
    JobView,
    LineView,
    ParcelView,
    PlanItem,
    QuestionView,
    StopView,
    View,
    action,
    choice,
)
from tests.screens.sample_boxes import filled
from tests.screens.sample_hints import hint_views
from tests.screens.sample_parts import (
    HELP,
    HOME,
    LANGUAGE,
    LINES,
    LOGOUT,
    OFFLINE,
    ONLINE,
    PROGRESS,
    SHORT,
    UNDO,
    refused,
    said,
)

_PACK = View(
    "pack",
    Message("prompt.pack_product"),
    awaits=("product",),
    job=JobView("j2", "pack", "SO-10041"),
    lines=LINES,
    carton=filled(("CLO-6143", 2), ("HOM-4007", 2), ("OUT-2077", 1)),
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
    actions=(SHORT, UNDO, HOME, action("nofit"), action("measure")),
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
    actions=(UNDO, HELP, HOME),
    status=ONLINE,
    revision=11,
)
_PUT_BACK = View(
    "put_back",
    Message.of("prompt.put_back_cancelled", order="SO-10043"),
    awaits=("place", "product"),
    job=JobView("put_back:SO-10043", "put_back", "SO-10043"),
    stop=StopView("A-01-1", "CLO-6143", "Merino sock, grey, 39-42", "6143", 3, 0, "07", 1, 2),
    lines=(
        LineView("CLO-6143", 3, 0, name="Merino sock, grey, 39-42"),
        LineView("OUT-2191", 1, 0, name="Rain cover for rucksacks up to 40 l"),
    ),
    actions=(action("short", choices=("damaged", "not_found")), UNDO, HELP, HOME),
    status=ONLINE,
    revision=12,
)
FITS = action("fits", choices=("seen", "soft", "sizes", "none_left"))
REOPEN = action("reopen", choices=("wrong_piece", "missing_piece", "carton_damaged", "other_reason"))
_CLOSED = ParcelView(1, 1, (), "340123450000000017", "printed", 2340)


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

TABLES: dict[str, View] = {
    "pack-carton": replace(
        _PACK,
        prompt=Message.of("prompt.carton", carton="M1"),
        awaits=("carton",),
        carton=filled(scanned=False),
        actions=(SHORT, action("undo", enabled=False), HOME, FITS, action("nofit")),
        lines=tuple(replace(line, done=0) for line in LINES),
    ),
    "pack-last": replace(
        _PACK,
        carton=filled(("CLO-6143", 4), ("HOM-4007", 2), ("OUT-2077", 1), ("OUT-2191", 1)),
        lines=tuple(
            replace(line, done=4 if line.sku == "CLO-6143" else line.wanted - line.short) for line in LINES
        ),
        parcel=ParcelView(1, 1, (PlanItem("CLO-6143", 1, "Merino sock, grey, 39-42"),), None, None),
    ),
    "pack-upright": replace(
        _PACK,
        carton=filled(("CLO-6143", 1), ("OUT-2077", 1)),
        lines=tuple(replace(line, done=1 if line.sku != "HOM-4007" else 0) for line in LINES),
        parcel=ParcelView(1, 1, (PlanItem("HOM-4007", 2, "Bamboo cup 250 ml"),), None, None),
    ),
    "pack-by-eye": replace(
        _PACK,
        prompt=Message.of("prompt.carton_any.no_size", name="Bamboo cup 250 ml"),
        awaits=("carton",),
        carton=CartonView(None, None),
        actions=(
            action("undo", enabled=False),
            HOME,
            FITS,
            action("nofit", enabled=False),
            action("measure"),
        ),
    ),
    "pack-measure": replace(
        _PACK,
        prompt=Message.of("prompt.measure_size", name="Bamboo cup 250 ml"),
        awaits=("size", "product"),
        actions=(UNDO, HOME),
    ),
    "pack-reopened": said(
        replace(
            _PACK,
            prompt=Message.of("prompt.reopened", no=1),
            carton=CartonView(None, "S2", (300, 220, 120), 45),
            parcel=ParcelView(1, 1, (), None, None),
            actions=(action("done"), UNDO, HOME),
        ),
        Message.of("said.reopened", no=1),
        Tone.NOTED,
    ),
    "pack": _PACK,
    "pack-bad": refused(_PACK, Refusal.TOO_MANY, "Merino sock, grey, 39-42", "Bamboo cup 250 ml"),
    "pack-missing": replace(
        said(_PACK, Message.of("said.missing", count=4), Tone.NOTED),
        prompt=Message.of("prompt.missing", count=4),
        actions=(action("done"), UNDO, HOME),
    ),
    "pack-nothing": replace(
        _PACK,
        prompt=Message("prompt.packed_nothing"),
        carton=CartonView(None, None),
        parcel=None,
        lines=tuple(replace(line, done=0, wanted=0, short=line.wanted) for line in LINES),
        actions=(HOME, action("start", choices=("pick",)), action("returns"), LOGOUT, LANGUAGE),
    ),
    "pack-next": replace(
        _PACK,
        prompt=Message.of("prompt.carton", carton="M1"),
        awaits=("carton",),
        carton=filled(scanned=False),
        parcel=replace(_CLOSED, of=2, print_state="sending"),
        actions=(SHORT, UNDO, action("reprint"), HOME, FITS, action("nofit"), REOPEN),
    ),
    "pack-done": said(
        replace(
            _PACK,
            progress=PROGRESS,
            prompt=Message("prompt.packed"),
            awaits=(),
            carton=CartonView(None, "S2", (300, 220, 120), 45),
            parcel=replace(_CLOSED, tracking="1Z999AA10123456784"),
            lines=tuple(replace(line, done=line.wanted - line.short) for line in LINES),
            actions=(
                action("undo", enabled=False),
                action("reprint"),
                HOME,
                REOPEN,
                action("start", choices=("pick",)),
                action("returns"),
                action("attention"),
                replace(
                    action("parcels"),
                    choices=(Choice("SO-9", Message.of("choice.is_order", name="SO-10038")),),
                ),
                LOGOUT,
                LANGUAGE,
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
        actions=(action("start", choices=("pick", "pack")), action("reprint"), HELP, HOME),
    ),
    "put-back": _PUT_BACK,
    "put-back-carton": replace(
        _PUT_BACK,
        awaits=("tote",),
        prompt=Message.of("prompt.put_back_empty", carton="S2", order="SO-10043"),
        stop=None,
        actions=(action("done"), UNDO, HELP, HOME),
    ),
    "return-desk": replace(
        _RETURN, prompt=Message("prompt.return_desk"), job=None, lines=(), actions=(HELP, HOME)
    ),
    "return": _RETURN,
    "return-question": replace(
        _RETURN,
        awaits=("answer",),
        prompt=Message("question.sealed"),
        item=_RETURN.lines[1],
        question=QuestionView("sealed", Message("question.sealed"), (choice("yes"), choice("no"))),
        actions=(action("answer", choices=("yes", "no")), UNDO, HELP, HOME),
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
        actions=(action("done"), UNDO, HELP, HOME),
    ),
    "attention": View(
        "problem",
        Message("prompt.attention"),
        attentions=ATTENTIONS,
        actions=(action("settle"), HELP, HOME),
        status=replace(ONLINE, attention=3),
        revision=20,
    ),
    "attention-none": View(
        "problem", Message("prompt.attention_none"), actions=(HELP, HOME), status=ONLINE, revision=20
    ),
    "trouble": View(
        "problem", Message("prompt.store_trouble"), status=replace(ONLINE, store_ok=False), revision=20
    ),
    "damaged": View(
        "problem", Message("prompt.damaged"), status=replace(ONLINE, store_ok=False), revision=20
    ),
    "revoked": View(
        "problem", Message("prompt.revoked"), status=replace(ONLINE, store_ok=False), revision=20
    ),
}
TABLES |= hint_views(_PACK)
