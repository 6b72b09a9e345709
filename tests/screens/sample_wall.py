"""Views of the put wall for the tests and the pictures: a slot for the tote in the hand, the list, and an empty wall."""

from dataclasses import replace

from app.inputs import Message, Refusal
from app.views.slots import SlotView, WallView
from app.views.view import JobView, View, action
from tests.screens.sample_parts import HELP, HOME, LANGUAGE, ONLINE, UNDO, refused

SLOTS = (
    SlotView("W-01", 1, "SO-10041", 14, ("TOTE-0418",), Message.of("age.minutes", count=25)),
    SlotView("W-02", 2, "SO-10077", 3, (), Message("age.new")),
    SlotView("W-03", 3),
    SlotView(
        "W-04", 4, "SO-10102", 6, ("TOTE-0433", "TOTE-0437"), Message.of("age.hours", count=2), ("SO-10119",)
    ),
    *(SlotView(f"W-{no:02d}", no) for no in range(5, 13)),
)
_LIST = View(
    "wall",
    Message("prompt.wall_tote"),
    awaits=("tote", "place"),
    job=JobView("wall:table1", "wall", None),
    actions=(UNDO, HELP, HOME, LANGUAGE),
    wall=WallView(SLOTS),
    status=ONLINE,
    revision=60,
)
_TARGET = replace(
    _LIST,
    actions=(action("otherslot"), UNDO, HELP, HOME, LANGUAGE),
    prompt=Message.of("prompt.wall_slot", slot="W-03", tote="TOTE-0451"),
    awaits=("place", "tote"),
    target="W-03",
    wall=WallView(SLOTS, "TOTE-0451", "SO-10120", "W-03", 3, given=True),
)
WALL: dict[str, View] = {
    "wall": _LIST,
    "wall-slot": _TARGET,
    "wall-wrong-slot": refused(_TARGET, Refusal.WRONG_PLACE, "W-03", "W-02"),
    "wall-empty": replace(_LIST, wall=WallView(tuple(SlotView(one.slot, one.no) for one in SLOTS))),
}
