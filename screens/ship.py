"""The ramp: whose cage it is and what lies in it, what is missing for its carrier, and at the end who takes it."""

import flet as ft

from app.locale.amounts import weight
from app.views.ramp import CarrierView, RampLine, ShipView
from app.views.view import View
from screens.boxes import parcel_drawing
from screens.buttons import find_action, icon_of, press_of
from screens.closed_loads import closed_loads
from screens.drawings import picture
from screens.frame import Body, frame
from screens.letter_keys import letters_screen, open_letters
from screens.pack import label_state, sscc_words
from screens.parts import Pen, Press, Send, answer_button, card, chip, large_code, primary_button
from screens.theme import BETWEEN_BUTTONS, BOLD, EXTRABOLD, GAP, MEDIUM, SEMIBOLD, Look
from screens.widths import size_for

LINES_MAX = 100  # a longer list freezes the page


def ship_screen(view: View, send: Send, look: Look) -> ft.Control:
    """The carriers, or one cage: loaded, missing, closed."""
    pen = Pen(look, view.language, send)
    spelling = open_letters(view, look)
    if spelling is not None:
        return letters_screen(pen, view, spelling)
    ship = view.ship or ShipView()
    if ship.load is None:
        listed = [*closed_loads(pen, view, ship), *_ramp(pen, view, ship)]
        placed = ("load",)
        prompt = pen.words(view.prompt)
        return frame(pen, view, Body(pen.say("screen.ship"), listed, prompt=prompt, placed=placed))
    middle = [_cage(pen, ship)]
    if ship.unwanted:
        middle.insert(0, _unwanted(pen, ship))
    side: ft.Control | None = None
    if ship.closed:
        middle += [_closed(pen, view, ship), *closed_loads(pen, view, ship)]
    elif look.wide:
        side = ft.Column([_missing(pen, ship)], scroll=ft.ScrollMode.AUTO)
    else:
        middle.append(_missing(pen, ship))
    primary = _primary(pen, view, ship)
    body = Body(
        _title(pen, ship),
        middle,
        progress=_progress(ship),
        side=side,
        primary=primary,
        placed=("done", "answer", "driver_name", "load") if primary else ("answer", "load"),
        prompt=None if view.question is not None else pen.words(view.prompt),
    )
    return frame(pen, view, body)


def _title(pen: Pen, ship: ShipView) -> str:
    title = pen.say("screen.ship")
    if pen.look.large_text or pen.look.cramped:
        return title
    return f"{title} · {pen.say('ship.manifest', load=ship.load)}"


def _progress(ship: ShipView) -> float | None:
    of = ship.loaded + ship.missing_count
    return ship.loaded / of if of else None


