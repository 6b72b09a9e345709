"""Views of every screen in every state worth looking at: for the tests and for the pictures. Says nothing of how they came about."""

from dataclasses import replace

from app.inputs import Message, Refusal, Tone
from app.views.view import (
    BannerView,
    HomeView,
    JobView,
    NextJob,
    StopView,
    View,
    WalkStop,
    action,
)
from tests.screens.sample_asked import asked_views
from tests.screens.sample_hints import lot_view
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
    START,
    UNDO,
    WALK,
    refused,
    said,
)
from tests.screens.sample_ramp import RAMP
from tests.screens.sample_tables import TABLES
from tests.screens.sample_totes import totes_at_pack, totes_at_pick
from tests.screens.sample_wall import WALL

_PICK = View(
    "pick",
    Message.of("prompt.pick_qty", quantity=5),
    awaits=("product", "place"),
    job=JobView("j1", "pick", "SO-10041"),
    stop=StopView(
        "A-12-03",
        "CLO-6143",
        "Merino sock, grey, 39-42",
        "4183",
        5,
        0,
        "0417",
        3,
        7,
        gtin="4099999104183",
        aisle="A",
        bay="12",
        level="03",
        size_mm=(120, 90, 40),
    ),
    walk=WALK,
    lines=LINES,
    actions=(SHORT, UNDO, HELP, HOME),
    status=ONLINE,
    revision=7,
)
_HOME_VIEW = View(
    "home",
    Message("prompt.home"),
    awaits=("order", "tote"),
    actions=(START, action("returns"), action("attention"), action("parcels"), LANGUAGE, HELP, LOGOUT),
    home=HomeView(NextJob("pick", "SO-10041", 3, 9), 12, 4, 6, 0, 38),
    progress=PROGRESS,
    status=replace(ONLINE, attention=2),
    revision=3,
)
SAMPLES: dict[str, View] = {
    "login": View(
        "login",
        Message("prompt.badge"),
        awaits=("badge",),
        actions=(LANGUAGE, HELP),
        status=replace(ONLINE, operator=None),
        revision=1,
    ),
    "login-new": View(
        "login",
        Message("prompt.enrol"),
        awaits=("badge",),
        actions=(LANGUAGE, HELP),
        status=replace(ONLINE, operator=None, device="", online=False),
        revision=1,
    ),
    "pin": View(
        "login",
        Message.of("prompt.pin", name="Amira Yılmaz"),
        awaits=("pin",),
        actions=(action("pin"), LANGUAGE, HOME),
        status=replace(ONLINE, operator=None),
        secret=True,
        revision=2,
    ),
    "pin-wait": View(
        "login",
        Message.of("prompt.pin_wait", seconds=30),
        awaits=("pin",),
        actions=(action("pin", enabled=False), LANGUAGE, HOME),
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
        actions=(action("start", enabled=False), action("returns"), LANGUAGE, HELP, LOGOUT),
    ),
    "home-loading": replace(
        _HOME_VIEW,
        prompt=Message("prompt.home_loading"),
        home=None,
        status=replace(ONLINE, ready=False),
        actions=(LANGUAGE, HELP, LOGOUT),
    ),
    "pick-tote": replace(
        _PICK, prompt=Message("prompt.tote"), awaits=("tote",), stop=None, actions=(HELP, HOME), walk=()
    ),
    "pick": _PICK,
    "pick-lot": lot_view(_PICK),
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
            aisle="B",
            bay="4",
            level="12",
            size_mm=(260, 40, 35),
        ),
        walk=WALK[1:],
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
    "pick-no-map": replace(
        _PICK,
        stop=replace(_PICK.stop, aisle="", bay="", level="", size_mm=None),  # type: ignore[type-var]
        walk=(WalkStop("A-12-03", "", ""), *WALK[1:]),
    ),
    "pick-last": replace(_PICK, stop=replace(_PICK.stop, no=7), walk=WALK[:1]),  # type: ignore[type-var]
    "pick-same-bay": replace(_PICK, walk=(WALK[0], WalkStop("A-12-01", "A", "12"), *WALK[3:])),
    "pick-far": replace(
        _PICK,
        walk=tuple(
            WalkStop(f"{no}-{bay}-1", str(no), bay)
            for no, bay in zip(range(3, 43, 3), "GBADCFECHABDFG", strict=True)
        ),
    ),
    "pick-drop": replace(
        _PICK,
        prompt=Message.of("prompt.drop", place="PACK"),
        awaits=("place",),
        stop=StopView("PACK", None, None, None, 0, 0, "0417"),
        lines=tuple(replace(line, done=line.wanted, short=0) for line in LINES),
        actions=(UNDO, HELP, HOME),
        walk=(),
    ),
    **TABLES,
    **RAMP,
}
SAMPLES |= asked_views(_PICK, _HOME_VIEW, SAMPLES["login"])
SAMPLES |= WALL
SAMPLES |= {
    "home-wall": replace(
        _HOME_VIEW, home=replace(_HOME_VIEW.home or HomeView(None, 0, 0, 0), slots=12, slots_ready=1)
    )
}
SAMPLES |= totes_at_pick(_PICK) | totes_at_pack(SAMPLES["pack"])
