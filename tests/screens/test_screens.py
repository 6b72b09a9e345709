"""The screens as plain functions: what is on them, and what a press sends."""

from collections.abc import Mapping
from dataclasses import replace

import flet as ft
import pytest
from PIL import ImageFont

from app.views.view import View, action
from screens.home import home_screen
from screens.pack import pack_screen
from screens.pick import pick_screen
from screens.return_intake import return_screen
from screens.shell import screen_of
from screens.theme import Look
from tests.screens.finding import all_of, buttons, find, key_of, keys, press, text_of, texts
from tests.screens.samples import SAMPLES

SIZES = ((480, 800), (720, 1280), (800, 1280), (1280, 800))
Sent = list[tuple[str, Mapping[str, object]]]


def screen(view: View, look: Look | None = None) -> tuple[ft.Control, Sent]:
    sent: Sent = []
    return screen_of(view, lambda action, value: sent.append((action, value)), look or Look()), sent


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("width", [480, 1280])
def test_every_action_that_may_be_done_has_its_button(name: str, width: int) -> None:
    """
    What a command barcode can do, a finger can do.
    """
    view = SAMPLES[name]
    root, _ = screen(view, Look(width=width))
    pressable = {key_of(button).partition(".")[0] for button in buttons(root)}
    wanted = {action.id for action in view.actions if action.enabled}
    if view.secret:
        wanted -= {"pin"}  # nothing is typed yet
    if view.home is not None and not view.status.attention:
        wanted -= {"attention"}  # nothing to see
    assert wanted - pressable == set()


def test_a_flat_button_sends_nothing() -> None:
    """
    What can't be done now keeps its place, so that nothing jumps when it can.
    """
    root, _ = screen(replace(SAMPLES["pick"], actions=(action("undo", enabled=False), action("home"))))
    assert "undo" in keys(root)
    assert find(root, "undo", ft.Container).on_click is None


def test_a_stop_shows_place_digits_quantity_and_tote() -> None:
    """
    The place first and largest; the digits that are compared are larger than the rest of the code.
    """
    root, _ = screen(SAMPLES["pick"])
    shown = [text_of(root, key) for key in ("place", "name", "digits", "quantity", "tote")]
    assert shown == ["A-12-03", "Merino sock, grey, 39-42", "4183", "5", "0417"]
    sizes = {text.value: text.size or 0 for text in all_of(root, ft.Text)}
    assert sizes["A-12-03"] == max(sizes.values())
    assert sizes["4183"] > sizes["409999910"]


def test_a_count_shows_what_is_left() -> None:
    """
    Two of five counted: three to go.
    """
    root, _ = screen(SAMPLES["pick-count"])
    assert text_of(root, "quantity") == "3"
    assert text_of(root, "counted") == "2 counted"


def test_a_long_place_shrinks_instead_of_breaking() -> None:
    """
    Sites have place codes of any length.
    """
    stop = replace(SAMPLES["pick"].stop, place="WAREHOUSE-7-NORTH-A-12")  # type: ignore[type-var]
    root, _ = screen(replace(SAMPLES["pick"], stop=stop))
    assert 34 <= (find(root, "place", ft.Text).size or 0) < 68


def test_reasons_of_a_short_are_one_tap_away() -> None:
    """
    Short opens the reasons at the place of the buttons; each sends its own.
    """
    closed, sent = screen(SAMPLES["pick"])
    press(closed, "short")
    assert sent == [("screen.open", {"sheet": "short"})]
    opened, sent = screen(SAMPLES["pick"], Look(opened="short"))
    for reason in ("empty", "damaged", "not_found"):
        press(opened, f"short.{reason}")
    assert sent == [("short", {"reason": reason}) for reason in ("empty", "damaged", "not_found")]
    assert "Why is it short?" in texts(opened)