def _ramp(pen: Pen, view: View, ship: ShipView) -> list[ft.Control]:
    """Who fetches how much; where nothing waits, that."""
    if ship.carriers or ship.closed_loads:
        return [_carrier(pen, no, one) for no, one in enumerate(ship.carriers[:LINES_MAX])]
    side = 240 if pen.look.roomy else 180
    content = ft.Column(
        [
            picture(parcel_drawing(pen.palette, side), pen.say("ship.picture"), "picture"),
            pen.text(pen.words(view.prompt), 28, BOLD, text_align=ft.TextAlign.CENTER, key="empty"),
        ],
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return [card(pen, content, padding=24, alignment=ft.Alignment.CENTER)]


def _carrier(pen: Pen, no: int, one: CarrierView) -> ft.Control:
    muted = pen.palette.muted
    said: list[ft.Control] = [pen.text(one.carrier, 28, EXTRABOLD)]
    if one.cage:
        words = pen.say("ship.in_cage", count=one.loaded, cage=_cage_words(one.cage))
        said.append(pen.text(words, 18, MEDIUM, color=muted))
    waiting = pen.text(pen.say("ship.waiting", count=one.waiting), 22, BOLD)
    row: list[ft.Control] = [ft.Column(said, spacing=2, expand=True, tight=True), waiting]
    content: ft.Control = ft.Row(row, spacing=12)
    if pen.look.large_text:
        content = ft.Column([*said, waiting], spacing=2)
    return card(pen, content, padding=14, key=f"carrier.{no}")


def _cage(pen: Pen, ship: ShipView) -> ft.Control:
    """Whose it is, which one it is, how much lies in it: the same places all the time."""
    palette = pen.palette
    room = pen.look.width * (6 / 11 if pen.look.wide else 1) - 64
    carrier = ship.carrier or pen.say("ship.carrier_first")
    head: list[ft.Control] = [large_code(pen, carrier, room, "carrier")]
    head.append(pen.text(_cage_words(ship.cage), 22, BOLD, key="cage"))
    count = pen.say("ship.loaded", count=ship.loaded)
    facts: list[ft.Control] = [pen.text(count, 28, EXTRABOLD, key="loaded")]
    if ship.weight_g:
        facts.append(
            pen.text(weight(ship.weight_g, pen.language), 20, MEDIUM, color=palette.muted, key="weight")
        )
    if ship.last and not ship.closed:
        facts.append(
            pen.text(pen.say("ship.last", order=ship.last), 18, MEDIUM, color=palette.muted, key="last")
        )
    if ship.taking_off:
        facts.append(chip(pen, pen.say("ship.taking_off"), icon=ft.Icons.LOGOUT, color=palette.bad))
    return card(
        pen, ft.Column([*head, *facts], spacing=4, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    )


def _cage_words(cage: str) -> str:
    return sscc_words(cage) if cage.isdigit() else cage


def _unwanted(pen: Pen, ship: ShipView) -> ft.Control:
    """Their orders were cancelled meanwhile: they must not go."""
    numbers = [pen.text(sscc_words(one), 18, BOLD, color=pen.palette.bad) for one in ship.unwanted[:3]]
    row = ft.Row(
        [
            pen.icon(ft.Icons.REMOVE_CIRCLE_OUTLINE, 30, color=pen.palette.bad),
            ft.Column(
                [
                    pen.text(pen.say("ship.unwanted"), 20, BOLD, color=pen.palette.bad, key="unwanted"),
                    *numbers,
                ],
                spacing=2,
                expand=True,
                tight=True,
            ),
        ],
        spacing=12,
    )
    return card(pen, row, padding=12)


def _missing(pen: Pen, ship: ShipView) -> ft.Control:
    """What should be in it and is not; a parcel whose label is not certain says so."""
    palette = pen.palette
    if not ship.missing_count:
        sign = (ft.Icons.CHECK_CIRCLE, palette.good, pen.say("ship.missing_none"))
        if not ship.carrier:
            sign = (ft.Icons.HELP_OUTLINE, palette.muted, pen.say("ship.carrier_first"))
        row = ft.Row(
            [pen.icon(sign[0], 28, color=sign[1]), pen.text(sign[2], 20, BOLD, expand=True, key="missing")],
            spacing=12,
        )
        return card(pen, row, padding=12)
    heading = pen.text(pen.say("ship.missing", count=ship.missing_count), 20, BOLD, key="missing")
    lines = [_line(pen, no, one) for no, one in enumerate(ship.missing[:LINES_MAX])]
    more = ship.missing_count - len(lines)
    rest = [pen.text(pen.say("ship.more", count=more), 18, MEDIUM, color=palette.muted)] if more > 0 else []
    return ft.Column(
        [heading, *lines, *rest],
        spacing=BETWEEN_BUTTONS,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        key="lines",
    )


def _line(pen: Pen, no: int, one: RampLine) -> ft.Control:
    palette = pen.palette
    below = " · ".join(filter(None, (one.city, one.sscc[-6:])))
    order = pen.text(one.order, 20, SEMIBOLD)
    room = pen.look.width * (5 / 11 if pen.look.wide else 1) - 120
    order.size = size_for(one.order, room, pen.look.size(20), 16)
    said: list[ft.Control] = [
        order,
        pen.text(below, 16, MEDIUM, color=palette.muted),
    ]
    icon = pen.icon(ft.Icons.RADIO_BUTTON_UNCHECKED, 28, color=palette.muted)
    if one.label:
        icon = pen.icon(ft.Icons.LABEL_OFF_OUTLINED, 28, color=palette.bad)
        said.append(pen.text(pen.say("ship.no_label"), 16, SEMIBOLD, color=palette.bad))
    row = ft.Row([icon, ft.Column(said, spacing=2, expand=True, tight=True)], spacing=12)
    return card(pen, row, padding=12, key=f"line.{no}")


def _closed(pen: Pen, view: View, ship: ShipView) -> ft.Control:
    """The manifest: how far its label got, its number, and who has it."""
    palette = pen.palette
    facts: list[ft.Control] = [pen.text(pen.say("ship.manifest", load=ship.load), 22, BOLD, key="manifest")]
    if ship.pallet:
        facts.append(pen.text(sscc_words(ship.pallet), 20, MEDIUM, key="pallet", semantics_label=ship.pallet))
    if ship.handed:
        who = pen.say("ship.driver", name=ship.driver) if ship.driver else pen.say("ship.driver_unknown")
        facts.append(pen.text(who, 20, MEDIUM, color=palette.muted, key="driver"))
    stretched = ft.CrossAxisAlignment.STRETCH
    column = ft.Column(
        [label_state(pen, view, ship.print_state), *facts], spacing=GAP, horizontal_alignment=stretched
    )
    return card(pen, column)


def _primary(pen: Pen, view: View, ship: ShipView) -> list[ft.Control]:
    """A question, the driver's name, or Done once nothing is missing; before that it is a way out."""
    if view.question is not None:
        return _question(pen, view)
    driver = find_action(view, "driver_name")
    if driver is not None:
        return [primary_button(pen, press_of(pen, driver))]
    done = find_action(view, "done")
    if done is not None and ship.loaded and not ship.missing_count and not ship.taking_off:
        return [primary_button(pen, press_of(pen, done))]
    return []


def _question(pen: Pen, view: View) -> list[ft.Control]:
    question = view.question
    assert question is not None
    presses = [
        Press(f"answer.{one.id}", pen.words(one.label), icon_of(one.id), "answer", {"choice": one.id})
        for one in question.choices
    ]
    buttons = [answer_button(pen, press) for press in presses]
    return [
        pen.text(pen.words(question.text), 22 if pen.look.cramped else 28, EXTRABOLD, key="question"),
        ft.Row(list(buttons), spacing=BETWEEN_BUTTONS),
    ]
