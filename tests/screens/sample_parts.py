"""What the sample views have in common: statuses, actions, lines, and what a banner adds."""

from dataclasses import replace

from app.inputs import Message, Refusal, Tone, tone_of
from app.views.view import (
    BannerView,
    LineView,
    ProgressView,
    StatusView,
    View,
    WalkStop,
    action,
)

PROGRESS = ProgressView(1240, 318, 6_400, 78, 3)  # of a long day
ONLINE = StatusView(operator="Amira Yılmaz", device="HH-03", online=True)
OFFLINE = replace(
    ONLINE, online=False, offline_since="2025-11-25T10:42:00+00:00", facts_waiting=14, labels_waiting=1
)

UNDO = action("undo")
HELP = action("help")
HOME = action("home")
SHORT = action("short", choices=("empty", "damaged", "not_found"))
LANGUAGE = action("language", choices=("en", "de"))
LOGOUT = action("logout")
START = action("start", choices=("pick", "pack"))

LINES = (
    LineView("CLO-6143", 5, 2, name="Merino sock, grey, 39-42", gtin="4099999104183", size_mm=(120, 90, 40)),
    LineView("HOM-4007", 2, 2, name="Bamboo cup 250 ml", gtin="4099999104190", size_mm=(110, 90, 90)),
    LineView(
        "OUT-2191",
        1,
        0,
        name="Rain cover for rucksacks up to 40 l",
        gtin="4099999104206",
        size_mm=(260, 40, 35),
    ),
    LineView(
        "OUT-2077", 3, 1, short=2, name="Travel towel 60 x 120", gtin="4099999104213", size_mm=(300, 200, 15)
    ),
)
WALK = (
    WalkStop("A-12-03", "A", "12"),
    WalkStop("B-04-12", "B", "4"),
    WalkStop("B-15-01", "B", "15"),
    WalkStop("D-18-02", "D", "18"),
    WalkStop("F-03-01", "F", "3"),
)


def refused(view: View, refusal: Refusal, expected: str = "", got: str = "") -> View:
    """The view after a refusal."""
    text = Message.of(f"refusal.{refusal.value}", expected=expected, got=got)
    return replace(view, banner=BannerView(tone_of(refusal), text, True, expected, got))


def said(view: View, message: Message, tone: Tone = Tone.GOOD) -> View:
    """The view after something went well, or is to be known."""
    return replace(view, banner=BannerView(tone, message))