def test_home_offers_the_next_job_and_says_what_to_scan() -> None:
    """
    Next job, not a menu; a tile per job stays one tap away.
    """
    sent: Sent = []
    root = home_screen(SAMPLES["home"], lambda action, value: sent.append((action, value)), Look())
    assert "Scan the order or tap here" in texts(root)
    for key in ("start", "start.pick", "start.pack", "returns", "attention", "logout"):
        press(root, key)
    assert sent == [
        ("start", {"kind": "pick", "order": "SO-10041"}),
        ("start", {"kind": "pick"}),
        ("start", {"kind": "pack"}),
        ("returns", {}),
        ("attention", {}),
        ("logout", {}),
    ]


@pytest.mark.parametrize(("name", "key"), [("home-empty", "empty"), ("home-loading", "loading")])
def test_home_without_work_says_why(name: str, key: str) -> None:
    """
    Empty and loading are screens of their own: a picture, one line, one thing to do.
    """
    root, _ = screen(SAMPLES[name])
    assert key in keys(root)


def test_a_new_device_says_how_it_becomes_known() -> None:
    """
    Nobody can log in at a device that central does not know: what to ask for, what to scan, what to type.
    """
    root, _ = screen(SAMPLES["login-new"])
    assert text_of(root, "prompt") == "Scan the one-time code of this device"
    assert "/setup" in text_of(root, "enrol.2")
    assert "gangway enrol" in text_of(root, "enrol.3")
    assert "enrol" not in keys(screen(SAMPLES["login"])[0])


def test_a_wide_pack_screen_has_two_columns() -> None:
    """
    Lines left, carton right; in one column on a handheld the carton comes first.
    """
    wide = pack_screen(SAMPLES["pack"], lambda action, value: None, Look(width=1280, height=800))
    narrow = pack_screen(SAMPLES["pack"], lambda action, value: None, Look())
    assert keys(wide).index("lines") < keys(wide).index("carton")
    assert keys(narrow).index("carton") < keys(narrow).index("lines")


@pytest.mark.parametrize("state", ["wanted", "sending", "printed", "failed", "unknown", "", "unheard_of"])
def test_the_label_says_how_far_it_got(state: str) -> None:
    """
    Packed but not labelled, and sent without proof, are visible states with their own words.
    """
    parcel = replace(SAMPLES["pack-done"].parcel, print_state=state)  # type: ignore[type-var]
    root, _ = screen(replace(SAMPLES["pack-done"], parcel=parcel))
    assert text_of(root, "print_state")
    assert find(root, "sscc", ft.Text).semantics_label == "340123450000000017"


def test_a_printer_that_is_off_is_named_where_the_label_waits() -> None:
    """
    "Label waits" alone helps nobody.
    """
    root, _ = screen(SAMPLES["pack-printer-off"])
    assert "Printer is off" in texts(root)


def test_a_return_asks_one_question_with_two_equal_answers() -> None:
    """
    Nobody chooses a grade; the answers lie under the thumb.
    """
    sent: Sent = []
    root = return_screen(
        SAMPLES["return-question"], lambda action, value: sent.append((action, value)), Look()
    )
    assert text_of(root, "question") == "Is the seal unbroken?"
    press(root, "answer.yes")
    press(root, "answer.no")
    assert sent == [("answer", {"choice": "yes"}), ("answer", {"choice": "no"})]


def test_a_graded_piece_says_where_it_goes() -> None:
    """
    Grade, what becomes of it, and the place as large as in a pick.
    """
    root, _ = screen(SAMPLES["return-place"])
    assert text_of(root, "target") == "A-12-03"
    assert "Grade B · Opened" in texts(root)


def test_a_case_is_settled_on_its_card() -> None:
    """
    Each card with place, item, next step and the answers that settle it.
    """
    root, sent = screen(SAMPLES["attention"])
    press(root, "settle.a1.found")
    press(root, "settle.a2.reprint")
    assert sent == [
        ("settle", {"attention": "a1", "action": "found"}),
        ("settle", {"attention": "a2", "action": "reprint"}),
    ]
    assert "Look at the place, then say what you found" in texts(root)


def test_a_store_that_cannot_be_written_shows_nothing_else() -> None:
    """
    No place, no product, no start: nobody goes on working into the void.
    """
    status = replace(SAMPLES["pick"].status, store_ok=False)
    root, _ = screen(replace(SAMPLES["pick"], status=status))
    assert "trouble" in keys(root)
    assert "place" not in keys(root)


def test_a_refusal_says_what_came_and_what_was_wanted() -> None:
    """
    Its own heading and sign; the stop below stays as it was.
    """
    calm, _ = screen(SAMPLES["pick"])
    root, _ = screen(SAMPLES["pick-bad"])
    assert text_of(root, "band.heading") == "Wrong item"
    assert "Bamboo cup 250 ml" in text_of(root, "band.rest")
    below = [
        text
        for text in texts(root)
        if text not in (text_of(root, "band.heading"), text_of(root, "band.rest"))
    ]
    assert below == texts(calm)


def test_help_says_what_is_asked_for() -> None:
    """
    The help of a screen is its prompt, once more and large.
    """
    from app.inputs import Message, Tone
    from app.views.view import BannerView

    root, _ = screen(replace(SAMPLES["pick"], banner=BannerView(Tone.NOTED, Message("said.help"))))
    assert text_of(root, "band.rest") == "Take 5, scan one"


def test_a_long_good_news_is_not_cut() -> None:
    """
    One line in the head, or a band that is as tall as its words.
    """
    from app.inputs import Message, Tone
    from app.views.view import BannerView

    long = BannerView(
        Tone.GOOD, Message.of("said.product_lies", name="Rain cover for rucksacks", places="A-1, B-2, C-3")
    )
    root = pick_screen(replace(SAMPLES["pick"], banner=long), lambda action, value: None, Look())
    assert text_of(root, "band.heading").endswith("A-1, B-2, C-3")


def test_the_status_is_on_every_screen() -> None:
    """
    Who, which device, since when offline, how much waits.
    """
    root, _ = screen(SAMPLES["pick-offline"])
    shown = texts(find(root, "status"))
    assert any(text.startswith("Offline since") for text in shown)
    assert {"14", "1", "2", "Amira Y. · HH-03"} <= set(shown)
    for name, view in SAMPLES.items():
        assert "status" in keys(screen(view)[0]), name


def test_every_picture_has_words() -> None:
    """
    Canvas can't be read by a screen reader: what is drawn is also said.
    """
    from flet import canvas as cv

    for name, view in SAMPLES.items():
        root, _ = screen(view, Look(width=800, height=1280))
        alone = [one for one in all_of(root, cv.Canvas) if one.width and one.width > 64]
        said = [one for one in all_of(root, ft.Semantics) if one.label and all_of(one.content, cv.Canvas)]
        covered = {id(canvas) for one in said for canvas in all_of(one.content, cv.Canvas)}
        assert [one for one in alone if id(one) not in covered] == [], name


@pytest.mark.parametrize("code", ["A-12-03", "QUARANTINE", "WWWWWWWW", "7", "B-01-01-04-L"])
def test_a_place_stands_on_one_line(code: str) -> None:
    """
    Measured in the typeface that is shipped: the code is as wide as its card at most, or as small as is allowed.
    """
    stop = replace(SAMPLES["pick"].stop, place=code)  # type: ignore[type-var]
    for width, height in SIZES:
        root, _ = screen(replace(SAMPLES["pick"], stop=stop), Look(width=width, height=height))
        size = find(root, "place", ft.Text).size or 0
        room = width * (6 / 11 if width >= 1000 else 1) - 64
        font = ImageFont.truetype("assets/fonts/Inter-ExtraBold.ttf", int(size))
        assert font.getlength(code) <= room or size == 34
